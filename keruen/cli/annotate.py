"""`keruen annotate`."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import List, Optional

import typer
from rich.console import Console
from rich.table import Table

from ..documents import to_line
from .common import DATE_OPTION, INPUTS, MODEL_OPTION, PROCESSES, Stream, stop, utf8


def annotate_command(
    inputs: List[str] = INPUTS,
    output: Optional[Path] = typer.Option(
        None, "-o", "--output", help="JSON lines to write; standard output if left out."
    ),
    model: str = MODEL_OPTION,
    date: Optional[str] = DATE_OPTION,
    n_process: int = PROCESSES,
) -> None:
    """Annotate documents: JSON lines with entities and flows (a table of entities on a terminal)."""
    if output is None and sys.stdout.isatty():
        console = Console()
        with Stream(inputs, model, date, n_process) as job:
            for document in job:
                console.print(_entity_table(document))
        return
    with ExitStack() as stack:
        job = stack.enter_context(
            Stream(inputs, model, date, n_process, rejects=output and output.with_name(output.name + ".rejected.jsonl"))
        )
        try:
            stream = stack.enter_context(output.open("w", encoding="utf-8")) if output else utf8(sys.stdout)
        except OSError as error:
            stop(f"{output} can't be written: {error.strerror}")
        for document in job:
            stream.write(to_line(document) + "\n")


def _entity_table(document: dict) -> Table:
    table = Table("entity", "label", "value", title=str(document["id"]))
    for ent in document["ents"]:
        value = ent.get("code") or ent.get("period") or ent.get("value")
        value = "" if value is None else f"{value} {ent.get('currency', '')}".strip()
        table.add_row(document["text"][ent["start"] : ent["end"]], ent["label"], value)
    return table
