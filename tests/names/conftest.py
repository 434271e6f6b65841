from typing import Callable

import pytest
from spacy.tokens import Doc

OPENING = {"⟦": "ORG", "⟨": "GPE", "⟪": "PERSON"}
CLOSING = "⟧⟩⟫"


@pytest.fixture
def proposed(kk) -> Callable[[str], Doc]:
    """The document of a text in which ⟦⟧, ⟨⟩ and ⟪⟫ mark what the tagger proposes as ORG, GPE and PERSON."""

    def read(marked: str) -> Doc:
        text, spans, opened = "", [], (0, "")
        for char in marked:
            if char in OPENING:
                opened = len(text), OPENING[char]
            elif char in CLOSING:
                spans.append((opened[0], len(text), opened[1]))
            else:
                text += char
        doc = kk(text)
        doc.ents = [doc.char_span(start, end, label=label) for start, end, label in spans]
        return doc

    return read
