"""A file to convert, line by line, and the objects in it: a JSON list, one object, or an object a line."""

import json
from collections import deque
from itertools import chain
from typing import Any, BinaryIO, Iterable, Iterator, Union

from ..documents import read_json
from ..inputs import Line, Rejected, lines, object_of

Object = tuple[str, Union[dict[str, Any], Rejected]]


class Source:
    """The lines of a file, read as they are asked for. What was looked at `ahead` comes again where it is read.

    stream (BinaryIO): the file. name (str): for places and messages.
    """

    def __init__(self, stream: BinaryIO, name: str):
        self.name = name
        self._lines = lines(stream, name)
        self._seen: deque[Union[Line, Rejected]] = deque()

    def __iter__(self) -> Iterator[Union[Line, Rejected]]:
        while self._seen:
            yield self._seen.popleft()
        yield from self._lines

    def ahead(self) -> Iterator[Union[Line, Rejected]]:
        """The lines from where the reader stands; they are kept."""
        yield from tuple(self._seen)
        for line in self._lines:
            self._seen.append(line)
            yield line


def objects(given: Iterable[Union[Line, Rejected]], name: str) -> Iterator[Object]:
    """Yield (place, object) for each object of a file; what is none is `Rejected`, with its place.

    given (Iterable): lines of a JSON list of objects, of one object over several lines, or of an object each. Only the
        latter are not held in memory.
    """
    told = (line for line in given if isinstance(line, Rejected) or line.text)
    for line in told:
        if isinstance(line, Rejected):
            yield line.source, line
        elif line.text.startswith("["):
            yield from _list([line, *told], name)
        elif line.text.startswith("{") and isinstance(object_of(line), Rejected):
            yield from _single([line, *told], name)
        else:
            yield from _each(chain([line], told))


def _each(given: Iterable[Union[Line, Rejected]]) -> Iterator[Object]:
    for line in given:
        yield (line.source, line) if isinstance(line, Rejected) else (line.place, object_of(line))


def _single(given: list[Union[Line, Rejected]], name: str) -> Iterator[Object]:
    """One object over several lines, else an object a line of which the first is none."""
    if len(given) > 1 and not any(isinstance(line, Rejected) for line in given):
        whole = object_of(Line(name, "\n".join(line.text for line in given)))
        if not isinstance(whole, Rejected):
            yield name, whole
            return
    yield from _each(given)


def _list(given: list[Union[Line, Rejected]], name: str) -> Iterator[Object]:
    bad = [line for line in given if isinstance(line, Rejected)]
    if bad:
        yield from _each(bad)
        return
    whole = "\n".join(line.text for line in given)
    try:
        items = read_json(whole)
    except (ValueError, RecursionError) as error:
        yield name, Rejected(name, f"not a list in JSON ({error})", text=whole)
        return
    for number, item in enumerate(items, 1):
        place = f"{name}, item {number}"
        if isinstance(item, dict):
            yield place, item
        else:
            reason = f"expected a JSON object with a 'text', found {type(item).__name__}"
            yield place, Rejected(place, reason, text=json.dumps(item, ensure_ascii=False))
