"""A document as the linker reads it: sentences, paragraphs, and each amount with the stretch of words about it."""
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional, Union

import numpy
from spacy.tokens import Doc, Span

from .. import vocabulary
from ..language.words import norms_of
from ..vocabulary import Lexicon
from ..vocabulary.endings import ENDINGS, Ending
from .cues import CONTRAST, JOINS, Cue, find_cues
from .verbs import looks_finite

BREAKS = (",", ";", ":")
SENTENCE_MARKS = (".", "!", "?", "…", "...")
LONGEST_ZONE = 90
LONGEST_SENTENCE = 300


def _money_words() -> Lexicon:
    words = {word: True for name in ("currencies", "scales") for word in _strings(vocabulary.read(name))}
    return Lexicon(words)


def _strings(value) -> list[str]:
    if isinstance(value, str):
        return [word for word in value.replace(";", " ").replace(",", " ").split() if word]
    parts = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [word for part in parts for word in _strings(part)]


MONEY_WORDS = _money_words()


@lru_cache(maxsize=1 << 12)
def _money_ending(norm: str, after_hyphen: bool) -> Ending:
    if after_hyphen and norm in ENDINGS:
        return ENDINGS[norm]
    found = MONEY_WORDS.word(norm)
    return found[1] if found is not None else Ending()


def money_ending(span: Span) -> Ending:
    """The ending of an amount: of its last word, or of what follows a hyphen (`$8 млрд-қа`)."""
    last = len(span) - 1
    while last > 0 and not span[last].norm_[:1].isalnum():
        last -= 1
    return _money_ending(span[last].norm_, last > 0 and span[last - 1].norm_ == "-")


@dataclass
class Zone:
    """An amount and the words about it.

    left, right (int): tokens of the zone, right exclusive.
    bracket (tuple): the tokens of the brackets around the amount, or None.
    rises_from (bool): the amount before it in the same clause is what it rose from (`5 млрд доллардан 8 млрд-қа`).
    case (str): its case. owned (bool): whether it is a share of what was told before (`оның 3 млн доллары`).
    start, end (int): tokens of the amount. value (int or float), currency (str): those of its span.
    """

    money: Span
    sentence: int
    left: int
    right: int
    bracket: Optional[tuple[int, int]] = None
    rises_from: bool = False
    case: str = ""
    owned: bool = False
    start: int = field(init=False)
    end: int = field(init=False)
    value: Union[int, float, None] = field(init=False)
    currency: Optional[str] = field(init=False)

    def __post_init__(self) -> None:
        money, told = self.money, self.money._
        self.start, self.end = money.start, money.end
        self.value, self.currency = told.value, told.currency


@dataclass
class Sentence:
    """A sentence: its tokens, its paragraph, its entities and, found when asked for, its cues."""

    index: int
    start: int
    end: int
    paragraph: int
    money: list[Span] = field(default_factory=list)
    dates: list[Span] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    cues: Optional[list[Cue]] = None


