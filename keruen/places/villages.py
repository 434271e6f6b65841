"""Villages that no table lists: a name before the word for a village, or names before that for several (`Тасөткел мен Ақши
ауылдары`), and the country that its neighbours tell.

`Ақпәтер ауылында`, `Құркелес ауылдық округіне`, `تەرىسبۇلاق قىستاعىنىڭ`, `«Qarajar» awılı` (inside the
marks). A name has a capital where the script has them, and is no everyday word.
"""

from bisect import bisect_left
from functools import lru_cache
from typing import Iterator, Sequence

from spacy.tokens import Span

from ..language.words import Remembered
from ..orthography import script_of
from ..vocabulary import Lexicon, is_everyday, phrase_norms, read
from .table import gazetteer, may_end_name
from .words import Words

QUOTE = '"'
SHORTEST = 3
JOINS = frozenset((",", *phrase_norms("мен бен пен және менен бенен пенен ҳәм")))


@lru_cache(maxsize=1)
def _nouns() -> Lexicon[bool]:
    return Lexicon((word, True) for line in read("place_words")["village"] for word in line.split(", "))


_opens = Remembered(lambda norm: _nouns().opens(norm) or _are_many(norm)).__getitem__


def _are_many(norm: str) -> bool:
    """Whether a word means several places, each named before it (`ауылдары`, `аудандарының`)."""
    return gazetteer().head(norm) == "plural"


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
        elif _are_many(words.norms[i]):
            yield from (_village(words, j, j + 1, codes) for j in _listed(words, i, taken))


def _listed(words: Words, end: int, taken: Sequence[bool]) -> Iterator[int]:
    """Where the names of several places stand that share their noun: `Тасөткел, Қызылқайың мен Ақши ауылдары`. A place of
    the table may be one of them, and an everyday word with a capital, but not the last."""
    i = end - 1
    while i >= 0 and (taken[i] or _is_name(words, i) or i < end - 1 and words.texts[i].istitle()):
        match = gazetteer().match(words.norms, i)
        if match is not None and match.senses[0].place is None:
            return  # `Еуропа қалалары`
        if not taken[i]:
            yield i
        if not i or words.norms[i - 1] not in JOINS:
            return
        i -= 2


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
