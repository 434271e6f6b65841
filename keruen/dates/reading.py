"""All dates of a document: the longest shape at each place, ranges joined."""
import re
from typing import Optional

from . import periods
from .absolute import AbsoluteDates
from .grammar import BEGINNING, SHAPES
from .passage import Reading
from .relative import RelativeDates

_LIST = re.compile("[,&]")
_EXTRAS = ("on", "month_part", "day_until", "season")  # groups of a shape that may be no part of the date


class Reader(AbsoluteDates, RelativeDates):
    """Reads the dates of one document."""

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
            if reading.alike:
                reading = self._likened(reading)
            else:
                self._remember_months(reading)
            if not reading.void:
                found.append(reading)
            if reading.year is not None:
                self._year, self._year_at = reading.year, reading.end
        return self._joined(found)

    def _longest(self, at: int) -> Optional[Reading]:
        letters = self.letters
        if self._is_name_number(at) or letters[at : at + 2] == "pp" and self.marks[at].value in ("these", "it"):
            return None
        best = None
        for name, shape in SHAPES[letters[at]]:
            match = shape.match(letters, at)
            if match is not None and (best is None or match.end() > best.end):
                reading = getattr(self, name)(match)
                for end in self._shorter(match) if reading is None else ():
                    match = shape.match(letters, at, end)
                    reading = getattr(self, name)(match) if match is not None else None
                    if reading is not None:
                        break
                if reading is not None and (best is None or reading.end > best.end):
                    best = reading
        if best is None:
            return None
        absurd = best.period is not None and not (best.period.first.exists and best.period.last.exists)
        if absurd or self._letter(best.end) == "!" or self._is_any(at - 1, "~m") or self._is_quoted_day(best):
            return best._replace(void=True, year=None)
        if self._letter(at - 1) == "^":
            return best._replace(period=None, year=None)
        return best

    def _shorter(self, match: re.Match) -> list[int]:
        """Where a date may end within words that together are none.

        `қаңтарда | бір`, `мамырдың бірінде | екі`, `биыл | жыл басынан`.
        """
        groups = match.groupdict()
        ends = []
        if groups.get("on") is not None:
            start, end = match.span("on")
            ends += [i + 1 for i in range(start, end - 1) if self.letters[i] in "wqo" and self.marks[i].case][:1]
        ends += [match.start(name) for name in _EXTRAS if groups.get(name) is not None]
        parted = _LIST.search(match.string, match.start(), match.end())
        if parted is not None:
            ends.append(parted.start())
        if self.letters[match.start()] == "B" and match.end() > match.start() + 1:
            ends.append(match.start() + 1)
        return ends

    def _is_quoted_day(self, reading: Reading) -> bool:
        """`«23 наурыз»` is a name."""
        start, end = reading.start, reading.end
        named = reading.year is None and self.letters[start] == "d" and self.letters[end - 1] == "M"
        return named and self._letter(start - 1) == self._letter(end) == '"' and not self.marks[end - 1].case

    def _is_name_number(self, at: int) -> bool:
        """The number of a name (`COVID-19 наурызда`)."""
        after_hyphen = self.letters[at] in "dYn" and self._letter(at - 1) == "-" and self._is_any(at - 2, '."')
        return after_hyphen and self.glued(at - 1) and self.glued(at - 2)

    def _joined(self, found: list[Reading]) -> list[Reading]:
        """Ranges whose ends are dates of their own: `A-дан B-ға дейін`, `A мен B аралығында`, `A – B`."""
        joined: list[Reading] = []
        for reading in found:
            before = joined[-1] if joined else None
            if before is not None and self._is_range(before, reading):
                of_day = before.end == reading.start and self.letters[reading.start] == "W"
                period = before.period if of_day else periods.between(before.period, reading.period)
                joined[-1] = Reading(before.start, reading.end, period)
            else:
                if before is not None and self.letters[before.end : reading.start] == ",":
                    before, reading = self._weekday_of_date(before, reading)
                    joined[-1] = before
                joined.append(reading)
        return joined

    def _weekday_of_date(self, first: Reading, last: Reading) -> tuple[Reading, Reading]:
        """`17 қараша, дүйсенбі`: the weekday is that date's."""
        if self.letters[last.start] == "W" and first.period is not None and first.period.first.day:
            return first, last._replace(period=first.period)
        if self.letters[first.start] == "W" and last.period is not None and last.period.first.day:
            return first._replace(period=last.period), last
        return first, last

    def _is_range(self, first: Reading, last: Reading) -> bool:
        between = self.letters[first.end : last.start]
        since = between == "+" and self.marks[first.end].value
        if between == "" and self.letters[last.start] == "W":  # `13 қазан дүйсенбі күні`
            day = self.letters[first.end - 1] == "M" and first.period is not None and first.period.first.day
            return bool(day) and not self.marks[first.end - 1].case
        if between == "" or since:
            from_case, to_case = self.marks[first.end - 1].case, self.marks[last.end - 1].case
            return from_case == "abl" and to_case == "dat" and self._letter(last.end) == ">"
        if first.period is None or last.period is None:
            return False
        if between in ("-", "&") and self.letters[last.end - 1] == "g":
            return True
        return between == "-" and None not in (first.period.first.day, last.period.first.day)
