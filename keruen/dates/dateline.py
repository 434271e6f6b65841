"""The publication date that an article's own first lines tell."""

import re
from datetime import date
from typing import Optional

from ..language import tokenize
from ..language.header import HEADER
from . import DateMention, find
from .words import NONE, mark

LINES = 3  # looked at
LONGEST_LINE = 300  # characters of a line that are looked at
WORDS_BEFORE = 3  # of a dateline: `АСТАНА. ҚазАқпарат.`
WORDS_BESIDE = 4  # on a line that holds nothing but a date and where it comes from
WORDS_AROUND = 2  # of these, where they stand on both sides
WORDS_TO_DASH = 4  # between a date and the dash that opens the article
YEARS = range(1990, 2101)
_DASHES = frozenset("-–—―")
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def dateline(text: str) -> Optional[str]:
    """Read the date out of a header (`date 2026-02-26 …`), of a line that holds a date and little else
    (`2025 жылғы 16 қараша`, `16.11.2025, 10:30`) or of the opening of an article (`АСТАНА, 16 қараша 2025 ж. – …`).

    Only a full date with its year counts, and none with a case ending: `2025 жылғы 16 қарашада` tells when something
    happened.
    RETURNS (str): ISO date, or None.
    """
    lines = (line.strip() for line in text[: 4 * LONGEST_LINE].splitlines())
    for line in [line for line in lines if line][:LINES]:
        header = HEADER.match(line)
        found = header[1] if header and _is_day(header[1]) else _of_line(line[:LONGEST_LINE])
        if found is not None:
            return found
    return None


def _of_line(line: str) -> Optional[str]:
    if not any(char.isdigit() for char in line):
        return None
    doc = tokenize(line)
    words = [token.i for token in doc if token.norm_[:1].isalpha()]
    for mention in find(doc):
        if mention.period is None or not _is_day(mention.period) or _is_inflected(mention):
            continue
        before = sum(i < mention.start for i in words)
        after = [i for i in words if i >= mention.end]
        most = WORDS_AROUND if before and after else WORDS_BESIDE
        if before + len(after) <= most and not _is_sentence(line):
            return mention.period
        dash = next((token.i for token in doc[mention.end :] if token.norm_ in _DASHES), None)
        if dash is not None and before <= WORDS_BEFORE:
            between = sum(i < dash for i in after)
            if between <= WORDS_TO_DASH and before + between > 0:
                return mention.period
    return None


def _is_day(period: str) -> bool:
    if not _WHOLE_DAY.fullmatch(period):
        return False
    try:
        return date.fromisoformat(period).year in YEARS
    except ValueError:
        return False


def _is_inflected(mention: DateMention) -> bool:
    last = tokenize(mention.text)[-1]
    return (mark(last.norm_) or NONE).case not in ("", "adj")


def _is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, with a word of its own before the full stop."""
    return bool(re.search(r"[^\W\d_]{4,}[.!?؟…]$", line)) and len(line.split()) > 4
