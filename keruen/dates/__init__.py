"""Dates: where they stand in a text and which ISO 8601 period they name."""
import re
from dataclasses import dataclass
from datetime import date
from typing import Iterable, Optional, Union

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..extensions import register
from ..language import tokenize
from ..language.batches import InBatches
from ..language.entities import set_entities
from ..language.header import header_end
from ..language.words import norms_of
from .periods import LATEST, Partial
from .reading import Reader, Reading
from .words import MARKS, Mark, letter_of

__all__ = ["DateMention", "Dates", "Partial", "find", "make_dates", "parse", "published"]

LABEL = "DATE"
BLANK = " "  # the letter of a blank
COUNTED_MONTHS = re.compile(r"Y-?yp?[dw]+-?ag?\Z")  # `2025 жылдың алғашқы 9 айында`, in the letters of `words.mark`
OWNERS = ("rules", "both", "tagger")

register()


@dataclass(frozen=True)
class DateMention:
    """A date in a text.

    start, end (int): its tokens, end exclusive.
    start_char, end_char (int): its code points, end exclusive.
    text (str): its words.
    first, last (Partial): what is known of the beginning and of the end of its period; equal for one
        date, month or year. None where nothing is.
    period (str): ISO 8601 date, month, year or interval; None where it is not resolved.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    text: str
    first: Optional[Partial] = None
    last: Optional[Partial] = None
    period: Optional[str] = None


def find(doc: Doc, today: Union[date, str, None] = None) -> list[DateMention]:
    """Find all dates of a document that the tokenizer of this library made.

    today (date or str): the day that `бүгін` is; the publication date (`doc._.date`) by default.
    RETURNS (list): mentions in order; they don't overlap.
    """
    return [_mention(doc[start:end], reading) for start, end, reading in _read(doc, today)]


def _read(doc: Doc, today: Union[date, str, None] = None) -> list[tuple[int, int, Reading]]:
    """The tokens of each date of a document, end exclusive, and how it is read."""
    today = _date(doc._.date if today is None else today)
    marks, letters, places = _mark_all(doc)

    def text(i: int) -> str:
        return doc[places[i]].text if places else doc[i].text

    def glued(i: int) -> bool:
        return not (doc[places[i]] if places else doc[i]).whitespace_

    header = header_end(doc)
    found = []
    readings = Reader(marks, letters, text, glued, today).read()
    year = _this_year(readings, letters) if today is None else None
    if year is not None:
        readings = Reader(marks, letters, text, glued, today, year).read()
    for reading in readings:
        start, last = (places[reading.start], places[reading.end - 1]) if places else (reading.start, reading.end - 1)
        if header and doc[start].idx < header:
            continue
        found.append((start, last + 1, reading))
    return found


def _this_year(readings: Iterable[Reading], letters: str) -> Optional[int]:
    """The year of publication that a text without a date tells by what it compares: the one after the last that this
    year's months are held against (`2023 жылдың сәйкес кезеңімен салыстырғанда`), or the last whose months so far it counts
    (`2025 жылдың 9 айында`)."""
    told = []
    for reading in readings:
        own = letters[reading.start : reading.end]
        if reading.year is not None and own.startswith("Y"):
            if reading.alike:
                told.append(reading.year + 1)
            elif COUNTED_MONTHS.match(own) and reading.period.last.month != 12:
                told.append(reading.year)
    return max(told, default=None)


def parse(text: str, today: Union[date, str, None] = None) -> list[DateMention]:
    """Find all dates of a text, without a pipeline.

    today (date or str): the day that `бүгін` is; None where it is not known.
    """
    return find(tokenize(text), today)


def _mention(span: Span, reading: Reading) -> DateMention:
    period = reading.period
    return DateMention(
        span.start, span.end, span.start_char, span.end_char, span.text,
        *(period[:2] if period is not None else (None, None)),
        period.isoformat() if period is not None else None,
    )


def _mark_all(doc: Doc) -> tuple[list[Mark], str, list[int]]:
    """Marks of all tokens but blanks, their letters, and their places where there are blanks."""
    marks = list(map(MARKS.__getitem__, norms_of(doc)))
    letters = "".join(map(letter_of, marks))
    if BLANK not in letters:
        return marks, letters, []
    places = [i for i, letter in enumerate(letters) if letter != BLANK]
    return [marks[i] for i in places], letters.replace(BLANK, ""), places


def published(doc: Doc) -> Optional[date]:
    """The day of publication that `doc._.date` gives; None for what is no date."""
    return _date(doc._.date)


def _date(value: Union[date, str, None]) -> Optional[date]:
    """A date out of an ISO string; None for what is no date."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    return day if 1000 <= day.year <= LATEST else None


class Dates(InBatches):
    """Sets DATE entities and their `period`.

    name (str): the component's name.
    owner (str): who decides which spans are dates: "rules" replaces the tagger's DATE entities by the
        grammar's, "both" keeps those that the grammar's don't overlap, "tagger" adds none and only
        resolves what is there.
    """

    def __init__(self, name: str = "keruen_dates", *, owner: str = "rules"):
        if owner not in OWNERS:
            raise ValueError(f"owner is one of {', '.join(OWNERS)}, not {owner!r}")
        self.name = name
        self.owner = owner

    def __call__(self, doc: Doc) -> Doc:
        found = _read(doc)
        ents = doc.ents if self.owner == "tagger" else self._set(doc, found)
        at = {i: date for date in found for i in range(date[0], date[1])}
        for ent in ents:
            if ent.label_ == LABEL:
                ent._.period = _period_of(ent, at)
        return doc

    def _set(self, doc: Doc, found: list[tuple[int, int, Reading]]) -> list[Span]:
        """RETURNS (list): the entities that the document has then."""
        given = doc.ents
        others = [ent for ent in given if ent.label_ != LABEL]
        at = {i: ent for ent in others for i in range(ent.start, ent.end)}
        dates: list[Span] = []
        for start, end, _ in found:
            span = Span(doc, start, end, label=LABEL)
            rivals = {at[i] for i in range(span.start, span.end) if i in at}
            if not any(_outranks(ent, span) for ent in rivals):
                dates.append(span)
        taken = {i for span in dates for i in range(span.start, span.end)}
        kept = given if self.owner == "both" else others
        ents = dates + [ent for ent in kept if taken.isdisjoint(range(ent.start, ent.end))]
        set_entities(doc, ents)
        return ents


def _outranks(ent: Span, span: Span) -> bool:
    """Whether another entity wins over a date that it overlaps.

    An amount does, a longer name that holds the whole date does, and any name does over a single word
    that may well be a name (`Наурыз`, `Қазан`, `Бейсенбі`).
    """
    if ent.label_ == "MONEY" or ent.start <= span.start and span.end <= ent.end and len(span) < len(ent):
        return True
    return len(span) == 1 and MARKS[span[0].norm_].letter in "MSW"


def _period_of(ent: Span, at: dict[int, tuple[int, int, Reading]]) -> Optional[str]:
    """The period of the longest date that a DATE entity shares words with.

    at (dict): the date that each token is part of.
    """
    dates = [at[i] for i in range(ent.start, ent.end) if i in at]
    period = max(dates, key=lambda date: date[1] - date[0])[2].period if dates else None
    return period.isoformat() if period is not None else None


@Language.factory("keruen_dates", assigns=["doc.ents", "span._.period"], default_config={"owner": "rules"})
def make_dates(nlp: Language, name: str, owner: str) -> Dates:
    """Create the component."""
    return Dates(name, owner=owner)
