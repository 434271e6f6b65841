"""The command line: `keruen annotate`, `keruen flows`."""

import csv
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Iterator, List, Optional

import typer
from rich.console import Console
from rich.table import Table

from .batch import Rejected, annotate, load_model, read
from .documents import is_date, to_line

MODEL = "kk_trade_news_sm"
COLUMNS = ("document", "amount", "flow", "origin", "destination", "value", "currency", "commodity", "period", "status")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Entities and trade flows in Kazakh and Karakalpak news.",
)

INPUTS = typer.Argument(..., metavar="INPUT...", help="Files (.jsonl, .txt), folders, or - for standard input.")
MODEL_OPTION = typer.Option(MODEL, "--model", help="Name of an installed model, or a model folder.")
DATE_OPTION = typer.Option(None, "--date", help="Publication date (YYYY-MM-DD) of documents that carry none.")
PROCESSES = typer.Option(1, "--n-process", min=1, help="Processes to annotate with.")


@app.command("annotate")
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
        with _Job(inputs, model, date, n_process) as job:
            for document in job:
                console.print(_entity_table(document))
        return
    with ExitStack() as stack:
        job = stack.enter_context(
            _Job(inputs, model, date, n_process, rejects=output and output.with_name(output.name + ".rejected.jsonl"))
        )
        try:
            stream = stack.enter_context(output.open("w", encoding="utf-8")) if output else _utf8(sys.stdout)
        except OSError as error:
            _stop(f"{output} can't be written: {error.strerror}")
        for document in job:
            stream.write(to_line(document) + "\n")


@app.command("flows")
def flows_command(
    inputs: List[str] = INPUTS,
    model: str = MODEL_OPTION,
    date: Optional[str] = DATE_OPTION,
    n_process: int = PROCESSES,
    as_csv: bool = typer.Option(False, "--csv", help="CSV, also on a terminal."),
) -> None:
    """List the trade flows of documents: a table on a terminal, else CSV."""
    with _Job(inputs, model, date, n_process) as job:
        if as_csv or not sys.stdout.isatty():
            writer = csv.DictWriter(_utf8(sys.stdout), COLUMNS)
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


class _Job:
    """Annotates inputs, tells what was rejected, and ends with status 2 where nothing could be annotated and 1 where
    some could not."""

    def __init__(
        self, inputs: List[str], model: str, date: Optional[str], n_process: int, rejects: Optional[Path] = None
    ):
        if date is not None and not is_date(date):
            _stop(f"--date '{date}' is no date of the form YYYY-MM-DD.")
        try:
            nlp = load_model(model)
        except OSError as error:
            _stop(str(error))
        self.results = annotate(nlp, read(inputs), date=date, n_process=n_process)
        self.rejects = rejects
        self.done, self.rejected = 0, []

    def __enter__(self) -> "_Job":
        return self

    def __iter__(self) -> Iterator[dict]:
        for result in self.results:
            if isinstance(result, Rejected):
                self.rejected.append(result)
                _tell(f"{result.where}: {result.reason}")
                continue
            if "warning" in result["meta"]:
                _tell(f"{result['id']}: {result['meta']['warning']}")
            self.done += 1
            yield result

    def __exit__(self, error_type, *_) -> None:
        if error_type is not None:
            return
        if not self.rejected:
            return
        if self.rejects is not None:
            self.rejects.write_text(
                "".join(to_line(result._asdict()) + "\n" for result in self.rejected), encoding="utf-8"
            )
            _tell(
                f"{len(self.rejected)} of {len(self.rejected) + self.done} inputs were not annotated; they stand in {self.rejects}"
            )
        raise typer.Exit(1 if self.done else 2)


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


def _entity_table(document: dict) -> Table:
    table = Table("entity", "label", "value", title=str(document["id"]))
    for ent in document["ents"]:
        value = ent.get("code") or ent.get("period") or ent.get("value")
        value = "" if value is None else f"{value} {ent.get('currency', '')}".strip()
        table.add_row(document["text"][ent["start"] : ent["end"]], ent["label"], value)
    return table


def _utf8(stream):
    stream.reconfigure(encoding="utf-8", newline="")
    return stream


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _stop(sentence: str) -> None:
    _tell(sentence)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
