import os
from pathlib import Path

import pytest
from report_documents import BAD, FORMULAS, ROOT, SERBIA, document_of, span

from keruen.documents import Document
from keruen.report import read_annotated


@pytest.fixture(scope="session")
def serbia() -> Document:
    """Two flows, the second an item of the first, as the pipeline gives them."""

    def at(words):
        return span(SERBIA, words)

    common = {"currency": "USD", "flow": "export", "origin": "KZ", "destination": "RS", "period": "2025", "status": "actual"}
    evidence = [at("2025 жылы"), {"start": 31, "end": 40}, at("Сербияға"), at("экспорттады")]
    total, item = at("28,6 миллион доллардың"), at("20 миллион доллар")
    ents = [
        {**at("2025 жылы"), "label": "DATE", "period": "2025"},
        {"start": 31, "end": 40, "label": "GPE", "code": "KZ"},
        {**at("Сербияға"), "label": "GPE", "code": "RS"},
        {**total, "label": "MONEY", "value": 28600000, "currency": "USD"},
        {**item, "label": "MONEY", "value": 20000000, "currency": "USD"},
    ]
    flows = [
        {**common, "money": total, "value": 28600000, "commodity": None, "evidence": evidence},
        {**common, "money": item, "value": 20000000, "commodity": at("мұнай"), "evidence": evidence, "part_of": total},
    ]
    return document_of(id="serbia", meta={"date": "2026-02-26", "lang": "kk"}, text=SERBIA, ents=ents, flows=flows)


@pytest.fixture(scope="session")
def hostile() -> list[Document]:
    """Documents whose every text field tries to be something else than text."""
    text = BAD.replace("\ud800", "") + "\n" + SERBIA
    money, goods = span(text, "28,6 миллион доллардың"), {"start": 0, "end": 31}
    fields = ("title", "source", "publisher", "url", "lang", "script", "date", "warning", "more", BAD)
    flow = {
        "money": money,
        "value": 28600000,
        "currency": BAD,
        "flow": BAD,
        "origin": BAD,
        "destination": BAD,
        "commodity": goods,
        "period": BAD,
        "status": BAD,
        "evidence": [goods, span(text, "Сербияға"), {"start": 0, "end": len(text)}, {"start": -5, "end": 10**9}, BAD, None],
        "part_of": money,
        "same_as": money,
        "parts_exceed": BAD,
        BAD: BAD,
    }
    plain = {
        **flow,
        "currency": "USD",
        "flow": "export",
        "origin": "KZ",
        "destination": "__proto__",
        "status": "actual",
        "period": "2025",
    }
    odd = {
        "money": "x",
        "value": "1e5",
        "value_max": [],
        "currency": 5,
        "flow": None,
        "origin": {"a": 1},
        "destination": ["KZ"],
        "commodity": 7,
        "period": 2025,
        "status": True,
        "evidence": "no",
        "part_of": [],
        "same_as": 3,
    }
    ents = [
        {**money, "label": BAD, "code": BAD, "value": 10**30, "currency": BAD},
        {"start": 0, "end": 10**9, "label": "GPE"},
        {**span(text, "Сербияға"), "label": "GPE", "code": BAD, "period": BAD, "title": BAD},
        {"start": 5, "end": 5, "label": "GPE"},
        {"start": -1, "end": 4, "label": "ORG"},
    ]
    documents = [
        document_of(
            id=BAD, meta={**dict.fromkeys(fields, BAD), "date": "2026-01-01"}, text=text, ents=ents, flows=[flow, plain, odd]
        ),
        document_of(id="../../../etc/passwd", meta={"url": "javascript:window.pwned=1", "source": "../../x"}, text=text),
        document_of(
            id="constructor", meta={"url": " \tjavascript:window.pwned=1", "title": "data:text/html,x"}, text="\u202eabc"
        ),
        document_of(id="huge", text=text, flows=[{"value": 10**400, "money": money}, {"value": float("nan")}, {}]),
    ]
    for formula in FORMULAS:
        documents.append(
            document_of(
                id=formula,
                meta={"source": formula, "title": formula},
                text=text,
                flows=[
                    {**plain, **dict.fromkeys(("currency", "flow", "origin", "destination", "period", "status"), formula)},
                ],
            )
        )
    return documents


@pytest.fixture(scope="session")
def gold() -> list[Document]:
    return [item.document for item in read_annotated([str(ROOT / "seeds"), str(ROOT / "corpus" / "authored")])]


@pytest.fixture(scope="session")
def browser():
    """Chromium without a head. Without it tests are passed over, but fail where KERUEN_BROWSER_TESTS=1."""
    required = os.environ.get("KERUEN_BROWSER_TESTS") == "1"
    missing = pytest.fail if required else pytest.skip
    chromium = Path(os.environ.get("KERUEN_CHROMIUM", "/usr/bin/chromium"))
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed: pip install -e '.[browser]'")
    if not chromium.exists():
        missing(f"There is no Chromium at {chromium}; install it, or name it in KERUEN_CHROMIUM")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium), args=quiet)
        yield running
        running.close()
