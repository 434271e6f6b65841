"""The component `keruen_places`."""

from functools import lru_cache
from typing import Iterator, Literal, Optional

from spacy.language import Language
from spacy.tokens import Doc, Span

from .. import extensions  # noqa: F401  (registers the attributes)
from ..language.batches import InBatches
from ..language.entities import set_entities
from ..language.words import Remembered
from ..orthography import script_of, transliterate
from ..vocabulary import is_everyday, phrase_norms
from . import villages
from .table import Match, Place, Sense, _blocs, _ordered, bloc, gazetteer
from .words import Words, opens

SURNAME = tuple(" ".join(phrase_norms("ов ев ова ева ұлы қызы")).split())
# possessed nouns in the locative, ablative and genitive: the name before them belongs to them, not to what follows
CASED_NOUN = ("inda", "inde", "indagi", "indegi", "inan", "inen", "inin")
TO_PLACES = ("dat", "loc", "loc-adj", "abl")
LOOKAHEAD = 5
SMALLEST_TOWN = 15_000
DIRECTIONS = frozenset(phrase_norms("- оңтүстік солтүстік шығыс батыс орталық орта қубла арқа орайлық таяу алдыңғы"))
NEARBY = 20
PAIRING = frozenset(phrase_norms("- мен бен пен және менен бенен пенен ҳәм"))
Add = Literal["none", "countries", "places"]


# whether the name of a place, and of a union of states, may begin with a word
_opening = Remembered(lambda norm: norm not in PAIRING and gazetteer().opens(norm))
_opens_bloc = Remembered(lambda norm: _blocs().opens(norm))


