"""What words say of names: the lists that hold them, and the nouns that institutions are called by."""

import re
from functools import lru_cache
from typing import Iterable, Iterator, Optional

from spacy.tokens import Doc, Span, Token

from ..features import initials_of, lists_of
from ..language.tokenizer import SITES
from ..language.words import Remembered
from ..orthography import script_of, skeleton
from ..places import gazetteer
from ..vocabulary import Ending, Lexicon, is_everyday, phrase_norms, read, stems

LABEL_ORG, LABEL_PERSON = "ORG", "PERSON"
QUOTE = '"'
HYPHEN = "-"
PAIRING = frozenset(phrase_norms("мен бен пен және менен бенен пенен ҳәм"))
EDGES = frozenset(("-", ",", ";", ":", "\\", "/", "|", "•", "*", "□", "[", "]", "<", ">", "="))
GIVEN, SURNAMES = ("given",), ("surname", "like a surname")
ANY_NAME = ("given", "given?", "surname", "surname?")
ARTICLE, HONOUR = skeleton("әл"), skeleton("атындағы")
CHILD: Lexicon[bool] = Lexicon(dict.fromkeys(("ұлы", "қызы"), True))
LONGEST_COUNTRY = 6
LAST_LATIN = "\u024f"
SHORTEST_SURNAME, SHORTEST_PATRONYMIC, SHORTEST_NAME = 5, 7, 5


@lru_cache(maxsize=1)
def _heads() -> dict[str, Lexicon]:
    listed = read("institutions")
    every = (head for heads in listed["heads"].values() for head in heads)
    state, short, ruling = listed["heads"]["government"], listed["short_heads"], listed["ruling"]
    kinds = {"any": every, "state": state, "short": short, "ruling": ruling}
    kinds |= {"office": listed["offices"], "media": listed["media"]}
    return {name: Lexicon(dict.fromkeys(heads, name)) for name, heads in kinds.items()}


def head(token: Token, kind: str = "any") -> Optional[Ending]:
    """The ending of a word that heads names of institutions, or None.

    kind (str): "any"; "state" for bodies of a state; "ruling" for governments and parliaments; "short" for the nouns
        and legal forms that follow a name in quotation marks; "office" for those of a region or town; "media" for papers,
        channels and agencies.
    """
    return head_of(token.norm_, kind)


def head_of(norm: str, kind: str = "any") -> Optional[Ending]:
    """See `head`; for the skeleton of a word."""
    found = _heads()[kind].word(norm)
    return found[1] if found else None


def ends_in_head(norms: list[str]) -> bool:
    """Whether the last word or the last two head names of institutions (`темір жолы`)."""
    if head_of(norms[-1]) is not None:
        return True
    hit = _heads()["any"].longest(norms[-2:])
    return hit is not None and hit.end == 2


def _bodies() -> Iterator[str]:
    """The names of known bodies and of unions of states."""
    yield from read("institutions")["names"]
    for names in read("blocs").values():
        yield from names


@lru_cache(maxsize=1)
def listed_bodies() -> Lexicon[bool]:
    """Known bodies and unions of states, of several words or of one that is not too short to be another word's stem."""
    return Lexicon((name, True) for name in _bodies() if " " in name or len(skeleton(name)) >= SHORTEST_NAME)


def is_listed_body(norms: list[str], start: int, end: int) -> bool:
    """Whether a stretch of a document's norms is the name of a known body, in any case."""
    hit = listed_bodies().longest(norms[start:end])
    return hit is not None and hit.end == end - start


@lru_cache(maxsize=8)
def words_of(section: str) -> Lexicon[bool]:
    """The words and names of a section of `vocabulary/institutions.json`: "names_ambiguous", which may be bodies (`Ақ үй`);
    "officers", who speak for one; "no_bodies", the nouns of things (`жоба`, `кен орны`) after names in quotation marks;
    "no_body_words", no body's though a capital begins them (`Конституция`, `ҰБТ`); "networks" (`Telegram`); "embassies"."""
    return Lexicon((name, True) for name in read("institutions")[section])


