"""JSON lines in slices."""

import hashlib
from itertools import islice
from typing import BinaryIO, Iterable, Iterator

from ...inputs import SUFFIXES, Rejected, read_documents
from ...inputs.encodings import is_utf16
from ...inputs.lines import DAMAGE, decoded, is_gzip, unpacked
from .base import WHOLE, Columns, Format, Read, Slice, begins, placed

_BLOCK = 1 << 20


def cut(path: str, name: str, size: int) -> Iterator[Slice]:
    """Plain lines are cut at bytes; what must be decoded first (gzip, UTF-16) at lines."""
    with open(path, "rb") as stream:
        head = stream.peek(4)[:4]
        if is_gzip(head):
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
    lines = unpacked(stream)
    while True:
        try:
            line = next(lines, None)
        except DAMAGE as error:
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
        head = stream.peek(4)[:4]
        if is_gzip(head):
            stop = None if part.stop == WHOLE else part.stop
            yield from read_stream(islice(unpacked(stream), part.start, stop), part.name, part.first)
        elif is_utf16(head):
            yield from read_stream(unpacked(stream), part.name)
        else:
            stream.seek(part.start)
            yield from read_stream(_until(stream, part.stop), part.name, part.first)


def _until(stream: BinaryIO, stop: int) -> Iterator[bytes]:
    while (stop == WHOLE or stream.tell() < stop) and (line := stream.readline()):
        yield line


def read_stream(lines: Iterable[bytes], name: str, first: int = 1) -> Read:
    """A document of each line that is not blank.

    name (str): the file. first (int): the number of the first line.
    """
    for found in read_documents(decoded(lines, name, first)):
        if isinstance(found, Rejected):
            yield found._replace(text=begins(found.text))
        else:
            line, document = found
            yield placed(document, line.place, name)


LINES = Format(SUFFIXES, cut, read_lines)
