"""The component `keruen_places`."""

from functools import lru_cache
from typing import Iterator, Literal, Optional

from spacy.attrs import SPACY
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from .. import extensions  # noqa: F401  (registers the attributes)
from ..language.words import norms_of
from ..orthography import script_of, transliterate
from ..vocabulary import phrase_norms
from .table import Match, Sense, _blocs, _ordered, bloc, gazetteer

SURNAME = tuple(" ".join(phrase_norms("ов ев ова ева ұлы қызы")).split())
# possessed nouns in the locative, ablative and genitive: the name before them belongs to them, not to what follows
CASED_NOUN = ("inda", "inde", "indagi", "indegi", "inan", "inen", "inin")
QUOTE_OR_DASH = ('"', "-")
OPENING = (".", "!", "?", "…", ":", "•", *QUOTE_OR_DASH)
LOOKAHEAD = 5
DIRECTIONS = frozenset(phrase_norms("- оңтүстік солтүстік шығыс батыс орталық орта қубла арқа орайлық таяу алдыңғы"))
NEARBY = 20
PAIRING = frozenset(phrase_norms("- мен бен пен және менен бенен пенен ҳәм"))
Add = Literal["none", "countries", "places"]


class Places:
    """Gives GPE entities codes, mends their borders and adds those that are missing. See `make_places`."""

    def __init__(self, add: Add = "places", align: bool = True):
        self.add = add
        self.align = align
        self.table = gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        norms = norms_of(doc)
        blanks = {i for i, norm in enumerate(norms) if norm.isspace() and "\n" not in norm}
        if blanks:
            return self._around(doc, blanks)
        glued = [not space for space in doc.to_array(SPACY).tolist()]
        matches = list(self._matches(norms, glued))
        near = {match.senses[0].place.code for match in matches if _settled(match) and not doc[match.start].is_lower}
        lang = _language(norms)
        ents = []
        starts = {match.start: match for match in matches}
        taken = [False] * len(doc)
        given = doc.ents
        for ent in given:
            taken[ent.start : ent.end] = [True] * (ent.end - ent.start)
        for ent in given:
            if ent.label_ == "GPE":
                found = self._aligned(doc, ent, starts, taken, norms, glued)
            elif ent.label_ == "ORG" and not ent.kb_id_:
                ents.append(_labelled(ent, ent.start, ent.end, bloc(norms[ent.start : ent.end]) or ""))
                continue
            else:
                ents.append(ent)
                continue
            for start, end, match in found:
                taken[start:end] = [True] * (end - start)
                ents.append(self._place(ent, start, end, match, lang, near))
        if self.add != "none":
            for match, listed in self._whole(matches, norms):
                if not any(taken[match.start : match.end]) and self._stands(doc, match, norms, listed):
                    span = Span(doc, match.start, match.end, label="GPE")
                    ents.append(self._place(span, match.start, match.end, match, lang, near))
        doc.ents = ents
        return doc

    def _around(self, doc: Doc, blanks: set[int]) -> Doc:
        """Read a document as it is without the tokens that are a second or a no-break space within a line."""
        kept = [token for token in doc if token.i not in blanks]
        place = {token.i: i for i, token in enumerate(kept)}
        spaces = [bool(token.whitespace_) or token.i + 1 in blanks for token in kept]
        plain = Doc(doc.vocab, words=[token.text for token in kept], spaces=spaces)
        inside = [ent for ent in doc.ents if ent.start in place and ent.end - 1 in place]
        plain.ents = [
            Span(plain, place[ent.start], place[ent.end - 1] + 1, ent.label, kb_id=ent.kb_id) for ent in inside
        ]
        ents = []
        for ent in self(plain).ents:
            span = Span(doc, kept[ent.start].i, kept[ent.end - 1].i + 1, ent.label, kb_id=ent.kb_id)
            if ent._.geonameid is not None:
                span._.geonameid = ent._.geonameid
            ents.append(span)
        doc.ents = ents
        return doc

    def _matches(self, norms: list[str], glued: list[bool]) -> Iterator[Match]:
        i = 0
        while i < len(norms):
            named = norms[i] not in PAIRING and self.table.opens(norms[i])
            match = self.table.match(norms, i, glued) if named else None
            if match is None:
                i += 1
            else:
                yield match
                i = match.end

    def _aligned(self, doc, ent, starts, taken, norms, glued) -> list[tuple[int, int, Optional[Match]]]:
        """The spans that an entity stands for: one with its generic word, two for a pair, none for an adjective."""
        match = starts.get(ent.start) or self.table.match(norms, ent.start, glued)
        if self.align and self._is_region_of_the_world(ent, norms, glued):
            return []
        if match is None:
            inside = [starts[i] for i in range(ent.start, ent.end) if i in starts and self._is_name(doc[i])]
            if self.align and len(ent) == 1 and not inside and self.table.adjective(norms[ent.start]):
                return []
            return [(ent.start, ent.end, inside[0] if inside else None)]
        if not self.align:
            return [(ent.start, ent.end, match)]
        if match.end >= ent.end:
            free = not any(taken[ent.end : match.end])
            return [(ent.start, match.end if free else ent.end, match)]
        second = starts.get(match.end + 1)
        if norms[match.end] == "-" and second is not None and second.end == ent.end:
            return [(ent.start, match.end, match), (second.start, second.end, second)]
        return [(ent.start, ent.end, match)]

    def _is_name(self, token: Token) -> bool:
        """Whether a word inside an entity may be its name: capital, and no generic word (`қаласында` is no Kalasin)."""
        return not token.text[:1].islower() and not self.table.is_generic(token.norm_)

    def _is_region_of_the_world(self, ent: Span, norms: list[str], glued: list[bool]) -> bool:
        """`Азия`, `Оңтүстік-Шығыс Еуропаға`: continents and the like, which the table holds as no places."""
        start = ent.start
        while start < ent.end - 1 and norms[start] in DIRECTIONS:
            start += 1
        match = self.table.match(norms, start, glued)
        return match is not None and match.senses[0].place is None and match.end >= ent.end

    def _place(self, span: Span, start: int, end: int, match: Optional[Match], lang: str, near: set[str]) -> Span:
        places = _ordered(match, lang, near) if match else []
        labelled = _labelled(span, start, end, places[0].code if places else span.kb_id_)
        if places and places[0].geonameid:
            labelled._.geonameid = places[0].geonameid
        return labelled

    def _stands(self, doc: Doc, match: Match, norms: list[str], listed: bool) -> bool:
        """Whether a name that no entity claims is a GPE: one that means a place wherever it is met, or stands with
        its generic word; with a capital, where the script has them; no foreign brand (`Air Astana`), person or title.

        listed (bool): whether its generic word follows in the plural (`Сарысу мен Талас аудандары`).
        """
        sense = match.senses[0]
        if sense.place is None or self.add == "countries" and sense.place.kind != "country":
            return False
        first = doc[match.start].text.lstrip("ء")
        if first[:1].islower():
            return False
        script = script_of(first)
        if script == "Latn" and script_of(doc[max(0, match.start - NEARBY) : match.start + NEARBY].text) != "Latn":
            return False
        if not (listed and sense.use not in ("", "initials")) and not self._trusted(doc, match, sense, first, script):
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

    def _trusted(self, doc: Doc, match: Match, sense: Sense, first: str, script: Optional[str]) -> bool:
        if sense.use == "add" or match.generic and sense.use != "initials" and (sense.use or script != "Arab"):
            return True
        if sense.use == "initials":
            letters = len(sense.spelling)
            return script == "Arab" or first[:letters].isupper() and (script == "Cyrl" or letters > 2)
        if sense.use == "spelt":
            return script == "Latn" or first.startswith(_spelt(sense.spelling, script))
        if sense.use == "cased":
            return match.ending.case in ("loc", "loc-adj", "abl") or script != "Arab" and not _opens(doc, match.start)
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
        if _blocs().longest(norms, match.start):
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


def _opens(doc: Doc, i: int) -> bool:
    """Whether a sentence or line begins at a token, as far as its neighbours tell."""
    while i and doc[i - 1].norm_ in OPENING:
        i -= 1
        if doc[i].norm_ not in QUOTE_OR_DASH:
            return True
    return i == 0 or doc[i - 1].is_space


@lru_cache(maxsize=256)
def _spelt(name: str, script: str) -> str:
    return transliterate(name, "Arab").lstrip("ء") if script == "Arab" else name


def _settled(match: Match) -> bool:
    """Whether a name is a reviewed one and leaves no doubt about its country."""
    return match.senses[0].use != "" and len({sense.place and sense.place.code for sense in match.senses}) == 1


def _labelled(span: Span, start: int, end: int, code: str) -> Span:
    return Span(span.doc, start, end, label=span.label, kb_id=code, span_id=span.id)


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