def maybe_body_end(norms: list[str], i: int) -> int:
    """The end of a name that may be a body's and begins at i, where an officer of it follows; or 0."""
    hit = words_of("names_ambiguous").longest(norms[i : i + LONGEST_COUNTRY])
    end = i + hit.end if hit is not None else 0
    return end if end and end < len(norms) and words_of("officers").word(norms[end]) is not None else 0


def may_be_body(norms: list[str]) -> bool:
    """Whether words are the name of a body that may be something else (`Ақ үй`)."""
    hit = words_of("names_ambiguous").longest(norms)
    return hit is not None and hit.end == len(norms)


@lru_cache(maxsize=1)
def international_bodies() -> Lexicon[bool]:
    """Those of two words and more, without the ones that each state has."""
    every = (name for name in _bodies() if " " in name)
    return Lexicon((name, True) for name in every if not _heads()["state"].word(phrase_norms(name)[-1]))


@lru_cache(maxsize=1)
def _leading() -> frozenset[str]:
    return frozenset(map(skeleton, read("names")["leading"].split()))


def leads(token: Token) -> bool:
    """Whether a word opens a sentence and no name (`Ал`, `Тіпті`, `Әріптесім`); `Әл` and `Al` open Arabic names."""
    norm = token.norm_
    return norm in _leading() and not (norm == ARTICLE and token.text[0] not in "Ааا")


@lru_cache(maxsize=1)
def _honours() -> Lexicon:
    return Lexicon(dict.fromkeys(read("names")["named_after"].split(), True))


def names_after(token: Token) -> bool:
    """Whether a word says that something bears the name before it (`атындағы`, `көшесі`)."""
    return _honours().word(token.norm_) is not None


@lru_cache(maxsize=1)
def _streets() -> Lexicon:
    return Lexicon(dict.fromkeys(read("names")["streets"].split(), True))


def names_street(token: Token) -> bool:
    """Whether a word says that the name before it is a street's (`көшесі`)."""
    found = _streets().word(token.norm_)
    return found is not None and found[1].possessive == "3"


@lru_cache(maxsize=1)
def _public() -> Lexicon:
    """Surnames of public figures that are no words and no places."""
    return Lexicon(dict.fromkeys(read("names")["known"].split(), True))


@lru_cache(maxsize=1 << 14)
def is_surname(norm: str) -> bool:
    """Whether a word is a surname wherever it is met: of a public figure, or by an ending that other words don't have
    (`Жақыпованың`), and no place (`Саратов`)."""
    if gazetteer().match([norm], 0) is not None:
        return False
    if _public().word(norm) is not None:
        return True
    bare = (stem for stem, ending in stems(norm) if not ending.possessive and ending.case not in ("lik", "adj"))
    return any(len(stem) >= SHORTEST_SURNAME and stem.endswith(_endings("sure_endings")) for stem in bare)


@lru_cache(maxsize=1 << 14)
def has_cased_surname(norm: str) -> bool:
    """Whether a word is the surname of a public figure with a case ending (`Трамптың`), after which no name goes on."""
    found = _public().word(norm)
    return found is not None and bool(found[1].case)


@lru_cache(maxsize=2)
def _endings(name: str) -> tuple[str, ...]:
    return tuple(map(skeleton, read("names")[name].split()))


@lru_cache(maxsize=1 << 12)
def is_patronymic(norm: str) -> bool:
    """Whether a word is a patronymic or a surname by its ending (`Жылқайдарұлы`)."""
    endings = _endings("patronymic_endings")
    return any(len(stem) >= SHORTEST_PATRONYMIC and stem.endswith(endings) for stem, _ in stems(norm))


@lru_cache(maxsize=1 << 14)
def is_given(norm: str) -> bool:
    """Whether a word is a given name that is nothing else, in any case but not possessed."""
    return any(is_listed(stem, GIVEN) for stem, ending in stems(norm) if not ending.possessive and not ending.plural)


