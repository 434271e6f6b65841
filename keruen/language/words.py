"""The words of a document as strings, read once for the whole document.

spaCy makes a new object of each token and decodes its string anew whenever it is asked for.
"""

from spacy.attrs import NORM, ORTH
from spacy.tokens import Doc

MEMORY = 1 << 17
_strings: dict[int, str] = {}


def norms_of(doc: Doc) -> list[str]:
    """`Token.norm_` of each token."""
    return _read(doc, NORM)


def texts_of(doc: Doc) -> list[str]:
    """`Token.text` of each token."""
    return _read(doc, ORTH)


def _read(doc: Doc, attribute: int) -> list[str]:
    ids = doc.to_array(attribute).tolist()
    try:
        return list(map(_strings.__getitem__, ids))
    except KeyError:
        if len(_strings) > MEMORY:
            _strings.clear()
        strings = doc.vocab.strings
        for each in set(ids).difference(_strings):
            _strings[each] = strings[each]
        return list(map(_strings.__getitem__, ids))
