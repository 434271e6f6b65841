"""What each word may be in a date: one letter per token, out of `vocabulary/calendar.json`."""
import re
from operator import attrgetter
from typing import NamedTuple

from ..language.words import Remembered
from ..orthography import skeleton
from ..vocabulary import Ending, Lexicon, read
from ..vocabulary.endings import ENDINGS

CALENDAR = read("calendar")
NUMERALS = read("numerals")
NEVER_ALONE = tuple(map(skeleton, CALENDAR["months_never_alone"]))
SELDOM_ALONE = NEVER_ALONE + tuple(map(skeleton, CALENDAR["months_seldom_alone"]))


class Mark(NamedTuple):
    """A token's part in a date: the letter that patterns are written in, its value and its ending."""

    letter: str
    value: object = None
    case: str = ""
    possessive: str = ""
    plural: bool = False


NONE = Mark(".")
letter_of = attrgetter("letter")
# letter of each section of the data whose words have no endings
_FIXED = {
    "year_abbreviations": "j", "month_abbreviations": "L", "few": "x", "few_after_one": "X", "and_a_half": "l",
    "corresponding": "v", "working": "C", "by_the_calendar": "A", "new": "r", "rest": "Z",
    "breath": "U", "red": "m", "approximately": "G", "calculation": "E", "and": "&", "within": "i",
    "ago": "<", "until": ">", "every": "!", "each": "~", "before_our_era": "^", "even": "f",
}
_INFLECTED = {"months": "M", "seasons": "S", "weekdays": "W", "days": "b", "years": "B"}
_LISTED = {
    "edges": "e", "covers": "g", "spells": "T", "roads": "K", "programmes": "P", "nowadays": "N", "feasts": "O",
    "completions": "!",
}
_UNITS = {
    "year": "y", "month": "a", "week": "u", "day": "k", "day_and_night": "t", "century": "c", "decade": "D",
    "half": "H", "quarter": "Q", "ten_days": "h", "anniversary": "V", "day_of_month": "@",
}
_MARKS = {'"': '"', "-": "-", "/": "-", ",": ",", "(": "(", ")": ")", ".": "|", "!": "|", "?": "|", "...": "|"}
_VOWELS = "aeiou"
SEASON_CASES = {skeleton(season): frozenset(cases) for season, cases in CALENDAR["season_cases"].items()}
TAKING = frozenset(map(skeleton, CALENDAR["taking"]))  # of `дем алыс`
NINETY = skeleton("тоқсан")
SEASON = skeleton("маусым")  # June, and season
NUMBERS = {**NUMERALS["unit"], **NUMERALS["ten"], **NUMERALS["hundred"], "мың": 1000}


def _fixed() -> dict[str, Mark]:
    words = {text: Mark(letter) for text, letter in _MARKS.items()}
    for section, letter in _FIXED.items():
        values = CALENDAR[section]
        for word in values:
            words.setdefault(skeleton(word), Mark(letter, values[word] if isinstance(values, dict) else None))
    for word in NUMERALS["ordinal_after_digits"].split():
        words[skeleton(word)] = Mark("s")
    for word in CALENDAR["long"]:
        words[skeleton(word)] = Mark("+", word in CALENDAR["since"])
    for kind, relatives in CALENDAR["relative"].items():
        for word in relatives:
            words[skeleton(word)] = Mark("p", kind)
    return words


def _inflected() -> Lexicon:
    entries: list[tuple[str, tuple[str, object]]] = []
    for section, letter in _INFLECTED.items():
        entries += [(word, (letter, value)) for word, value in CALENDAR[section].items()]
    for section, letter in _LISTED.items():
        entries += [(word, (letter, None)) for word in CALENDAR[section]]
    entries += [(word, ("e", "half")) for word in CALENDAR["halves"]]
    entries += [(word, (letter, None)) for unit, letter in _UNITS.items() for word in CALENDAR["units"][unit]]
    entries += [(word, ("q" if skeleton(word) == NINETY else "w", value)) for word, value in NUMBERS.items()]
    entries += [(form, ("o", value)) for word, value in NUMBERS.items() for form in ordinals(word)]
    entries += [(word, (".", None)) for word in CALENDAR["other_words"]]
    return Lexicon(entries)


def ordinals(word: str) -> list[str]:
    """The ordinal of a number word as a skeleton: `besinşi` of `bes`."""
    stem = skeleton(word)
    return [stem + "nşi", stem + "inşi", stem + "sinşi"] if stem[-1] in _VOWELS else [stem + "inşi"]


_WORDS = _fixed()
_STEMS = _inflected()
_DECIMAL = re.compile(r"\d+[.,]\d+\Z")
_FULL = re.compile(r"\d{1,4}[./]\d{1,2}[./]\d{1,4}\Z")
_ROMAN = re.compile(r"[hiv]{1,8}\Z")


def mark(norm: str) -> Mark:
    """What a token may be in a date.

    norm (str): the token's skeleton.
    RETURNS (Mark): its letter is "." for a word that no date holds.
    """
    if norm[0].isdigit():
        return _number(norm)
    found = _WORDS.get(norm)
    if found is not None:
        return found
    if norm.isspace():
        return Mark("/" if "\n" in norm else " ")
    if _ROMAN.match(norm):
        return Mark("I" if norm == "i" else "R", None, *_ending(norm))
    entry = _STEMS.word(norm)
    if entry is not None:
        (letter, value), ending = entry
        if letter == "S" and ending.case == "adj":
            letter = "J"
        return Mark(letter, value, *ending)
    ending = _ending(norm)
    return Mark("z", None, *ending) if ending.case or ending.possessive else NONE


MARKS = Remembered(lambda norm: mark(norm) if norm else NONE)


def _ending(norm: str) -> Ending:
    return ENDINGS.get(norm, Ending())


def _number(norm: str) -> Mark:
    if norm.isdigit():
        value = int(norm) if len(norm) < 6 else None
        return Mark("d" if len(norm) < 3 else "Y" if len(norm) == 4 else "n", value)
    if _FULL.match(norm):
        return Mark("F", norm)
    return Mark("n") if _DECIMAL.match(norm) else NONE
