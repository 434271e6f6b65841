"""Numbers in digits and words, in every script, as exact decimals.

A numeral is read off norms (skeletons): `2,5 млн`, `бір миллиард екі жүз мың`, `еки ярым миллион`,
`он бір бүтін оннан сегіз`, `бір де екі миллиард`, `жарты миллион`, `5-ші`, `жиырма алтыншы`. Its parts
stand in descending order: `2 млрд 310 млн` is one numeral, `бес он` are two.
"""
import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple, Optional, Sequence

from .orthography import skeleton
from .vocabulary import Lexicon
from .vocabulary import read as read_data

MOST = Decimal(10) ** 18
ONE = Decimal(1)
UNREADABLE = Decimal("NaN")
FORMS = ("", "abl", "dat", "equative")
ORDINAL = "ordinal"
CACHE_SIZE = 1 << 16

DATA = read_data("numerals")
_SCALES = read_data("scales")
_SCALE_WORDS = Lexicon(
    (name, Decimal(10 ** int(power))) for power, names in _SCALES["anywhere"].items() for name in names.split()
)
_ORDINAL_ENDINGS = [skeleton(ending) for ending in DATA["ordinal"].split()]
ORDINAL_SUFFIXES = frozenset(skeleton(ending) for ending in DATA["ordinal_after_digits"].split())

_DIGITS = re.compile(r"\d{1,18}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(\.)\d{3}(?:\.\d{3}){0,5}(?:,\d{1,9})?|(,)\d{3}(?:,\d{3}){0,5}(?:\.\d{1,9})?)")
_DECIMAL = re.compile(r"(\d{1,18})[.,](\d{1,9})")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_FRACTION = re.compile(r"\d{1,9}/[1-9]\d{0,8}")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_PIECES = re.compile(r"[^\s\-‐-―−]+|[-‐-―−]")


class Word(NamedTuple):
    """One word of a numeral.

    kind: digits, unit, ten, hundred, scale, half (a fraction that stands as a word), whole (бүтін) or
    point (де). form: its case, "ordinal" or "". decimal: what digits such as `1,234` say before a scale.
    """

    kind: str
    value: Decimal
    form: str = ""
    decimal: Optional[Decimal] = None
    alone: bool = True


class Numeral(NamedTuple):
    """A number read off norms[start:end].

    value: exact; NaN for what looks like a number and is none (`0,0,0`, a thousand digits, beyond `MOST`).
    form: case of its last word, "ordinal" or "". unit: its (first) scale, 1 where it has none. decimal: the
    number before that scale. hundreds: that number is a unit times a hundred (`үш жүз`).
    """

    start: int
    end: int
    value: Decimal
    form: str
    unit: Decimal
    decimal: Decimal
    hundreds: bool


def _lexicon() -> Lexicon:
    entries: dict[str, tuple[str, Decimal, str, bool]] = {}
    for kind in ("unit", "ten", "hundred"):
        for name, value in DATA[kind].items():
            entries[skeleton(name)] = (kind, Decimal(value), "", True)
    for where in ("anywhere", "after_digits"):
        for power, names in _SCALES[where].items():
            for name in names.split():
                entries[skeleton(name)] = ("scale", Decimal(10 ** int(power)), "", where == "anywhere")
    for name, (kind, value, _, alone) in list(entries.items()):
        for ending in _ORDINAL_ENDINGS if alone else ():
            entries[skeleton(name + ending)] = (kind, value, ORDINAL, True)
    for kind in ("half", "whole", "point"):
        for name, value in DATA[kind].items():
            entries[skeleton(name)] = (kind, Decimal(value), "", True)
    return Lexicon(entries)


_WORDS = _lexicon()
_memo: dict[str, Optional[Word]] = {}


def word(norm: str) -> Optional[Word]:
    """Look up one word of a numeral by its skeleton: digits, or a listed word, bare, ordinal or in a case.

    RETURNS (Word): None where it is no number. Digits that make no number have the value NaN.
    """
    try:
        return _memo[norm]
    except KeyError:
        if len(_memo) > CACHE_SIZE:
            _memo.clear()
        _memo[norm] = found = _word(norm)
        return found


