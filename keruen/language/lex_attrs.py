"""Lexical attributes that are the same in every script."""
import unicodedata

from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX

from ..orthography import skeleton

AFFIX_LENGTH = 3


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


LEX_ATTRS = {NORM: norm, PREFIX: prefix, SUFFIX: suffix, SHAPE: shape}
