"""From a shape to a period: the readers of `grammar.SHAPES`, and the years that a passage fixes."""
import re
from datetime import date, timedelta
from typing import Callable, NamedTuple, Optional, Sequence

from . import calendar
from .calendar import Partial, Period
from .grammar import BEGINNING, SHAPES
from .words import NEVER_ALONE, SELDOM_ALONE, Mark

ROMAN = {"I": 1, "V": 5, "X": 10}
_LOOKALIKES = str.maketrans("ІХ", "IX")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\Z")
_UNITS = {"y": "year", "a": "month", "u": "week", "k": "day", "t": "day", "c": "century", "D": "decade", "H": "half", "Q": "quarter", "q": "quarter"}
_AGO = ("year", "month", "week", "day")
_OBLIQUE = frozenset(("dat", "acc", "abl", "ins", "lik", "equative"))
_PLACED = frozenset(("loc", "dat", "abl", "gen", "loc-adj"))
_L = frozenset("лlل")
_SUMMER, _WINTER = "jaz", "qis"
_INEXACT = frozenset("xXlGf")
PASSAGE = 40  # words within which a year that is named holds for dates without one
MOST = 1000  # units of a span that is counted from the publication date


class Reading(NamedTuple):
    """Where a date stands (indices of marks), its period and what is known of it."""

    start: int
    end: int
    period: Optional[Period] = None
    year: Optional[int] = None
    void: bool = False


