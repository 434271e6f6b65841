"""The words of a document as strings, read once for the whole document.

spaCy makes a new object of each token and decodes its string anew whenever it is asked for. The components of a pipeline
ask for the same words one after the other, some before a batch of documents is tagged and some after that, so those of the
documents asked for last are kept; nobody changes the lists.
"""

import threading
from typing import Callable, TypeVar

from spacy.attrs import NORM, ORTH
from spacy.tokens import Doc

Value = TypeVar("Value")
MEMORY = 1 << 17
_strings: dict[int, str] = {}


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


class _Kept(threading.local):
    """The words of one attribute of the documents that a thread asked for last: of `MEMORY` words, but of one document at
    least.

    A document is known by its address and the ids of its words, so that a changed one, or another at its address, is read.
    """

    def __init__(self, attribute: int):
        self.attribute = attribute
        self._known: dict[int, tuple[bytes, list[str]]] = {}
        self._count = 0

    def of(self, doc: Doc) -> list[str]:
        ids = doc.to_array(self.attribute)
        key, place = ids.tobytes(), id(doc)
        known, words = self._known.get(place, (None, []))
        if known != key:
            self._forget(place)
            words = _read(doc, ids.tolist())
            while self._known and self._count + len(words) > MEMORY:
                self._forget(next(iter(self._known)))
            self._known[place] = key, words
            self._count += len(words)
        return words

    def _forget(self, place: int) -> None:
        _, words = self._known.pop(place, (b"", []))
        self._count -= len(words)


_norms, _texts = _Kept(NORM), _Kept(ORTH)


def norms_of(doc: Doc) -> list[str]:
    """`Token.norm_` of each token."""
    return _norms.of(doc)


def texts_of(doc: Doc) -> list[str]:
    """`Token.text` of each token."""
    return _texts.of(doc)


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
