"""Inputs to documents. Whatever can't be read becomes a `Rejected` with its place and the reason."""

import sys
from pathlib import Path
from typing import BinaryIO, Iterable, Iterator, NamedTuple, Union

from ..dates import HEADER
from ..documents import Document, DocumentError, read_document

SUFFIXES = (".jsonl", ".txt")
STDIN = "-"


class Rejected(NamedTuple):
    """Input that could not be annotated: its place (file, line or document id), why, and its text as far as it is known."""

    where: str
    reason: str
    text: str = ""


def read(inputs: Iterable[str]) -> Iterator[Union[Document, Rejected]]:
    """Read files, folders (searched through) and, as `-`, standard input.

    inputs (Iterable[str]): paths. `.jsonl` holds a document a line, `.txt` one article; standard input is JSON
        lines where it begins with `{`, else one article.
    YIELDS (Document or Rejected): in the order of the inputs.
    """
    for name in inputs:
        if name == STDIN:
            yield from _stdin(sys.stdin.buffer)
            continue
        path = Path(name)
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
            if not files:
                yield Rejected(name, f"the folder holds no {' or '.join(SUFFIXES)} file")
            for file in files:
                yield from _file(file)
        else:
            yield from _file(path)


def _file(path: Path) -> Iterator[Union[Document, Rejected]]:
    if path.suffix not in SUFFIXES:
        yield Rejected(str(path), f"files of the kind '{path.suffix}' can't be read; give {' or '.join(SUFFIXES)}")
        return
    try:
        with path.open("rb") as stream:
            if path.suffix == ".jsonl":
                yield from _lines(stream, str(path))
            else:
                yield _article(stream.read(), str(path))
    except OSError as error:
        yield Rejected(str(path), f"can't be read: {error.strerror or error}")


def _stdin(stream: BinaryIO) -> Iterator[Union[Document, Rejected]]:
    head = stream.peek(64) if hasattr(stream, "peek") else b""
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        yield from _lines(stream, "stdin")
    else:
        yield _article(stream.read(), "stdin")


def _lines(stream: BinaryIO, where: str) -> Iterator[Union[Document, Rejected]]:
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        place = f"{where}:{number}"
        line = _decode(raw, place)
        if isinstance(line, Rejected):
            yield line
            continue
        try:
            document = read_document(line, place)
        except DocumentError as error:
            yield Rejected(place, str(error).removeprefix(f"{place}: "), line.rstrip("\n"))
            continue
        yield document if document.id is not None else document.model_copy(update={"id": place})


def _article(raw: bytes, where: str) -> Union[Document, Rejected]:
    text = _decode(raw, where)
    if isinstance(text, Rejected):
        return text
    header = HEADER.match(text)
    return Document(id=where, text=text, meta={"date": header[1]} if header else {})


def _decode(raw: bytes, where: str) -> Union[str, Rejected]:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8: byte {raw[error.start]:#04x} at position {error.start}; save the file as UTF-8"
        return Rejected(where, reason, raw.decode("utf-8", "backslashreplace"))
