"""`keruen convert`."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, ContextManager, Iterable, Iterator, Optional, Union

import typer

from ..convert import FORMATS, KERUEN, UNITS, Notes, Source, Words, guess, to_gold
from ..convert.label_studio import INTERFACE
from ..documents import Document
from ..inputs import STDIN, Rejected
from .common import keep_rejects, stop, tell, utf8

STDOUT = "-"
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
    if source != STDIN and target != STDOUT and Path(source).resolve() == Path(target).resolve():
        stop(f"INPUT and OUTPUT are both {source}: write to another file.")
    where = "stdin" if source == STDIN else source
    notes, words, unread, counts = Notes(), Words(), [], [0]
    with _opened(source) as stream:
        lines = Source(stream, where)
        given = given or guess(lines)
        if given is None:
            first = next(lines.ahead(), None)
            if isinstance(first, Rejected):
                stop(f"{first.source}: {first.reason}")
            stop(f"{where}: its content doesn't tell its format; name it with --from ({NAMES}).")
        if wanted is None:
            if given == KERUEN and not gold:
                stop(f"{where} holds documents of Keruen; name the format to write with --to ({NAMES}).")
            wanted = KERUEN
        read = FORMATS[given].read(lines, notes, words, units, gold)
        documents = _sorted_out(_golden(read, notes, words) if gold else read, unread)
        _write(target, FORMATS[wanted].write(_counted(documents, counts), notes, words, units))
    for note in notes:
        tell(f"{note}.")
    for failed in unread:
        tell(f"{failed.source}: {failed.reason}")
    if wanted == "label-studio":
        tell(f"The labelling interface of these tasks stands in {INTERFACE}.")
    tell(f"{counts[0]} documents, {given} to {wanted}: {target}")
    if unread:
        if target != STDOUT:
            kept = keep_rejects(Path(target), unread)
            tell(f"{len(unread)} inputs were not converted; they stand in {kept}")
        raise typer.Exit(1 if counts[0] else 2)


def _opened(source: str) -> ContextManager[BinaryIO]:
    if source == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as error:
        stop(f"{source}: can't be read: {error.strerror or error}")


def _golden(read: Iterable[Union[Document, Rejected]], notes: Notes, words: Words) -> Iterator[Union[Document, Rejected]]:
    for document in read:
        yield document if isinstance(document, Rejected) else to_gold(document, notes, words)


def _sorted_out(read: Iterable[Union[Document, Rejected]], unread: list[Rejected]) -> Iterator[Document]:
    for document in read:
        if isinstance(document, Rejected):
            unread.append(document)
        else:
            yield document


def _counted(documents: Iterable[Document], counts: list[int]) -> Iterator[Document]:
    for document in documents:
        counts[0] += 1
        yield document


def _write(target: str, pieces: Iterable[str]) -> None:
    if target == STDOUT:
        stream = utf8(sys.stdout)
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        return
    try:
        with Path(target).open("w", encoding="utf-8", newline="") as stream:
            for piece in pieces:
                stream.write(piece)
    except OSError as error:
        stop(f"{target} can't be written: {error.strerror or error}")