@lru_cache(maxsize=1 << 15)
def is_listed(norm: str, lists: tuple[str, ...]) -> bool:
    held = f" {lists_of(norm)} "
    return any(f" {name} " in held for name in lists)


def in_list(token: Token, lists: tuple[str, ...]) -> bool:
    """Whether a word may be a name of a list: it is there, and not written small."""
    return is_listed(token.norm_, lists) and token.is_alpha and not token.text[0].islower()


def is_common(token: Token) -> bool:
    """Whether an everyday word is no name where it stands: written small, or in Arabic letters and in no list of names."""
    norm = token.norm_
    if not is_everyday(norm) or is_listed(norm, ANY_NAME):
        return False
    return token.text[0].islower() or script_of(token.text) == "Arab"


CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d")
ADJECTIVE = re.compile("[ae]uli")  # `шектеулі`, `бояулы` beside `Ермекұлы`
SITE = re.compile(rf"[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(map(skeleton, SITES.split('|')))})")  # `fastçesk.kz`, `hinhua.som`
SIGNS = (
    "initials", "body", "ruling", "given", "surname", "site", "office", "media", "maybe body", "child", "patronymic",
    "clock", "quote",
)  # fmt: skip


def _signs(norm: str) -> tuple[str, ...]:
    """What a word may begin or be, of `SIGNS`."""
    ending = head_of(norm, "ruling")
    office = head_of(norm, "office")
    media = head_of(norm, "media")
    holds = {
        "initials": initials_of(norm),
        "body": norm and listed_bodies().opens(norm),
        "ruling": ending is not None and ending.possessive == "3" and not ending.plural,
        "given": is_listed(norm, GIVEN),
        "surname": is_surname(norm),
        "site": SITE.fullmatch(norm),
        "office": office is not None and (office.possessive == "3" or norm.endswith("i")),  # `музейі` is written as `музей`
        "media": media is not None and media.possessive == "3",
        "maybe body": words_of("names_ambiguous").opens(norm),
        "child": CHILD.word(norm),
        "patronymic": norm and is_patronymic(norm) and not (is_everyday(norm) or ADJECTIVE.search(norm)),
        "clock": CLOCK.fullmatch(norm),
        "quote": norm == QUOTE,
    }
    return tuple(name for name in SIGNS if holds[name])


_remembered = Remembered(_signs)


def signed(norms: list[str]) -> dict[str, list[int]]:
    """Where words stand that listed initials, a listed body, a ruling body of a country (its last word), a given name, a
    sure surname, a site's name or a word that may be a body may begin with, nouns of offices and media and words of a
    patronymic that a name may end with, patronymics of one word, times to the second, and quotation marks, in order."""
    found: dict[str, list[int]] = {name: [] for name in SIGNS}
    for i, signs in enumerate(map(_remembered.__getitem__, norms)):
        for name in signs:
            found[name].append(i)
    return found


def is_dash(doc: Doc, i: int) -> bool:
    """Whether a hyphen is a dash between words."""
    return doc[i].norm_ == HYPHEN and bool(doc[i].whitespace_) and bool(doc[i - 1].whitespace_)


def tokens_of(ents: Iterable[Span]) -> set[int]:
    """The indices of the tokens that entities hold."""
    found: set[int] = set()
    for ent in ents:
        found.update(range(ent.start, ent.end))
    return found


def words(span: Span) -> list[Token]:
    """The words of a span: no numbers and no punctuation."""
    return [token for token in span if token.norm_[0].isalpha()]


@lru_cache(maxsize=1 << 14)
def _country_end(norms: tuple[str, ...]) -> int:
    match = gazetteer().match(norms, 0)
    sense = match.senses[0] if match else None
    sure = sense is not None and sense.use in ("add", "initials") and sense.place is not None and sense.place.kind == "country"
    return match.end if sure else 0


def country(norms: list[str], i: int) -> int:
    """The index after the name of a country that begins at i, or 0."""
    end = _country_end(tuple(norms[i : i + LONGEST_COUNTRY]))
    return i + end if end else 0