def _word(norm: str) -> Optional[Word]:
    if norm[:1].isdigit():
        return _digits(norm)
    found = _WORDS.word(norm)
    if found is None:
        return None
    (kind, value, form, alone), ending = found
    if form == ORDINAL:
        return Word(kind, value, form)
    if ending.case not in FORMS or ending.possessive or ending.plural:
        return None
    if ending.case and kind in ("half", "whole", "point"):
        return None
    if ending.case == "equative" and kind not in ("hundred", "scale"):
        return None
    return Word(kind, value, ending.case, alone=alone)


def _digits(norm: str) -> Word:
    """Grouped digits, decimals by comma or point. `1,234` is 1234, and 1.234 before a scale."""
    grouped = _GROUPED.fullmatch(norm)
    if grouped:
        mark = grouped.group(1) or grouped.group(2)
        value = Decimal(norm.replace(mark, "").replace(",", "."))
        decimal = Decimal(norm.replace(",", ".")) if _AMBIGUOUS.fullmatch(norm) else value
    elif _DIGITS.fullmatch(norm) or _DECIMAL.fullmatch(norm):
        value = decimal = Decimal(norm.replace(",", "."))
    else:
        value = decimal = UNREADABLE
    return Word("digits", value, decimal=decimal)


def read(norms: Sequence[str], start: int = 0) -> Optional[Numeral]:
    """Read the longest numeral that begins at `start`.

    norms (Sequence[str]): skeletons of consecutive tokens.
    RETURNS (Numeral): None where none begins.
    """
    first = part = _part(norms, start, opening=True)
    if first is None:
        return None
    total, end = first.value, first.end
    while not part.form and part.floor > 1 and part.whole:
        part = _part(norms, end, opening=False, below=part.floor)
        if part is None:
            break
        total, end = total + part.value, part.end
        first = first._replace(form=part.form)
    if total.is_nan() or total > MOST:
        total = UNREADABLE
    return Numeral(start, end, total, first.form, first.unit, first.decimal, first.hundreds)


class _Part(NamedTuple):
    """A number below its scale, and the scale: value = number × unit. floor: its last scale."""

    end: int
    value: Decimal
    form: str
    unit: Decimal
    floor: Decimal
    decimal: Decimal
    hundreds: bool
    whole: bool


def _part(norms: Sequence[str], start: int, opening: bool, below: Decimal = MOST) -> Optional[_Part]:
    group = _group(norms, start)
    if group is None:
        found = _at(norms, start)
        if not opening or found is None or found.kind != "scale" or not found.alone:
            return None
        group = _Group(start, ONE, ONE)
    end, value, decimal, form, hundreds = group
    unit = floor = ONE
    while not form:
        scale = _at(norms, end)
        if scale is None or scale.kind != "scale" or scale.value <= floor:
            break
        if not scale.alone and not norms[end - 1][:1].isdigit():
            break
        unit, floor, form, end = unit * scale.value, scale.value, scale.form, end + 1
    if floor > 1:
        value = decimal * unit
        half = None if form else _at(norms, end)
        if half is not None and half.kind == "half":
            value, end = value + half.value * floor, end + 1
    whole = value == value.to_integral_value() and decimal == decimal.to_integral_value()
    if not opening and (value.is_nan() or value >= below):
        return None
    return _Part(end, value, form, unit, floor, decimal, hundreds, whole)


class _Group(NamedTuple):
    """A number without its scale. decimal: how it reads before a scale. hundreds: it is a unit times a hundred."""

    end: int
    value: Decimal
    decimal: Decimal
    form: str = ""
    hundreds: bool = False


def _group(norms: Sequence[str], start: int) -> Optional[_Group]:
    found = _at(norms, start)
    if found is None:
        return None
    if found.kind == "half":
        scale = _at(norms, start + 1)
        if scale is not None and scale.kind == "scale":
            return _Group(start + 1, found.value, found.value)
        return None
    group = _digits_group(norms, start, found) if found.kind == "digits" else _cardinal(norms, start, found)
    if group is None or group.form or group.value != group.value.to_integral_value():
        return group
    after = _at(norms, group.end)
    if after is None:
        return group
    if after.kind == "half":
        value = group.value + after.value
        return _Group(group.end + 1, value, value)
    if after.kind in ("whole", "point"):
        return _fraction(norms, group, after.kind) or group
    return group


