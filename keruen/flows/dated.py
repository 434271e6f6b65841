"""What a date of a passage may stand for: the periods that its words name, and those that they take from what was told.

`сегіз айда` may be the first eight months of the year, `жазда` the last summer, `бір жыл бұрын` the period told before but
a year earlier, `былтырғы осы кезеңде` its months in last year, `сол айда` that period itself. Which one holds is weighed
(`period_choices.py`).
"""
import re
from typing import NamedTuple, Optional

from spacy.tokens import Span

from .. import numerals
from ..dates.words import MARKS
from .history import Told
from .passage import Passage
from .period import AFTER, COMPARED, SINCE, YEAR_BEFORE, Periods, is_to_come

YEAR = re.compile(r"\d{4}")
MONTH = re.compile(r"\d{4}-\d\d")
MONTHS = re.compile(r"(\d{4})-(\d\d)(?:/(\d{4})-(\d\d))?")
TWO_YEARS = re.compile(r"(\d{4})/(\d{4})")
LONGEST_TERM = 15  # years
UNITS = {"a": 1, "q": 3, "Q": 3, "H": 6, "y": 12}  # months, by the letters of `dates.words`
YEARS = frozenset("YnBpj")  # letters of words that say which year
HALVES = ("x", "l")  # `жарты жыл`, `ярым жыл`
WORKING = "C"  # `қаржы жылы`
FISCAL = (4, 7)  # months that a year of accounts or of a harvest begins with
AGAIN = ("this", "that", "these", "it")
AHEAD = ("coming", "recent")
Named = tuple[str, str]  # a period, and how it was had


class Dated(NamedTuple):
    """A date and what its words say.

    values (tuple): the periods that it may stand for whatever was told before; how: "" as it is. year (str): the year that
    it is, or "". unit (str): its unit, as a letter of `dates.words`. count (int): how many of them, 0 where it doesn't say.
    before, again, after (bool): it goes back from what was told, points to it, or goes on from it. last (str): the beginning
    of its last word. term (int): years that it lasts, 0 where it isn't of years. following, first, ending (str): the
    beginning of the word behind it and of its first word, and the end of its last. compared (bool): whether something is
    compared to it.
    """

    values: tuple[Named, ...]
    year: str
    unit: str
    count: int
    before: bool
    again: bool
    last: str
    term: int
    after: bool
    following: str
    first: str
    ending: str
    compared: bool


