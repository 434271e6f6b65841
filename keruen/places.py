"""Places: what country, region or city a name means, in every script and case.

`lookup` and `candidates` read a name, `demonym` an adjective, `bloc` the name of a union of states. The component
`keruen_places` gives GPE entities their country code and cities their GeoNames id, gives blocs among the ORG entities
theirs, mends the borders of GPE entities and adds those that a tagger missed.

One name may mean several places. The table (`scripts/places.py`) orders them: reviewed names before GeoNames', a
country before a city before a region, the larger place first, Kazakhstan's counting for more. A generic word
(`облысы`) then picks the kind, and other places in the document the country: `Конго` is CD, or CG next to `Браззавиль`.
"""
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator, Literal, NamedTuple, Optional, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from . import extensions  # noqa: F401
from .orthography import script_of, skeleton, transliterate
from .vocabulary import Ending, Lexicon, phrase_norms, read, stems
from .vocabulary.endings import ENDINGS

TABLE = Path(__file__).parent / "vocabulary" / "places.tsv"
AFTER_POSSESSIVE = ("nd", "na", "ne")
NOT_OF_A_NAME = ("lik", "adj", "equative")
SURNAME = tuple(" ".join(phrase_norms("ов ев ова ева ұлы қызы")).split())
# possessed nouns in the locative, ablative and genitive: the name before them belongs to them, not to what follows
CASED_NOUN = ("inda", "inde", "indagi", "indegi", "inan", "inen", "inin")
QUOTE_OR_DASH = ('"', "-")
OPENING = (".", "!", "?", "…", ":", "•", *QUOTE_OR_DASH)
LOOKAHEAD = 5
NEARBY = 20
PAIRING = frozenset(phrase_norms("- мен бен пен және менен бенен пенен ҳәм"))
Add = Literal["none", "countries", "places"]


class Place(NamedTuple):
    """A place: its usual Kazakh name, its kind (country, region, district or city), ISO 3166-1 alpha-2 code,
    GeoNames id where it is a city listed there, and population (0 where unknown)."""

    name: str
    kind: str
    code: str
    geonameid: Optional[int] = None
    population: int = 0


class Sense(NamedTuple):
    """A place that a name may mean, the name as the table spells it, and how far the name may be trusted: "add"
    stands for the place wherever it is met, "initials" does in upper case, "spelt" letter for letter, "cased" with
    a capital within a sentence, "named" with its generic word, "" where a tagger says so. place is None for what
    looks like a place and is none."""

    place: Optional[Place]
    spelling: str
    use: str


class Match(NamedTuple):
    """A name found in a row of tokens: token indices, end exclusive, what it may mean, and its ending.
    `bare` is the index after the name without generic word and detached ending."""

    start: int
    end: int
    bare: int
    senses: tuple[Sense, ...]
    ending: Ending
    generic: str


