"""`keruen convert`."""

import sys
from pathlib import Path
from typing import Iterable, Iterator, Optional, Union

import typer

from ..convert import FORMATS, KERUEN, UNITS, Notes, Unread, Words, guess, to_gold
from ..convert.label_studio import INTERFACE
from ..documents import Document, to_line
from .common import stop, tell, utf8

STREAM = "-"
NAMES = ", ".join(FORMATS)


def convert_command(
    source: str = typer.Argument(..., metavar="INPUT", help="File to read, or - for standard input."),
    target: str = typer.Argument(..., metavar="OUTPUT", help="File to write, or - for standard output."),
    given: Optional[str] = typer.Option(None, "--from", help=f"Format of INPUT ({NAMES}); told by its content if left out."),
    wanted: Optional[str] = typer.Option(None, "--to", help=f"Format of OUTPUT ({NAMES}); keruen if INPUT is a tool's."),
    gold: bool = typer.Option(
        False,
        "--gold",
        help="What corpus/authored holds: leave out what the pipeline adds and what nobody annotated, and check.",
    ),
    units: Optional[str] = typer.Option(
        None, "--offsets", help=f"How the tool counts ({' or '.join(UNITS)}), where not as its version of today does."
    ),
) -> None:
    """Convert documents to and from Label Studio, doccano, Prodigy and CoNLL-2003 (docs/annotate.md)."""
    for option, name in (("--from", given), ("--to", wanted)):
        if name is not None and name not in FORMATS:
            stop(f"{option} '{name}' is no format; give one of {NAMES}.")
    if units is not None and units not in UNITS:
        stop(f"--offsets '{units}' is no way to count; give {' or '.join(UNITS)}.")
    if source != STREAM and target != STREAM and Path(source).resolve() == Path(target).resolve():
        stop(f"INPUT and OUTPUT are both {source}: write to another file.")
    content = _content(source)
    where = "stdin" if source == STREAM else source
    given = given or guess(content)
    if given is None:
        stop(f"{where}: its content doesn't tell its format; name it with --from ({NAMES}).")
    if wanted is None:
        if given == KERUEN and not gold:
            stop(f"{where} holds documents of Keruen; name the format to write with --to ({NAMES}).")
        wanted = KERUEN
    notes, words, unread = Notes(), Words(), []
    read = FORMATS[given].read(content, where, notes, words, units, gold)
    documents = _sorted_out(_golden(read, notes, words) if gold else read, unread)
    done = _written(target, FORMATS[wanted].write(_counted(documents, counts := [0]), notes, words, units))
    for note in notes:
        tell(f"{note}.")
    for failed in unread:
        tell(f"{failed.where}: {failed.reason}")
    if done and wanted == "label-studio":
        tell(f"The labelling interface of these tasks stands in {INTERFACE}.")
    tell(f"{counts[0]} documents, {given} to {wanted}: {target}")
    if unread:
        _reject(target, unread)
        raise typer.Exit(1 if counts[0] else 2)


def _content(source: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if source == STREAM else Path(source).read_bytes()
    except OSError as error:
        stop(f"{source}: can't be read: {error.strerror or error}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        stop(f"{source}: not UTF-8: byte {raw[error.start]:#04x} at position {error.start}; save the file as UTF-8.")


def _golden(read: Iterable[Union[Document, Unread]], notes: Notes, words: Words) -> Iterator[Union[Document, Unread]]:
    for document in read:
        yield document if isinstance(document, Unread) else to_gold(document, notes, words)


def _sorted_out(read: Iterable[Union[Document, Unread]], unread: list[Unread]) -> Iterator[Document]:
    for document in read:
        if isinstance(document, Unread):
            unread.append(document)
        else:
            yield document


def _counted(documents: Iterable[Document], counts: list[int]) -> Iterator[Document]:
    for document in documents:
        counts[0] += 1
        yield document


def _written(target: str, pieces: Iterable[str]) -> bool:
    if target == STREAM:
        stream = utf8(sys.stdout)
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        return True
    try:
        with Path(target).open("w", encoding="utf-8", newline="") as stream:
            for piece in pieces:
                stream.write(piece)
    except OSError as error:
        stop(f"{target} can't be written: {error.strerror or error}")
    return True


def _reject(target: str, unread: list[Unread]) -> None:
    if target == STREAM:
        return
    path = Path(target).with_name(Path(target).name + ".rejected.jsonl")
    path.write_text("".join(to_line(failed._asdict()) + "\n" for failed in unread), encoding="utf-8")
    tell(f"{len(unread)} inputs were not converted; they stand in {path}")
