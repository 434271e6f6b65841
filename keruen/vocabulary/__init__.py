"""What words mean: data files written in Cyrillic, and the tables that find them in every script."""

from functools import lru_cache
from pathlib import Path

import srsly

from .endings import Ending, stems
from .lexicon import Hit, Lexicon, phrase_norms

__all__ = ["Ending", "Hit", "Lexicon", "is_everyday", "phrase_norms", "read", "stems"]
SHORTEST_STEM = 4


def read(name: str):
    """Read a data file of this room: `read("currencies")` is the content of `currencies.json`."""
    return srsly.read_json(Path(__file__).with_name(f"{name}.json"))


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("everyday_words.txt").read_text(encoding="utf8").split())


@lru_cache(maxsize=1 << 14)
def is_everyday(norm: str) -> bool:
    """Whether a word, or its stem, is one that articles write small outside names (`everyday_words.txt`)."""
    listed = _everyday()
    return norm in listed or any(stem in listed for stem, _ in stems(norm) if len(stem) >= SHORTEST_STEM)
