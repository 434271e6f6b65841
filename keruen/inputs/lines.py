"""JSON lines out of files: plain, compressed by gzip or in UTF-16, in an encoding that nobody told.

One bad line costs itself alone: it becomes `Rejected` with its place and the reason, and so does the damage that a file
ends with.
"""

import gzip
import io
import zlib
from typing import Any, BinaryIO, Iterable, Iterator, NamedTuple, Optional, Union

from ..documents import Document, DocumentError, read_document, read_object
from .encodings import EncodingError, decode, is_utf16

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)  # of a compressed file
REJECTS = ".rejected.jsonl"  # after the name of the file that lacks them
STDIN = "-"
_GZIP = b"\x1f\x8b"
_BLANKS = "\ufeff \t\r\n\x0b\x0c"


class Rejected(NamedTuple):
    """Input that can't be read, annotated or converted.

    source (str): its place: file, with line, row or number of the document where it has one.
    reason (str): a sentence.
    id (str): the document's id, where it is known.
    text (str): what stands there, as far as it can be read and is kept.
    """

    source: str
    reason: str
    id: Optional[str] = None
    text: str = ""


class Line(NamedTuple):
    """A line of a file: its place (`news.jsonl:17`), and its text without blanks at the ends; "" of a blank line."""

    place: str
    text: str


def is_gzip(head: bytes) -> bool:
    """Whether a file begins as one that gzip has compressed."""
    return head.startswith(_GZIP)


def unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """Lines of a file out of gzip or UTF-16, where it is in them.

    RAISES (OSError, EncodingError or one of `DAMAGE`): where it can't be read further.
    """
    stream = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
    head = stream.peek(4)[:4]
    if is_gzip(head):
        yield from gzip.GzipFile(fileobj=stream)
    elif is_utf16(head):
        yield from (line.encode("utf-8", "surrogatepass") for line in io.StringIO(decode(stream.read())))
    else:
        yield from stream


def decoded(raw_lines: Iterable[bytes], name: str, first: int = 1) -> Iterator[Union[Line, Rejected]]:
    """The text of lines, each by itself.

    name (str): the file, for messages. first (int): the number of the first line.
    YIELDS (Line or Rejected): `Rejected` for a line that is no text, and where the lines raise what `unpacked` may.
    """
    remaining, number = iter(raw_lines), first
    while True:
        place = f"{name}:{number}"
        try:
            raw = next(remaining, None)
        except DAMAGE as error:
            yield Rejected(place, f"the compressed file is damaged from here on ({error}); the lines before were read")
            return
        except EncodingError as error:
            yield Rejected(name, str(error))
            return
        except OSError as error:
            yield Rejected(place, f"can't be read from here on: {error.strerror or error}")
            return
        if raw is None:
            return
        try:
            yield Line(place, decode(raw).strip(_BLANKS))
        except EncodingError as error:
            yield Rejected(place, str(error), text=raw.decode("utf-8", "backslashreplace").strip(_BLANKS))
        number += 1


def lines(stream: BinaryIO, name: str) -> Iterator[Union[Line, Rejected]]:
    """The lines of a file, read as they are asked for; see `decoded`."""
    return decoded(unpacked(stream), name)


def read_documents(given: Iterable[Union[Line, Rejected]]) -> Iterator[Union[tuple[Line, Document], Rejected]]:
    """A document of each line that is not blank, with that line; what was rejected passes through in its place."""
    for line in given:
        if isinstance(line, Rejected):
            yield line
        elif line.text:
            try:
                yield line, read_document(line.text, line.place)
            except DocumentError as error:
                yield _rejected(line, error)


def object_of(line: Line) -> Union[dict[str, Any], Rejected]:
    """The JSON object that a line is."""
    try:
        return read_object(line.text, line.place)
    except DocumentError as error:
        return _rejected(line, error)


def _rejected(line: Line, error: DocumentError) -> Rejected:
    return Rejected(line.place, error.reason, error.id, line.text)
