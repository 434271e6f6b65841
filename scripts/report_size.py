"""Make a large annotated file, write a report over it, and measure how long its page of flows takes to open.

Articles are the authored ones joined until each has as many flows as asked for, with their evidence taken from the
entities before an amount, and with years, values and dates varied by a fixed seed. Opening is measured in headless
Chromium through Playwright: from the start of the navigation until the tables and charts stand.
"""

import argparse
import itertools
import json
import os
import random
import time
from pathlib import Path
from typing import Iterator

from keruen.report import Site, article_of, read_annotated

AUTHORED = Path(__file__).parent.parent / "corpus" / "authored"
CHROMIUM = os.environ.get("KERUEN_CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
READY = "document.documentElement.dataset.ready === 'true'"
EVIDENCE = 4
DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"


def documents(count: int, flows: int) -> Iterator[dict]:
    """Documents of so many flows each.

    count (int): documents. flows (int): flows of each.
    """
    told = [item.document for item in read_annotated([str(AUTHORED)]) if item.document.flows]
    source, chance = itertools.cycle(told), random.Random(7)
    for number in range(count):
        joined: dict = {"id": f"article-{number + 1}", "meta": {}, "text": "", "ents": [], "flows": []}
        while len(joined["flows"]) < flows:
            _join(joined, next(source), chance, flows)
        joined["meta"] = {
            "date": f"{chance.randint(2015, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "source": f"newspaper {chance.randint(1, 40)}",
        }
        yield joined


def _join(joined: dict, document, chance: random.Random, most: int) -> None:
    shift = len(joined["text"]) + (1 if joined["text"] else 0)

    def moved(span: dict) -> dict:
        return {**span, "start": span["start"] + shift, "end": span["end"] + shift}

    joined["text"] = f"{joined['text']}\n{document.text}" if joined["text"] else document.text
    ents = [ent.model_dump() for ent in document.ents]
    joined["ents"] += map(moved, ents)
    for flow in document.flows[: most - len(joined["flows"])]:
        before = [ent for ent in ents if ent["end"] <= flow["money"]["start"]][-EVIDENCE:]
        spans = {name: moved(flow[name]) for name in ("money", "commodity", "part_of", "same_as") if flow.get(name)}
        changed = {"value": round(flow["value"] * chance.uniform(0.5, 2)), "period": str(chance.randint(2010, 2025))}
        evidence = [moved({"start": ent["start"], "end": ent["end"]}) for ent in before]
        joined["flows"].append({**flow, **spans, **changed, "evidence": evidence})


def opening(page: Path, times: int) -> list[float]:
    """Seconds that the page takes to open, each time in a fresh browser."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        for _ in range(times):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            try:
                tab = browser.new_page(viewport={"width": 1280, "height": 900})
                start = time.perf_counter()
                tab.goto(page.resolve().as_uri())
                tab.wait_for_function(READY)
                tab.evaluate(DRAWN)
                found.append(time.perf_counter() - start)
                turn = time.perf_counter()
                tab.click("#flows-table [data-page=next]")
                tab.evaluate(DRAWN)
                sort = time.perf_counter()
                tab.click("#flows-table th[data-column=value] button")
                tab.evaluate(DRAWN)
                done = time.perf_counter()
                tab.select_option("#filter-currency", index=1)
                tab.wait_for_timeout(150)
                tab.evaluate(DRAWN)
                print(f"open {found[-1]:.2f} s, turn a page {sort - turn:.2f} s, sort {done - sort:.2f} s, "
                      f"filter {time.perf_counter() - done:.2f} s")  # fmt: skip
            finally:
                browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the input and the report go")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--flows", type=int, default=10, help="flows of each article")
    parser.add_argument("--times", type=int, default=3, help="how often the page is opened")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source, target = options.folder / "annotated.jsonl", options.folder / "report"
    with source.open("w", encoding="utf-8") as lines:
        for document in documents(options.articles, options.flows):
            lines.write(json.dumps(document, ensure_ascii=False) + "\n")
    start = time.perf_counter()
    site = Site(target)
    for item in read_annotated([str(source)]):
        site.add(article_of(item.document, item.file))
    site.close()
    took = time.perf_counter() - start
    sizes = {file: file.stat().st_size for file in target.rglob("*") if file.is_file()}
    pages = [size for file, size in sizes.items() if file.parent.name == "articles"]
    data = sizes[target / "data" / "flows.js"]
    print(f"input {source.stat().st_size / 1e6:.1f} MB; written in {took:.1f} s")
    print(f"{sum(sizes.values()) / 1e6:.1f} MB on disk: {len(pages)} articles of {sum(pages) / len(pages) / 1e3:.1f} kB, "
          f"data {data / 1e6:.1f} MB")  # fmt: skip
    if options.times:
        opening(target / "index.html", options.times)


if __name__ == "__main__":
    main()
