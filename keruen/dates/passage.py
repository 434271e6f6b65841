"""The tokens of a document as marks: the numbers that they make up and the years that a passage fixes."""
import re
from datetime import date
from typing import Callable, NamedTuple, Optional, Sequence

from ..orthography import skeleton
from . import periods
from .periods import Period
from .words import Mark

_ROMAN_LETTERS = {"I": 1, "V": 5, "X": 10}
_LOOKALIKES = str.maketrans("ІХ", "IX")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\Z")
_L = frozenset("лlل")
DERIVED = ("lik", "equative")  # endings that make a word of another kind
MONTHS_REACH = 160  # words within which a part of a year that is named holds for `сәйкес кезең`
YEARS_REACH = 2  # years between it and the same part of another year
REACH = 40  # words within which a year that is named holds for dates without one


class Reading(NamedTuple):
    """Where a date stands (indices of marks), its period and what is known of it.

    alike (bool): the same part of its year as the period told before (`былтырғы сәйкес кезең`).
    """

    start: int
    end: int
    period: Optional[Period] = None
    year: Optional[int] = None
    void: bool = False
    alike: bool = False


class Passage:
    """The words of one document.

    marks (Sequence[Mark]): what each token may be. letters (str): their letters.
    text (Callable): text of the token at an index.
    glued (Callable): whether no white space follows the token at an index.
    today (date): publication date, or None.
    this_year (int): the year that `биыл` is where the publication date isn't known, or None.
    """

    def __init__(
        self,
        marks: Sequence[Mark],
        letters: str,
        text: Callable[[int], str],
        glued: Callable[[int], bool],
        today: Optional[date],
        this_year: Optional[int] = None,
    ):
        self.marks = marks
        self.letters = letters
        self.text = text
        self.glued = glued
        self.today = today
        self.this_year = today.year if today is not None else this_year
        self._year: Optional[int] = None
        self._year_at = 0
        self._span: Optional[Period] = None
        self._span_at = 0

    def _letter(self, at: int) -> str:
        """The letter of a token; nothing before the first and after the last."""
        return self.letters[at] if 0 <= at < len(self.letters) else ""

    def _is_any(self, at: int, letters: str) -> bool:
        """Whether the token at an index is one of some letters."""
        return 0 <= at < len(self.letters) and self.letters[at] in letters

    def _norm(self, at: int) -> str:
        return skeleton(self.text(at))

    def _passage_year(self, at: int) -> Optional[int]:
        """The year that the sentence, or else the paragraph shortly before, has named."""
        if self._year is None:
            return None
        between = self.letters[self._year_at : at]
        if "/" in between or len(between) > REACH:
            return None
        if self.today is not None and self._year > self.today.year + (0 if "|" in between else 1):
            return None
        return self._year

    def _settled(self, period: Period, at: int) -> Period:
        """A period without a year in the year that the passage or the publication date suggests."""
        year = self._passage_year(at)
        if year is not None:
            return periods.in_years(period, year)
        if self.today is not None:
            return periods.nearest(period, self.today)
        return periods.in_years(period, self.this_year) if self.this_year is not None else period

    def _this_year(self, at: int) -> Optional[int]:
        between = self.letters[self._year_at : at]
        if self._year is not None and "|" not in between and "/" not in between and len(between) <= REACH:
            return self._year
        return self.this_year if self.this_year is not None else self._year

    def _remember_months(self, reading: Reading) -> None:
        """Keep the part of a year that was named last, in whole months."""
        period = reading.period
        if period is None or period.vague or reading.void or reading.alike:
            return
        first, last = period.first, period.last
        if None not in (first.year, first.month, last.month) and first.day is last.day is None:
            if first.year <= last.year <= first.year + 1:
                self._span, self._span_at = period, reading.end

    def _likened(self, reading: Reading) -> Reading:
        """`2024 жылғы сәйкес кезең` after `2025 жылғы қаңтар-тамыз`: those months of 2024."""
        if self._span is None or reading.start - self._span_at > MONTHS_REACH or reading.year is None:
            return reading
        months = self._span
        if abs(months.first.year - reading.year) > YEARS_REACH:
            return reading
        ahead = months.last.year - months.first.year
        period = Period(months.first._replace(year=reading.year), months.last._replace(year=reading.year + ahead))
        return reading._replace(period=period)

    def _number(self, start: int, end: int, inflected: bool = False) -> Optional[int]:
        """The number that tokens make up, an ordinal suffix or case ending left aside."""
        while end > start + 1 and self.letters[end - 1] in "-szI":
            end -= 1
        if self.letters[start] in "RI":
            return self._roman(start) if end == start + 1 else None
        if end == start + 1 and self.letters[start] in "dYn":
            return self.marks[start].value
        whole = rest = 0
        for i in range(start, end):
            mark = self.marks[i]
            last = i == end - 1
            if mark.letter not in "wqo" or mark.letter == "o" and not last:
                return None
            if (mark.case or mark.possessive) and mark.letter != "o" and not (last and inflected):
                return None
            value = mark.value
            if value == 1000:
                if whole or rest > 999:
                    return None
                whole, rest = (rest or 1) * 1000, 0
            elif value == 100:
                if rest > 9:
                    return None
                rest = (rest or 1) * 100
            elif rest % (100 if value >= 10 else 10):
                return None
            else:
                rest += value
        return whole + rest

    def _roman(self, at: int) -> Optional[int]:
        text = self.text(at).translate(_LOOKALIKES)
        if not text or not _ROMAN.match(text):
            return None
        values = [_ROMAN_LETTERS[letter] for letter in text]
        return sum(-a if a < b else a for a, b in zip(values, values[1:] + [0]))

    def _numbers(self, span: tuple[int, int], inflected: bool = False) -> Optional[list[int]]:
        """The numbers of a list or range, or None where one is none."""
        numbers = []
        start = span[0]
        for i in range(span[0], span[1] + 1):
            hyphen = self._letter(i) == "-" and not self._is_any(i + 1, "szI")
            if i == span[1] or hyphen or self.letters[i] in ",&":
                if i > start:
                    value = self._number(start, i, inflected)
                    if value is None:
                        return None
                    numbers.append(value)
                start = i + 1
        return numbers

    def _is_ordinal(self, span: tuple[int, int]) -> bool:
        return not {"s", "o"}.isdisjoint(self.letters[span[0] : span[1]])

    def _year_of(self, match: re.Match) -> tuple[bool, Optional[int]]:
        """Whether a shape's year is one, and which, where that is known."""
        if match["year"] is not None:
            year = self._calendar_year(match.span("year"), match.start("unit"))
            return year is not None, year
        start, end = match.span("relative")
        unit = self.marks[end - 1]
        if self.letters[start] == "B":
            deictic = self.marks[start]
            with_noun = end > start + 1
            if not self._is_this_or_last_year(start) or with_noun and (deictic.case != "adj" or unit.case in DERIVED):
                return False, None
            return True, self.this_year + deictic.value if self.this_year is not None else None
        if unit.plural or unit.case in DERIVED:
            return False, None
        kind = self.marks[start].value
        if kind in ("recent", "first", "near"):
            return False, None
        if kind in ("it", "these") and not unit.possessive and unit.case != "adj":
            return False, None
        if kind == "it" and unit.case == "dat":
            return False, None  # `ол жылына` is he, each year
        if kind in ("it", "these", "that"):
            return True, self._passage_year(start) if kind == "that" else None
        if kind == "previous":
            year = self._passage_year(start)
            if year is not None:
                return True, year - 1
        if self.this_year is None:
            return True, None
        return True, self.this_year + {"this": 0, "coming": 1, "before_last": -2}.get(kind, -1)

    def _is_this_or_last_year(self, at: int) -> bool:
        """`биыл` and `біл` (know) share a skeleton, but not their number of letters."""
        if self.marks[at].value != 0:
            return True
        letters = [char for char in self.text(at).lower() if char.isalpha() and char != "ء"]
        return any(char in _L for char in letters[3:]) and not any(char in _L for char in letters[:3])

    def _calendar_year(self, span: tuple[int, int], unit: int) -> Optional[int]:
        """The year that a number before `жыл` names, None where it counts years."""
        value = self._number(*span)
        mark = self.marks[unit]
        if value is None or mark.case in DERIVED:
            return None
        start, end = span
        digits = self.letters[start] in "dYn"
        named = self._is_ordinal(span) or self._letter(end) == "-"
        if mark.letter == "j":
            return value if self.letters[start] == "Y" and 1000 <= value <= periods.LATEST else None
        if not digits and not named:
            return None
        inflected = mark.possessive == "3" or mark.case in ("adj", "loc-adj")
        if 1300 <= value <= periods.LATEST:
            counted = not (named or mark.case or mark.possessive) and self._is_any(unit + 1, "<+")
            return None if counted else value
        if 100 <= value < 1300:
            return value if (named or inflected) and not mark.plural else None
        if not named or mark.plural or value < 13:
            return None
        return self._century_of(value) + value

    def _century_of(self, year: int) -> int:
        """The hundred that a year of two digits belongs to: 1900, or 2000 up to ten years ahead."""
        this = self.today.year if self.today is not None else 2025
        return 2000 if 2000 + year <= this + 10 else 1900
