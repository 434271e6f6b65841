"""Whose a company is: a known one's country, the one in its name, or the one that the article tells beside it."""
from functools import lru_cache
from typing import Optional

from spacy.tokens import Span

from .. import places, vocabulary
from ..vocabulary import Ending, Lexicon
from .cues import JOINS, lexicon, phrases
from .passage import Passage

DATA = vocabulary.read("flow_parties")
KNOWN = Lexicon((phrase, code) for code, listed in DATA["orgs"].items() for phrase in phrases(listed))
NO_COMPANIES = lexicon(DATA["no_companies"])
ACTORS = lexicon(DATA["heads"]["actor"])
FROM = lexicon(DATA["from"])
OWNING = ("nin", "din", "tin", "dagi", "degi", "tagi", "tegi")
REACH = 3
SHORT = 5  # `несие` is no form of NEC, nor `Евразия` one of Evraz


@lru_cache(maxsize=1 << 12)
def company_code(words: tuple[str, ...]) -> Optional[str]:
    """The country of a company: a known one's, or the one that its name begins with (`Қазақстан темір жолы`)."""
    for i in range(min(3, len(words))):
        hit = KNOWN.longest(words, i)
        if hit is None:
            continue
        last = words[hit.end - 1]
        if hit.ending == Ending() or len(last) > SHORT and not last.endswith("ia"):
            return hit.value
    match = places.gazetteer().match(words, 0)
    if match is not None and match.end < len(words) and words[match.end] in JOINS:
        return None
    if match is not None and match.senses[0].place is not None and match.senses[0].place.kind == "country":
        return match.senses[0].place.code
    return None


class Companies:
    """The companies of an article, with the countries that it tells of them anywhere.

    passage (Passage): the article.
    """

    def __init__(self, passage: Passage):
        self.passage = passage
        self.ends = {span.end: span for sentence in passage.sentences for span in sentence.places if span.label_ == "GPE"}
        self.starts = {span.start: span for span in self.ends.values()}
        self.told: dict[str, str] = {}
        for sentence in passage.sentences:
            for span in sentence.places:
                if span.label_ == "ORG" and not span.kb_id_ and not self._is_no_company(span):
                    code = self._beside(span, sentence.start, sentence.end)
                    if code:
                        self.told.setdefault(passage.norms[span.start], code)

    def code(self, words: tuple[str, ...]) -> Optional[str]:
        """The country of a company by the words of its name."""
        return company_code(words) or self.told.get(words[0])

    def _is_no_company(self, span: Span) -> bool:
        norms = self.passage.norms
        return any(NO_COMPANIES.word(norm) for norm in norms[span.start : span.end])

    def _beside(self, span: Span, start: int, end: int) -> Optional[str]:
        """`түркиялық «BOTAŞ»`, `Германияның BMW концерні`, `Швейцариядағы Novartis`, `Kalyon Metal (Түркия)`,
        `Бурсадан шыққан «Ak Deniz»`, `«Kerala Biotech» – үнді компаниясы`."""
        norms = self.passage.norms
        for i in range(span.start - 1, max(start, span.start - REACH) - 1, -1):
            place = self.ends.get(i + 1)
            if place is not None:
                return (place.kb_id_ or None) if norms[i].endswith(OWNING) or FROM.word(norms[i + 1]) else None
            code = places.demonym(norms[i])
            if code:
                return code
            if norms[i][:1].isalnum() and not ACTORS.word(norms[i]) and not FROM.word(norms[i]):
                break
        for i in range(span.end, min(end, span.end + REACH)):
            if norms[i] == "(" and i + 1 in self.starts:
                return self.starts[i + 1].kb_id_ or None
            if norms[i] in ("-", "(") and i + 1 < end and places.demonym(norms[i + 1]):
                return places.demonym(norms[i + 1])
            if norms[i][:1].isalnum() and not ACTORS.word(norms[i]):
                break
        return None

