"""Offsets as the tools count them: Unicode code points, or UTF-16 units as JavaScript does.

Keruen and Prodigy count code points, and so does Label Studio today (HumanSignal/label-studio#6135; its older versions count
UTF-16 units, #1347). doccano counts UTF-16 units (doccano/doccano#2290), unless a project counts grapheme clusters. Browsers
may also show, and count, `\\r\\n` as one.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Literal, Optional

Units = Literal["code-points", "utf-16"]
UNITS: tuple[Units, ...] = ("code-points", "utf-16")
WHOLE_BMP = "\uffff"


class Offsets:
    """Turns code point offsets of a text into a tool's, and back.

    text (str): the text. units (str): "code-points" or "utf-16". one_break (bool): whether `\\r\\n` counts as one.
    """

    def __init__(self, text: str, units: Units, one_break: bool = False):
        self.length = len(text)
        self.table: Optional[list[int]] = None
        wide = units == "utf-16" and any(char > WHOLE_BMP for char in text)
        if wide or one_break and "\r\n" in text:
            pairs = zip(text, text[1:] + " ")
            sizes = (0 if one_break and char + after == "\r\n" else 1 + (wide and char > WHOLE_BMP) for char, after in pairs)
            self.table = list(accumulate(sizes, initial=0))

    def of_tool(self, offset: int) -> int:
        """The tool's offset of a code point offset."""
        return offset if self.table is None else self.table[min(max(offset, 0), self.length)]

    def start(self, offset: int) -> int:
        """The code point offset where a span begins; within a surrogate pair, the pair is inside."""
        return offset if self.table is None else bisect_right(self.table, offset) - 1 if offset >= 0 else offset

    def end(self, offset: int) -> int:
        """The code point offset where a span ends; within a surrogate pair, the pair is inside. One past the end of the
        text, or more, stays past it."""
        if self.table is None:
            return offset
        return bisect_left(self.table, offset) if offset <= self.table[-1] else self.length + offset - self.table[-1]


def locate(text: str, start: int, end: int, quoted: Optional[str], units: Units) -> Optional[tuple[int, int]]:
    """The code points of a tool's span, checked against the words that it says it holds.

    start, end (int): the tool's offsets. quoted (str): the span's words as the tool gives them, or None. units (str): how
        the tool is known to count; where the words don't match, the other ways are tried, then the words' only place.
    RETURNS (tuple): start and end; None where the words are found nowhere, or in several places.
    """
    others = tuple(other for other in UNITS if other != units)
    for counted in (units, *others):
        for one_break in (False, True):
            offsets = Offsets(text, counted, one_break)
            found = offsets.start(start), offsets.end(end)
            if quoted is None or _plain(text[max(found[0], 0) : found[1]]) == _plain(quoted):
                return found
    if text.count(quoted) == 1:
        at = text.index(quoted)
        return at, at + len(quoted)
    return None


def _plain(words: str) -> str:
    return " ".join(words.replace("\\n", " ").split())
