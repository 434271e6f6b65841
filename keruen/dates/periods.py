"""Dates that may be partial, and the arithmetic of periods."""
import calendar
from datetime import date, timedelta
from typing import NamedTuple, Optional

EARLIEST, LATEST = 1, 2199
MOST_COUNTED = 9999  # units of a span
AHEAD_OF_STATISTICS = 10  # how many days past one ahead counts


class Partial(NamedTuple):
    """A date of which parts may be unknown: the year of `22-тамызда`, the day of `2025 жылғы тамыз`."""

    year: Optional[int] = None
    month: Optional[int] = None
    day: Optional[int] = None

    @property
    def exists(self) -> bool:
        """Whether the parts that are known can be of one date: 31 February and month 13 can't."""
        if self.year is not None and not EARLIEST <= self.year <= LATEST:
            return False
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        year = 2000 if self.year is None else self.year
        return self.month is not None and 1 <= self.day <= calendar.monthrange(year, self.month)[1]

    def isoformat(self) -> Optional[str]:
        """ISO 8601 date, month or year; None where the year is unknown or there is no such date."""
        if self.year is None or not self.exists:
            return None
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text


class Period(NamedTuple):
    """From the beginning of `first` to the end of `last`; one date, month or year where they are equal.

    vague (bool): it lies in that period, but has no bounds of its own (a season).
    """

    first: Partial
    last: Partial
    vague: bool = False

    @classmethod
    def of(cls, *parts: Optional[int]) -> "Period":
        return cls(Partial(*parts), Partial(*parts))

    def isoformat(self) -> Optional[str]:
        """ISO 8601: `2025-08-22`, `2025-08`, `2025` or an interval (`2025-01/2025-05`); None where it has none."""
        first, last = self.first.isoformat(), self.last.isoformat()
        if self.vague or first is None or last is None:
            return None
        if first == last:
            return first
        if len(first) == len(last) and first > last:
            return None
        return f"{first}/{last}"


def in_year(year: Optional[int], first: int, last: Optional[int] = None) -> Period:
    """Months of one year; a last month before the first is of the next year."""
    last = first if last is None else last
    end = year + 1 if year is not None and last < first else year
    return Period(Partial(year, first), Partial(end, last))


def season(year: Optional[int]) -> Period:
    return Period(Partial(year), Partial(year), vague=True)


def quarter(year: Optional[int], number: int) -> Period:
    return in_year(year, 3 * number - 2, 3 * number)


def half(year: Optional[int], number: int) -> Period:
    return in_year(year, 6 * number - 5, 6 * number)


def century(number: int) -> Period:
    return Period(Partial(100 * number - 99), Partial(100 * number))


def years(first: int, last: int) -> Period:
    return Period(Partial(first), Partial(last))


def between(first: Optional[Period], last: Optional[Period]) -> Optional[Period]:
    """From one period to another, the first in the year before the last's where it would be later."""
    if first is None or last is None:
        return None
    start, end = first.first, last.last
    if start.year is not None and end.year is not None and start.isoformat() > end.isoformat():
        start = start._replace(year=end.year)
        if start.isoformat() > end.isoformat():
            start = start._replace(year=end.year - 1)
    return Period(start, end, first.vague or last.vague)


def day(when: date) -> Period:
    return Period.of(when.year, when.month, when.day)


def days(first: date, last: date) -> Period:
    return Period(day(first).first, day(last).last)


def week(when: date) -> Period:
    """The week from Monday to Sunday that a date lies in."""
    monday = when - timedelta(days=when.weekday())
    return days(monday, monday + timedelta(days=6))


def month_after(when: date, months: int) -> Partial:
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    return Partial(year, month + 1)


def run(unit: str, count: int, when: date, forward: bool) -> Optional[Period]:
    """The `count` whole years, months, weeks or days before or after the one that a date lies in.

    unit (str): year, decade, half, quarter, month, week or day.
    RETURNS (Period): fifteen years before 2025 are 2010/2024; None for other units.
    """
    near, far = (1, count) if forward else (-1, -count)
    if unit in ("year", "decade"):
        factor = 10 if unit == "decade" else 1
        return years(*sorted((when.year + near, when.year + far * factor)))
    if unit == "month":
        return Period(*sorted((month_after(when, near), month_after(when, far))))
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        start = (when.month - 1) // size * size + 1
        here = when.replace(month=start, day=1)
        first = month_after(here, size if forward else -size * count)
        last = month_after(here, size * (count + 1) - 1 if forward else -1)
        return Period(first, last)
    if unit == "week":
        first, last = sorted((when + timedelta(weeks=near), when + timedelta(weeks=far)))
        return Period(week(first).first, week(last).last)
    if unit == "day":
        return days(*sorted((when + timedelta(days=near), when + timedelta(days=far))))
    return None


def containing(unit: str, when: date) -> Optional[Period]:
    """The year, quarter, month … that a date lies in."""
    if unit == "year":
        return Period.of(when.year)
    if unit == "half":
        return half(when.year, (when.month + 5) // 6)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if unit == "month":
        return Period.of(when.year, when.month)
    if unit == "week":
        return week(when)
    if unit == "day":
        return day(when)
    if unit == "decade":
        return years(when.year // 10 * 10, when.year // 10 * 10 + 9)
    if unit == "century":
        return century((when.year + 99) // 100)
    return None


def nearest(period: Period, when: date) -> Period:
    """A period without a year in the year that brings it nearest to a date; one that holds the date is nearest.

    News looks back further than ahead, so days that have passed count half; the first months of a year together are what
    statistics tell, so that they count as past for most of a year.
    """
    so_far = period.first.month == 1 and period.last.month not in (None, 1) and period.first.day is period.last.day is None
    ahead = AHEAD_OF_STATISTICS if so_far else 2

    def distance(candidate: Period) -> int:
        first = _date(candidate.first, last=False)
        last = _date(candidate.last, last=True)
        if first is None or last is None:
            return 1 << 30
        return max(ahead * (first - when).days, (when - last).days, 0)

    candidates = [in_years(period, when.year + shift) for shift in (0, -1, 1)]
    return min(candidates, key=distance)


def in_years(period: Period, year: int) -> Period:
    """A period without a year, in a year; where it ends before it begins, it ends in the next."""
    first = period.first._replace(year=year)
    last = period.last._replace(year=year)
    if (last.month or 0, last.day or 99) < (first.month or 0, first.day or 0):
        last = last._replace(year=year + 1)
    return Period(first, last)


def _date(part: Partial, last: bool) -> Optional[date]:
    if not part.exists or part.year is None:
        return None
    month = part.month or (12 if last else 1)
    final = calendar.monthrange(part.year, month)[1]
    return date(part.year, month, part.day or (final if last else 1))
