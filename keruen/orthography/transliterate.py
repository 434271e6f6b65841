"""Cyrillic Kazakh and Karakalpak written in Arabic script and in the Latin orthographies.

Only this way round: Cyrillic to Latin is a function and Cyrillic to Arabic nearly one, the ways
back are ambiguous. Every source character maps to a piece of the target, so offsets can be carried
over. Letter tables stand in `transliteration.json`; what depends on neighbours stands here.
"""
import re
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Iterable, Literal, NamedTuple, get_args
from zlib import crc32

import srsly

from .skeleton import one_script

Target = Literal[
    "Arab", "Arab-CN", "Latn-2017", "Latn-2018", "Latn-2021", "Latn-QazAqparat", "Latn-kaa-2009", "Latn-kaa-2016"
]
TARGETS: tuple[str, ...] = get_args(Target)


class Habits(NamedTuple):
    """How a newsroom departs from the rules of its orthography. Rates are shares, 0 to 1, of the places
    where the habit applies; the same word takes the same form throughout a seed.

    spaced_initials: `БҰҰ` is `ب ۇ ۇ`, `ЕО-дан` is `ە و- دان` (Arabic only).
    spaced_year: `2024-жылы` is `2024 -جىلى` (Arabic only).
    spaced_hyphen: `сауда-экономикалық` is `ساۋدا- ەكونوميكالىق` (Arabic only).
    dropped_hamza: a word that the rule gives a hamza goes without (Arabic only).
    hamza: the hamza, U+0621 or U+0674 (Arabic only).
    keyboard: letters that the keyboard writes otherwise, in pairs: `كکيیەه` (Arabic only).
    long_iy: ий at the end of a word is يي and not ي (Arabic only).
    comma: the comma of running text, `،` or `,` (Arabic only). Decimal commas stay.
    digits: the ten digits, from 0 to 9.
    apostrophe: the mark of `a'`, `s'` (Latin of 2017 and Karakalpak of 2009 only).
    """

    spaced_initials: float = 0.0
    spaced_year: float = 0.0
    spaced_hyphen: float = 0.0
    dropped_hamza: float = 0.0
    long_iy: float = 0.0
    hamza: str = "ء"
    keyboard: str = ""
    comma: str = "،"
    digits: str = "0123456789"
    apostrophe: str = "'"


KAZINFORM = Habits(spaced_initials=0.95, spaced_year=0.6, spaced_hyphen=0.45, dropped_hamza=0.03, long_iy=0.3)

_DATA = srsly.read_json(Path(__file__).with_name("transliteration.json"))
_ACRONYMS = frozenset(_DATA["acronyms"].split())
_PLAIN = Habits()

_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_WORD = re.compile(f"[A-Za-z]*[{_CYRILLIC}][{_CYRILLIC}A-Za-z]*")
_INITIALS = re.compile("([А-ЯЁӘҒҚҢӨҰҮҺІЎҲ]{2,5})([а-яәғқңөұүһіўҳ]*)")
_LOWER = re.compile("[а-яёәғқңөұүһіўҳ]")
_HEADLINE = re.compile(f"[^\n]*?[{_CYRILLIC}]{{2,}}[^\n]*?[{_CYRILLIC}]{{2,}}[^\n]*?[{_CYRILLIC}]{{2,}}[^\n]*")
_FRONT = re.compile("[әөүі]")
_NO_HAMZA = re.compile("[еэгкғқ]")
_VOWELS = frozenset("аәоөұүыіиэеяюё")
_ROMAN = re.compile("[ХІXVI]{2,}")
_ROMAN_LETTERS = str.maketrans("ХІ", "XI")
_MARK = re.compile("[,;?0-9]")
_HYPHEN_IN_WORD = re.compile(f"-(?=[{_CYRILLIC}])")
_YEAR_HYPHEN = re.compile(r"(?<=\d)-(?=[жЖ]ы)")
_BETWEEN_WORDS = re.compile(f"([{_CYRILLIC}]{{2,}})-([{_CYRILLIC}]{{2,}})")


