"""The home country of an article: the one that `еліміз`, `біз` and `отандық` name."""
from collections import Counter
from typing import Optional

from .. import places, vocabulary
from ..language.words import Remembered, texts_of
from .cues import lexicon
from .passage import Passage
from .verbs import opener

DATA = vocabulary.read("flow_parties")["homes"]
REACH = 2000
OPENING = 60
OPENING_WORDS, CLEARLY = 150, 3
LETTERS: dict[str, str] = DATA["letters"]
LANGUAGES: dict[str, str] = DATA["languages"]
CURRENCIES: dict[str, str] = DATA["currencies"]
PRESS = frozenset(DATA["press"])
MARKERS = {lang: lexicon(words) for lang, words in DATA["markers"].items()}
WORDS = {code: lexicon(words) for code, words in DATA["words"].items()}
AGENCIES = {code: lexicon(names) for code, names in DATA["agencies"].items()}
_opens_agency = opener(*AGENCIES.values())


def home_of(passage: Passage) -> str:
    """The country of an article's publisher: Uzbekistan for Karakalpak text; for Kazakh text that of the agency named in its
    opening, else China where the words or the dates are those that only its Kazakh press writes (`Жұңго`, `9-айдың
    10-күні`), else a neighbour with a Kazakh press that is named twice where Kazakhstan never is, else the country whose
    money alone of all homes is named twice, or once with it among the two countries most named, else Kazakhstan."""
    lang = (passage.doc.user_data.get("meta") or {}).get("lang")
    told = Counter(name for names in filter(None, map(_told.__getitem__, passage.norms[:REACH])) for name in names)
    if lang not in LANGUAGES:
        lang = _by_letters(passage) or max(LANGUAGES, key=told.__getitem__)
    if lang != "kk":
        return LANGUAGES[lang]
    agency = _agency(passage)
    if agency is not None:
        return agency
    paid = Counter(ent._.currency for ent in passage.ents if ent.label_ == "MONEY" and ent._.currency in CURRENCIES)
    if (told["CN"] or _dates_as_in_china(passage)) and not (paid["KZT"] and paid["KZT"] >= paid["CNY"]):
        return "CN"
    abroad = _press_abroad(passage)
    if abroad is not None:
        return abroad
    homes = {CURRENCIES[currency] for currency in paid}
    if len(homes) == 1 and (paid.total() > 1 or homes <= _most_named(passage)):
        return homes.pop()
    return LANGUAGES[lang]


def _by_letters(passage: Passage) -> Optional[str]:
    """The language that letters tell which only one of the two writes; None where they are in balance."""
    text = "".join(texts_of(passage.doc)[:OPENING_WORDS]).lower()
    counts = {lang: sum(map(text.count, letters)) for lang, letters in LETTERS.items()}
    (first, most), (_, less) = sorted(counts.items(), key=lambda item: -item[1])
    return first if most > CLEARLY * less + CLEARLY else None


def _press_abroad(passage: Passage) -> Optional[str]:
    """A neighbour with a Kazakh press of its own that an article names twice or more, where it never names Kazakhstan."""
    named = Counter(ent.kb_id_ for ent in passage.ents if ent.kb_id_ in PRESS)
    (code, count), *_ = named.most_common(1) or [("", 0)]
    if count < 2 or any(ent.kb_id_ == "KZ" for ent in passage.ents):
        return None
    return None if any(places.demonym(norm) == "KZ" for norm in set(passage.masked)) else code


def _most_named(passage: Passage) -> set[str]:
    """The two countries that an article names most."""
    named = Counter(ent.kb_id_ for ent in passage.ents if ent.label_ == "GPE" and ent.kb_id_)
    return {code for code, _ in named.most_common(2)}


def _tells(norm: str) -> tuple[str, ...]:
    """The languages, and the countries, that a word is a sign of."""
    tables = {**MARKERS, **WORDS}
    return tuple(name for name, words in tables.items() if words.word(norm) is not None)


_told = Remembered(_tells)


def _agency(passage: Passage) -> Optional[str]:
    """The country of the one agency that the opening of an article names."""
    opening = passage.norms[:OPENING]
    places = [i for i, norm in enumerate(opening) if _opens_agency(norm)]
    found = {code for code, names in AGENCIES.items() for i in places if names.longest(opening, i)}
    return found.pop() if len(found) == 1 else None


def _dates_as_in_china(passage: Passage) -> bool:
    norms = passage.norms[:REACH]
    numbered = (i for i, norm in enumerate(norms[:-4]) if norm == "aidin") if "aidin" in norms else ()
    return any(
        i > 1 and norms[i - 1] == "-" and norms[i - 2].isdigit() and norms[i + 1].isdigit() and norms[i + 2] == "-"
        for i in numbered
    )
