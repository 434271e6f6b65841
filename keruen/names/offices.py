"""Bodies that are named by whose they are, where the tagger sees but the place: one ORG with it.

- an office of a region, town or country: `Степногорск қаласы тұрғын үй-коммуналдық шаруашылық бөлімі`,
  `Жетісу ауданы әкімінің аппараты`, `Іле Қазақ автономиялы облыстық 15 - кезекті халық құрылтайы`; nothing but words of
  official names stands between them (`office_words` of `vocabulary/institutions.json`);
- a body of two: `Қазақстан мен Өзбекстан үкіметтері`;
- a body that bears a person's name: `Еркеғали Рахмадиев атындағы Мемлекеттік академиялық филармония`;
- a paper or channel with a name in Latin letters and its noun, in a text of another script: `The Kyiv Post басылымы`.
"""

from functools import lru_cache
from typing import Iterator, Optional

from spacy.tokens import Doc, Span

from ..orthography import script_of, skeleton
from ..places import gazetteer
from ..vocabulary import Lexicon, read, stems
from .words import HONOUR, HYPHEN, LABEL_ORG, LABEL_PERSON, PAIRING, head

MOST_WORDS = 12
MOST_HONOURED = 6  # words after `атындағы`
MOST_LATIN = 5
OFFICES_OF = {skeleton("әкім"): skeleton("аппарат"), skeleton("президент"): skeleton("әкімшілі")}
OF_PLACE = frozenset(map(skeleton, (
    "облыстық", "қалалық", "аймақтық", "аудандық", "райондық", "районлық", "өлкелік", "ўәлаятлық", "ауылдық",
)))  # fmt: skip


@lru_cache(maxsize=1)
def _official() -> Lexicon[bool]:
    """Words of the official names of offices."""
    return Lexicon((word, True) for line in read("institutions")["office_words"] for word in line.split())


def found(doc: Doc, kept: list[Span], norms: list[str], at: dict[str, list[int]]) -> Iterator[Span]:
    """Bodies that take in entities found so far."""
    if not at["office"] and not at["media"] and HONOUR not in norms:
        return
    bodies = {i: ent for ent in kept if ent.label_ == LABEL_ORG for i in range(ent.start, ent.end)}
    places = {ent.end: ent for ent in kept if ent.label_ == "GPE"}
    for i in at["office"] if places else ():
        ent = bodies.get(i)
        if ent is not None and ent.end != i + 1:
            continue
        start = _owner(doc, norms, ent.start if ent is not None else i, i, places, bodies)
        if start is not None:
            yield Span(doc, start, i + 1, label=LABEL_ORG)
    for ent in kept:
        if ent.label_ == LABEL_PERSON and ent.end < len(doc) and norms[ent.end] == HONOUR:
            end = _honoured(doc, ent.end + 1, bodies)
            if end is not None:
                yield Span(doc, ent.start, end, label=LABEL_ORG)
    for i in at["media"]:
        start = _latin_name(doc, i)
        if start is not None:
            yield Span(doc, start, i + 1, label=LABEL_ORG)


def _owner(
    doc: Doc, norms: list[str], first: int, last: int, places: dict[int, Span], bodies: dict[int, Span]
) -> Optional[int]:
    """Where the name of an office begins whose own words begin at `first` and end with its head, `last`: with the place or
    the two places that it belongs to, in the nominative or genitive; None where no place stands before it."""
    of_place = norms[first] in OF_PLACE
    for i in range(first, max(0, first - MOST_WORDS), -1):
        place = places.get(i)
        if place is not None:
            other = places.get(place.start - 1)
            if other is not None and norms[place.start - 1] in (*PAIRING, HYPHEN) and _case(other) == "":
                of_both = i < last or head(doc[last], "office").plural
                return other.start if of_both and _case(place) in ("", "gen") else None
            return place.start if i < last and _owns(place, of_place) else None
        word, norm = doc[i - 1], norms[i - 1]
        if i - 1 in bodies or i == first and norm in PAIRING or not _is_official(word.text, norm, after=norms[i]):
            return None
        of_place = of_place or norm in OF_PLACE
    return None


def _is_official(text: str, norm: str, after: str) -> bool:
    """Whether a word may stand within the name of an office."""
    if norm == HYPHEN or norm in PAIRING or text.isdigit() or _official().word(norm) is not None:
        return True
    return is_office_of(norm, after)


def is_office_of(post: str, office: str) -> bool:
    """Whether a word is that of a post and the next that of its office: `әкімінің аппараты`, `Президенті әкімшілігі`."""
    posts = {stem for stem, ending in stems(post) if ending.possessive == "3"}
    return any(held in posts and office.startswith(noun) for held, noun in OFFICES_OF.items())


def _owns(place: Span, of_place: bool) -> bool:
    """Whether a place may own an office: a country, one with its generic word in the nominative or genitive, or a bare name
    before `қалалық` and the like (`Алматы қалалық …`, `Іле Қазақ автономиялы облыстық …`)."""
    match = gazetteer().match([token.norm_ for token in place], 0)
    if match is None or match.ending.case not in ("", "gen"):
        return False
    if match.end < len(place) or of_place:
        return of_place and not match.ending.case
    kind = match.senses[0].place.kind if match.senses[0].place else ""
    return kind == "country" or gazetteer().is_generic(place[-1].norm_)


def _case(place: Span) -> Optional[str]:
    match = gazetteer().match([token.norm_ for token in place], 0)
    return match.ending.case if match is not None and match.end == len(place) else None


def _honoured(doc: Doc, start: int, bodies: dict[int, Span]) -> Optional[int]:
    """The end of the name of a body after `атындағы`: its first head, or the body that was found there."""
    for i in range(start, min(start + MOST_HONOURED, len(doc))):
        if i in bodies:
            return bodies[i].end
        if not doc[i].is_alpha and doc[i].norm_ != HYPHEN:
            return None
        ending = head(doc[i])
        if ending is not None and not ending.plural and ending.case != "lik":
            return i + 1
    return None


def _latin_name(doc: Doc, i: int) -> Optional[int]:
    """Where a name in Latin letters begins that the noun of a paper or channel follows, itself in another script."""
    if script_of(doc[i].text) == "Latn":
        return None
    start = i
    while start and i - start < MOST_LATIN:
        before = doc[start - 1]
        if not before.is_ascii or not (before.text[0].isupper() or before.text in ("&", "of", "the")):
            break
        start -= 1
    return start if start < i and doc[start].is_alpha and not doc[i].text[0].isupper() else None
