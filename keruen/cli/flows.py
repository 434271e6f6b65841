"""`keruen flows`."""

import csv
import sys
from typing import List, Optional

import typer
from rich.console import Console
from rich.table import Table

from ..batch.writers import FLOW_COLUMNS, cells, flow_rows
from .common import DATE_OPTION, INPUTS, MODEL_OPTION, Stream, utf8

SHOWN = ("document", "amount", "flow", "origin", "destination", "value", "currency", "commodity", "period", "status")


def flows_command(
    inputs: List[str] = INPUTS,
    model: str = MODEL_OPTION,
    date: Optional[str] = DATE_OPTION,
    as_csv: bool = typer.Option(False, "--csv", help="CSV, also on a terminal."),
) -> None:
    """List the trade flows of documents: a table on a terminal, else CSV."""
    with Stream(inputs, model, date) as documents:
        if as_csv or not sys.stdout.isatty():
            writer = csv.DictWriter(utf8(sys.stdout), FLOW_COLUMNS)
            writer.writeheader()
            for document in documents:
                writer.writerows(map(cells, flow_rows(document)))
            return
        table = Table(title="Trade flows")
        for column in SHOWN:
            table.add_column(column, overflow="fold", no_wrap=column in ("value", "currency", "period"))
        for document in documents:
            for row in flow_rows(document):
                value = f"{row['value']}–{row['value_max']}" if row["value_max"] else row["value"]
                shown = {**row, "value": value}
                table.add_row(*("" if shown[name] is None else str(shown[name]) for name in SHOWN))
        Console().print(table)
