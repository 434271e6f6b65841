"""A first line of metadata: the publication date, then the title (`date 2026-02-26 Қазақстан – Сербия`)."""

import re

from spacy.tokens import Doc

HEADER = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})\b")
TOKENS = 15  # that a header may have


def header_end(doc: Doc) -> int:
    """The character after the date of the header; 0 where a document has none."""
    header = HEADER.match(doc[:TOKENS].text)
    return header.end() if header else 0