class Gazetteer:
    """The table of places by skeleton. Rows are parsed when a name is met, so that it loads fast."""

    def __init__(self, path: Path = TABLE):
        self._rows: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        self._depth: dict[str, int] = {}
        self._words: dict[str, Optional[tuple[str, Ending]]] = {}
        for line in path.read_text(encoding="utf8").split("\n")[1:-1]:
            norms, _, row = line.partition("\t")
            if "\tadjective\t" in row:
                self._adjectives[norms] = row.split("\t")[3]
                continue
            self._rows[norms] = f"{self._rows[norms]}\n{row}" if norms in self._rows else row
            first, space, rest = norms.partition(" ")
            if space:
                self._depth[first] = max(self._depth.get(first, 0), rest.count(" ") + 2)
        self._senses = lru_cache(maxsize=1 << 13)(self._parse)
        words = read("place_words")
        self._generic = Lexicon(_listed(words.pop("generic")))
        self._modifiers = frozenset(skeleton(word) for word, _ in _listed({"": words.pop("modifier")}))
        self._heads = Lexicon(_listed(words))

    def __reduce__(self):
        return (gazetteer, ())

    def _parse(self, norms: str) -> tuple[Sense, ...]:
        senses = []
        for row in self._rows[norms].split("\n"):
            spelling, name, kind, code, geonameid, population, use, _ = row.split("\t")
            place = Place(name or spelling, kind, code, int(geonameid) if geonameid else None, int(population))
            senses.append(Sense(place if code else None, spelling, use))
        return tuple(senses)

    def head(self, norm: str) -> str:
        """What a noun after a name makes of it, a key of `place_words.json`: "state", "institution", "distant" (one
        that is an institution only with words between), "plural" (`аудандары`), "nature", "currency", "people";
        or ""."""
        found = self._heads.word(norm)
        return found[0] if found and _of_a_name(found[1]) else ""

    def match(self, norms: Sequence[str], start: int, glued: Sequence[bool] = ()) -> Optional[Match]:
        """Find the longest name that begins at `start`, with its generic word and a detached ending.

        norms (Sequence[str]): skeletons of the tokens.
        glued (Sequence[bool]): whether a token is written without a space after it; a hyphen parts an
            ending (`АҚШ-тың`) only there. All are, if left out.
        """
        found = self._name(norms, start)
        if found is None:
            return None
        bare, key, ending = found
        end, generic, senses = bare, "", self._senses(key)
        if ending == ENDINGS[""] and end < len(norms):
            noun = self._noun(norms, end)
            word = self._generic.word(norms[noun]) if noun < len(norms) else None
            place = senses[0].place
            if word and place and _of_a_name(word[1]) and place.kind in _kinds(norms[noun], word[0]):
                end, generic, ending = noun + 1, word[0], word[1]
            elif norms[end] == "-" and end + 1 < len(norms) and (not glued or glued[end - 1]):
                detached = ENDINGS.get(norms[end + 1]) if len(norms[end + 1]) > 1 else None
                if detached and detached.case and detached.case not in NOT_OF_A_NAME:
                    end, ending = end + 2, detached
        return Match(start, end, bare, senses, ending, generic)

    def _noun(self, norms: Sequence[str], i: int) -> int:
        """Where the noun after a name stands: `Шыңжаң-Ұйғыр автономиялы районы`."""
        first = i
        if i + 1 < len(norms) and norms[i] == "-" and norms[i + 1] in self._modifiers:
            i += 1
        while i < len(norms) and i < first + LOOKAHEAD and norms[i] in self._modifiers:
            i += 1
        return i

    def _name(self, norms: Sequence[str], start: int) -> Optional[tuple[int, str, Ending]]:
        first = norms[start]
        if first in self._depth:
            for size in range(min(self._depth[first], len(norms) - start), 1, -1):
                head = " ".join(norms[start : start + size - 1])
                for stem, ending in stems(norms[start + size - 1]):
                    if f"{head} {stem}" in self._rows and _of_a_name(ending):
                        return start + size, f"{head} {stem}", ending
        try:
            found = self._words[first]
        except KeyError:
            found = self._word(first)
            if len(self._words) > 1 << 16:
                self._words.clear()
            self._words[first] = found
        return (start + 1, *found) if found else None

    def _word(self, norm: str) -> Optional[tuple[str, Ending]]:
        """The reading whose name is best known: a country's before a reviewed name's before another's; among
        equals the longest (`Малинің` is of Мали, not of Малин; `Нигерияда` is in Нигерия)."""
        best, lowest = None, 3
        for stem, ending in stems(norm):
            if stem in self._rows and _of_a_name(ending):
                sense = self._senses(stem)[0]
                suffix = norm[len(stem) :]
                # one letter after initials is another word: ақша is no case of АҚШ
                if sense.use == "initials" and len(suffix) == 1:
                    continue
                rank = 0 if not suffix or sense.place and sense.place.kind == "country" else 1 if sense.use else 2
                if rank < lowest and not (best and suffix.startswith(AFTER_POSSESSIVE)):
                    best, lowest = (stem, ending), rank
        return best

    def adjective(self, norm: str) -> Optional[str]:
        for stem, ending in stems(norm):
            if stem in self._adjectives:
                return self._adjectives[stem]
            if ending.case == "lik" and stem in self._rows:
                return self._code(stem)
        for stem, ending in stems(norm):
            if stem.endswith("li") and stem[:-2] in self._rows:
                return self._code(stem[:-2])
            if ending.plural and (code := self.adjective(stem)):
                return code
        return None

    def _code(self, norms: str) -> Optional[str]:
        place = self._senses(norms)[0].place
        return place.code if place else None


