"""Annotated documents out of files and folders. What can't be read becomes an `Unread` with its place and the reason."""

import hashlib
import sys
from pathlib import Path
from typing import BinaryIO, Iterable, Iterator, NamedTuple, Union

from ..documents import Document, DocumentError, read_document

SUFFIX = ".jsonl"
REJECTS = ".rejected.jsonl"
DOCUMENTS = "documents"
STDIN = "-"


class Unread(NamedTuple):
    """Input that the report lacks: its place (file and line) and a sentence that says why.

    harmless: the report lacks nothing by it (the same document given twice).
    """

    where: str
    reason: str
    harmless: bool = False


class Read(NamedTuple):
    """A document, the file that it stands in, and the fingerprint of its line."""

    document: Document
    file: str
    digest: bytes = b""


def read_annotated(inputs: Iterable[str]) -> Iterator[Union[Read, Unread]]:
    """Read `.jsonl` files, folders and, as `-`, standard input.

    inputs (Iterable[str]): paths. A folder is searched through; of a job's output folder only `documents/` is read,
        and lists of rejected inputs are passed over.
    YIELDS (Read or Unread): in the order of the inputs; every document has an id. A document that was given before,
        the same line, is yielded once.
    """
    known: set[bytes] = set()
    for item in _documents(inputs):
        if isinstance(item, Read):
            if item.digest in known:
                yield Unread(
                    f"{item.file}: {item.document.id}", "the same document was given before; it is shown once", True
                )
                continue
            known.add(item.digest)
        yield item


def _documents(inputs: Iterable[str]) -> Iterator[Union[Read, Unread]]:
    for name in inputs:
        if name == STDIN:
            yield from _lines(sys.stdin.buffer, "stdin")
            continue
        path = Path(name)
        if path.is_dir():
            folder = path / DOCUMENTS if (path / DOCUMENTS).is_dir() else path
            files = sorted(file for file in folder.rglob(f"*{SUFFIX}") if file.is_file() and not file.name.endswith(REJECTS))
            if not files:
                yield Unread(name, f"the folder holds no {SUFFIX} file; give the output of keruen annotate")
            for file in files:
                yield from _file(file)
        elif path.suffix != SUFFIX:
            yield Unread(name, f"annotated documents stand in {SUFFIX} files; run keruen annotate and give its output")
        else:
            yield from _file(path)


def _file(path: Path) -> Iterator[Union[Read, Unread]]:
    try:
        with path.open("rb") as stream:
            yield from _lines(stream, str(path))
    except OSError as error:
        yield Unread(str(path), f"can't be read: {error.strerror or error}")


def _lines(stream: BinaryIO, file: str) -> Iterator[Union[Read, Unread]]:
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        place = f"{file}:{number}"
        try:
            document = read_document(raw.decode("utf-8-sig"), place)
        except UnicodeDecodeError as error:
            yield Unread(place, f"not UTF-8: byte {raw[error.start]:#04x} at position {error.start}; save the file as UTF-8")
            continue
        except DocumentError as error:
            yield Unread(place, str(error).removeprefix(f"{place}: "))
            continue
        if not document.model_fields_set & {"ents", "flows"}:
            yield Unread(place, "neither 'ents' nor 'flows': the document is not annotated; run keruen annotate first")
            continue
        named = document if document.id else document.model_copy(update={"id": place})
        yield Read(named, file, hashlib.sha256(raw.strip()).digest())
