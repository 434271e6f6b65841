"""Which script a text is in, and which orthography a document follows."""
import re
import unicodedata
from typing import Literal, Optional, get_args

Script = Literal["Arab", "Cyrl", "Latn"]
Orthography = Literal[
    "Arab", "Arab-CN", "Cyrl-kk", "Cyrl-kaa",
    "Latn-2017", "Latn-2018", "Latn-2021", "Latn-QazAqparat", "Latn-kaa-2009", "Latn-kaa-2016",
]  # fmt: skip
SCRIPTS: tuple[str, ...] = get_args(Script)
ORTHOGRAPHIES: tuple[str, ...] = get_args(Orthography)

_LETTERS = {
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"),
    "Cyrl": re.compile("[\u0400-\u0481\u048a-\u052f]+"),
    "Latn": re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]+"),
}

_CONSONANT = "bcdfghjklmnpqrstvxzçğǵşñń"
_SIGNS = {
    "kk": re.compile("[іұһ]"),
    "kaa": re.compile("[ўӯҳӽ]|(?<=[днт])иң|ушын|лик|лери"),
    "China": re.compile("[ىء]يى|(?<![تس])سي(?:ا|و)(?:ن|$|\\W|لىق|سى|نى|دا|عا)|[ٴٵٶٷٸ]"),
    "KazInform": re.compile("تس[يەو]|[جقدتحس]يى"),
    "apostrophe": re.compile("[aougn]'|[sc]'|[iy]'"),
    "acute": re.compile("[áóúǵńý]"),
    "diaeresis": re.compile("[äöüūğñşïç]"),
    "2017": re.compile("[scyi]'"),
    "2018": re.compile("ý"),
    "2021": re.compile("ū"),
    "QazAqparat": re.compile("[ïwçx]"),
    "Karakalpak": re.compile("[wx]"),
    "y is ы": re.compile(f"(?<=[{_CONSONANT}])y(?=[{_CONSONANT}])"),
    "ı is ы": re.compile("q[ı]|[ı](?=[qǵğ]|g')|n[ı](?:n['ńñ])"),
}  # fmt: skip
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´", "'"))


def script_of(text: str) -> Optional[Script]:
    """The script of most letters of a word or text; None where it has no letter of the three."""
    best, most = None, 0
    for script, pattern in _LETTERS.items():
        count = sum(map(len, pattern.findall(text)))
        if count > most:
            best, most = script, count
    return best


def orthography_of(text: str) -> Optional[Orthography]:
    """The orthography that a document follows.

    A sentence or more is needed: i and ı, u and ý change places between orthographies, and few words
    alone settle which it is.

    RETURNS (str): None where there is no letter, or in Latin script none that only Kazakh or Karakalpak has.
    """
    script = script_of(text)
    if script is None:
        return None
    if script == "Arab":
        return "Arab-CN" if _count(text, "China") > _count(text, "KazInform") else "Arab"
    text = unicodedata.normalize("NFC", text).lower().replace("i\u0307", "i")
    if script == "Cyrl":
        return "Cyrl-kaa" if _count(text, "kaa") > _count(text, "kk") else "Cyrl-kk"
    return _latin(text.translate(_APOSTROPHES))


def _latin(text: str) -> Optional[Orthography]:
    counts = {family: _count(text, family) for family in ("apostrophe", "acute", "diaeresis")}
    family = max(counts, key=counts.__getitem__)
    if not counts[family]:
        return None
    vowel_y = _count(text, "y is ы")
    if family == "apostrophe":
        kazakh = _count(text, "2017") + vowel_y
        return "Latn-2017" if kazakh >= _count(text, "Karakalpak") + _count(text, "ı is ы") else "Latn-kaa-2009"
    if family == "acute":
        kazakh = _count(text, "2018") + vowel_y
        return "Latn-2018" if kazakh >= _count(text, "Karakalpak") + _count(text, "ı is ы") else "Latn-kaa-2016"
    modern = _count(text, "2021") + vowel_y
    return "Latn-2021" if modern >= _count(text, "QazAqparat") + _count(text, "ı is ы") else "Latn-QazAqparat"


def _count(text: str, sign: str) -> int:
    return len(_SIGNS[sign].findall(text))
