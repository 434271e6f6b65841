"""Objects out of the text of a file: a JSON list, one object, or an object a line."""

import json
from typing import Any, Iterator, Union

from .notes import Unread


def objects(content: str, where: str) -> Iterator[tuple[str, Union[dict[str, Any], Unread]]]:
    """Yield (place, object) for each object of a file; what is none is `Unread`, with its place.

    content (str): a JSON list of objects, one object over several lines, or JSON lines.
    """
    whole = content.lstrip("\ufeff \t\r\n")
    if whole.startswith("["):
        yield from _list(whole, where)
        return
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip("\ufeff \t\r")]
    if len(lines) > 1 and whole.startswith("{") and not _is_object(lines[0][1]):
        single = _parse(whole, where)
        if not isinstance(single, Unread):
            yield where, single
            return
    for number, line in lines:
        yield f"{where}:{number}", _parse(line.strip("\ufeff \t\r"), f"{where}:{number}")


def _list(whole: str, where: str) -> Iterator[tuple[str, Union[dict[str, Any], Unread]]]:
    try:
        items = json.loads(whole)
    except (ValueError, RecursionError) as error:
        yield where, Unread(where, f"not a list in JSON ({error})", whole)
        return
    for number, item in enumerate(items, 1):
        place = f"{where}, item {number}"
        if isinstance(item, dict):
            yield place, item
        else:
            reason = f"expected an object, found {type(item).__name__}"
            yield place, Unread(place, reason, json.dumps(item, ensure_ascii=False))


def _is_object(line: str) -> bool:
    return not isinstance(_parse(line, ""), Unread)


def _parse(line: str, place: str) -> Union[dict[str, Any], Unread]:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unread(place, f"not a line of JSON ({error})", line)
    if not isinstance(item, dict):
        return Unread(place, f"expected an object, found {type(item).__name__}", line)
    if _halved(item.get("text")) or isinstance(item.get("data"), dict) and _halved(item["data"].get("text")):
        return Unread(place, "its text holds half a surrogate pair, which is no Unicode text", line)
    return item


def _halved(text: Any) -> bool:
    return isinstance(text, str) and any("\ud800" <= char <= "\udfff" for char in text)
