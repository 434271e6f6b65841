"""Inputs to documents. Whatever can't be read becomes a `Rejected` with its place and the reason."""

import io
import os
import sys
from pathlib import Path
from typing import BinaryIO, Iterable, Iterator, Optional

from ...inputs import STDIN, Rejected
from .articles import PAGE, TEXT, article
from .base import Columns, Format, Read, Slice, file_digest
from .docbins import DOCBIN
from .lines import LINES, read_stream
from .tables import TABLE

__all__ = [
    "FORMATS",
    "Columns",
    "Slice",
    "cut",
    "file_digest",
    "files",
    "format_of",
    "read",
    "read_slice",
    "shown",
]

FORMATS = (LINES, TEXT, PAGE, TABLE, DOCBIN)
SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
WHOLE_FILE = 1 << 62


def read(inputs: Iterable[str], columns: Columns = Columns()) -> Read:
    """Read files, folders (searched through) and, as `-`, standard input.

    inputs (Iterable[str]): paths. Standard input is JSON lines where it begins with `{`, else one article.
    columns (Columns): of tables.
    YIELDS (Document or Rejected): in the order of the inputs.
    """
    for name in inputs:
        if name == STDIN:
            yield from _stdin(sys.stdin.buffer)
        else:
            for path in files(name):
                for part in cut(path, WHOLE_FILE):
                    yield from read_slice(part, columns)


def files(name: str) -> Iterator[str]:
    """A file, or the files of a folder that can be read, in the order of their names, folder by folder. A path that is
    nothing, or a folder without such files, comes back as it is."""
    if not os.path.isdir(name):
        yield name
        return
    found = False
    for folder, folders, names in os.walk(name):
        folders.sort()
        for file in sorted(names):
            if file.lower().endswith(SUFFIXES):
                found = True
                yield os.path.join(folder, file)
    if not found:
        yield name


def format_of(name: str) -> Optional[Format]:
    return next((each for each in FORMATS if name.lower().endswith(each.suffixes)), None)


def cut(name: str, size: int) -> Iterator[Slice]:
    """Slices of a file of about so many bytes. One that can't be read is one slice, and told when it is read."""
    path, name = os.path.abspath(name), shown(name)
    kind = format_of(name)
    if kind is None or kind.missing or not os.path.isfile(path):
        yield Slice(path, name)
        return
    try:
        yield from kind.cut(path, name, size)
    except OSError as error:
        yield Slice(path, name, digest=str(error))


def shown(name: str) -> str:
    """A file name as text, where the file system holds bytes that are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read_slice(part: Slice, columns: Columns = Columns()) -> Read:
    """The documents of a slice, and what is none."""
    kind = format_of(part.name)
    if os.path.isdir(part.path):
        yield Rejected(part.name, f"the folder holds no file of a kind that can be read: {', '.join(SUFFIXES)}")
    elif kind is None:
        suffix = Path(part.name).suffix
        yield Rejected(part.name, f"files of the kind '{suffix}' can't be read; give {', '.join(SUFFIXES)}")
    elif kind.missing and os.path.exists(part.path):
        yield Rejected(part.name, f"reading it takes {kind.needs}: pip install 'keruen[batch]'")
    else:
        try:
            yield from kind.read(part, columns)
        except OSError as error:
            yield Rejected(part.name, f"can't be read: {error.strerror or error}")
        except Exception as error:  # of a library, on a file that it can't read; the rest of the input must go on
            yield Rejected(part.name, f"can't be read further: {type(error).__name__}: {error}")


def _stdin(stream: BinaryIO) -> Read:
    stream = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
    if stream.peek(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        yield from read_stream(stream, "stdin")
    else:
        yield article(stream.read(), "stdin")
