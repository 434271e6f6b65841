"""Dates that name their year, or a day, month or quarter of a year that the passage gives."""
import re
from typing import Optional

from . import periods
from .parts import Parts
from .passage import DERIVED, Reading
from .periods import Partial, Period
from .words import SEASON

_OBLIQUE = frozenset(("dat", "acc", "abl", "ins", *DERIVED))


class AbsoluteDates(Parts):
    """One reader for each shape in `grammar.SHAPES` that names a calendar date, year, decade or century.

    Each takes the match of its shape and gives a Reading, or None where the words mean something else.
    """

    def year(self, match: re.Match) -> Optional[Reading]:
        known, year = self._year_of(match)
        unit = match.end("unit") if match["year"] is not None else match.end("relative")
        case = self.marks[unit - 1].case
        if not known or (match["edge"] is not None and case in _OBLIQUE):
            return None
        end = match.end()
        if match["cover"] is not None and not self._is_covered(*match.span("cover"), unit - 1):
            end = match.start("cover")
        cover = self.letters[match.start("cover") : end] if match["cover"] is not None else ""
        alike = "v" in cover or "p" in cover and not cover.endswith("a")
        return Reading(match.start(), end, Period.of(year), year, alike=alike)

    def _is_covered(self, start: int, end: int, unit: int) -> bool:
        """Whether what follows a year belongs to it: `былтыр осы кезде`, `2021 жылдың сондай айларында`."""
        letters, case = self.letters[start:end], self.marks[unit].case
        if letters[-1] == "g":
            return True
        if case not in ("", "gen", "adj") or letters in ("a", "q", "Q", "H"):
            return False
        if letters[-1] == "M":
            return self._norm(end - 1).startswith(SEASON)
        return case == "adj" or "v" in letters or self._letter(end - 2) == "p" and self.marks[end - 2].value == "this"

    def year_part(self, match: re.Match) -> Optional[Reading]:
        if match["bare"] is not None:
            unit = self.marks[match.start("bare")]
            known, year = unit.case == "gen" and not unit.plural and not unit.possessive, self._this_year(match.start())
        else:
            known, year = self._year_of(match)
            unit = self.marks[(match.end("unit") if match["year"] is not None else match.end("relative")) - 1]
        if not known or unit.case in _OBLIQUE:
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
        if year is None or not 1900 <= year <= 2100 or self.marks[month].case or match["month_part"]:
            return None
        if match["months"] is not None and self._is_other_word(month):
            return None
        period = self._days(match, year, True) if match["days"] is not None else self._months(match, year, True)
        return Reading(*match.span(), period, year) if period is not None else None

    def month_first(self, match: re.Match) -> Optional[Reading]:
        """`Қар 03, 2020`, as some sites stamp their pages."""
        month, year = self.marks[match.start("month")], self._number(*match.span("year"))
        if month.case or month.possessive or year is None or not 1900 <= year <= 2100:
            return None
        when = Partial(year, month.value, self._number(*match.span("day")))
        return Reading(*match.span(), Period(when, when), year) if when.exists else None

    def year_range(self, match: re.Match) -> Optional[Reading]:
        first, last = self._number(*match.span("year")), self._number(*match.span("year_to"))
        unit = self.marks[match.start("unit")]
        listed = self.letters[match.end("year") : match.start("year_to")] != "-"
        if first is None or last is None or unit.case in DERIVED or listed and not unit.plural and unit.letter == "y":
            return None
        if first < 100 and last < 100 and unit.plural and first % 10 + last % 10:
            first, last = first + 1900, last + 1900
        elif last < 100:
            last += first // 100 * 100
        if not 1000 <= first < last <= periods.LATEST:
            return None
        period = periods.years(first, last)
        if match["season"] is not None:  # `2024–2025 жылдың қысында`
            if unit.case not in ("gen", "adj") or self._season(match, first, True) is None:
                return None
            period = period._replace(vague=True)
        return Reading(*match.span(), period)

    def decade(self, match: re.Match) -> Optional[Reading]:
        first = self._number(*match.span("decade"))
        last = first if match["decade_to"] is None else self._number(*match.span("decade_to"))
        unit = self.marks[match.start("unit")]
        if first is None or last is None or first % 10 or last % 10 or not unit.plural or first == 0:
            return None
        if first < 100:
            century = self._century(match)
            hundred = 1900 if century is None else 100 * century - 100
            first, last = first + hundred, last + hundred
        if not 1000 <= first <= last <= periods.LATEST or match["that_century"] and self._century(match) is None:
            return None
        return Reading(*match.span(), periods.years(first, last + 9))

    def _century(self, match: re.Match) -> Optional[int]:
        if match["that_century"] is not None:
            kind = self.marks[match.start("that_century")].value
            this = (self.today.year + 99) // 100 if self.today is not None else 21
            return {"past": this - 1, "this": this, "coming": this + 1}.get(kind)
        if match["century"] is None:
            return None
        start, end = match.span("century")
        value = self._number(start, end)
        unit = match.start("of_century")
        roman = self.letters[start] in "RI"
        named = roman or self._is_ordinal((start, end)) or self.letters[unit - 1] == "-" or match["century_to"]
        if value is None or not 1 <= value <= 22 or not named and value < 10 or self.letters[unit] == "j" and not roman:
            return None
        return value

    def century(self, match: re.Match) -> Optional[Reading]:
        first = self._century(match)
        last = first if match["century_to"] is None else self._number(*match.span("century_to"))
        unit = self.marks[match.start("of_century") if match["century"] is not None else match.end("that_century")]
        if first is None or last is None or not first <= last <= 22:
            return None
        if unit.case in DERIVED or unit.plural and first == last:
            return None
        period = periods.years(100 * first - 99, 100 * last)
        if match["half"] is not None:
            number = self._ordinal(match, "half", 2)
            if number is None or self.marks[match.start("edge")].value != "half":
                return None
            middle = 100 * first - 50
            period = periods.years(middle - 49, middle) if number == 1 else periods.years(middle + 1, middle + 50)
        return Reading(*match.span(), period)

    def numeric(self, match: re.Match) -> Optional[Reading]:
        first = _numeric(self.marks[match.start("first")].value)
        last = first if match["last"] is None else _numeric(self.marks[match.start("last")].value)
        if first is None or last is None or self._is_in_path(match.start()):
            return None
        return Reading(*match.span(), Period(first, last), first.year)

    def _is_in_path(self, start: int) -> bool:
        """Whether a slash is written before a date: `/image/2021/01/21/`."""
        return start > 0 and self.text(start - 1).endswith("/") and self.glued(start - 1)

    def numeric_parts(self, match: re.Match) -> Optional[Reading]:
        start = match.start()
        parts = [self.text(i) for i in (start, start + 2, start + 4)]
        if not all(map(self.glued, range(start, start + 4))) or {len(part) for part in parts} != {2, 4}:
            return None
        if self._is_in_path(start):
            return None
        when = _numeric("-".join(parts))
        return Reading(*match.span(), Period(when, when), when.year) if when is not None else None

    def bracketed_year(self, match: re.Match) -> Optional[Reading]:
        return self._plain_years(match, 1900, match.end())

    def programme_year(self, match: re.Match) -> Optional[Reading]:
        return self._plain_years(match, 2000, match.end())

    def headline_year(self, match: re.Match) -> Optional[Reading]:
        """`Қажылық – 2026: …`."""
        end = match.end()
        if self.glued(end - 2) or end == len(self.marks) or self.text(end) != ":":
            return None
        return self._plain_years(match, 1990, end)

    def inflected_year(self, match: re.Match) -> Optional[Reading]:
        case = self.marks[match.start("ending")].case
        bounded = case in ("abl", "dat") and self._is_any(match.end(), ">+")
        if not self.glued(match.end() - 2) or case not in ("loc", "loc-adj") and not bounded:
            return None
        return self._plain_years(match, 1900, match.end())

    def _plain_years(self, match: re.Match, earliest: int, end: int) -> Optional[Reading]:
        first = self._number(*match.span("year"))
        last = self._number(*match.span("year_to")) if match.groupdict().get("year_to") else first
        if first is None or last is None or not earliest <= first <= last <= 2100 or last % 100 == 0:
            return None
        return Reading(match.start(), end, periods.years(first, last), first if first == last else None)


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