class Passage:
    """Reads a `Doc` once, in time linear in its length."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.norms = norms_of(doc)
        self.masked = list(self.norms)
        self.ents: tuple[Span, ...] = doc.ents
        self._periods: dict[int, Optional[str]] = {}
        self.sentences = self._sentences()
        self.of_token = [0] * len(doc)
        for sentence in self.sentences:
            self.of_token[sentence.start : sentence.end] = [sentence.index] * (sentence.end - sentence.start)
        for ent in self.ents:
            start, end, label = ent.start, ent.end, ent.label_
            self.masked[start:end] = [""] * (end - start)
            sentence = self.sentences[self.of_token[start]]
            if label == "MONEY":
                sentence.money.append(ent)
            elif label == "DATE":
                sentence.dates.append(ent)
            elif label in ("GPE", "ORG"):
                sentence.places.append(ent)

    def cues(self, sentence: Sentence) -> list[Cue]:
        if sentence.cues is None:
            sentence.cues = find_cues(self.masked, sentence.start, sentence.end)
        return sentence.cues

    def period(self, date: Span) -> Optional[str]:
        """The period of a date, read once."""
        if date.start not in self._periods:
            self._periods[date.start] = date._.period
        return self._periods[date.start]

    def glued(self, i: int) -> bool:
        """Whether a hyphen joins the words about it (`көкөніс-жемісі`, Arabic `قارىم- قاتىناس`)."""
        return 0 < i < len(self.norms) - 1 and self.norms[i] == "-" and not self.doc[i - 1].whitespace_

    def _sentences(self) -> list[Sentence]:
        """Sentences end at marks and lines, and where they get too long; never inside an entity. Blanks belong to the one
        before them."""
        norms, length = self.norms, len(self.norms)
        lines = {i + 1 for i, norm in enumerate(norms) if "\n" in norm}
        inside: set[int] = set()
        for ent in self.ents:
            inside.update(range(ent.start + 1, ent.end))
        ends = sorted(i for i in (self._starts() | lines) - inside if 0 < i < length)
        sentences: list[Sentence] = []
        start = paragraph = i = 0
        for end in (*ends, length):
            while i < end:
                longest = max(start + LONGEST_SENTENCE, i + 1)
                i = end if longest >= end else next((i for i in range(longest, end) if i not in inside), end)
                if not norms[start].isspace() or not all(map(str.isspace, norms[start:i])):
                    sentences.append(Sentence(len(sentences), start, i, paragraph))
                elif sentences:
                    sentences[-1].end = i
                elif i < length:
                    continue
                start = i
                paragraph += i < length and i in lines
        return sentences or [Sentence(0, 0, length, 0)]

    def _starts(self) -> set[int]:
        """The tokens that begin a sentence, as the document says or its marks tell."""
        if self.doc.has_annotation("SENT_START"):
            return set(numpy.flatnonzero(self.doc.to_array("SENT_START") == 1).tolist())
        spaces = self.doc.to_array("SPACY").tolist()
        return {i + 1 for i, (norm, space) in enumerate(zip(self.norms, spaces)) if space and norm in SENTENCE_MARKS}

    def zones(self, sentence: Sentence) -> list[Zone]:
        """The sentence's amounts, each with the words from the end of the one before to the end of its clause."""
        zones: list[Zone] = []
        brackets = self._brackets(sentence)
        left = sentence.start
        moneys = sentence.money
        for i, money in enumerate(moneys):
            bracket = next((pair for pair in brackets if pair[0] < money.start and money.end <= pair[1]), None)
            after = moneys[i + 1].start if i + 1 < len(moneys) else None
            ending = money_ending(money)
            case = ending.case
            right = sentence.end if after is None else self._boundary(money, after, case, bracket)
            start = max(left, money.start - LONGEST_ZONE)
            zone = Zone(money, sentence.index, start, right, bracket, case=case, owned=ending.possessive == "3")
            if zones and zones[-1].case == "abl" and case in ("dat", "") and zones[-1].right == zones[-1].end:
                zone.rises_from = True
                zone.left = zones[-1].left
            zones.append(zone)
            left = right
        for zone, after in zip(zones, zones[1:]):
            if after.rises_from:
                zone.right = after.right
        return zones

    def _brackets(self, sentence: Sentence) -> list[tuple[int, int]]:
        pairs, opened = [], None
        for i in range(sentence.start, sentence.end):
            if self.norms[i] == "(":
                opened = i
            elif self.norms[i] == ")" and opened is not None:
                pairs.append((opened, i))
                opened = None
        return pairs

    def _boundary(self, money: Span, after: int, case: str, bracket: Optional[tuple[int, int]]) -> int:
        """Where the words about an amount end and those about the next one, at `after`, begin."""
        norms = self.masked
        gap = range(money.end, after)
        if bracket is not None and bracket[1] < after:
            end = bracket[1] + 1
            return end + 1 if end < after and norms[end] in BREAKS else end
        opening = next((i for i in gap if norms[i] == "("), None)
        commas = [i for i in gap if norms[i] in BREAKS]
        if opening is not None and not any(norms[i] == ")" for i in range(opening, after)):
            before = [i for i in commas if i < opening]
            return before[-1] + 1 if before else opening
        strong = next((i for i in gap if norms[i] == ";"), None)
        if strong is not None:
            return strong + 1
        for i in commas:
            if i > money.end and looks_finite(norms[i - 1]):
                return i + 1
        if commas:
            dashed = money.end < after and norms[money.end] == "-"
            listed = dashed or case in ("gen", "lik")
            return commas[-1 if listed else 0] + 1
        for i in gap:
            if norms[i] in CONTRAST:
                return i + 1
        for i in gap:
            if looks_finite(norms[i]) and i + 1 < after:
                return i + 1
        if norms[after - 1] in JOINS and after - 1 >= money.end:
            return after
        return money.end
