"""What the commands share: their options, and the stream of annotated documents that tells what went wrong."""

import sys
from pathlib import Path
from typing import Iterable, Iterator, List, NoReturn, Optional

import typer

from ..batch import Columns, annotate, load_model, read
from ..documents import is_date, to_line
from ..inputs import REJECTS, Rejected

MODEL = "kk_trade_news_sm"
INPUTS = typer.Argument(
    ..., metavar="INPUT...", help="Files (.jsonl, .jsonl.gz, .txt, .html, .parquet, .spacy), folders, - for standard input."
)
MODEL_OPTION = typer.Option(MODEL, "--model", help="Name of an installed model, or a model folder.")
DATE_OPTION = typer.Option(None, "--date", help="Publication date (YYYY-MM-DD) of documents that tell none.")
GPU_OPTION = typer.Option(-1, "--gpu-id", help="Number of the GPU of a transformer model; -1 for the processor.")
TEXT_COLUMN = typer.Option("text", "--text-column", help="Of Parquet input: the column of the texts.")
ID_COLUMN = typer.Option("id", "--id-column", help="Of Parquet input: the column of the documents' ids.")
DATE_COLUMN = typer.Option("date", "--date-column", help="Of Parquet input: the column of publication dates.")


class Stream:
    """Annotates inputs, tells what was rejected and keeps it beside the output, where that is a file, and ends with status 2
    where nothing could be annotated and 1 where some could not."""

    def __init__(
        self,
        inputs: List[str],
        model: str,
        date: Optional[str],
        columns: Columns = Columns(),
        gpu: int = -1,
        output: Optional[Path] = None,
    ):
        check_date(date)
        try:
            nlp = load_model(model, gpu=gpu)
        except OSError as error:
            stop(str(error))
        self.results = annotate(read(inputs, columns), nlp, date=date)
        self.output = output
        self.done, self.rejected = 0, []

    def __enter__(self) -> "Stream":
        return self

    def __iter__(self) -> Iterator[dict]:
        for result in self.results:
            if isinstance(result, Rejected):
                self.rejected.append(result)
                tell(f"{result.source}: {result.reason}")
                continue
            if "warning" in result["meta"]:
                tell(f"{result['id']}: {result['meta']['warning']}")
            self.done += 1
            yield result

    def __exit__(self, error_type, *_) -> None:
        if error_type is not None or not self.rejected:
            return
        told = f"{len(self.rejected)} of {len(self.rejected) + self.done} inputs were not annotated"
        if self.output is not None:
            told += f"; they stand in {keep_rejects(self.output, self.rejected)}"
        tell(told)
        raise typer.Exit(1 if self.done else 2)


def rejects_of(output: Path) -> Path:
    """The file beside an output that holds what the output lacks."""
    return output.with_name(output.name + REJECTS)


def keep_rejects(output: Path, rejected: Iterable[Rejected]) -> Path:
    """Write what an output lacks into a file beside it, and give that file."""
    lines = "".join(to_line(item._asdict()) + "\n" for item in rejected)
    rejects_of(output).write_text(lines, encoding="utf-8")
    return rejects_of(output)


def check_date(date: Optional[str]) -> None:
    if date is not None and not is_date(date):
        stop(f"--date '{date}' is no date of the form YYYY-MM-DD.")


def utf8(stream):
    stream.reconfigure(encoding="utf-8", newline="")
    return stream


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def stop(sentence: str) -> NoReturn:
    tell(sentence)
    raise typer.Exit(2)
