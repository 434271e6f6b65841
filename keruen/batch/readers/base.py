"""What readers share: slices of files, and documents with their place."""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Callable, Iterator, NamedTuple, Optional, Union

from ...documents import Document
from ...inputs import Rejected

WHOLE = -1  # as `stop` of a slice: to the end of the file
_KEPT = 1000  # characters of a rejected text


Read = Iterator[Union[Document, Rejected]]


class Slice(NamedTuple):
    """A part of an input that is read in one go.

    path (str): absolute path. name (str): the path as the user gave it, for ids and messages.
    start, stop (int): in the reader's own measure: bytes, lines, rows or documents; `WHOLE` to the end of the file.
    first (int): number of the first line, row or document, from 1.
    size (int): bytes on disk, for progress. digest (str): of the content.
    """

    path: str
    name: str
    start: int = 0
    stop: int = WHOLE
    first: int = 1
    size: int = 0
    digest: str = ""


class Columns(NamedTuple):
    """Names of a table's columns that hold text, id and publication date."""

    text: str = "text"
    id: str = "id"
    date: str = "date"


@dataclass(frozen=True)
class Format:
    """A kind of file.

    suffixes (tuple): lower case, with their dots.
    cut (Callable): path, name and a number of bytes to slices of about that size.
    read (Callable): a slice and columns to documents and rejects.
    needs (str): a library of the extra `batch` that it is read with.
    """

    suffixes: tuple[str, ...]
    cut: Callable[[str, str, int], Iterator[Slice]]
    read: Callable[[Slice, Columns], Read]
    needs: Optional[str] = None

    @property
    def missing(self) -> bool:
        return self.needs is not None and find_spec(self.needs) is None


def placed(document: Document, source: str, file: str) -> Document:
    """A document that knows where it was read (`meta.input`); an id of file and content hash where it has none."""
    number = document.id if document.id is not None else f"{file}#{content_hash(document.text)}"
    return document.model_copy(update={"id": number, "meta": {**document.meta, "input": source}})


def content_hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def begins(text: str) -> str:
    """As much of a rejected text as is kept."""
    return text if len(text) <= _KEPT else text[:_KEPT] + "…"


def file_digest(path: Union[str, Path]) -> tuple[str, int]:
    """SHA-256 and size of a file.

    RAISES (OSError): if it can't be read.
    """
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
        return digest.hexdigest(), stream.tell()


def cut_whole(path: str, name: str, size: int) -> Iterator[Slice]:
    """A file that is read in one go."""
    digest, length = file_digest(path)
    yield Slice(path, name, size=length, digest=digest)


def cut_records(path: str, name: str, size: int, count: int) -> Iterator[Slice]:
    """A file of so many records (rows, documents), by as many of them as make about `size` bytes on disk."""
    digest, length = file_digest(path)
    step = max(1, count * size // max(1, length))
    for start in range(0, max(1, count), step):
        stop = min(count, start + step)
        share = length * (stop - start) // count if count else length
        yield Slice(path, name, start, stop, start + 1, share, f"{digest}:{start}")