def _listed(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Words and the key that they stand under."""
    return [(word, key) for key, lines in table.items() for line in lines for word in line.split()]


def _kinds(norm: str, kind: str) -> tuple[str, ...]:
    """The kinds of place that a generic word may follow."""
    if kind == "country":
        return ("country", "region") if norm.startswith("respublika") else ("country",)
    return ("region", "district", "city")


def _of_a_name(ending: Ending) -> bool:
    return not ending.plural and ending.case not in NOT_OF_A_NAME


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The table of places, loaded at the first call."""
    return Gazetteer()


def candidates(name: str, lang: Optional[str] = None) -> list[Place]:
    """All places that a name may mean, the likeliest first.

    name (str): a name in any script and case, with or without its generic word (`Белград қаласында`).
    lang (str): "kaa" prefers places of Uzbekistan; "kk" or None those of Kazakhstan.
    """
    norms = _tokens(name)
    match = gazetteer().match(norms, 0) if norms else None
    if match is None or match.end < len(norms):
        return []
    return _ordered(match, lang)


def lookup(name: str, lang: Optional[str] = None) -> Optional[Place]:
    """The likeliest place of a name; see `candidates`."""
    return next(iter(candidates(name, lang)), None)


def demonym(norm: str) -> Optional[str]:
    """The country code of an adjective or a people: `сербиялық` RS, `өзбек` UZ, Karakalpak `өзбекстанлы` UZ.

    norm (str): a word or its skeleton, with any ending.
    """
    return gazetteer().adjective(skeleton(norm)) if norm else None


@lru_cache(maxsize=1)
def _blocs() -> Lexicon[str]:
    return Lexicon((name, code) for code, names in read("blocs").items() for name in names)


def bloc(norms: str | Sequence[str]) -> Optional[str]:
    """The code of a union of states (`EU`, `EAEU`; all in `blocs.json`).

    norms (str or Sequence[str]): a name, or the skeletons of its tokens.
    """
    norms = _tokens(norms) if isinstance(norms, str) else list(norms)
    if len(norms) > 2 and norms[-2] == "-" and norms[-1] in ENDINGS:
        norms = norms[:-2]
    hit = _blocs().longest(norms) if norms else None
    return hit.value if hit and hit.end == len(norms) else None


def _tokens(name: str) -> list[str]:
    """Skeletons of the tokens that a name would have in a text; spaced initials are one."""
    norms: list[str] = []
    initials = False
    for norm in phrase_norms(name):
        single = len(norm) == 1 and norm.isalpha()
        if single and initials:
            norms[-1] += norm
        elif norm != '"':
            norms.append(norm)
        initials = single
    return norms


def _ordered(match: Match, lang: Optional[str] = None, near: Iterable[str] = ()) -> list[Place]:
    places = [sense.place for sense in match.senses if sense.place]
    if match.generic:
        kinds = (match.generic,) if match.generic != "country" else ("country", "region")
        places.sort(key=lambda place: place.kind not in kinds)
    codes = {place.code for place in places}
    if len(codes) > 1:
        # in Kazakh ҚР is Kazakhstan whatever stands near it, in Karakalpak it may be Karakalpakstan
        home = codes.intersection(near) if match.senses[0].use != "initials" or lang == "kaa" else ()
        if len(home) == 1:
            places.sort(key=lambda place: place.code not in home)
        elif lang == "kaa":
            places.sort(key=lambda place: place.code != "UZ")
    return places


class Places:
    """Gives GPE entities codes, mends their borders and adds those that are missing. See `make_places`."""

    def __init__(self, add: Add = "places", align: bool = True):
        self.add = add
        self.align = align
        self.table = gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        string = doc.vocab.strings
        columns = doc.to_array(["NORM", "SPACY"])
        norms = [string[norm] for norm in columns[:, 0]]
        blanks = {i for i, norm in enumerate(norms) if norm.isspace() and "\n" not in norm}
        if blanks:
            return self._around(doc, blanks)
        glued = [not space for space in columns[:, 1]]
        matches = list(self._matches(norms, glued))
        near = {match.senses[0].place.code for match in matches if _settled(match) and not doc[match.start].is_lower}
        lang = _language(norms)
        ents = []
        starts = {match.start: match for match in matches}
        taken = [False] * len(doc)
        for ent in doc.ents:
            taken[ent.start : ent.end] = [True] * (ent.end - ent.start)
        for ent in doc.ents:
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
        plain.ents = [Span(plain, place[ent.start], place[ent.end - 1] + 1, ent.label, kb_id=ent.kb_id) for ent in inside]
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
            match = self.table.match(norms, i, glued) if norms[i] not in PAIRING else None
            if match is None:
                i += 1
            else:
                yield match
                i = match.end

    def _aligned(self, doc, ent, starts, taken, norms, glued) -> list[tuple[int, int, Optional[Match]]]:
        """The spans that an entity stands for: one with its generic word, two for a pair, none for an adjective."""
        match = starts.get(ent.start) or self.table.match(norms, ent.start, glued)
        if match is None:
            inside = [starts[i] for i in range(ent.start, ent.end) if i in starts]
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
