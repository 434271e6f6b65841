"""Verbs written once as a stem (`сат`, `сатып ал`), found in every script with any voice, mood and tense.

Endings are read off skeletons, so vowel harmony is not checked: `-ды`, `-ген`, `-са`, `-ып`, `-ады`, `-мақ`, `-у`,
`-атын` and Karakalpak `-ыў`, `-атуғын`, `-мақта`.
"""
import re
from functools import lru_cache
from typing import Callable, Iterable, Mapping, NamedTuple, Optional, Protocol, Sequence

from ..language.words import Remembered
from ..vocabulary import phrase_norms
from ..vocabulary.endings import ENDINGS, Ending

_VOICE = r"(?P<voice>(?:il|in|l|n|iş|is|ş|tir|dir|t|giz|kiz|qiz|gişz)*?)"
_NEGATION = r"(?P<negation>m[ae]|[bp][ae])??"
_WE_YOU = r"(?:[bmp]i[nz]|si[nz]|siz(?:dar|der))"
_TENSES = (
    ("past", r"[dt]i(?:[mnqk]|niz(?:dar|der)?|ner|nder|ndar)?|i?pti|ipti|i?p" + _WE_YOU),
    ("past", r"(?:[gq]an|[gk]en|[aei]?tin)" + _WE_YOU),
    ("converb", r"i?p"),
    ("condition", r"s[ae](?:[mnqk])?"),
    ("future", r"[aei]di|ai|ei|[aei]m(?:in|iz)|[aei]siz(?:dar|der)?"),
    ("progressive", r"ud[ae]|[mbp][ae][qk]t[ae]|iud[ae]"),
    ("intention", rf"[mbp][ae][qk](?:şi)?{_WE_YOU}?"),
    ("participle", r"(?:[gq]an|[gk]en)(?P<participle>[a-zş]*)"),
    ("habit", r"[aei]?(?:tin|tugin|tugun)(?P<habit>[a-zş]*)"),
    ("noun", r"i?u(?P<noun>[a-zş]*)"),
    ("aorist", r"[ae]r(?:i|in|ine|lik)?"),
    ("linking", r"[ae]"),
)
_FORMS = tuple((name, re.compile(_VOICE + _NEGATION + f"(?:{tail})\\Z")) for name, tail in _TENSES)
_FINITE = re.compile(
    r"(?:[a-zş]{2,}(?:[dt]i|[gq]an|[gk]en|s[ae]|ip|[aeu]p|[aei]di|[mbp][ae][qk]|ud[ae]|ipti|[gqk][ae]n[di]i|qta|kte))\Z"
)
_NOT_FINITE = re.compile(r"(?:stan|dollardi|tengeni|[a-z]*lardi|[a-z]*lerdi|[a-z]*tarda)\Z")
_NEITHER = Ending()


class Verb(NamedTuple):
    """A verb found: the index after it, its value, its form (one of `_TENSES`), whether it is passive
    or negated, and the case of a participle or verbal noun."""

    end: int
    value: object
    form: str
    passive: bool
    negated: bool
    ending: Ending


class VerbTable:
    """Maps verb stems to values; all words but the last of a phrase stand as written.

    entries (Mapping): stems in Cyrillic to their values. A stem under several values keeps them all
        when the values are tuples.
    """

    def __init__(self, entries: Mapping[str, object] | Iterable[tuple[str, object]] = ()):
        self._heads: dict[tuple[str, ...], dict[str, object]] = {(): {}}
        self._starts: set[str] = set()
        self._memo: dict[tuple[tuple[str, ...], str], Optional[tuple]] = {}
        self._longest = 0
        for phrase, value in entries.items() if isinstance(entries, Mapping) else entries:
            *head, stem = phrase_norms(phrase)
            self._heads.setdefault(tuple(head), {})[stem] = value
            if head:
                self._starts.add(head[0])
            self._longest = max(self._longest, len(head))

    def opens(self, norm: str) -> bool:
        """Whether a verb phrase may begin with a word."""
        return norm in self._starts or self._word((), norm) is not None

    def longest(self, norms: Sequence[str], start: int) -> Optional[Verb]:
        """The longest verb phrase that begins at `start`."""
        norm = norms[start]
        if norm not in self._starts:
            found = self._word((), norm)
            return None if found is None else Verb(start + 1, *found)
        for size in range(self._longest, -1, -1):
            if start + size >= len(norms):
                continue
            head = tuple(norms[start : start + size])
            if head in self._heads:
                found = self._word(head, norms[start + size])
                if found is not None:
                    return Verb(start + size + 1, *found)
        return None

    def _word(self, head: tuple[str, ...], norm: str) -> Optional[tuple]:
        key = (head, norm)
        try:
            return self._memo[key]
        except KeyError:
            pass
        if len(self._memo) > 1 << 16:
            self._memo.clear()
        found = self._memo[key] = self._read(self._heads[head], norm)
        return found

    @staticmethod
    def _read(stems: dict[str, object], norm: str) -> Optional[tuple]:
        for cut in range(len(norm), 1, -1):
            value = stems.get(norm[:cut])
            if value is None and norm[cut : cut + 1] == "s":
                value = stems.get(norm[:cut] + "t")  # `сатса`: a skeleton has one letter for тс
            if value is None:
                continue
            form = verb_form(norm[cut:])
            if form is not None:
                return (value, *form)
        return None


def verb_form(tail: str) -> Optional[tuple[str, bool, bool, Ending]]:
    """Read what follows a verb stem: (form, passive, negated, ending), or None where it is no verb."""
    for name, pattern in _FORMS:
        match = pattern.match(tail)
        if match is None:
            continue
        ending = _NEITHER
        if name in ("participle", "habit", "noun"):
            ending = ENDINGS.get(match.group(name))
            if ending is None:
                continue
        voice = match.group("voice")
        return name, "l" in voice or "n" in voice, bool(match.group("negation")), ending
    return None


class Opening(Protocol):
    def opens(self, norm: str) -> bool: ...


def opener(*tables: Opening) -> Callable[[str], bool]:
    """Whether a phrase of any table may begin with a word: asked once for each word, so that most words cost one look-up."""
    return Remembered(lambda norm: any(table.opens(norm) for table in tables)).__getitem__


@lru_cache(maxsize=1 << 16)
def looks_finite(norm: str) -> bool:
    """Whether a word has the shape of a verb that closes a clause (`болды`, `құраса`, `өсіп`)."""
    return bool(_FINITE.match(norm)) and not _NOT_FINITE.match(norm)
