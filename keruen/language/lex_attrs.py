"""Lexical attributes that are the same in every script."""
import unicodedata
from pathlib import Path

import srsly
from spacy.attrs import IS_CURRENCY, IS_STOP, LIKE_NUM, NORM, PREFIX, SHAPE, SUFFIX

from ..numerals import like_num
from ..orthography import skeleton
from ..vocabulary import Lexicon, read

AFFIX_LENGTH = 3

_CURRENCIES = read("currencies")
CURRENCY_WORDS = Lexicon((name, True) for row in _CURRENCIES["words"] for name in row["names"].split())
CURRENCY_CODES = frozenset(_CURRENCIES["codes"].split())
STOP_WORDS = {
    lang: frozenset(words)
    for lang, words in srsly.read_json(Path(__file__).parent / "data" / "stop_words.json").items()
}
_STOP_NORMS = frozenset(skeleton(word) for words in STOP_WORDS.values() for word in words)


def norm(word: str) -> str:
    """The skeleton, less the full stop of an abbreviation (`млн.` is `mln`)."""
    folded = skeleton(word)
    if len(folded) > 1 and folded[-1] == "." and folded[0] != ".":
        return folded[:-1]
    return folded


def prefix(word: str) -> str:
    return norm(word)[:AFFIX_LENGTH]


def suffix(word: str) -> str:
    return norm(word)[-AFFIX_LENGTH:]


def shape(word: str) -> str:
    """X upper case, x lower case, a a letter of a script without case, d a digit; runs cut at four."""
    out = []
    run = 0
    for char in unicodedata.normalize("NFKC", word):
        if char.isalpha():
            kind = "X" if char.isupper() else "x" if char.islower() else "a"
        elif char.isdigit():
            kind = "d"
        elif unicodedata.category(char) in ("Mn", "Cf", "Lm"):
            continue
        else:
            kind = skeleton(char)
        run = run + 1 if out and out[-1] == kind else 1
        if run <= 4:
            out.append(kind)
    return "".join(out)


def is_currency(word: str) -> bool:
    """A currency sign, an ISO 4217 code in capitals, or a currency's name in any script and case."""
    if not word:
        return False
    if all(unicodedata.category(char) == "Sc" for char in word):
        return True
    return word in CURRENCY_CODES or CURRENCY_WORDS.word(norm(word)) is not None


def is_stop(word: str) -> bool:
    """A stop word of either language in any script: one model reads both."""
    return norm(word) in _STOP_NORMS


LEX_ATTRS = {
    NORM: norm, PREFIX: prefix, SUFFIX: suffix, SHAPE: shape,
    LIKE_NUM: like_num, IS_CURRENCY: is_currency, IS_STOP: is_stop,
}  # fmt: skip
