"""A document's words as names of places are looked for in them."""

from typing import Optional

from spacy.attrs import SPACY
from spacy.tokens import Doc, Span

from ..language.words import norms_of, texts_of

QUOTE_OR_DASH = ('"', "-")
OPENING = (".", "!", "?", "…", ":", "•", *QUOTE_OR_DASH)


class Words:
    """A document's words without the blanks within a line, by which no name is parted.

    texts, norms (list): the words and their skeletons. glued (list): whether no space follows.
    """

    def __init__(self, doc: Doc):
        self.doc = doc
        self.texts, self.norms = texts_of(doc), norms_of(doc)
        self.glued = (doc.to_array(SPACY) == 0).tolist()
        self._tokens: Optional[list[int]] = None
        blank = {norm for norm in set(self.norms) if norm.isspace() and "\n" not in norm}
        if blank:
            self._tokens = [i for i, norm in enumerate(self.norms) if norm not in blank]
            self._index = {token: i for i, token in enumerate(self._tokens)}
            self.texts = [self.texts[i] for i in self._tokens]
            self.glued = [self.glued[i] and i + 1 in self._index for i in self._tokens]
            self.norms = [self.norms[i] for i in self._tokens]

    def stretch(self, ent: Span) -> Optional[tuple[int, int]]:
        """The words of an entity, end exclusive; None where it begins or ends with a blank."""
        if self._tokens is None:
            return ent.start, ent.end
        first, last = self._index.get(ent.start), self._index.get(ent.end - 1)
        return None if first is None or last is None else (first, last + 1)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch of words, end exclusive."""
        return (start, end) if self._tokens is None else (self._tokens[start], self._tokens[end - 1] + 1)


def opens(norms: list[str], i: int) -> bool:
    """Whether a sentence or line begins at a word, as far as its neighbours tell."""
    while i and norms[i - 1] in OPENING:
        i -= 1
        if norms[i] not in QUOTE_OR_DASH:
            return True
    return i == 0 or norms[i - 1].isspace()
