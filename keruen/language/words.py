"""The words of a document as strings, read once for the whole document.

spaCy makes a new object of each token and decodes its string anew whenever it is asked for. The components of a pipeline
ask for the same words one after the other, so those of the document asked for last are kept; nobody changes the lists.
"""

from typing import Callable, TypeVar

from spacy.attrs import NORM, ORTH
from spacy.tokens import Doc

Value = TypeVar("Value")
MEMORY = 1 << 17
_strings: dict[int, str] = {}
_last: dict[int, tuple[bytes, list[str]]] = {}


class Remembered(dict[str, Value]):
    """What a function says of each word that was asked for, `MEMORY` words at most.

    For what is asked of every word of a document: `map(remembered.__getitem__, norms)`.
    """

    def __init__(self, function: Callable[[str], Value]):
        self.function = function

    def __missing__(self, word: str) -> Value:
        if len(self) >= MEMORY:
            self.clear()
        value = self[word] = self.function(word)
        return value


def norms_of(doc: Doc) -> list[str]:
    """`Token.norm_` of each token."""
    return _words(doc, NORM)


def texts_of(doc: Doc) -> list[str]:
    """`Token.text` of each token."""
    return _words(doc, ORTH)


def _words(doc: Doc, attribute: int) -> list[str]:
    ids = doc.to_array(attribute)
    key = ids.tobytes()
    known, words = _last.get(attribute, (None, []))
    if known != key:
        words = _read(doc, ids.tolist())
        _last[attribute] = key, words
    return words


def _read(doc: Doc, ids: list[int]) -> list[str]:
    try:
        return list(map(_strings.__getitem__, ids))
    except KeyError:
        if len(_strings) > MEMORY:
            _strings.clear()
        strings = doc.vocab.strings
        for each in set(ids).difference(_strings):
            _strings[each] = strings[each]
        return list(map(_strings.__getitem__, ids))
