"""When it was traded: which of the dates around an amount is its period."""
from typing import NamedTuple, Optional

from spacy.tokens import Span

from ..vocabulary import Lexicon
from .cues import DATA, lexicon
from .passage import BREAKS, Passage, Sentence, Zone
from .verbs import looks_finite

COMPARED, SINCE, UNTIL, INTENDED, YEAR_BEFORE, AFTER = (
    lexicon(DATA["dates"][name]) for name in ("compared", "since", "until", "intended", "year_before", "after")
)


class Period(NamedTuple):
    """An ISO 8601 period, and the date that gave it."""

    value: Optional[str]
    date: Optional[Span] = None


def granularity(period: str) -> int:
    """Of an ISO 8601 period: 4 for years, 7 for months, 10 for days."""
    return len(period.split("/")[0])


def is_ahead(period: Optional[str], today: Optional[str]) -> bool:
    """Whether a period ends after the year (or, for months, the month) of publication."""
    if not period or not today:
        return False
    end = period.split("/")[-1]
    return end > today[: len(end)]


def is_to_come(period: Optional[str], today: Optional[str]) -> bool:
    """Whether a period begins after the day, month or year of publication."""
    if not period or not today:
        return False
    start = period.split("/")[0]
    return start > today[: len(start)]


def is_past(period: Optional[str], today: Optional[str]) -> bool:
    if not period or not today:
        return False
    end = period.split("/")[-1]
    return end < today[: len(end)]


class Periods:
    """Finds the period of amounts; the caller says what kind of cue the flow was read from."""

    def __init__(self, passage: Passage, today: Optional[str]):
        self.passage = passage
        self.today = today

    def usable(self, date: Span) -> Optional[str]:
        """The date's period unless it is another year's for comparison, or the years of a programme."""
        period = self.passage.period(date)
        if not period:
            return None
        masked = self.passage.masked
        end = min(len(masked), date.end + 3)
        after = [norm for norm in masked[date.end : end] if norm]
        if after and (COMPARED.word(after[0]) or len(after) > 1 and COMPARED.word(after[1]) and after[0] not in BREAKS):
            return None
        if after and INTENDED.word(after[0]):
            return None
        return period

    def is_followed_by(self, date: Span, words: Lexicon) -> bool:
        """Whether the word behind a date is one of some."""
        masked = self.passage.masked
        after = masked[date.end] if date.end < len(masked) else ""
        return bool(after) and words.word(after) is not None

    def extended(self, date: Span, period: str) -> str:
        """`2005 жылдан бері` runs to the year of publication."""
        if self.is_followed_by(date, SINCE) and "/" not in period and self.today and granularity(period) == 4:
            if period < self.today[:4]:
                return f"{period}/{self.today[:4]}"
        return period

    def in_zone(self, zone: Zone, days: bool = False) -> Period:
        """The nearest date in the amount's own words, before it rather than after it."""
        sentence = self.passage.sentences[zone.sentence]
        low, high = (zone.bracket if zone.bracket is not None else (zone.left, zone.right))
        before = [date for date in sentence.dates if low <= date.start < zone.start]
        after = [date for date in sentence.dates if zone.end <= date.start < high]
        closed = self._clause_end(zone)
        for date in [*reversed(before), *(date for date in after if date.start < closed)]:
            period = self._accept(date, days)
            if period:
                joined = self.from_to(date, before)
                return Period(joined or self.extended(date, period), date)
        return Period(None)

    def _accept(self, date: Span, days: bool) -> Optional[str]:
        period = self.usable(date)
        if period and granularity(period) == 10 and "/" not in period and not days:
            return None
        return period

    def from_to(self, date: Span, dates: list[Span]) -> Optional[str]:
        """`2020 жылдан 2024 жылға дейін`."""
        if not self.is_followed_by(date, UNTIL):
            return None
        first = next((other for other in dates if other.end == date.start), None)
        since, until = first is not None and self.passage.period(first), self.passage.period(date)
        return f"{since}/{until}" if since and "/" not in since + until else None

    def _clause_end(self, zone: Zone) -> int:
        norms = self.passage.masked
        for i in range(zone.end, zone.right):
            if norms[i] in BREAKS and looks_finite(norms[i - 1]):
                return i
        return zone.right

    def in_sentence(self, zone: Zone, days: bool = False) -> Period:
        """The nearest earlier date of the sentence that a clause with another amount doesn't keep to itself."""
        sentence = self.passage.sentences[zone.sentence]
        limit = zone.bracket[0] if zone.bracket is not None else zone.left
        for date in reversed([date for date in sentence.dates if date.start < max(limit, zone.left)]):
            period = self._accept(date, days)
            if period:
                return Period(self.extended(date, period), date)
        return Period(None)

    def in_passage(self, zone: Zone, reach: int) -> Period:
        """The last date of the sentences before, in the same paragraph, not ahead of publication."""
        index = zone.sentence
        paragraph = self.passage.sentences[index].paragraph
        for sentence in reversed(self.passage.sentences[max(0, index - reach) : index]):
            if sentence.paragraph != paragraph:
                break
            for date in reversed(sentence.dates):
                period = self._accept(date, False)
                if period and not is_ahead(period, self.today) and self._of_trade(sentence, period):
                    return Period(period, date)
        return Period(None)

    @staticmethod
    def _of_trade(sentence: Sentence, period: str) -> bool:
        return granularity(period) < 10
