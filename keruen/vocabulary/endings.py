"""Nominal endings of Kazakh and Karakalpak, read off skeletons.

Agglutination is regular enough that every inflected form of a listed word is recognised without
listing forms: a stem that is in a table, and after it a chain plural + possessive + case (or a
derivation such as -дағы, -лық) out of `endings.json`. Vowel harmony is not checked, since skeletons
merge the vowel pairs.
"""

from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Iterator, NamedTuple

import srsly

from ..orthography import skeleton


class Ending(NamedTuple):
    """What an ending says: case is gen, dat, acc, loc, abl, ins, a derivation (loc-adj, adj, lik,
    equative) or "" (nominative); possessive is "1", "2", "3" or ""."""

    case: str = ""
    possessive: str = ""
    plural: bool = False


def _chains() -> dict[str, Ending]:
    table = srsly.read_json(Path(__file__).with_name("endings.json"))

    def forms(words: str) -> list[str]:
        return list(dict.fromkeys(map(skeleton, words.split())))

    plurals = [("", False)] + [(form, True) for form in forms(table["plural"])]
    possessives = [("", "")] + [(form, person) for person in "312" for form in forms(table["possessive"][person])]
    cases = [("", "")] + [(form, case) for case, words in table["case"].items() for form in forms(words)]
    derived = [(form, kind) for kind, words in table["derived"].items() for form in forms(words)]
    endings: dict[str, Ending] = {"": Ending()}
    simple = [((first, False), (second, ""), third) for first, second, third in product([""], [""], cases)]
    for (plural, is_plural), (possessive, person), (case, name) in simple + list(
        product(plurals, possessives, cases + derived)
    ):
        endings.setdefault(_contract(plural + possessive + case), Ending(name, person, is_plural))
    for (form, kind), (possessive, person), (case, name) in product(derived, possessives[:5], cases):
        endings.setdefault(_contract(form + possessive + case), Ending(kind, person))
    return endings


def _contract(chain: str) -> str:
    return skeleton(chain) if chain else ""


ENDINGS: dict[str, Ending] = _chains()
LONGEST = max(map(len, ENDINGS))
VOICELESS = {"g": "kq", "b": "p"}


@lru_cache(maxsize=1 << 14)
def stems(norm: str) -> tuple[tuple[str, Ending], ...]:
    """Ways to read a skeleton as stem and ending, the longest stem (the word itself) first. Remembered, since many tables
    ask of each word.

    norm (str): a skeleton (`Token.norm_`).
    RETURNS (tuple): each stem's skeleton and its `Ending`. Stems have two letters or more. Where a voiced
        consonant stands before a vowel, the stem of three letters or more with its voiceless one follows (`тугригі`,
        `министрлігі`).
    """
    return tuple(_stems(norm))


def _stems(norm: str) -> Iterator[tuple[str, Ending]]:
    yield norm, ENDINGS[""]
    for cut in range(len(norm) - 1, max(1, len(norm) - LONGEST - 1), -1):
        ending = ENDINGS.get(norm[cut:])
        if ending is not None:
            yield norm[:cut], ending
            if cut > 2 and norm[cut] in "ia" and norm[cut - 1] in VOICELESS:
                for voiceless in VOICELESS[norm[cut - 1]]:
                    yield norm[: cut - 1] + voiceless, ending
