"""JSON lines, plain or compressed by gzip."""

import gzip
import hashlib
import io
import zlib
from typing import BinaryIO, Iterable, Iterator, Union

from ...documents import Document, DocumentError, read_document
from ..encodings import EncodingError, decode, is_utf16
from .base import WHOLE, Columns, Format, Read, Rejected, Slice, begins, placed

_BLOCK = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)


def cut(path: str, name: str, size: int) -> Iterator[Slice]:
    """Plain lines are cut at bytes; what must be decoded first (gzip, UTF-16) at lines."""
    with open(path, "rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        if head.startswith(_GZIP_MAGIC):
            yield from _cut_compressed(stream, path, name, size)
        elif is_utf16(head):
            raw = stream.read()
            yield Slice(path, name, size=len(raw), digest=hashlib.sha256(raw).hexdigest())
        else:
            yield from _cut_plain(stream, path, name, size)


def _cut_plain(stream: BinaryIO, path: str, name: str, size: int) -> Iterator[Slice]:
    start, first = 0, 1
    while True:
        digest, lines, length = hashlib.sha256(), 0, 0
        while length < size and (block := stream.read(min(size - length, _BLOCK))):
            if not block.endswith(b"\n"):
                block += stream.readline()
            digest.update(block)
            lines += block.count(b"\n")
            length += len(block)
        if not length and start:
            return
        yield Slice(path, name, start, start + length, first, length, digest.hexdigest())
        if not length:
            return
        start, first = start + length, first + lines


def _cut_compressed(stream: BinaryIO, path: str, name: str, size: int) -> Iterator[Slice]:
    """By `size` decompressed bytes. The last slice goes to the end, so that damage is met where it is read."""
    start, at, digest, length = 0, 0, hashlib.sha256(), 0
    told = 0
    lines = iter(gzip.GzipFile(fileobj=stream))
    while True:
        try:
            line = next(lines, None)
        except _DAMAGE as error:
            digest.update(repr(error).encode())
            line = None
        if line is None or length >= size:
            here = stream.tell()
            stop = WHOLE if line is None else at
            yield Slice(path, name, start, stop, start + 1, max(0, here - told), digest.hexdigest())
            if line is None:
                return
            start, digest, length, told = at, hashlib.sha256(), 0, here
        digest.update(line)
        length += len(line)
        at += 1


def read_lines(part: Slice, columns: Columns) -> Read:
    with open(part.path, "rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        if head.startswith(_GZIP_MAGIC):
            yield from _compressed(stream, part)
        elif is_utf16(head):
            try:
                text = decode(stream.read())
            except EncodingError as error:
                yield Rejected(part.name, str(error))
                return
            yield from documents((line.encode("utf-8", "surrogatepass") for line in io.StringIO(text)), part.name)
        else:
            stream.seek(part.start)
            yield from documents(_until(stream, part.stop), part.name, part.first)


def _until(stream: BinaryIO, stop: int) -> Iterator[bytes]:
    while (stop == WHOLE or stream.tell() < stop) and (line := stream.readline()):
        yield line


def _compressed(stream: BinaryIO, part: Slice) -> Read:
    lines, at = iter(gzip.GzipFile(fileobj=stream)), 0
    while part.stop == WHOLE or at < part.stop:
        try:
            line = next(lines, None)
        except _DAMAGE as error:
            yield Rejected(
                f"{part.name}:{max(at, part.start) + 1}",
                f"the compressed file is damaged from here on ({error}); the lines before were read",
            )
            return
        if line is None:
            return
        if at >= part.start:
            yield from documents([line], part.name, at + 1)
        at += 1


def documents(lines: Iterable[bytes], name: str, first: int = 1) -> Read:
    """A document of each line that is not blank.

    first (int): the number of the first line.
    """
    for number, raw in enumerate(lines, first):
        if raw.strip():
            yield _document(raw, name, f"{name}:{number}")


def _document(raw: bytes, name: str, place: str) -> Union[Document, Rejected]:
    try:
        line = decode(raw)
    except EncodingError as error:
        return Rejected(place, str(error), text=begins(raw.decode("utf-8", "backslashreplace")))
    try:
        document = read_document(line, place)
    except DocumentError as error:
        return Rejected(place, str(error).removeprefix(f"{place}: "), error.id, begins(line.rstrip("\r\n")))
    return placed(document, place, name)


LINES = Format((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), cut, read_lines)
