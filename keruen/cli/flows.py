"""`keruen flows`."""

import csv
import sys
from typing import Iterator, List, Optional

import typer
from rich.console import Console
from rich.table import Table

from .common import DATE_OPTION, INPUTS, MODEL_OPTION, PROCESSES, Stream, utf8

COLUMNS = ("document", "amount", "flow", "origin", "destination", "value", "currency", "commodity", "period", "status")


def flows_command(
    inputs: List[str] = INPUTS,
    model: str = MODEL_OPTION,
    date: Optional[str] = DATE_OPTION,
    n_process: int = PROCESSES,
    as_csv: bool = typer.Option(False, "--csv", help="CSV, also on a terminal."),
) -> None:
    """List the trade flows of documents: a table on a terminal, else CSV."""
    with Stream(inputs, model, date, n_process) as job:
        if as_csv or not sys.stdout.isatty():
            writer = csv.DictWriter(utf8(sys.stdout), COLUMNS)
            writer.writeheader()
            for document in job:
                writer.writerows(_flow_rows(document))
        else:
            table = Table(title="Trade flows")
            for column in COLUMNS:
                table.add_column(column, overflow="fold", no_wrap=column in ("value", "currency", "period"))
            for document in job:
                for row in _flow_rows(document):
                    table.add_row(*("" if row[column] is None else str(row[column]) for column in COLUMNS))
            Console().print(table)


def _flow_rows(document: dict) -> Iterator[dict]:
    text = document["text"]
    for flow in document["flows"]:
        goods = flow["commodity"]
        value = f"{flow['value']}–{flow['value_max']}" if flow.get("value_max") else flow["value"]
        yield {
            **{column: flow.get(column) for column in COLUMNS},
            "document": document["id"],
            "amount": text[flow["money"]["start"] : flow["money"]["end"]],
            "value": value,
            "commodity": goods and text[goods["start"] : goods["end"]],
        }