class DateReader:
    """Reads the dates of a passage, each once.

    today (str): the date of publication, or None.
    """

    def __init__(self, passage: Passage, periods: Periods, today: Optional[str]):
        self.passage, self.periods, self.today = passage, periods, today
        self._read: dict[int, Dated] = {}

    def words(self, at: int, date: Span) -> Dated:
        """What a date in sentence `at` says."""
        dated = self._read.get(date.start)
        if dated is None:
            dated = self._read[date.start] = self._dated(at, date)
        return dated

    def values(self, dated: Dated, told: Told, planned: bool) -> list[Named]:
        """The periods that a date may stand for, each with how it was had."""
        return [*dated.values, *self._of_term(dated, planned), *_from_told(dated, told)]

    def _dated(self, at: int, date: Span) -> Dated:
        norms, masked = self.passage.norms[date.start : date.end], self.passage.masked
        period = self.passage.period(date)
        marks = [MARKS[norm] for norm in norms]
        letters = "".join(each.letter for each in marks)
        start = 1 if letters[0] in "pB" else 0
        deictic = marks[0].value if letters[0] == "p" else ""
        unit = next((letter for letter in letters[start:] if letter in UNITS), "")
        count, end = self._count(norms, start)
        if not unit or letters[end : end + 1] != unit:
            count = 0
        before, again = self._is_before(date), deictic in AGAIN
        earlier = (other for other in self.passage.sentences[at].dates if other.start < date.start)
        if again and any(map(self._is_year_before, earlier)):
            before, unit, count = True, "y", 1
        values: list[Named] = []
        if period:
            values = [(period, ""), *self._of_period(at, date, period, letters)]
        elif self.today and deictic not in AHEAD:
            half = unit == "y" and letters[start : start + 1] in HALVES
            months = 6 if half else count * UNITS[unit] if unit and unit != "y" else 0
            years = marks[0].value if letters[0] == "B" else 0
            values = self._guesses(months, years, next((each.value for each in marks if each.letter == "S"), 0))
        lasts = unit == "y" and 1 < count <= LONGEST_TERM and end == len(letters) - 1
        following = masked[date.end] if date.end < len(masked) else ""
        after = self.periods.is_followed_by(date, AFTER)
        compared = any(norm and COMPARED.word(norm) for norm in masked[date.end : date.end + 2])
        year = period if period and YEAR.fullmatch(period) else ""
        first, last = norms[0], norms[-1]
        return Dated(
            tuple(values), year, unit, count, before, again, last[:5], count if lasts else 0, after,
            following[:5], first[:5] if first[:1].isalpha() else "#", last[-3:], compared,
        )  # fmt: skip

    def _is_before(self, date: Span) -> bool:
        """`бір жыл бұрын`, `алдыңғы айда`: a date that goes back from another."""
        return any(norm and YEAR_BEFORE.word(norm) for norm in self.passage.norms[date.start : date.end + 1])

    def _is_year_before(self, date: Span) -> bool:
        norms = self.passage.norms[date.start : date.end]
        return self._is_before(date) and any(MARKS[norm].letter == "y" for norm in norms)

    @staticmethod
    def _count(norms: list[str], start: int) -> tuple[int, int]:
        """The whole number that begins at a word, 0 for none, and the word after it."""
        number = numerals.read(norms, start)
        if number is None or number.unit != 1 or number.form or number.value != number.value.to_integral_value():
            return 0, start
        return int(number.value), number.end

    def _of_period(self, at: int, date: Span, period: str, letters: str) -> list[Named]:
        """A period run on to today, joined with the one before, of another year or of accounts."""
        values: list[Named] = []
        run_on = self.periods.extended(date, period)
        if run_on != period:
            values.append((run_on, "on"))
        joined = self.periods.from_to(date, self.passage.sentences[at].dates)
        if joined:
            values.append((joined, "joined"))
        if self.today and MONTHS.fullmatch(period):
            if YEARS.isdisjoint(letters):
                values.append((self._lately(period), "lately"))
            if MONTH.fullmatch(period) and period < self.today[:7] and self.periods.is_followed_by(date, SINCE):
                month = self.today[:7]
                values += [(f"{period}/{month}", "since"), (f"{period}/{_month_before(month)}", "until")]
        years = TWO_YEARS.fullmatch(period)
        if years and WORKING in letters:
            values += [(f"{years[1]}-{month:02d}/{years[2]}-{month - 1:02d}", f"fiscal{month}") for month in FISCAL]
        return values

    def _guesses(self, months: int, years: int, season: int) -> list[Named]:
        """`сегіз айда`, `жарты жылда`, `үш тоқсанда`: the first months of a year. `жазда`: the last season and the next."""
        values = []
        if 2 <= months <= 11:
            year = int(self.today[:4]) + years - (not years and months > int(self.today[5:7]))
            values.append((f"{year}-01/{year}-{months:02d}", "guess"))
        if season:
            year = int(self.today[:4]) - (f"{self.today[:4]}-{season:02d}" > self.today[:7])
            end = f"{year + (season == 12)}-{(season + 1) % 12 + 1:02d}"
            values.append((f"{year}-{season:02d}/{end}", "season"))
            values.append((moved(values[-1][0], 1), "coming"))
        return values

    def _lately(self, period: str) -> str:
        """The same months of the year of publication, or of the year before where they are to come."""
        shifted = moved(period, int(self.today[:4]) - int(period[:4]))
        return moved(shifted, -1) if is_to_come(shifted.split("/")[-1], self.today) else shifted

    def _of_term(self, dated: Dated, planned: bool) -> list[Named]:
        """`үш жылда`: the years up to that of publication, or up to the one before; of a plan, those from it on. `үш жылдан
        кейін`: the year that far ahead."""
        if not dated.term or not self.today:
            return []
        year, term = int(self.today[:4]), dated.term
        if dated.after:
            return [(str(year + term), "later")] if planned else []
        spans = ((0, term), (1, term)) if planned else ((-term, 0), (-term, -1))
        return [(f"{year + first}/{year + last}", f"term{i}") for i, (first, last) in enumerate(spans)]


def _from_told(dated: Dated, told: Told) -> list[Named]:
    """The periods that a date takes from those told before: a year or a month earlier (`бір жыл бұрын бұл көрсеткіш …`), in
    another year (`былтырғы осы кезеңде`), a number of years later, or again (`осы тоғыз айда`)."""
    period = told.period
    if not period:
        return []
    values: list[Named] = []
    if dated.before and dated.count <= 1:
        if dated.unit == "y":
            values.append((moved(period, -1), "ago"))
        elif dated.unit == "a" and MONTH.fullmatch(period):
            values.append((_month_before(period), "ago"))
    if dated.after and dated.term and YEAR.fullmatch(period):
        values.append((moved(period, dated.term), "later"))
    if dated.year and MONTHS.fullmatch(period) and period[:4] != dated.year:
        alike = moved(period, int(dated.year) - int(period.split("/")[-1][:4]))
        values += [(alike, "alike"), (alike, f"alike:{dated.last}")]
    if dated.again:
        for name, value in (("told", period), ("back", told.back)):
            if value:
                fits = bool(dated.count) and _months(value) == dated.count * UNITS.get(dated.unit, 0)
                values.append((value, f"again:{name}:{fits}:{dated.unit}"))
    return values


def moved(period: str, years: int) -> str:
    """An ISO 8601 period, so many years later."""
    return YEAR.sub(lambda year: f"{int(year[0]) + years:04d}", period)


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def _months(period: str) -> int:
    """How many months a period of whole months has; 0 of others."""
    found = MONTHS.fullmatch(period)
    if not found:
        return 0
    year, month, to_year, to_month = found.groups()
    return 1 if to_year is None else 12 * (int(to_year) - int(year)) + int(to_month) - int(month) + 1