def _digits_group(norms: Sequence[str], start: int, found: Word) -> _Group:
    end = start + 1
    if norms[end : end + 1] == ["-"] and end + 1 < len(norms) and norms[end + 1] in ORDINAL_SUFFIXES:
        return _Group(end + 2, found.value, found.value, ORDINAL)
    after = _at(norms, end)
    if after is not None and after.kind == "hundred" and found.value in _UNITS:
        value = found.value * after.value
        return _Group(end + 1, value, value, after.form, True)
    return _Group(end, found.value, found.decimal)


def _cardinal(norms: Sequence[str], start: int, found: Optional[Word]) -> Optional[_Group]:
    """A number below a thousand in words: [unit] hundred [ten] [unit]."""
    if found is None or found.kind not in ("unit", "ten", "hundred"):
        return None
    end, value, form, hundreds = start + 1, found.value, found.form, False
    kind = found.kind
    if kind == "unit" and value and not form:
        after = _at(norms, end)
        if after is not None and after.kind == "hundred":
            kind, value, form, hundreds, end = "hundred", value * after.value, after.form, True, end + 1
    for lower in _BELOW[kind]:
        after = None if form else _at(norms, end)
        if after is not None and after.kind == lower and after.value:
            value, form, hundreds, end = value + after.value, after.form, False, end + 1
    return _Group(end, value, value, form, hundreds)


def _fraction(norms: Sequence[str], group: _Group, kind: str) -> Optional[_Group]:
    """`бір бүтін оннан екі`, `бір бүтін екі`, and before a scale `бір де екі`."""
    start = group.end + 1
    found = _at(norms, start)
    if found is None:
        return None
    power = None
    if kind == "whole" and found.form == "abl" and found.value in _DENOMINATORS:
        power, start = found.value, start + 1
        found = _at(norms, start)
    tail = _cardinal(norms, start, found)
    if tail is None and found is not None and found.kind == "digits" and found.value == found.value.to_integral_value():
        tail = _Group(start + 1, found.value, found.value)
    if tail is None or tail.form == ORDINAL:
        return None
    if kind == "point":
        scale = _at(norms, tail.end)
        if tail.form or scale is None or scale.kind != "scale":
            return None
    power = power or Decimal(10 ** len(str(tail.value)))
    if tail.value >= power:
        return None
    value = group.value + tail.value / power
    return _Group(tail.end, value, value, tail.form)


def _at(norms: Sequence[str], i: int) -> Optional[Word]:
    return word(norms[i]) if i < len(norms) else None


_BELOW = {"hundred": ("ten", "unit"), "ten": ("unit",), "unit": ()}
_UNITS = frozenset(map(Decimal, range(1, 10)))
_DENOMINATORS = frozenset(Decimal(10**power) for power in (1, 2, 3, 6))


def parse(text: str) -> Optional[Decimal]:
    """The number that a text is from end to end: `жүз отыз мың`, `1 234,5`, `жиырма алтыншы`.

    RETURNS (Decimal): its exact value, or None.
    """
    norms = [skeleton(piece.rstrip(".") or piece) for piece in _PIECES.findall(_GROUPS.sub("", text))]
    found = read(norms) if norms else None
    if found is None or found.end < len(norms) or found.value.is_nan():
        return None
    return found.value


def inflected_scale(norm: str) -> Optional[Decimal]:
    """A scale in a case that numerals don't take: the last word of `$918 миллионды`."""
    found = _SCALE_WORDS.word(norm)
    return found[0] if found and found[1].case in ("acc", "gen", "ins", "loc", "lik") else None


def like_num(text: str) -> bool:
    """Whether a token is a number: digits, a fraction, a number word or an ordinal, in any script or case."""
    folded = skeleton(text)
    if _FRACTION.fullmatch(folded) or len(text) == 1 and unicodedata.category(text) == "No":
        return True
    number, hyphen, suffix = folded.partition("-")
    if hyphen and suffix not in ORDINAL_SUFFIXES:
        return False
    found = word(number.rstrip(".") or number)
    return found is not None and found.alone and found.kind not in ("whole", "point") and not found.value.is_nan()
