"""Villages that no table lists: a name before the word for a village, and the country that its neighbours tell.

`Ақпәтер ауылында`, `Құркелес ауылдық округіне`, `تەرىسبۇلاق قىستاعىنىڭ`, `«Qarajar» awılı` (inside the
marks). A name has a capital where the script has them, and is no everyday word.
"""

from bisect import bisect_left
from functools import lru_cache
from typing import Iterator, Sequence

from spacy.tokens import Span

from ..language.words import Remembered
from ..orthography import script_of
from ..vocabulary import Lexicon, is_everyday, read
from .table import gazetteer, may_end_name
from .words import Words

QUOTE = '"'
SHORTEST = 3


@lru_cache(maxsize=1)
def _nouns() -> Lexicon[bool]:
    return Lexicon((word, True) for line in read("place_words")["village"] for word in line.split(", "))


_opens = Remembered(lambda norm: _nouns().opens(norm)).__getitem__


def found(words: Words, taken: Sequence[bool], ents: Sequence[Span]) -> Iterator[Span]:
    """Villages in words that no entity holds, each with the code of the place named last before it.

    taken (Sequence[bool]): which words an entity holds. ents (Sequence[Span]): the entities.
    """
    places = [i for i, opens in enumerate(map(_opens, words.norms)) if opens]
    if not places:
        return
    codes = sorted((ent.start, ent.kb_id_) for ent in ents if ent.label_ == "GPE" and ent.kb_id_)
    for i in places:
        if not i or taken[i - 1] or taken[i]:
            continue
        end = _noun_end(words, i)
        if end and words.norms[i - 1] == QUOTE and i > 2 and words.norms[i - 3] == QUOTE and not taken[i - 2]:
            if _is_name(words, i - 2):
                yield _village(words, i - 2, i - 1, codes)
        elif end and not any(taken[i:end]) and _is_name(words, i - 1):
            yield _village(words, i - 1, end, codes)


def _village(words: Words, start: int, end: int, codes: list[tuple[int, str]]) -> Span:
    """A village with the code of the place named last before it, else of the first."""
    first, last = words.tokens(start, end)
    before = bisect_left(codes, (first, ""))
    code = codes[max(0, before - 1)][1] if codes else ""
    return Span(words.doc, first, last, label="GPE", kb_id=code)


def is_noun(norms: Sequence[str], i: int) -> bool:
    """Whether the word for a village begins here."""
    return i < len(norms) and _nouns().longest(norms[i : i + 2]) is not None


def end_of_name(words: Words, end: int, taken: Sequence[bool]) -> int:
    """The end of a name that no table has, with the word for a village after it."""
    noun = _noun_end(words, end) if end < len(words.norms) else 0
    return noun if noun and not any(taken[end:noun]) else end


def _noun_end(words: Words, i: int) -> int:
    """The end of the word for a village that begins here, or 0."""
    hit = _nouns().longest(words.norms[i : i + 2])
    return i + hit.end if hit is not None and may_end_name(hit.ending) else 0


def _is_name(words: Words, i: int) -> bool:
    """Whether a word may be the name of a village."""
    text, norm = words.texts[i].lstrip("ء"), words.norms[i]
    if len(norm) < SHORTEST or not text.isalpha() or is_everyday(norm) or gazetteer().adjective(norm):
        return False
    return text[0].isupper() or script_of(text) == "Arab"