class Places(InBatches):
    """Gives GPE entities codes, mends their borders and adds those that are missing. See `make_places`."""

    name = "keruen_places"

    def __init__(self, add: Add = "places", align: bool = True):
        self.add = add
        self.align = align
        self.table = gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        words = Words(doc)
        norms = words.norms
        matches = list(self._matches(words))
        near = {
            match.senses[0].place.code for match in matches if _settled(match) and not words.texts[match.start].islower()
        }
        lang = _language(norms)
        whole = self._whole(matches, norms)
        listed = {match.start: match.end for match, plural in whole if plural}
        inside = {i: match for match in matches for i in range(match.start + 1, match.end)}
        starts = {match.start: match for match in matches}
        ents: list[Span] = []
        taken = [False] * len(norms)
        given = [(ent, *stretch) for ent in doc.ents if (stretch := words.stretch(ent)) is not None]
        places = []
        for ent, start, end in given:
            if ent.label_ == "GPE" or ent.label_ in ("PERSON", "ORG") and listed.get(start) == end:
                places.append((ent if ent.label_ == "GPE" else None, start, end))
                continue
            taken[start:end] = [True] * (end - start)
            code = bloc(norms[start:end]) if _may_be_bloc(ent) else None
            ents.append(_labelled(words, ent, start, end, code) if code else ent)
        for ent, start, end in places:
            for start, end, match in self._aligned(words, start, end, starts, inside, taken):
                if not any(taken[start:end]):
                    taken[start:end] = [True] * (end - start)
                    ents.append(self._place(words, ent, start, end, match, lang, near, ents))
        if self.add != "none":
            for match, plural in whole:
                if not any(taken[match.start : match.end]) and self._stands(words, match, plural):
                    taken[match.start : match.end] = [True] * (match.end - match.start)
                    ents.append(self._place(words, None, match.start, match.end, match, lang, near, ents))
        if self.add == "places":
            ents += villages.found(words, taken, ents)
        set_entities(doc, ents)
        return doc

    def _matches(self, words: "Words") -> Iterator[Match]:
        """All names in order, none overlapping."""
        end = 0
        for i, opens_name in enumerate(map(_opening.__getitem__, words.norms)):
            if opens_name and i >= end and (match := self.table.match(words.norms, i, words.glued)) is not None:
                yield match
                end = match.end

    def _aligned(
        self, words: "Words", start: int, end: int, starts: dict[int, Match], inside: dict[int, Match], taken: list[bool]
    ) -> list[tuple[int, int, Optional[Match]]]:
        """The stretches that an entity stands for: one with its generic word, two for a pair, none for an adjective."""
        norms = words.norms
        if self.align and start in inside and inside[start].end >= end:
            start = inside[start].start
        match = starts.get(start) or self.table.match(norms, start, words.glued)
        if self.align and words.texts[start][0].islower() and (match is None or match.senses[0].use != "add"):
            return []
        if self.align and (self._is_region_of_the_world(words, start, end, match) or self._names_currency(norms, match)):
            return []
        if self.align and end - start == 1 and self._is_word(words, start, match):
            return []
        if match is None:
            within = [starts[i] for i in range(start, end) if i in starts and self._is_name(words, i)]
            if self.align and end - start == 1 and not within and self.table.adjective(norms[start]):
                return []
            end = villages.end_of_name(words, end, taken)
            return [(start, end, within[0] if within else None)]
        if not self.align:
            return [(start, end, match)]
        if not match.ending.case and match.end < len(norms) and self.table.head(norms[match.end]) == "nature":
            return []
        if match.end == end - 1 and self.table.head(norms[match.end]) == "plural":
            return [(start, match.end, match)]
        if match.end >= end:
            free = not any(taken[end : match.end])
            return [(start, match.end if free else end, match)]
        second = starts.get(match.end + 1)
        if norms[match.end] == "-" and second is not None and second.end == end:
            return [(start, match.end, match), (second.start, second.end, second)]
        if all(words.texts[i].islower() for i in range(match.end, end)) and not self.table.is_generic(norms[end - 1]):
            return [(start, match.end, match)]
        return [(start, end, match)]

    def _is_name(self, words: "Words", i: int) -> bool:
        """Whether a word inside an entity may be its name: capital, and no generic word (`қаласында` is no Kalasin)."""
        return not words.texts[i][:1].islower() and not self.table.is_generic(words.norms[i])

    def _is_region_of_the_world(self, words: "Words", start: int, end: int, match: Optional[Match]) -> bool:
        """`Азия`, `Оңтүстік-Шығыс Еуропаға`: continents and the like, which the table holds as no places.

        match (Match): the name that begins at `start`.
        """
        first = start
        while first < end - 1 and words.norms[first] in DIRECTIONS:
            first += 1
        if first > start:
            match = self.table.match(words.norms, first, words.glued)
        return match is not None and match.senses[0].place is None and match.end >= end

    def _is_word(self, words: "Words", i: int, match: Optional[Match]) -> bool:
        """Whether an everyday word (`түрін`, `Бәрі`) was taken for a place: one that the table doesn't hold, or holds in
        other letters (`Турин`), or that no capital within a sentence tells from the word. Towns with the name of a word
        (`تارتۋ`) are none in Arabic letters, unless they are gone to or are where something is."""
        if match is not None and match.end > i + 1:
            return False
        if match is not None and match.senses[0].use == "named" and match.ending.case not in TO_PLACES:
            place = match.senses[0].place
            if place is not None and place.kind == "city" and script_of(words.texts[i]) == "Arab":
                return True
        if not is_everyday(words.norms[i]):
            return False
        if match is None:
            return True
        sense, text = match.senses[0], words.texts[i].lstrip("ء")
        script = script_of(text)
        if sense.use in ("", "named") and script == "Arab" or not sense.use and opens(words.norms, i):
            return True
        spelt = _spelt(sense.spelling, script)
        return script != "Latn" and not text.startswith((spelt, spelt.upper()))

    def _names_currency(self, norms: list[str], match: Optional[Match]) -> bool:
        """Whether a country's name is part of its currency's (`АҚШ долларымен есептегенде`)."""
        if match is None or match.ending.case or match.end >= len(norms):
            return False
        return self.table.head(norms[match.end]) == "currency"

    def _place(
        self, words: "Words", ent: Optional[Span], start: int, end: int, match: Optional[Match], lang: str, near: set[str],
        ents: list[Span],
    ) -> Span:
        places = _ordered(match, lang, near) if match else []
        if places and self._is_namesake(words, match, places[0]):
            owner = self._owner(words, ents, start)
            if owner and owner != places[0].code:
                same = [place for place in places if place.code == owner]
                if not same:
                    return _labelled(words, ent, start, end, owner)
                places = same
        if not places and end - start > 1 and (
            villages.is_noun(words.norms, end - 1) or self.table.is_generic(words.norms[end - 1])
        ):
            return _labelled(words, ent, start, end, self._owner(words, ents, start))
        labelled = _labelled(words, ent, start, end, places[0].code if places else ent.kb_id_ if ent else "")
        if places and places[0].geonameid:
            labelled._.geonameid = places[0].geonameid
        return labelled

    def _is_namesake(self, words: "Words", match: Match, place: Place) -> bool:
        """Whether a name in a table of towns is called a village or a district here, so that it may be one of another place."""
        if not match.generic or match.senses[0].use == "add":
            return False
        if place.kind == match.generic and place.population < SMALLEST_TOWN:
            return False
        return match.generic == "district" or villages.is_noun(words.norms, match.bare)

    def _owner(self, words: "Words", ents: list[Span], start: int) -> str:
        """The code of the place named last before (`Шыңжаң Ақтау ауданы Чарлұң ауылы`)."""
        first, _ = words.tokens(start, start + 1)
        before = (ent.kb_id_ for ent in reversed(ents) if ent.label_ == "GPE" and ent.kb_id_ and ent.end <= first)
        return next(before, "")

    def _stands(self, words: "Words", match: Match, listed: bool) -> bool:
        """Whether a name that no entity claims is a GPE: one that means a place wherever it is met, or stands with
        its generic word; with a capital, where the script has them; no foreign brand (`Air Astana`), person or title.

        listed (bool): whether its generic word follows in the plural (`Сарысу мен Талас аудандары`).
        """
        sense = match.senses[0]
        if sense.place is None or self.add == "countries" and sense.place.kind != "country":
            return False
        norms, texts = words.norms, words.texts
        first = texts[match.start].lstrip("ء")
        if first[:1].islower():
            return False
        script = script_of(first)
        nearby = slice(max(0, match.start - NEARBY), match.start + NEARBY)
        if script == "Latn" and script_of(" ".join(texts[nearby])) != "Latn":
            return False
        if not (listed and sense.use not in ("", "initials")) and not self._trusted(words, match, sense, first, script):
            return False
        own = sense.use == "add" and sense.place.kind == "country" and match.ending.possessive != "3"
        if match.ending.possessive and not own:
            return False
        after = norms[match.end] if match.end < len(norms) else ""
        if match.end == match.start + 1 and not match.ending.case and after.endswith(SURNAME):
            return False
        return not self._quoted(match, norms)

    @staticmethod
    def _quoted(match: Match, norms: list[str]) -> bool:
        """Whether a name opens a quotation of few words: a company's, a newspaper's or a hotel's name."""
        if not match.start or norms[match.start - 1] != '"' or match.ending.case:
            return False
        for norm in norms[match.end : match.end + 4]:
            if norm == '"':
                return True
            if not norm[0].isalpha():
                return False
        return False

    def _trusted(self, words: "Words", match: Match, sense: Sense, first: str, script: Optional[str]) -> bool:
        if sense.use == "add" or match.generic and sense.use != "initials" and (sense.use or script != "Arab"):
            return True
        if sense.use == "initials":
            letters = len(sense.spelling)
            return script == "Arab" or first[:letters].isupper() and (script == "Cyrl" or letters > 2)
        if sense.use == "spelt":
            return script == "Latn" or first.startswith(_spelt(sense.spelling, script))
        if sense.use == "cased":
            cased = match.ending.case in ("loc", "loc-adj", "abl")
            return cased or script != "Arab" and not opens(words.norms, match.start)
        return False

    def _whole(self, matches: list[Match], norms: list[str]) -> list[tuple[Match, bool]]:
        """Names that are no part of an institution's, a sea's or a currency's, alone or as one of a pair; and
        whether a plural follows them or the names that they are listed with."""
        whole = []
        part = listed = False
        after = None
        for match in reversed(matches):
            joint = norms[match.end] if after is not None and after.start == match.end + 1 else ""
            part = joint in PAIRING and part or self._part_of_more(match, norms)
            plural = match.end < len(norms) and self.table.head(norms[match.end]) == "plural"
            listed = plural or listed and (joint in PAIRING or joint == ",")
            if not part:
                whole.append((match, listed))
            after = match
        return whole[::-1]

    def _part_of_more(self, match: Match, norms: list[str]) -> bool:
        owner = match.ending.case == "gen"
        if match.ending.case and not owner:
            return False
        if _opens_bloc[norms[match.start]] and _blocs().longest(norms, match.start):
            return True
        for i in range(match.end, min(match.end + 2 * LOOKAHEAD, len(norms))):
            norm = norms[i]
            if not norm[0].isalpha() and norm != "-":
                return False
            head = self.table.head(norm)
            if head == "state":
                return True
            if not owner and i < match.end + LOOKAHEAD:
                if head == "institution" or head == "distant" and i > match.end:
                    return True
            if not owner and i == match.end:
                if head in ("nature", "currency") or head == "people" and self.table.adjective(norms[match.start]):
                    return True
            if norm.endswith(CASED_NOUN):
                return False
        return False


