"""Dates that are counted from the publication date: deictics, weekdays, spans of time."""
import re
from datetime import date, timedelta
from typing import Optional

from . import periods
from .parts import Parts
from .passage import DERIVED, Reading
from .periods import Partial, Period
from .words import TAKING, Mark

_UNITS = {
    "y": "year", "a": "month", "u": "week", "k": "day", "t": "day", "c": "century", "D": "decade",
    "H": "half", "Q": "quarter", "q": "quarter",
}
_AHEAD = {"this": 0, "past": -1, "coming": 1}
_AGO = ("year", "month", "week", "day")
_INEXACT = frozenset("xXlGfQ")
LONGEST_TERM = 10  # years of a contract or plan that an adjective gives
MOST = 1000  # units of a span that is counted from the publication date


class RelativeDates(Parts):
    """One reader for each shape in `grammar.SHAPES` that depends on the day of writing.

    Each takes the match of its shape and gives a Reading, or None where the words mean something else.
    """

    def day(self, match: re.Match) -> Optional[Reading]:
        start, end = match.span()
        mark = self.marks[start]
        if mark.case == "lik" or mark.value == -1 and (mark.possessive == "3" or mark.case == "loc"):
            return None  # `байрам кешеси` is a party
        if match["unit"] is not None:
            if mark.value == 0 and mark.case == "adj":
                return Reading(start, end, void=True)
            if mark.case != "adj" or match["unit"] != "k":
                end = match.start("unit")
        last = mark if match["day_to"] is None else self.marks[match.start("day_to")]
        if self.today is None:
            return Reading(start, end)
        first_day, last_day = (self.today + timedelta(days=each.value) for each in (mark, last))
        return Reading(start, end, periods.days(first_day, last_day))

    def weekday(self, match: re.Match) -> Optional[Reading]:
        at = match.start("weekday")
        mark = self.marks[at]
        if match["weekday_to"] is not None and match.start("weekday_to") == at + 1:
            if mark.case != "abl" or self.marks[at + 1].case != "dat":
                return None
        kind = self.marks[match.start("relative")].value if match["relative"] is not None else None
        if mark.case in DERIVED or kind in ("it", "first", "near", "previous"):
            return None
        if kind is None and match["weekday_to"] is None and self.letters[match.end() - 1] != "k":
            if not self._is_weekday(at):
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
        return Reading(*match.span(), periods.days(first, last))

    def _is_weekday(self, at: int) -> bool:
        """Whether a weekday's name alone is one: `жұма` is also a prayer, `Бейсенбі` a man."""
        mark = self.marks[at]
        bounded = (mark.case, self._letter(at + 1)) in (("abl", "+"), ("dat", ">"))
        if mark.possessive or mark.value in (4, 5) and mark.case not in ("loc", "loc-adj") and not bounded:
            return False
        return not self.text(at)[:1].isupper() or self._begins_sentence(at)

    def weekday_of(self, match: re.Match) -> Optional[Reading]:
        """`өткен аптаның сәрсенбісі`."""
        kind = self.marks[match.start()].value
        if self.marks[match.start() + 1].case != "gen" or kind not in _AHEAD:
            return None
        if self.today is None:
            return Reading(*match.span())
        ahead = self.marks[match.start("weekday")].value - self.today.weekday() + 7 * _AHEAD[kind]
        return Reading(*match.span(), periods.day(self.today + timedelta(days=ahead)))

    def day_of(self, match: re.Match) -> Optional[Reading]:
        """`осы айдың 15-інде`, `айдың 15-іне`, `осы айдың 5-күні`."""
        month_unit = self.marks[match.start("days") - 1]
        kind = self.marks[match.start()].value if match["relative"] is not None else "this"
        start, end = match.span("days")
        number = self._number(start, end, inflected=True)
        if month_unit.case != "gen" or month_unit.possessive or kind not in _AHEAD or number is None:
            return None
        on_day = self._is_day_unit(end) and match["relative"] is not None
        if self.letters[end - 1] not in "zI" and not self.marks[end - 1].possessive and not on_day:
            return None
        if self.today is None:
            return Reading(*match.span())
        month = periods.month_after(self.today, _AHEAD[kind])
        return Reading(*match.span(), Period.of(month.year, month.month, number))

    def month_relative(self, match: re.Match) -> Optional[Reading]:
        kind = self.marks[match.start("relative")].value
        at = match.start("month")
        month = self.marks[at]
        named = self._letter(at + 1) == "a"
        if kind not in _AHEAD and kind != "that" or month.case in (*DERIVED, "adj"):
            return None
        if not named and self._is_other_word(at):
            return None
        if self.today is None or month.value == 6 and not named and kind != "this":
            return Reading(*match.span())
        year = self._this_year(match.start()) if kind == "that" else self.today.year
        if kind == "past" and month.value >= self.today.month:
            year -= 1
        elif kind == "coming" and month.value <= self.today.month:
            year += 1
        return Reading(*match.span(), periods.in_year(year, month.value), year)

    def season_relative(self, match: re.Match) -> Optional[Reading]:
        kind = self.marks[match.start()].value
        start, end = match.span("season")
        if kind in ("it", "these", "first") and self.letters[start] == "S" or not self._is_named_season(start, end):
            return None
        if self.today is None or kind not in _AHEAD:
            return Reading(*match.span())
        month = self.marks[start].value
        year = self.today.year
        if kind == "past" and month + 3 > self.today.month:
            year -= 1
        elif kind == "coming" and month <= self.today.month:
            year += 1
        return Reading(*match.span(), periods.season(year))

    def weeks(self, match: re.Match) -> Optional[Reading]:
        """`үш жұма` is three weeks."""
        mark = self.marks[match.start("weekday")]
        numbers = self._numbers(match.span("count"))
        if numbers is None or mark.value != 4 or mark.case not in ("", "dat", "equative"):
            return None
        ago = len(numbers) == 1 and 1 <= numbers[0] <= MOST and self._letter(match.end()) == "<"
        known = ago and self.today is not None
        return Reading(*match.span(), _at_distance("week", -numbers[0], self.today) if known else None)

    def first_days(self, match: re.Match) -> Optional[Reading]:
        """`жылдың соңғы күндері`, `көктемнің алғашқы күні`."""
        if self.marks[match.start("part")].case in DERIVED:
            return None
        if match["which"] is not None:
            if self.marks[match.start("which")].value not in ("first", "recent"):
                return None
        elif match["bare"] != "S":
            return None
        period = year = None
        if match["bare"] is not None:
            whole = self.marks[match.start("bare")]
        elif match["month"] is not None:
            whole = self.marks[match.end("month") - 1]
            period = self._settled(periods.in_year(None, self.marks[match.start("month")].value), match.start())
        else:
            known, year = self._year_of(match)
            if not known:
                return None
            whole = self.marks[(match.end("unit") if match["year"] is not None else match.end("relative")) - 1]
            period = Period.of(year)
        named = match["month"] is not None and len(match["month"]) == 2  # `қазан айының`
        if whole.case != "gen" or whole.possessive and not named or whole.plural:
            return None
        return Reading(*match.span(), period, year)

    def span(self, match: re.Match) -> Optional[Reading]:
        """`30 жыл`, `соңғы бес жылда`, `үш күндік`, `кейінгі жылдары`."""
        start, end = match.span()
        unit = self.marks[match.start("unit")]
        kinds = [self.marks[i].value for i in range(*match.span("kinds"))]
        counted = match["count"] is not None
        edged = match["edge"] is not None or match["cover"] is not None
        if unit.letter == "S" or edged and unit.possessive and unit.case != "gen":
            return None
        if unit.case == "lik":
            if self._letter(end) == "E":
                return Reading(start, end, void=True)
            if unit.letter in "yc" and match["count"] not in ("x", "l") and not self._is_term(match):
                known = counted and not kinds and self._numbers(match.span("count"))
                return Reading(start, end, void=True) if known else None
        if not counted:
            known = kinds and self._is_spell_of_time(kinds, unit)
            return Reading(start, end, self._span_period(kinds, None, False, unit, end)) if known else None
        number = self._span_count(match, kinds, unit)
        if number is None:
            return None
        return Reading(start, end, self._span_period(kinds, number or None, True, unit, end))

    def _is_term(self, match: re.Match) -> bool:
        """`үш жылдық келісім` runs for three years; `30 жылдық` is mostly an age or an anniversary."""
        at = match.start("unit")
        start, end = match.span("count")
        if match["count"] is None or self.letters[at] != "y":
            return False
        number = self._number(start, end - (self.letters[end - 1] == "l"))
        lasting = number is not None and number <= LONGEST_TERM
        return lasting and self._norm(at)[-1] in "qk" and self._letter(at + 1) != "O"

    def compound(self, match: re.Match) -> Optional[Reading]:
        """`3 жыл 6 ай`, `2 ай 5 күн`."""
        years, months = self._number(*match.span("years")), self._number(*match.span("months"))
        between, unit = self.marks[match.start("year_unit")], self.marks[match.start("unit")]
        if years is None or months is None or years > MOST or between.case or between.possessive or between.plural:
            return None
        if between.letter == unit.letter == "a":
            return None
        return Reading(*match.span()) if unit.case != "equative" else None

    def days_off(self, match: re.Match) -> Optional[Reading]:
        """`демалыс күндері`, `дем алыс күнлери`."""
        at = match.start("unit")
        unit = self.marks[at]
        if unit.case in DERIVED or not (unit.possessive or unit.plural):
            return None
        return Reading(*match.span()) if self.letters[at - 1] == "Z" or self._norm(at - 1) in TAKING else None

    def new_year(self, match: re.Match) -> Optional[Reading]:
        """`жаңа оқу жылында`."""
        return Reading(*match.span()) if self.marks[match.start("unit")].case not in DERIVED else None

    def _is_spell_of_time(self, kinds: list, unit: Mark) -> bool:
        if kinds[-1] in ("it", "these"):
            if kinds[-1] == "these" and unit.case == "loc":
                return True
            return bool(unit.possessive or unit.plural) and (kinds[-1] == "these" or not unit.case)
        return unit.case not in DERIVED

    def _span_count(self, match: re.Match, kinds: list, unit: Mark) -> Optional[int]:
        """How many units a span has: 0 where that is inexact, None where the words are no span."""
        letters = set(match["count"])
        if kinds and (kinds[0] in ("these", "it") or unit.case == "lik" and kinds[0] in ("past", "this", "that")):
            return None  # the span begins after the relative word
        if unit.letter == "q" and not (unit.case or unit.plural):
            return None
        if letters == {"x"} and not kinds and unit.possessive == "3" and not unit.case and not unit.plural:
            return None  # `ұзақ күні` is the long day of something
        if letters & _INEXACT:
            return 0
        at = match.start("count")
        if self.letters[at] == "n" and self.marks[at].value is None:
            return None if self.text(at).isdigit() else 0
        numbers = self._numbers(match.span("count"))
        if numbers is None or max(numbers) > periods.MOST_COUNTED:
            return None
        number = numbers[0] if len(numbers) == 1 else 0
        if kinds and unit.letter == "y" and 1300 <= number <= periods.LATEST:
            return None  # `осы 2025 жылы` is the year
        if number == 1 and not kinds and unit.possessive == "3" and not unit.case:
            return None  # `бір күні` is once upon a time
        return number

    def _span_period(self, kinds: list, number: Optional[int], counted: bool, unit: Mark, end: int) -> Optional[Period]:
        name = _UNITS[unit.letter]
        if self.today is None or number is not None and not 1 <= number <= MOST:
            return None
        if not kinds:
            ago = number is not None and name in _AGO and self._letter(end) == "<" and not unit.case
            return _at_distance(name, -number, self.today) if ago else None
        kind = kinds[-1]
        if counted:
            if number is None or kind not in ("past", "recent", "coming"):
                return None
            return periods.run(name, number, self.today, kind == "coming")
        if unit.plural or kind in ("recent", "near", "first", "these", "it", "that") and name != "decade":
            return None
        if kind == "before_last":
            return None
        if kind == "this":
            return None if name == "day" else periods.containing(name, self.today)
        if name == "century":
            return periods.century((self.today.year + 99) // 100 + (1 if kind == "coming" else -1))
        return None if unit.letter == "k" else periods.run(name, 1, self.today, kind == "coming")

    def ordinal_unit(self, match: re.Match) -> Optional[Reading]:
        number = self._number(*match.span("count"))
        unit = self.marks[match.start("unit")]
        if number is None or number > 40 or unit.case in DERIVED:
            return None
        if unit.letter == "S" and not self._is_season(match.start("unit")):
            return None
        return Reading(*match.span())

    def unit_edge(self, match: re.Match) -> Optional[Reading]:
        start = match.start()
        end = match.end("edge")
        unit = self.marks[start]
        within = match["edge"] == "i"
        if unit.case not in ("", "gen") or unit.possessive or unit.plural or within and unit.letter in "cS":
            return None
        if unit.letter == "y":
            year = self._year if within and self._year is not None else self._this_year(start)
            since = self.marks[end - 1].case == "abl" and self._letter(end) == "+"
            if since and self.today is not None and year == self.today.year:
                # a year so far is told up to its last full month
                return Reading(start, end, Period(Partial(year, 1), Partial(year, max(1, self.today.month - 1))))
            return Reading(start, end, Period.of(year))
        if self.today is None or unit.letter == "S" or within:
            return Reading(start, end)
        return Reading(start, end, periods.containing(_UNITS[unit.letter], self.today))

    def unit_plural(self, match: re.Match) -> Optional[Reading]:
        unit = self.marks[match.start()]
        return Reading(*match.span()) if unit.plural and not unit.possessive else None

    def unit_through(self, match: re.Match) -> Optional[Reading]:
        """`ай бойы`, `жыл бойғы`: without a number the two words are one span."""
        unit, through = self.marks[match.start()], self.marks[match.end() - 1]
        whole = not (unit.case or unit.possessive or unit.plural or through.value)
        return Reading(*match.span()) if whole else None


def _at_distance(unit: str, count: int, today: date) -> Optional[Period]:
    if unit == "year":
        return Period.of(today.year + count)
    if unit == "month":
        when = periods.month_after(today, count)
        return Period(when, when)
    when = today + timedelta(days=count * (7 if unit == "week" else 1))
    return periods.week(when) if unit == "week" else periods.day(when)