class _Table(NamedTuple):
    letters: dict[str, str]
    punctuation: dict[str, str]
    capitals: dict[str, str]
    arabic: bool


def _table(name: str) -> _Table:
    entry = _DATA[name]
    letters = entry["letters"].split(" ")
    pairs = dict(zip(letters[::2], letters[1::2])) | {"ь": "", "ъ": ""}
    return _Table(pairs, entry.get("punctuation", {}), entry.get("capitals", {}), name.startswith("Arab"))


_TABLES = {name: _table(name) for name in TARGETS}


def _known(target: str) -> _Table:
    if target not in _TABLES:
        raise ValueError(f"Keruen knows no orthography {target!r}; the targets are {', '.join(TARGETS)}")
    return _TABLES[target]


def letters_of(orthography: Target, capitals: bool = False) -> dict[str, str]:
    """What an orthography writes for each Cyrillic letter, in the order of the table; or its own capitals, by themselves.

    RAISES (ValueError): if the orthography is none of `TARGETS`.
    """
    table = _known(orthography)
    return {capital: small for small, capital in table.capitals.items()} if capitals else table.letters


def transliterate(text: str, to: Target = "Arab", seed: int = 0, **habits) -> str:
    """Write Cyrillic Kazakh or Karakalpak in another orthography.

    text (str): a word or a whole document; what is not Cyrillic stays, save punctuation and digits.
    to (str): one of `TARGETS`.
    seed (int): decides which places take a habit whose rate is between 0 and 1.
    habits: fields of `Habits`; without them the orthography's own rules hold.
        `**KAZINFORM._asdict()` writes as KazInform does.
    RETURNS (str): the text in that orthography, the same for the same arguments.
    RAISES (ValueError): if `to` is none of `TARGETS`.
    """
    return "".join(_pieces(text, to, seed, Habits(**habits)))


def transliterate_spans(
    text: str, spans: Iterable[tuple[int, int]], to: Target = "Arab", seed: int = 0, **habits
) -> tuple[str, list[tuple[int, int]]]:
    """`transliterate`, and where (start, end) spans of the text stand in the result.

    RETURNS (tuple): the new text and the spans in it, in the order given.
    RAISES (ValueError): if `to` is none of `TARGETS`.
    """
    pieces = _pieces(text, to, seed, Habits(**habits))
    offsets = [0, *accumulate(map(len, pieces))]
    moved = []
    for start, end in spans:
        new_start = offsets[start]
        if start < end:  # a space that a habit puts before a character is no part of the span
            piece = pieces[start]
            new_start += len(piece) - len(piece.lstrip())
        new_end = offsets[end]
        if start < end and not text[end - 1].isspace():
            piece = pieces[end - 1]
            new_end -= len(piece) - len(piece.rstrip())
        moved.append((min(new_start, new_end), new_end))
    return "".join(pieces), moved


def _pieces(text: str, to: str, seed: int, habits: Habits) -> list[str]:
    """What each character of the text becomes."""
    table = _known(to)
    pieces: list[str] = []
    pos = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if pos < start:
            pieces.extend(text[pos:start])
        pieces.extend(_word(match.group(), to, seed, habits))
        pos = end
    pieces.extend(text[pos:])
    if table.punctuation or habits.digits != _PLAIN.digits:
        _marks(text, pieces, table, habits)
    if table.arabic:
        if habits.spaced_initials:
            _space_initials(text, pieces, to, seed, habits)
        if habits.spaced_year or habits.spaced_hyphen:
            _space_hyphens(text, pieces, seed, habits)
    return pieces


@lru_cache(maxsize=1 << 16)
def _word(word: str, to: str, seed: int, habits: Habits) -> tuple[str, ...]:
    table = _TABLES[to]
    if _ROMAN.fullmatch(word):
        return tuple(word.translate(_ROMAN_LETTERS))
    word = one_script(word)
    return _arabic(word, table, to, seed, habits) if table.arabic else _latin(word, table, habits)


