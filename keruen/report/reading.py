"""Annotated documents out of files and folders. What can't be read becomes `Rejected` with its place and the reason."""

import hashlib
import sys
from pathlib import Path
from typing import BinaryIO, Iterable, Iterator, NamedTuple, Union

from ..documents import Document
from ..inputs import REJECTS, STDIN, SUFFIXES, Rejected, lines, read_documents

DOCUMENTS = "documents"


class Repeated(NamedTuple):
    """A document that was given before, the same line: its place and a sentence. The report lacks nothing by it."""

    source: str
    reason: str = "the same document was given before; it is shown once"


class Read(NamedTuple):
    """A document, the file that it stands in, and the fingerprint of its line."""

    document: Document
    file: str
    digest: bytes


def read_annotated(inputs: Iterable[str]) -> Iterator[Union[Read, Repeated, Rejected]]:
    """Read files of JSON lines, folders and, as `-`, standard input.

    inputs (Iterable[str]): paths. A folder is searched through; of a job's output folder only `documents/` is read,
        and lists of rejected inputs are passed over.
    YIELDS (Read, Repeated or Rejected): in the order of the inputs; every document has an id.
    """
    known: set[bytes] = set()
    for item in _documents(inputs):
        if isinstance(item, Read):
            if item.digest in known:
                yield Repeated(f"{item.file}: {item.document.id}")
                continue
            known.add(item.digest)
        yield item


def _documents(inputs: Iterable[str]) -> Iterator[Union[Read, Rejected]]:
    for name in inputs:
        if name == STDIN:
            yield from _annotated(sys.stdin.buffer, "stdin")
            continue
        path = Path(name)
        if path.is_dir():
            folder = path / DOCUMENTS if (path / DOCUMENTS).is_dir() else path
            found = (file for file in folder.rglob("*") if _holds_lines(file) and not file.name.endswith(REJECTS))
            files = sorted(file for file in found if file.is_file())
            if not files:
                yield Rejected(name, f"the folder holds no {SUFFIXES[0]} file; give the output of keruen annotate")
            for file in files:
                yield from _file(file)
        elif not _holds_lines(path):
            told = f"annotated documents stand in {SUFFIXES[0]} files; run keruen annotate and give its output"
            yield Rejected(name, told)
        else:
            yield from _file(path)


def _holds_lines(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES)


def _file(path: Path) -> Iterator[Union[Read, Rejected]]:
    try:
        with path.open("rb") as stream:
            yield from _annotated(stream, str(path))
    except OSError as error:
        yield Rejected(str(path), f"can't be read: {error.strerror or error}")


def _annotated(stream: BinaryIO, file: str) -> Iterator[Union[Read, Rejected]]:
    for found in read_documents(lines(stream, file)):
        if isinstance(found, Rejected):
            yield found
            continue
        line, document = found
        if not document.model_fields_set & {"ents", "flows"}:
            told = "neither 'ents' nor 'flows': the document is not annotated; run keruen annotate first"
            yield Rejected(line.place, told, document.id)
            continue
        named = document if document.id else document.model_copy(update={"id": line.place})
        yield Read(named, file, hashlib.sha256(line.text.encode("utf-8", "surrogatepass")).digest())
