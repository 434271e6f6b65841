"""A reading of Arabic and Latin script in Cyrillic letters, word by word.

Not the inverse of `transliterate`: ten letters of Cyrillic share five of Arabic, and what a text doesn't write is guessed
by vowel harmony. It is made for models that have read much Cyrillic Kazakh and little of anything else, never for print.
"""

import re
import unicodedata
from functools import lru_cache

from .skeleton import arabic_heh
from .transliterate import TARGETS, letters_of

CACHE_SIZE = 1 << 16
_ARABIC = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+(?:['’‘ʼʻ`´][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]*)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´", "'"))
_KEYBOARD = str.maketrans({"ک": "ك", "ی": "ي", "ې": "ە", "ة": "ە", "ئ": "ي", "ڤ": "ۆ", "غ": "ع", "خ": "ح", "ہ": "ھ"})
_UNWRITTEN = re.compile("[\u0610-\u061a\u0640\u064b-\u0653\u0655-\u065f\u0670]")
_HAMZA = re.compile("[ءٴ\u0654]")
_INITIALS = re.compile("ء?[^\\W\\d_](?:[ \u00a0]ء?[^\\W\\d_])+")
_DETACHED = re.compile("ء (?=\\w)")
_BACK = re.compile("[قع]")
_FRONT = re.compile("[ەكگ]")
_FRONTED = {"а": "ә", "о": "ө", "ұ": "ү", "ы": "і"}
_VOWELS = frozenset("аәеэоөұүыіиу")
_HARMONIC = frozenset("аеоұы")
_INSTRUMENTAL = re.compile("(?<=.)[مبپ]ەن$")
_FINAL_IY = re.compile("(?<=[аәеэоөұүыіи])и(?![^\\W\\d_])|(?<=[аәеэоөұүыі])и", re.IGNORECASE)
_LOANS = (
    (re.compile("тс(?=и)"), "ц"),
    (re.compile("(?<=лл)и?я(?=рд)"), "иа"),
    (re.compile("^е(?=кс|ко[нл]|лект|нерг|ми[рс]|тап|фф|пид|фир|стон|вак)"), "э"),
    (re.compile("^Е(?=кс|ко[нл]|лект|нерг|ми[рс]|тап|фф|пид|фир|стон|вак)"), "Э"),
)
_RARE = frozenset("ёщ")
_TWO_SOUNDS = frozenset(("ts", "تس"))
_MARKS = str.maketrans("،؛؟", ",;?")


def cyrillic(word: str, orthography: str) -> str:
    """Read a word in Cyrillic letters.

    word (str): a token in any script; white space and what has no letter stay.
    orthography (str): one of `ORTHOGRAPHIES`, that of the text. Latin words are read only where this is an orthography of
        Kazakh or Karakalpak in Latin script: in other texts they are foreign and stay.
    RETURNS (str): the reading; lower case for Arabic script, which has no capitals, save spaced initials (`ب ۇ ۇ`),
        which are joined: `БҰҰ`.
    """
    if word.isascii() and orthography not in TARGETS:
        return word
    return _read(word, orthography)


@lru_cache(maxsize=CACHE_SIZE)
def _read(word: str, orthography: str) -> str:
    if _ARABIC.search(word):
        if _INITIALS.fullmatch(word):
            return "".join(map(_arabic, word.split())).upper()
        word = _DETACHED.sub("ء", word)
        word = _ARABIC.sub(lambda match: _arabic(match.group()), unicodedata.normalize("NFKC", word))
    if orthography in TARGETS and not orthography.startswith("Arab"):
        word = _LATIN.sub(lambda match: _latin(match.group(), orthography), unicodedata.normalize("NFC", word))
    return word.translate(_MARKS)


@lru_cache(maxsize=len(TARGETS))
def _table(orthography: str) -> tuple[dict[str, str], int]:
    """Cyrillic letters by what the orthography writes for them, and the most letters it writes for one.

    Where several share a form, the first of the table stays, as the commonest letters come first.
    """
    table: dict[str, str] = {}
    for letter, form in letters_of(orthography).items():
        if form and letter not in _RARE and form not in _TWO_SOUNDS:
            table.setdefault(form, letter)
    return table, max(map(len, table))


def _arabic(word: str) -> str:
    table, _ = _table("Arab")
    hamza = bool(_HAMZA.search(word))
    word = arabic_heh(_UNWRITTEN.sub("", _HAMZA.sub("", word)).translate(_KEYBOARD))
    body = _INSTRUMENTAL.sub("", word)
    letters = [table.get(char, char) for char in word]
    _harmonise(letters, hamza or bool(_FRONT.search(body) and not _BACK.search(body)))
    return _spelled(_glides("".join(letters)))


def _harmonise(letters: list[str], front: bool) -> None:
    """Front the vowels of a word, in place.

    ы and ұ follow the vowel before them. а and о are front in the first syllable alone, and only before a front vowel:
    `мәселе`, `көлем`, but `процент`, `компания`.
    """
    vowels = [i for i, letter in enumerate(letters) if letter in _HARMONIC]
    for place, i in enumerate(vowels):
        if letters[i] in "ұы" and front:
            letters[i] = _FRONTED[letters[i]]
        elif letters[i] in "ао" and place == 0 and front and i < 2:
            after = letters[vowels[1]] if len(vowels) > 1 else "" if letters[i] == "а" else "е"
            if after and after in "еыұ":
                letters[i] = _FRONTED[letters[i]]
        if letters[i] != "е" or letters[i - 1 : i] != ["и"]:  # a surname's -ев tells nothing
            front = letters[i] in "әеөүі"


def _latin(word: str, orthography: str) -> str:
    table, longest = _table(orthography)
    word = word.translate(_APOSTROPHES)
    dotted = "İ" in letters_of(orthography, capitals=True)
    lower = (word.replace("I", "ı") if dotted else word).replace("İ", "i").lower()
    read: list[str] = []
    i = 0
    while i < len(lower):
        size = next((n for n in range(longest, 1, -1) if lower[i : i + n] in table), 1)
        letter = table.get(lower[i : i + size], lower[i : i + size])
        read.append(letter.upper() if word[i].isupper() else letter)
        i += size
    return _spelled(_FINAL_IY.sub("й", "".join(read)))


def _glides(word: str) -> str:
    """Arabic script: и after a vowel is й; with the vowel that follows, it is one letter: `аяқ`, `қою`, `Тоқаев`."""
    out: list[str] = []
    for char in word:
        before = out[-1] if out else ""
        if char == "и" and before in _VOWELS:
            char = "й"
        if before == "й" and char == "е" and out[-2:-1] and out[-2] in "аое":
            out[-1] = char
        elif before in "йи" and char in "ау" and before:
            out[-1:] = [*("и" if before == "и" else ""), "я" if char == "а" else "ю"]
        else:
            out.append(char)
    return "".join(out)


def _spelled(word: str) -> str:
    """Spellings of loan words that no orthography tells: `инвестиция`, `экспорт`, `миллиард`."""
    for pattern, letters in _LOANS:
        word = pattern.sub(letters, word)
    return word
