"""The table of places, what a name in it may mean, and how names are found in a row of tokens."""

from functools import lru_cache
from pathlib import Path
from typing import Iterable, NamedTuple, Optional, Sequence

from ..language.words import Remembered
from ..orthography import skeleton
from ..vocabulary import Ending, Lexicon, phrase_norms, read, stems
from ..vocabulary.endings import ENDINGS

TABLE = Path(__file__).parent.parent / "vocabulary" / "places.tsv"
AFTER_POSSESSIVE = ("nd", "na", "ne")
NOT_OF_A_NAME = ("lik", "adj", "equative")
LOOKAHEAD = 5
SHORTEST_CITY = 5  # letters of a city whose adjective is read
FAR_LARGER = 10


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
        self._sizes: dict[str, list[int]] = {}  # words of the names of several words, by the first, the longest first
        self._fronts: set[str] = set()  # names of several words, less the last
        self._words: dict[str, Optional[tuple[str, Ending]]] = {}
        for line in path.read_text(encoding="utf8").split("\n")[1:-1]:
            norms, _, row = line.partition("\t")
            if "\tadjective\t" in row:
                self._adjectives[norms] = row.split("\t")[3]
                continue
            self._rows[norms] = f"{self._rows[norms]}\n{row}" if norms in self._rows else row
            first, space, rest = norms.partition(" ")
            if space:
                size, sizes = rest.count(" ") + 2, self._sizes.setdefault(first, [])
                if size not in sizes:
                    sizes.append(size)
                    sizes.sort(reverse=True)
                self._fronts.add(norms.rpartition(" ")[0])
        self._senses = lru_cache(maxsize=1 << 13)(self._parse)
        self.opens = lru_cache(maxsize=1 << 16)(self._opens)
        self._adjective = lru_cache(maxsize=1 << 14)(self._read_adjective)
        self._whole_name = lru_cache(maxsize=1 << 14)(self._read_whole)
        words = read("place_words")
        self._generic = Lexicon(_listed(words.pop("generic")))
        words.pop("village")
        self._no_people = Lexicon(_listed({"": words.pop("no_people")}))
        self._modifiers = frozenset(skeleton(word) for word, _ in _listed({"": words.pop("modifier")}))
        self._heads = Lexicon(_listed(words))
        self._head = Remembered(self._read_head)

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
        return self._head[norm]

    def _read_head(self, norm: str) -> str:
        found = self._heads.word(norm)
        return found[0] if found and may_end_name(found[1]) else ""

    def is_generic(self, norm: str) -> bool:
        """Whether a word says what a place is (`қаласында`, `облысының`)."""
        found = self._generic.word(norm)
        return found is not None and may_end_name(found[1])

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
            if word and place and may_end_name(word[1]) and place.kind in _kinds(norms[noun], word[0]):
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
        if first in self._sizes:
            for size in self._sizes[first]:
                head = " ".join(norms[start : start + size - 1])
                if start + size > len(norms) or head not in self._fronts:
                    continue
                found = self._whole_name(head, norms[start + size - 1])
                if found is not None:
                    return start + size, *found
        found = self._known_word(first)
        return (start + 1, *found) if found else None

    def _read_whole(self, front: str, last: str) -> Optional[tuple[str, Ending]]:
        """A name of several words and its ending, by the words before the last and the last as it stands."""
        for stem, ending in stems(last):
            if f"{front} {stem}" in self._rows and may_end_name(ending):
                return f"{front} {stem}", ending
        return None

    def _opens(self, norm: str) -> bool:
        """Whether a name may begin with a word."""
        return norm in self._sizes or self._known_word(norm) is not None

    def _known_word(self, norm: str) -> Optional[tuple[str, Ending]]:
        try:
            return self._words[norm]
        except KeyError:
            if len(self._words) > 1 << 16:
                self._words.clear()
            self._words[norm] = found = self._word(norm)
            return found

    def _word(self, norm: str) -> Optional[tuple[str, Ending]]:
        """The reading whose name is best known: a country's before a reviewed name's before another's; among
        equals the longest (`Малинің` is of Мали, not of Малин; `Нигерияда` is in Нигерия)."""
        best, lowest = None, 3
        for stem, ending in stems(norm):
            if stem in self._rows and may_end_name(ending):
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
        """The code of a country's adjective or people; None for a word that only looks like a form of one (`тұрғыны`)."""
        return self._adjective(norm)

    def _read_adjective(self, norm: str) -> Optional[str]:
        if self._no_people.word(norm) is not None:
            return None
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
        """The code of a place whose adjective is read; a short name of a city is more often another word (`берли`)."""
        place = self._senses(norms)[0].place
        return place.code if place and (place.kind != "city" or len(norms) >= SHORTEST_CITY) else None


def _listed(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Words and the key that they stand under."""
    return [(word, key) for key, lines in table.items() for line in lines for word in line.split()]


def _kinds(norm: str, kind: str) -> tuple[str, ...]:
    """The kinds of place that a generic word may follow."""
    if kind == "country":
        return ("country", "region") if norm.startswith("respublika") else ("country",)
    return ("region", "district", "city")


def may_end_name(ending: Ending) -> bool:
    """Whether a name of one place may have an ending."""
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
    # what else the text is about chooses among countries, or among lesser places: no town near home outranks a country,
    # nor a city of many times its people (Bacău in Romania is no Baku)
    initials = match.senses[0].use == "initials"
    rivals = places
    if not initials:
        most = places[0].population if places else 0
        rivals = [place for place in places if place.kind == "country"] or [
            place for place in places if not place.population or place.population * FAR_LARGER >= most
        ]
    codes = {place.code for place in rivals}
    if len(codes) > 1:
        # in Kazakh ҚР is Kazakhstan whatever stands near it, in Karakalpak it may be Karakalpakstan
        home = codes.intersection(near) if not initials or lang == "kaa" else ()
        if len(home) == 1:
            places.sort(key=lambda place: (place not in rivals, place.code not in home))
        elif lang == "kaa":
            places.sort(key=lambda place: (place not in rivals, place.code != "UZ"))
    return places
