"""What words mean: data files written in Cyrillic, and the tables that find them in every script."""

from pathlib import Path

import srsly

from .endings import Ending, stems
from .lexicon import Hit, Lexicon, phrase_norms

__all__ = ["Ending", "Hit", "Lexicon", "phrase_norms", "read", "stems"]


def read(name: str):
    """Read a data file of this room: `read("currencies")` is the content of `currencies.json`."""
    return srsly.read_json(Path(__file__).with_name(f"{name}.json"))
