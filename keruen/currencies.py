"""Currencies by their words, symbols and codes, and the countries that tell them apart."""
import re
from decimal import Decimal
from typing import NamedTuple, Optional

from .orthography import skeleton
from .vocabulary import Lexicon, read


class Currency(NamedTuple):
    """What a currency word or symbol means.

    default: code where no country is named. of: codes by country, keyed ISO 3166-1. fixed: never read
    off the countries that the document is about. with_country: a currency only after its country. weight: in
    the possessive with no country it is a weight (`фунтына 106 доллар`). initials: letters that the word may
    begin with as it is written, "" for any. factor: how many of the unit one is.
    """

    default: Optional[str] = None
    of: dict = {}
    fixed: bool = False
    with_country: bool = False
    weight: bool = False
    initials: str = ""
    factor: Decimal = Decimal(1)


def _currencies(rows: list[dict], factor: str = "1") -> dict[str, Currency]:
    entries = {}
    for row in rows:
        entry = Currency(
            row.get("default"), row.get("of", {}), row.get("fixed", False), row.get("with_country", False),
            row.get("weight", False), row.get("initials", ""), Decimal(row.get("factor", factor)),
        )
        entries.update((name, entry) for name in row["names"].split())
    return entries


_DATA = read("currencies")
SYMBOLS = {symbol: Currency(row["default"], row.get("of", {})) for symbol, row in _DATA["symbols"].items()}
CODES = {code: code for code in _DATA["codes"].split()} | _DATA["old_codes"]
CODES |= {code.lower(): code for code in _DATA["codes_in_lower_case"].split()}
WORDS = Lexicon(_currencies(_DATA["words"]))
PARTS = Lexicon(_currencies(_DATA["parts"], "0.01"))
COUNTRIES = Lexicon((name, code) for code, names in _DATA["countries"].items() for name in names.split("|"))
NAMES = Lexicon((part, True) for names in _DATA["countries"].values() for part in re.split(r"[\s|-]+", names))
BEFORE_DOLLAR = {skeleton(letters): code for letters, code in _DATA["before_dollar"].items()}
TAILS = Lexicon((form, True) for form in _DATA["after"].split())
NEVER = {skeleton(form) for form in _DATA["never"].split()}