@lru_cache(maxsize=256)
def _spelt(name: str, script: str) -> str:
    return transliterate(name, "Arab").lstrip("ء") if script == "Arab" else name


def _may_be_bloc(ent: Span) -> bool:
    return ent.label_ == "ORG" and not ent.kb_id_


def _settled(match: Match) -> bool:
    """Whether a name is a reviewed one and leaves no doubt about its country."""
    return match.senses[0].use != "" and len({sense.place and sense.place.code for sense in match.senses}) == 1


def _labelled(words: Words, ent: Optional[Span], start: int, end: int, code: str) -> Span:
    """A stretch of words as an entity with a code: `ent` with other borders, or a new GPE."""
    first, last = words.tokens(start, end)
    return Span(
        words.doc, first, last, label=ent.label if ent else "GPE", kb_id=code, span_id=ent.id if ent else 0
    )


def _language(norms: list[str]) -> str:
    words = set(norms)
    return "kaa" if not words.isdisjoint(("ham", "menen")) and "jane" not in words else "kk"


@Language.factory(
    "keruen_places",
    default_config={"add": "places", "align": True},
    requires=["doc.ents"],
    assigns=["doc.ents", "span._.geonameid"],
)
def make_places(nlp: Language, name: str, add: Add, align: bool) -> Places:
    """Create the component that gives GPE entities their codes.

    add (str): which names that no entity claims become GPE entities: "none", "countries" or all "places".
    align (bool): whether GPE entities take in their generic word, pairs are parted and adjectives dropped.
    """
    return Places(add, align)
