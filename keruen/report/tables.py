"""The flows of a report as data: columns for the page's script, and CSV for spreadsheets."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any, Iterable, Optional, Sequence

from ..orthography import script_of, skeleton, transliterate
from .rows import Article, Flow, days, number_text, year_of
from .totals import Total
from .words import cell

FLOW_COLUMNS = (
    "document", "amount", "flow", "origin", "destination", "value", "currency", "commodity", "period", "status",
    "date", "source", "value_max", "number", "part_of", "same_as", "page",
)  # fmt: skip
TOTAL_COLUMNS = (
    "origin", "destination", "flow", "status", "year", "currency", "value", "value_max", "largest", "flows", "left_out",
    "articles", "periods_overlap",
)  # fmt: skip
NONE = -1


class Pool:
    """Distinct strings by number, so that 50,000 rows hold small numbers."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def __iter__(self):
        return iter(self.numbers)


def columns(articles: Sequence[Article], pages: Sequence[str]) -> dict[str, Any]:
    """What the page of all flows needs, as plain data: each column a list, text by its number in a pool.

    pages (Sequence[str]): each article's page, relative to the page of flows.
    RETURNS (dict): `articles`, `pools`, `rows`. In `rows`, `total` and `first` are row numbers, -1 for none;
        `max` holds ranges only, by row number. A period stands with its first and last day and its year.
    """
    party, kind, status, currency, period, goods, amount, source, date = (Pool() for _ in range(9))
    rows: dict[str, Any] = {
        name: [] for name in (
            "article", "number", "origin", "destination", "kind", "status", "currency", "period", "goods", "amount",
            "value", "total", "first",
        )
    }  # fmt: skip
    ranges: dict[int, Any] = {}
    about: dict[str, list] = {"page": [], "title": [], "source": [], "date": [], "flows": []}
    for place, (article, page) in enumerate(zip(articles, pages)):
        base = len(rows["article"])
        for name, value in (
            ("page", page), ("title", article.title), ("source", source(article.source)), ("date", date(article.date)),
            ("flows", len(article.flows)),
        ):  # fmt: skip
            about[name].append(value)
        for flow in article.flows:
            if flow.value_max is not None:
                ranges[len(rows["article"])] = flow.value_max
            values = (
                place, flow.number, party(flow.origin), party(flow.destination), kind(flow.kind), status(flow.status),
                currency(flow.currency), period(flow.period), goods(flow.goods), amount(flow.amount), flow.value,
                _row(base, flow.total), _row(base, flow.first),
            )  # fmt: skip
            for column, value in zip(rows.values(), values):
                column.append(value)
    return {
        "articles": about,
        "pools": {
            "party": list(party), "kind": list(kind), "status": list(status), "currency": list(currency),
            "period": [[text, year_of(text), *(days(text) or (0, 0))] for text in period],
            "goods": list(goods), "spellings": spellings(goods), "amount": list(amount), "source": list(source),
            "date": list(date),
        },
        "rows": {**rows, "max": ranges},
    }  # fmt: skip


def _row(base: int, number: Optional[int]) -> int:
    return NONE if number is None else base + number - 1


def spellings(goods: Iterable[str]) -> list[str]:
    """For each name of goods what it may also be looked for by: its words as the archive spells them in other scripts,
    and a Cyrillic name in Arabic and Latin letters. Small letters."""
    names = [name.lower() for name in goods]
    known: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for word in name.split():
            known[skeleton(word)].add(word)
    found = []
    for name in names:
        others = {other for word in name.split() for other in known[skeleton(word)]} - set(name.split())
        if script_of(name) == "Cyrl":
            others |= {transliterate(name, "Arab"), transliterate(name, "Latn-2021")}
        found.append(" ".join((name, *sorted(others))))
    return found


def write_flows(path: Path, articles: Sequence[Article], pages: Sequence[str]) -> None:
    """Every flow as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets know it)."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(FLOW_COLUMNS)
        for article, page in zip(articles, pages):
            for flow in article.flows:
                writer.writerow([cell(value) for value in _record(article, flow, page)])


def _record(article: Article, flow: Flow, page: str) -> tuple:
    value = flow.value if flow.value_max is None else f"{flow.value}–{flow.value_max}"
    return (
        article.id, flow.amount, flow.kind, flow.origin, flow.destination, value, flow.currency, flow.goods,
        flow.period, flow.status, article.date, article.source, flow.value_max, flow.number, flow.total, flow.first,
        f"{page}#flow-{flow.number}",
    )  # fmt: skip


def write_totals(path: Path, totals: Iterable[Total]) -> None:
    """The totals of all flows as CSV; see `totals`."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(TOTAL_COLUMNS)
        for total in totals:
            origin, destination, kind, status, year, currency = total.heading
            row = (
                origin, destination, kind, status, year, currency, _plain(total.value), _plain(total.value_max),
                _plain(total.largest), total.flows, total.left_out, total.articles, "yes" if total.overlap else "",
            )  # fmt: skip
            writer.writerow([cell(value) for value in row])


def _plain(value) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_text(flow: Flow) -> str:
    """A flow's value as its page shows it; a range with both ends."""
    low = number_text(flow.value)
    return f"{low}–{number_text(flow.value_max)}" if low and flow.value_max is not None else low