class Reader:
    """Reads the dates of one document.

    marks (Sequence[Mark]): what each token may be.
    text (Callable): text of the token at an index.
    glued (Callable): whether no white space follows the token at an index.
    today (date): publication date, or None.
    """

    def __init__(self, marks: Sequence[Mark], text: Callable[[int], str], glued: Callable[[int], bool], today: Optional[date]):
        self.marks = marks
        self.letters = "".join([mark.letter for mark in marks])
        self.text = text
        self.glued = glued
        self.today = today
        self._year: Optional[int] = None
        self._year_at = 0

    def read(self) -> list[Reading]:
        """All dates in order, the longest shape at each place."""
        found: list[Reading] = []
        letters = self.letters
        at = 0
        while True:
            beginning = BEGINNING.search(letters, at)
            if beginning is None:
                break
            at = beginning.start()
            reading = self._longest(at)
            if reading is None:
                at += 1
                continue
            at = reading.end
            if not reading.void:
                found.append(reading)
            if reading.year is not None:
                self._year, self._year_at = reading.year, reading.end
        return self._joined(found)

    def _longest(self, at: int) -> Optional[Reading]:
        letters = self.letters
        if letters[at] in "dYn" and letters[at - 1 : at] == "-" and at > 1 and letters[at - 2] == "." and self.glued(at - 1) and self.glued(at - 2):
            return None
        if letters[at : at + 2] == "pp" and self.marks[at].value in ("these", "it"):
            return None
        best = None
        for name, shape in SHAPES[letters[at]]:
            match = shape.match(letters, at)
            if match is not None and (best is None or match.end() > best.end):
                reading = getattr(self, name)(match)
                if reading is not None and (best is None or reading.end > best.end):
                    best = reading
        if best is None:
            return None
        absurd = best.period is not None and not (best.period.first.exists and best.period.last.exists)
        if absurd or letters[best.end : best.end + 1] == "!" or letters[at - 1 : at] == "~":
            return best._replace(void=True, year=None)
        return best

    def _joined(self, found: list[Reading]) -> list[Reading]:
        """Ranges whose ends are dates of their own: `A-дан B-ға дейін`, `A мен B аралығында`, `A – B`."""
        joined: list[Reading] = []
        for reading in found:
            before = joined[-1] if joined else None
            if before is not None and self._is_range(before, reading):
                joined[-1] = Reading(before.start, reading.end, calendar.between(before.period, reading.period))
            else:
                joined.append(reading)
        return joined

    def _is_range(self, first: Reading, last: Reading) -> bool:
        between = self.letters[first.end : last.start]
        if between == "":
            from_case, to_case = self.marks[first.end - 1].ending.case, self.marks[last.end - 1].ending.case
            return from_case == "abl" and to_case == "dat" and self.letters[last.end : last.end + 1] == ">"
        if first.period is None or last.period is None:
            return False
        if between in ("-", "&") and self.letters[last.end - 1] == "g":
            return True
        return between == "-" and None not in (first.period.first.day, last.period.first.day)

    # what the passage fixes

    def _passage_year(self, at: int) -> Optional[int]:
        """The year that the sentence, or else the paragraph shortly before, has named."""
        if self._year is None:
            return None
        between = self.letters[self._year_at : at]
        if "/" in between or len(between) > PASSAGE:
            return None
        if self.today is not None and self._year > self.today.year + (0 if "|" in between else 1):
            return None
        return self._year

    def _settled(self, period: Period, at: int) -> Period:
        """A period without a year in the year that the passage or the publication date suggests."""
        year = self._passage_year(at)
        if year is not None:
            return calendar.in_years(period, year)
        return calendar.nearest(period, self.today) if self.today is not None else period

    def _this_year(self, at: int) -> Optional[int]:
        between = self.letters[self._year_at : at]
        if self._year is not None and "|" not in between and "/" not in between and len(between) <= PASSAGE:
            return self._year
        return self.today.year if self.today is not None else self._year

    # numbers

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
            if mark.letter not in "wqo" or (not last and (mark.letter == "o" or mark.ending.case or mark.ending.possessive)):
                return None
            if last and not inflected and mark.letter != "o" and (mark.ending.case or mark.ending.possessive):
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
        values = [ROMAN[letter] for letter in text]
        return sum(-a if a < b else a for a, b in zip(values, values[1:] + [0]))

    def _numbers(self, span: tuple[int, int], inflected: bool = False) -> Optional[list[int]]:
        """The numbers of a list or range, or None where one is none."""
        numbers = []
        start = span[0]
        for i in range(span[0], span[1] + 1):
            if i == span[1] or self.letters[i] in ",&" or (self.letters[i] == "-" and self.letters[i + 1] not in "szI"):
                if i > start:
                    value = self._number(start, i, inflected)
                    if value is None:
                        return None
                    numbers.append(value)
                start = i + 1
        return numbers

    def _is_ordinal(self, span: tuple[int, int]) -> bool:
        return not {"s", "o"}.isdisjoint(self.letters[span[0] : span[1]])

    # years

    def _year_of(self, match: re.Match) -> tuple[bool, Optional[int]]:
        """Whether a shape's year is one, and which, where that is known."""
        if match["year"] is not None:
            year = self._calendar_year(match.span("year"), match.start("unit"))
            return year is not None, year
        start, end = match.span("relative")
        unit = self.marks[end - 1]
        if self.letters[start] == "B":
            deictic = self.marks[start]
            if not self._is_this_or_last_year(start) or (end > start + 1 and (deictic.ending.case != "adj" or unit.ending.case == "lik")):
                return False, None
            return True, self.today.year + deictic.value if self.today is not None else None
        if unit.ending.plural or unit.ending.case in ("lik", "equative"):
            return False, None
        kind = self.marks[start].value
        if kind in ("recent", "first", "near"):
            return False, None
        if kind in ("it", "these") and not unit.ending.possessive and unit.ending.case != "adj":
            return False, None
        if kind in ("it", "these", "that"):
            return True, self._passage_year(start) if kind == "that" else None
        if kind == "previous":
            year = self._passage_year(start)
            if year is not None:
                return True, year - 1
        if self.today is None:
            return True, None
        return True, self.today.year + {"this": 0, "coming": 1}.get(kind, -1)

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
        if value is None or mark.ending.case in ("lik", "equative"):
            return None
        start, end = span
        digits = self.letters[start] in "dYn"
        named = self._is_ordinal(span) or self.letters[end : end + 1] == "-"
        if mark.letter == "j":
            return value if self.letters[start] == "Y" and 1000 <= value <= calendar.LATEST else None
        if not digits and not named:
            return None
        inflected = mark.ending.possessive == "3" or mark.ending.case in ("adj", "loc-adj")
        if 1300 <= value <= calendar.LATEST:
            counted = not named and not mark.ending.case and not mark.ending.possessive and self.letters[unit + 1 : unit + 2] in ("<", "+")
            return None if counted else value
        if 100 <= value < 1300:
            return value if (named or inflected) and not mark.ending.plural else None
        if not named or mark.ending.plural or value < 13:
            return None
        return self._century_of(value) + value

    def _century_of(self, year: int) -> int:
        """The hundred that a year of two digits belongs to: 1900, or 2000 up to ten years ahead."""
        this = self.today.year if self.today is not None else 2025
        return 2000 if 2000 + year <= this + 10 else 1900

    # parts of a year

    def _within(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        """The days, months, quarter, half or season that a shape names.

        year (int): its year, None where it is not known.
        dated (bool): whether the shape names a year.
        """
        for name in ("days", "on", "months", "count", "month_ordinal", "quarter", "half", "season"):
            if match[name] is not None:
                return getattr(self, "_" + name)(match, year, dated)
        return None

    def _days(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        numbers = self._numbers(match.span("days"))
        at = match.start("month")
        month = self.marks[at]
        if not numbers or not self._is_month_after_day(match, month) or month.ending.possessive and not dated and month.value == 6:
            return None
        first = Partial(year, month.value, numbers[0])
        last = Partial(year, month.value, numbers[-1])
        if "," in match["days"] and "&" not in match["days"]:
            return None
        if match["month_to"] is not None:
            if month.ending.case not in ("", "ins"):
                return None
            number = self._number(*match.span("days_to"))
            last = Partial(year, self.marks[match.start("month_to")].value, number)
            if number is None:
                return None
            if year is not None and (last.month, last.day) < (first.month, first.day):
                last = last._replace(year=year + 1)
        bare = match["on_day"] is None and not month.ending.case and not self._is_ordinal(match.span("days"))
        if self.letters[at - 1] != "-" and bare and not dated and self._norm(at).startswith(NEVER_ALONE):
            return None
        return Period(first, last)

    def _is_month_after_day(self, match: re.Match, month: Mark) -> bool:
        if month.letter == "L":
            return match.re.groupindex.get("year") is not None and "relative" not in match.re.groupindex
        counted = not self._is_ordinal(match.span("days")) and self.letters[match.start("days")] in "wq"
        return not (counted and self._is_other_word(match.start("month"))) and month.ending.case not in ("lik", "equative", "adj")

    def _is_other_word(self, at: int) -> bool:
        return self._norm(at).startswith(SELDOM_ALONE)

    def _norm(self, at: int) -> str:
        from ..orthography import skeleton

        return skeleton(self.text(at))

    def _on(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        month = self.marks[match.start("of")]
        if month.ending.case != "gen":
            return None
        numbers = []
        for name in ("on", "on_to"):
            if match[name] is None:
                continue
            start, end = match.span(name)
            number = self._number(start, end, inflected=True)
            mark = self.marks[end - 1]
            dayed = mark.letter in "zI" or mark.ending.possessive or self.letters[end : end + 1] == "k" or (name == "on" and match["on_to"])
            if number is None or not 1 <= number <= 31 or not dayed:
                return None
            numbers.append(number)
        month_to = month if match["of_to"] is None else self.marks[match.start("of_to")]
        return Period(Partial(year, month.value, numbers[0]), Partial(year, month_to.value, numbers[-1]))

    def _months(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        start, end = match.span("months")
        months = [i for i in range(start, end) if self.letters[i] == "M"]
        if any(self.marks[i].ending.case in ("lik", "equative", "adj") for i in months):
            return None
        named = self.letters[end : end + 1] == "a" and match.end() > end
        if len(months) == 1 and not named and not self._is_month(start, dated, match["edge"] is not None if "edge" in match.re.groupindex else True):
            return None
        if len(months) > 1 and not named and not dated and "-" not in match["months"] and match["cover"] is None and not self.marks[months[-1]].ending.case:
            return None
        return calendar.in_year(year, self.marks[months[0]].value, self.marks[months[-1]].value)

    def _is_month(self, at: int, dated: bool, edged: bool) -> bool:
        """Whether a month's name without a day or `ай` is one and no other word."""
        case = self.marks[at].ending.case
        other = self._is_other_word(at)
        if dated:
            return not self._norm(at).startswith(NEVER_ALONE) or case in _PLACED
        if edged:
            return case in ("", "gen") and not (other and case == "")
        if case not in _PLACED or self.marks[at].ending.possessive or self._norm(at).startswith(NEVER_ALONE):
            return False
        if other and case in ("dat", "gen") or self.marks[at].value == 6 and case == "gen":
            return False
        text = self.text(at)
        if text[:1].islower():
            return True
        if other:
            return False
        return not text[:1].isupper() or self._begins_sentence(at)

    def _begins_sentence(self, at: int) -> bool:
        before = self.letters[at - 1 : at]
        return before in ("", "|", "/", "-", "(") or not any(char.isalnum() for char in self.text(at - 1))

    def _count(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._number(*match.span("count"))
        kind = self.marks[match.start("count_kind")].value if match["count_kind"] else None
        if number is None or not 1 <= number <= 12 or (not dated and kind != "first") or kind not in (None, "first", "past", "recent"):
            return None
        if not dated:
            year = self._this_year(match.start())
            if year is not None and self.today is not None and year == self.today.year and number > self.today.month:
                year -= 1
        return calendar.in_year(year, 13 - number, 12) if kind == "recent" else calendar.in_year(year, 1, number)

    def _ordinal(self, match: re.Match, name: str, most: int) -> Optional[int]:
        start, end = match.span(name)
        if self.letters[start] == "p":
            return {"first": 1, "recent": most}.get(self.marks[start].value)
        number = self._number(start, end)
        return number if number is not None and 1 <= number <= most else None

    def _month_ordinal(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._ordinal(match, "month_ordinal", 12)
        return calendar.in_year(year, number) if dated and number is not None else None

    def _quarter(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._ordinal(match, "quarter", 4)
        if number is None or (not dated and match["quarter"] == "p" and number != 1):
            return None
        return calendar.quarter(year, number)

    def _half(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        number = self._ordinal(match, "half", 2)
        for i in range(match.end("half"), match.end()):
            letter, mark = self.letters[i], self.marks[i]
            if letter == "e" and (not dated or mark.value != "half") or letter == "y" and mark.ending.case != "lik":
                return None
            if letter != "-":
                break
        return calendar.half(year, number) if number is not None else None

    def _season(self, match: re.Match, year: Optional[int], dated: bool) -> Optional[Period]:
        start, end = match.span("season")
        if end == start + 1 and not dated and not self._is_season(start):
            return None
        if self.letters[end - 1] == "M" and self.marks[end - 1].value != 6 or end > start + 1 and self.letters[start] == "S" and self.marks[start].ending.case:
            return None
        return calendar.season(year)

    def _is_season(self, at: int) -> bool:
        """Whether a season's name alone is one: `жаз` is also write, `қысқа` short, `жаздың` you wrote."""
        mark = self.marks[at]
        if mark.ending.possessive or mark.ending.plural:
            return False
        case = mark.ending.case
        if self._norm(at).startswith(_SUMMER):
            return case in ("loc", "loc-adj", "abl")
        if self._norm(at).startswith(_WINTER):
            return case in ("", "loc", "loc-adj", "abl", "gen")
        return mark.ending.case in _PLACED or not mark.ending.case

    # readers

    def year(self, match: re.Match) -> Optional[Reading]:
        known, year = self._year_of(match)
        unit = match.end("unit") if match["year"] is not None else match.end("relative")
        if not known or (match["edge"] is not None and self.marks[unit - 1].ending.case in _OBLIQUE):
            return None
        return Reading(*match.span(), Period.of(year), year)

    def year_part(self, match: re.Match) -> Optional[Reading]:
        if match["bare"] is not None:
            unit = self.marks[match.start("bare")]
            known, year = unit.ending.case == "gen" and not unit.ending.plural and not unit.ending.possessive, self._this_year(match.start())
        else:
            known, year = self._year_of(match)
            unit = self.marks[(match.end("unit") if match["year"] is not None else match.end("relative")) - 1]
        if not known or unit.ending.case in _OBLIQUE:
            return None
        period = self._within(match, year, True)
        return Reading(*match.span(), period, year) if period is not None else None

    def part(self, match: re.Match) -> Optional[Reading]:
        period = self._within(match, None, False)
        if period is None:
            return None
        if match["season"] is None and match["count"] is None:
            period = self._settled(period, match.start())
        return Reading(*match.span(), period)

    def part_year(self, match: re.Match) -> Optional[Reading]:
        year = self._number(*match.span("year"))
        month = match.start("month") if match["days"] is not None else match.end("months") - 1
        if year is None or not 1900 <= year <= 2100 or self.marks[month].ending.case:
            return None
        if match["months"] is not None and self._is_other_word(month):
            return None
        period = self._days(match, year, True) if match["days"] is not None else self._months(match, year, True)
        return Reading(*match.span(), period, year) if period is not None else None

    def year_range(self, match: re.Match) -> Optional[Reading]:
        last_start = match.start("year_to")
        first, last = self._number(*match.span("year")), self._number(last_start, match.end("year_to"))
        if first is None or last is None or self.marks[match.start("unit")].ending.case in ("lik", "equative"):
            return None
        if first < 100 and last < 100 and self.marks[match.start("unit")].ending.plural and first % 10 + last % 10:
            first, last = first + 1900, last + 1900
        elif last < 100:
            last += first // 100 * 100
        if not 1000 <= first < last <= calendar.LATEST or self._numbers((match.start(), match.end("year_to"))) is None and "y" not in match.group()[:-1]:
            return None
        return Reading(*match.span(), calendar.years(first, last))

    def decade(self, match: re.Match) -> Optional[Reading]:
        first = self._number(*match.span("decade"))
        last = first if match["decade_to"] is None else self._number(*match.span("decade_to"))
        unit = self.marks[match.start("unit")]
        if first is None or last is None or first % 10 or last % 10 or not unit.ending.plural or first == 0:
            return None
        if first < 100:
            century = self._century(match)
            hundred = 1900 if century is None else 100 * century - 100
            first, last = first + hundred, last + hundred
        if not 1000 <= first <= last <= calendar.LATEST or match["that_century"] and self._century(match) is None:
            return None
        return Reading(*match.span(), calendar.years(first, last + 9))

    def _century(self, match: re.Match) -> Optional[int]:
        if match["that_century"] is not None:
            kind = self.marks[match.start("that_century")].value
            this = (self.today.year + 99) // 100 if self.today is not None else 21
            return {"past": this - 1, "this": this, "coming": this + 1}.get(kind)
        if match["century"] is None:
            return None
        start, end = match.span("century")
        value = self._number(start, end)
        named = self.letters[start] in "RI" or self._is_ordinal((start, end)) or self.letters[match.start("of_century") - 1] == "-" or match["century_to"]
        if value is None or not 1 <= value <= 22 or not named and value < 10:
            return None
        if self.letters[match.start("of_century")] == "j" and self.letters[start] not in "RI":
            return None
        return value

    def century(self, match: re.Match) -> Optional[Reading]:
        first = self._century(match)
        last = first if match["century_to"] is None else self._number(*match.span("century_to"))
        unit = match.start("of_century") if match["century"] is not None else match.end("that_century")
        if first is None or last is None or not first <= last <= 22 or self.marks[unit].ending.plural and first == last or self.marks[unit].ending.case == "lik":
            return None
        period = calendar.years(100 * first - 99, 100 * last)
        if match["half"] is not None:
            number = self._ordinal(match, "half", 2)
            if number is None or self.marks[match.start("edge")].value != "half":
                return None
            period = calendar.years(100 * first - 99, 100 * first - 50) if number == 1 else calendar.years(100 * first - 49, 100 * first)
        return Reading(*match.span(), period)

    def numeric(self, match: re.Match) -> Optional[Reading]:
        first = _numeric(self.marks[match.start("first")].value)
        last = first if match["last"] is None else _numeric(self.marks[match.start("last")].value)
        if first is None or last is None:
            return None
        return Reading(*match.span(), Period(first, last), first.year)

    def numeric_parts(self, match: re.Match) -> Optional[Reading]:
        start = match.start()
        parts = [self.text(i) for i in (start, start + 2, start + 4)]
        if not all(map(self.glued, range(start, start + 4))) or {len(part) for part in parts} != {2, 4}:
            return None
        when = _numeric("-".join(parts))
        return Reading(*match.span(), Period(when, when), when.year) if when is not None else None

    def day(self, match: re.Match) -> Optional[Reading]:
        start, end = match.span()
        mark = self.marks[start]
        if mark.ending.case == "lik":
            return None
        if match["unit"] is not None:
            if mark.value == 0 and mark.ending.case == "adj":
                return Reading(start, end, void=True)
            if mark.ending.case != "adj" or match["unit"] != "k":
                end = match.start("unit")
        last = mark if match["day_to"] is None else self.marks[match.start("day_to")]
        if self.today is None:
            return Reading(start, end)
        first_day, last_day = (self.today + timedelta(days=each.value) for each in (mark, last))
        return Reading(start, end, calendar.days(first_day, last_day))

    def weekday(self, match: re.Match) -> Optional[Reading]:
        at = match.start("weekday")
        mark = self.marks[at]
        if match["weekday_to"] is not None and match.start("weekday_to") == at + 1:
            if mark.ending.case != "abl" or self.marks[at + 1].ending.case != "dat":
                return None
        kind = self.marks[match.start("relative")].value if match["relative"] is not None else None
        if mark.ending.case in ("lik", "equative") or kind in ("it", "first", "near", "previous"):
            return None
        if kind is None and self.letters[match.end() - 1] != "k" and match["weekday_to"] is None:
            text = self.text(at)
            if mark.value in (4, 5) and mark.ending.case not in ("loc", "loc-adj") or mark.ending.possessive or text[:1].isupper() and not self._begins_sentence(at):
                return None
        if self.today is None or kind in ("that", "these", "recent"):
            return Reading(*match.span())
        ahead = (mark.value - self.today.weekday()) % 7
        if kind == "past":
            ahead = ahead - 7
        elif kind == "coming":
            ahead = ahead or 7
        elif kind == "this":
            ahead = mark.value - self.today.weekday()
        elif ahead > 3:
            ahead -= 7
        first = self.today + timedelta(days=ahead)
        last = first
        if match["weekday_to"] is not None:
            last += timedelta(days=(self.marks[match.start("weekday_to")].value - mark.value) % 7)
        return Reading(*match.span(), calendar.days(first, last))

    def weekday_of(self, match: re.Match) -> Optional[Reading]:
        """`өткен аптаның сәрсенбісі`."""
        kind = self.marks[match.start()].value
        if self.marks[match.start() + 1].ending.case != "gen" or kind not in ("this", "past", "coming"):
            return None
        if self.today is None:
            return Reading(*match.span())
        weeks = {"this": 0, "past": -1, "coming": 1}[kind]
        ahead = self.marks[match.start("weekday")].value - self.today.weekday() + 7 * weeks
        return Reading(*match.span(), calendar.day(self.today + timedelta(days=ahead)))

    def day_of(self, match: re.Match) -> Optional[Reading]:
        """`осы айдың 15-інде`."""
        kind = self.marks[match.start()].value
        start, end = match.span("days")
        number = self._number(start, end, inflected=True)
        if self.marks[match.start() + 1].ending.case != "gen" or kind not in ("this", "past", "coming") or number is None:
            return None
        if self.letters[end - 1] not in "zI" and not self.marks[end - 1].ending.possessive and self.letters[end : end + 1] != "k":
            return None
        if self.today is None:
            return Reading(*match.span())
        month = calendar.month_after(self.today, {"this": 0, "past": -1, "coming": 1}[kind])
        return Reading(*match.span(), Period.of(month.year, month.month, number))

    def month_relative(self, match: re.Match) -> Optional[Reading]:
        kind = self.marks[match.start("relative")].value
        at = match.start("month")
        month = self.marks[at]
        named = self.letters[at + 1 : at + 2] == "a"
        if kind not in ("past", "coming", "this", "that") or not named and self._is_other_word(at) or month.ending.case in ("lik", "equative", "adj"):
            return None
        if self.today is None or month.value == 6 and not named and kind != "this":
            return Reading(*match.span())
        year = self._this_year(match.start()) if kind == "that" else self.today.year
        if kind == "past" and month.value >= self.today.month:
            year -= 1
        elif kind == "coming" and month.value <= self.today.month:
            year += 1
        return Reading(*match.span(), calendar.in_year(year, month.value), year)

    def season_relative(self, match: re.Match) -> Optional[Reading]:
        kind = self.marks[match.start()].value
        start, end = match.span("season")
        if kind in ("it", "these", "first") and self.letters[start] == "S" or self.letters[end - 1] == "M" and self.marks[end - 1].value != 6:
            return None
        if self.today is None or kind not in ("past", "coming", "this"):
            return Reading(*match.span())
        month = self.marks[start].value
        year = self.today.year
        if kind == "past" and month + 3 > self.today.month:
            year -= 1
        elif kind == "coming" and month <= self.today.month:
            year += 1
        return Reading(*match.span(), calendar.season(year))

    def weeks(self, match: re.Match) -> Optional[Reading]:
        """`үш жұма` is three weeks."""
        mark = self.marks[match.start("weekday")]
        numbers = self._numbers(match.span("count"))
        if numbers is None or mark.value != 4 or mark.ending.case not in ("", "dat", "equative"):
            return None
        ago = self.today is not None and len(numbers) == 1 and 1 <= numbers[0] <= MOST and self.letters[match.end() : match.end() + 1] == "<"
        return Reading(*match.span(), _at_distance("week", -numbers[0], self.today) if ago else None)

    def first_days(self, match: re.Match) -> Optional[Reading]:
        """`жылдың соңғы күндері`, `көктемнің алғашқы күні`."""
        part = self.marks[match.start("part")]
        which = self.marks[match.start("which")].value if match["which"] is not None else None
        if which not in ("first", "recent", None) or which is None and match["bare"] is not None and self.letters[match.start("bare")] != "S" or part.ending.case == "lik":
            return None
        period = year = None
        if match["bare"] is not None:
            whole = self.marks[match.start("bare")]
        elif match["month"] is not None:
            whole = self.marks[match.start("month")]
            period = self._settled(calendar.in_year(None, whole.value), match.start())
        else:
            known, year = self._year_of(match)
            if not known:
                return None
            whole = self.marks[(match.end("unit") if match["year"] is not None else match.end("relative")) - 1]
            period = Period.of(year)
        if which is None and match["bare"] is None or whole.ending.case != "gen" or whole.ending.possessive or whole.ending.plural:
            return None
        return Reading(*match.span(), period, year)

    def span(self, match: re.Match) -> Optional[Reading]:
        start, end = match.span()
        unit = self.marks[match.start("unit")]
        ending = unit.ending
        kinds = [self.marks[i].value for i in range(*match.span("kinds"))]
        counted = match["count"] is not None
        lik = ending.case == "lik"
        while kinds and (counted and (kinds[0] in ("these", "it") or lik and kinds[0] in ("past", "this", "that")) or kinds[0] in ("these", "it") and kinds[1:]):
            kinds.pop(0)
            start += 1
        edged = match["edge"] is not None or match["cover"] is not None
        if edged and ending.possessive and ending.case != "gen":
            return None
        if not kinds and not counted or unit.letter == "S" or ending.case == "equative" and not counted:
            return None
        if lik and unit.letter in "yc" and match["count"] != "x":
            return None
        if lik and self.letters[end : end + 1] == "E":
            return Reading(start, end, void=True)
        if unit.letter == "q" and counted and not (ending.case or ending.plural):
            return None
        number = None
        if counted:
            count = set(match["count"])
            numbers = None if count & _INEXACT else self._numbers(match.span("count"))
            if numbers is None and not count & _INEXACT and "n" not in count:
                return None
            number = numbers[0] if numbers and len(numbers) == 1 else None
            if number is None and "n" in count and self.marks[match.start("count")].value is None and self.text(match.start("count")).isdigit():
                return None
            if number is not None and number > calendar.MOST_COUNTED:
                return None
            if number == 1 and not kinds and ending.possessive == "3" and not ending.case:
                return None
        elif not self._is_spell_of_time(kinds, unit):
            return None
        return Reading(start, end, self._span_period(kinds, number, counted, unit, end))

    def _is_spell_of_time(self, kinds: list, unit: Mark) -> bool:
        if kinds[-1] in ("it", "these"):
            return bool(unit.ending.possessive or unit.ending.plural) and (kinds[-1] == "these" or not unit.ending.case)
        return unit.ending.case != "lik"

    def _span_period(self, kinds: list, number: Optional[int], counted: bool, unit: Mark, end: int) -> Optional[Period]:
        name = _UNITS[unit.letter]
        if self.today is None or number is not None and not 1 <= number <= MOST:
            return None
        if not kinds:
            ago = number is not None and name in _AGO and self.letters[end : end + 1] == "<" and not unit.ending.case
            return _at_distance(name, -number, self.today) if ago else None
        kind = kinds[-1]
        if counted:
            if number is None or kind not in ("past", "recent", "coming"):
                return None
            return calendar.run(name, number, self.today, kind == "coming")
        if unit.ending.plural or kind in ("recent", "near", "first", "these", "it", "that") and name != "decade":
            return None
        if kind == "this":
            return None if name == "day" else calendar.containing(name, self.today)
        if name == "century":
            return calendar.century((self.today.year + 99) // 100 + (1 if kind == "coming" else -1))
        return None if unit.letter == "k" else calendar.run(name, 1, self.today, kind == "coming")

    def ordinal_unit(self, match: re.Match) -> Optional[Reading]:
        number = self._number(*match.span("count"))
        unit = self.marks[match.start("unit")]
        if number is None or number > 40 or unit.ending.case in ("lik", "equative"):
            return None
        return Reading(*match.span())

    def unit_edge(self, match: re.Match) -> Optional[Reading]:
        start = match.start()
        end = match.end("edge")
        unit = self.marks[start]
        within = match["edge"] == "i"
        if unit.ending.case not in ("", "gen") or unit.ending.possessive or unit.ending.plural or within and unit.letter in "cS":
            return None
        if unit.letter == "y":
            year = self._year if within and self._year is not None else self._this_year(start)
            since = self.marks[end - 1].ending.case == "abl" and self.letters[end : end + 1] == "+"
            if since and self.today is not None and year == self.today.year:
                return Reading(start, end, Period(Partial(year, 1), Partial(year, self.today.month)))
            return Reading(start, end, Period.of(year))
        if self.today is None or unit.letter == "S" or within:
            return Reading(start, end)
        return Reading(start, end, calendar.containing(_UNITS[unit.letter], self.today))

    def unit_plural(self, match: re.Match) -> Optional[Reading]:
        ending = self.marks[match.start()].ending
        return Reading(*match.span()) if ending.plural and not ending.possessive else None

    def bracketed_year(self, match: re.Match) -> Optional[Reading]:
        return self._plain_years(match, 1900, match.end())

    def programme_year(self, match: re.Match) -> Optional[Reading]:
        return self._plain_years(match, 2000, match.end())

    def inflected_year(self, match: re.Match) -> Optional[Reading]:
        ending = self.marks[match.start("ending")].ending
        after = self.letters[match.end() : match.end() + 1]
        if not self.glued(match.end() - 2) or ending.case not in ("loc", "loc-adj") and not (ending.case in ("abl", "dat") and after in (">", "+")):
            return None
        return self._plain_years(match, 1900, match.end())

    def _plain_years(self, match: re.Match, earliest: int, end: int) -> Optional[Reading]:
        first = self._number(*match.span("year"))
        last = first if match["year_to"] is None else self._number(*match.span("year_to"))
        if first is None or last is None or not earliest <= first <= last <= 2100 or last % 100 == 0:
            return None
        return Reading(match.start(), end, calendar.years(first, last), first if first == last else None)


def _numeric(text: str) -> Optional[Partial]:
    """`14.03.2016`, `2026-02-26` or `16/11/25` as a date; None where it is none."""
    parts = re.split(r"[./-]", text)
    if len(parts[0]) == 4:
        year, month, day = parts
    else:
        day, month, year = parts
        if len(year) != 4 and {len(part) for part in parts} != {2}:
            return None
    when = Partial(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    return when if len(month) == 2 and when.exists and when.year > 999 else None


def _at_distance(unit: str, count: int, today: date) -> Optional[Period]:
    if unit == "year":
        return Period.of(today.year + count)
    if unit == "month":
        when = calendar.month_after(today, count)
        return Period(when, when)
    when = today + timedelta(days=count * (7 if unit == "week" else 1))
    return calendar.week(when) if unit == "week" else calendar.day(when)