def _latin(word: str, table: _Table, habits: Habits) -> tuple[str, ...]:
    all_caps = len(word) > 1 and word.isupper()
    pieces = []
    for char in word:
        lower = char.lower()
        piece = table.letters.get(lower, char)
        if lower != char and piece and piece != char:
            first = table.capitals.get(piece[0], piece[0].upper())
            rest = piece[1:]
            piece = first + (rest.upper() if all_caps else rest)
        pieces.append(piece.replace("'", habits.apostrophe) if "'" in piece else piece)
    return tuple(pieces)


def _arabic(word: str, table: _Table, to: str, seed: int, habits: Habits) -> tuple[str, ...]:
    lower = word.lower()
    pieces = []
    before = ""
    for i, char in enumerate(lower):
        piece = table.letters.get(char, word[i])
        if char == "е" and before in _VOWELS and before != "и":
            piece = "يە"
        elif char in "яюё" and before and before in "ий":
            piece = piece[1:]
        elif char == "и" and to == "Arab-CN" and lower[i + 1 : i + 2] in ("ы", "і") and before not in _VOWELS:
            piece = "ىي"
        elif char == "й" and before == "и" and i == len(lower) - 1:
            piece = "ي" if _takes(habits.long_iy, seed, "iy", lower) else ""
        pieces.append(piece)
        before = char
    if _FRONT.search(lower) and not _NO_HAMZA.search(lower):
        if not _takes(habits.dropped_hamza, seed, "hamza", lower):
            pieces[0] = habits.hamza + pieces[0]
    if habits.keyboard:
        swaps = str.maketrans(habits.keyboard[::2], habits.keyboard[1::2])
        pieces = [piece.translate(swaps) for piece in pieces]
    return tuple(pieces)


def _takes(rate: float, seed: int, habit: str, word: str) -> bool:
    """Whether a word takes a habit: a fixed draw for each seed, habit and word."""
    if rate <= 0.0 or rate >= 1.0:
        return rate >= 1.0
    return crc32(f"{seed}\t{habit}\t{word}".encode("utf8", "surrogatepass")) < rate * (1 << 32)


def _marks(text: str, pieces: list[str], table: _Table, habits: Habits) -> None:
    marks = table.punctuation | dict(zip("0123456789", habits.digits))
    if table.arabic:
        marks[","] = habits.comma
    for match in _MARK.finditer(text):
        i = match.start()
        char = text[i]
        if char == "," and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit():
            continue
        pieces[i] = marks.get(char, char)


def _space_initials(text: str, pieces: list[str], to: str, seed: int, habits: Habits) -> None:
    """Abbreviations in capitals: a space between the letters, and after the hyphen that follows them."""
    for line in re.finditer("[^\n]+", text):
        if not _LOWER.search(line.group()) and _HEADLINE.fullmatch(line.group()):
            continue
        for match in _WORD.finditer(text, *line.span()):
            found = _INITIALS.fullmatch(match.group())
            if not found or found[1] in _ACRONYMS or _ROMAN.fullmatch(found[1]):
                continue
            if not _takes(habits.spaced_initials, seed, "initials", found[1]):
                continue
            start, end = match.span()
            stop = start + len(found[1])
            for i in range(start, stop):
                pieces[i] = " " * (i > start) + "".join(_word(text[i], to, seed, habits))
            if found[2]:
                suffix = _word(found[2], to, seed, habits)
                pieces[stop:end] = ["- " + suffix[0], *suffix[1:]]
            elif _HYPHEN_IN_WORD.match(text, end):
                pieces[end] = "- "


def _space_hyphens(text: str, pieces: list[str], seed: int, habits: Habits) -> None:
    for match in _YEAR_HYPHEN.finditer(text):
        number = text[max(0, match.start() - 4) : match.start()]
        if _takes(habits.spaced_year, seed, "year", number):
            pieces[match.start()] = " -"
    for match in _BETWEEN_WORDS.finditer(text):
        if _takes(habits.spaced_hyphen, seed, "hyphen", match.group().lower()):
            pieces[match.end(1)] = "- "
