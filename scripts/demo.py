"""Annotate the Serbia article as a reader gets it, without gold annotation, and print its flows as a table."""

import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from keruen.batch import load_model
from keruen.documents import Document, make_doc, read_document

WIDTH = 120  # of a log, which has none of its own


def main(
    article: Path = typer.Argument(Path("seeds/kazinform-serbia-2026-02-26.jsonl")),
    model: str = typer.Option("training/sm/model-best"),
) -> None:
    given = read_document(article.read_text(encoding="utf-8"), str(article))
    nlp = load_model(model)
    doc = nlp(make_doc(nlp, Document(id=given.id, meta=given.meta, text=given.text)))
    table = Table(title=f"{given.id}: {len(doc._.trade_flows)} trade flows")
    for name in ("amount", "flow", "from", "to", "value", "", "goods", "period", "status"):
        table.add_column(name, overflow="fold", no_wrap=name not in ("amount", "goods"))
    for flow in doc._.trade_flows:
        goods = flow.commodity.text if flow.commodity else ""
        table.add_row(
            flow.money.text,
            flow.flow,
            flow.origin or "?",
            flow.destination or "?",
            f"{flow.value:,}",
            flow.currency,
            goods,
            flow.period or "",
            flow.status,
        )
    Console(width=None if sys.stdout.isatty() else WIDTH).print(table)


if __name__ == "__main__":
    typer.run(main)
