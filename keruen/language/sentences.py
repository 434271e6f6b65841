"""Sentence boundaries in news of every script, by rule.

Arabic script has no capitals, so a full stop ends a sentence there unless it belongs to an
abbreviation, a list number or a dateline; in Cyrillic and Latin the next word must also not begin
small. A new line always begins a sentence, save where a line is wrapped in mid-sentence.
"""
from typing import Optional

import numpy
import srsly
from spacy.attrs import SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from ..orthography import skeleton
from .batches import InBatches
from .lex_attrs import is_currency
from .tokenizer import DATA
from .words import norms_of, texts_of

_TABLE = srsly.read_json(DATA / "sentences.json")
AFTER_QUOTATION = frozenset(map(skeleton, _TABLE["after a quotation"].split()))
MAY_END = frozenset(map(skeleton, _TABLE["may end a sentence"]))
AGENCIES = frozenset(map(skeleton, _TABLE["agencies"]))

_STOPS = frozenset(".!?")
_LINE_BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_OPENING = frozenset("«“„‹([{‘")
_CLOSERS = frozenset("\"')]}")
_OPENERS = frozenset("\"'([{-•*")
_CONTINUES = frozenset(",;:)]}/%")
_DATELINE = 4  # tokens on either side of a dateline's full stop


class SentenceBoundaries(InBatches):
    """Sets `Token.is_sent_start` on every token. Entities that are set already are never cut."""

    name = "keruen_sentences"

    def __call__(self, doc: Doc) -> Doc:
        starts = sentence_starts(doc)
        for ent in doc.ents:
            starts.difference_update(range(ent.start + 1, ent.end))
        marks = numpy.full(len(doc), -1, dtype="int64")
        marks[list(starts)] = 1
        return doc.from_array([SENT_START], marks.astype("uint64"))


def sentence_starts(doc: Doc) -> set[int]:
    """Indices of the tokens that begin a sentence, 0 among them. White space belongs to the sentence before it."""
    if not len(doc):
        return set()
    text = _Text(doc)
    starts = {0}
    for i, word in enumerate(text.words):
        if word.isalnum():
            continue
        if word.isspace():
            start = text.after_line_break(i)
        elif _STOPS.issuperset(text.norms[i]):
            start = text.after_stop(i)
        elif word[-1] == "." and len(word) > 1:
            start = text.after_abbreviation(i)
        else:
            continue
        if start is not None:
            starts.add(start)
    return starts


class _Text:
    """A document's tokens. Its methods give the token that a sentence begins with after token i, or None."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.words = texts_of(doc)
        self.norms = norms_of(doc)
        self.spaces = doc.to_array(SPACY).astype(bool).tolist()
        self.length = len(self.words)
        self.line_start = 0

    def after_line_break(self, i: int) -> Optional[int]:
        if not self._breaks_line(i):
            return None
        after = self._past_space(i + 1)
        if after == self.length:
            return None
        before = i - 1
        while before >= 0 and self.words[before].isspace():
            before -= 1
        if before < 0:
            self.line_start = after
            return None
        if self._is_wrapped(before, after):
            return None
        self.line_start = after
        return after

    def after_stop(self, i: int) -> Optional[int]:
        after = i + 1
        while after < self.length and not self.spaces[after - 1] and self._closes(after):
            after += 1
        quoted = after > i + 1
        if after == self.length or self._breaks_line(after):
            return None
        after = self._past_space(after)
        if after == self.length or self._breaks_line(after - 1):
            return None
        norm = self.norms[after]
        if norm[0] in _STOPS or norm[0] in _CONTINUES:
            return None
        word = self._first_word(after)
        if word == self.length:
            return after
        if not self._can_begin(word, quoted or self.norms[word - 1] == "-" or self.norms[i] != "."):
            return None
        if self._is_list_number(i) or self._is_in_date(i) or self._is_dateline(i, after):
            return None
        return after

    def after_abbreviation(self, i: int) -> Optional[int]:
        after = self._past_space(i + 1)
        if after == self.length or not self.spaces[after - 1]:
            return None
        word = self._first_word(after)
        if word == self.length or not self.words[word][0].isupper():
            return None
        norm = self.norms[i]
        if i and len(norm) == 1 and self.words[i - 1][-1] == ".":
            norm = f"{self.norms[i - 1]}.{norm}"  # `т. б.`
        if norm not in MAY_END or any(map(is_currency, self.words[word : word + 3])):
            return None
        return after

    def _breaks_line(self, i: int) -> bool:
        word = self.words[i]
        return word.isspace() and not _LINE_BREAKS.isdisjoint(word)

    def _past_space(self, i: int) -> int:
        while i < self.length and self.words[i].isspace():
            i += 1
        return i

    def _is_wrapped(self, before: int, after: int) -> bool:
        """Whether a line goes on after a single line break: a word or comma before it, a small letter after it."""
        if sum(word.count("\n") for word in self.words[before + 1 : after]) != 1:
            return False
        ends = self.words[before][-1]
        return self.words[after][0].islower() and (ends.isalnum() or self.norms[before] == ",")

    def _closes(self, i: int) -> bool:
        return self.norms[i][0] in _CLOSERS and self.words[i] not in _OPENING

    def _first_word(self, i: int) -> int:
        """The first token from i on that is no quotation mark, bracket, dash or space."""
        while i < self.length and (self.norms[i] in _OPENERS or self.words[i].isspace() and not self._breaks_line(i)):
            i += 1
        return i

    def _can_begin(self, word: int, marked: bool) -> bool:
        """marked: a question or exclamation mark, a closing quotation mark or a dash stands before the word."""
        first = next((char for char in self.words[word] if char.isalnum()), "")
        if first.islower() and first.upper() != first:
            return False
        return not (marked and self.norms[word] in AFTER_QUOTATION)

    def _is_list_number(self, i: int) -> bool:
        """`1. Орталық Азия …` at the beginning of a line."""
        return i - 1 == self.line_start and (self.words[i - 1].isdigit() or len(self.norms[i - 1]) == 1)

    def _is_in_date(self, i: int) -> bool:
        """`14. 11. 2025`: short numbers before and after."""
        around = self.norms[max(i - 1, 0)], self.norms[min(i + 1, self.length - 1)]
        if not all(norm.isdigit() for norm in around) or len(around[0]) > 2:
            return False
        if len(around[1]) <= 2:
            return self.norms[i + 2 : i + 3] == ["."]
        return len(around[1]) == 4 and self.norms[max(i - 2, 0)] == "."

    def _is_dateline(self, i: int, after: int) -> bool:
        """`استانا. KAZINFORM - …`: a place, and then an agency and a dash, at the beginning of a line."""
        if i - self.line_start > _DATELINE:
            return False
        for dash in range(after + 1, min(after + _DATELINE, self.length)):
            if self.norms[dash] == "-" and self.spaces[dash - 1]:
                return any(
                    self.norms[k] in AGENCIES or len(self.words[k]) > 2 and self.words[k].isupper()
                    for k in range(after, dash)
                )
        return False


@Language.factory("keruen_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> SentenceBoundaries:
    """Create the component that sets sentence boundaries."""
    return SentenceBoundaries()
