"""The skeleton: one small alphabet for every script and spelling of Kazakh and Karakalpak.

`قازاقستان`, `Қазақстан` and `Qazaqstan` fold to `qazaqstan`. The fold is lossy (front and back
vowels, и й ы і, у ұ ү, г ғ, н ң, ц с merge) and changes lengths, so it is applied to single words
and never to a text. Letter tables and their order stand in
`skeleton.json`; ш and ч are written ş and ç, so that a skeleton is its own skeleton.
"""
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import srsly

TABLE = srsly.read_json(Path(__file__).with_name("skeleton.json"))
LETTERS = {variant: letter for letter, variants in TABLE["letters"].items() for variant in variants.split()}
PUNCTUATION = {variant: mark for mark, variants in TABLE["punctuation"].items() for variant in variants.split()}
_SILENT = frozenset(char for char, letter in LETTERS.items() if not letter)
CONTRACTIONS = [tuple(pair) for pair in TABLE["contractions"]]
LOOKALIKES = {script: str.maketrans(table) for script, table in TABLE["lookalikes"].items()}

_APOSTROPHE_LETTERS = (("s'", "ş"), ("c'", "ç"), ("y'", "u"))
_VOWELS = frozenset("اوۇىەٵٶٷٸېۉ")
_ZWNJ = "\u200c"
KASHIDA = "\u0640"  # alone, a dash in China's press
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_FOLDED = frozenset("abdefghijklmnopqrstuvzçş")


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Fold one word of any script into the skeleton alphabet.

    word (str): a word, number or punctuation mark; spaced initials (`ب ۇ ۇ`) may hold spaces.
    RETURNS (str): its skeleton. Never empty for a non-empty word: what would vanish (a lone hamza,
        a soft hyphen) stays as it is. White space stays as it is.
    """
    if not word or word.isspace():
        return word
    if word[0] == KASHIDA == word[-1] and not word.strip(KASHIDA):
        return "-"
    while True:
        folded = _fold(word)
        if not folded:
            return word
        if folded == word:
            return folded
        word = folded


def _fold(word: str) -> str:
    if " " in word or _ZWNJ in word or not word.isascii():
        word = "".join(word.split()).replace("ه" + _ZWNJ, "ە")
        word = unicodedata.normalize("NFKC", word)
        word = one_script(word)
        word = arabic_heh(word)
    word = "".join(map(_base, word.lower()))
    if "'" in word and len(word) > 1:
        word = _apostrophes(word)
    word = word.replace("ch", "ç")
    word = "".join([LETTERS.get(char, char) for char in word])
    for pair, letter in CONTRACTIONS:
        while pair in word:
            word = word.replace(pair, letter)
    return word


def _apostrophes(word: str) -> str:
    """2017's s', c' and y' are letters of their own; any other apostrophe in a word is dropped."""
    for digraph, letter in _APOSTROPHE_LETTERS:
        word = word.replace(digraph, letter)
    return word.replace("'", "")


@lru_cache(maxsize=1 << 12)
def _base(char: str) -> str:
    """A lower-case character without marks, as ASCII where it is a digit or a punctuation mark."""
    if char in _SILENT:
        return ""
    if char in LETTERS or char in _FOLDED:
        return char
    if char in PUNCTUATION:
        return PUNCTUATION[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    parts = unicodedata.normalize("NFKD", char)
    return char if parts == char else "".join(map(_base, parts))


def one_script(word: str) -> str:
    """Read look-alike letters in the script of the word's other letters (Latin c in a Cyrillic word).

    RETURNS (str): a word of the same length; the parts of a hyphenated word are read each by itself.
    """
    if not _LATIN.search(word) or not _CYRILLIC.search(word):
        return word
    return "-".join(map(_part_in_one_script, word.split("-")))


def _part_in_one_script(part: str) -> str:
    """The script of the letters that no other script's letter looks like decides, else Cyrillic."""
    cyrillic = latin = sure_cyrillic = sure_latin = 0
    for char in part:
        if "\u0400" <= char <= "\u052f":
            cyrillic += 1
            sure_cyrillic += ord(char) not in LOOKALIKES["Latn"]
        elif char <= "\u024f" and char.isalpha():
            latin += 1
            sure_latin += ord(char) not in LOOKALIKES["Cyrl"]
    if not cyrillic or not latin:
        return part
    return part.translate(LOOKALIKES["Cyrl" if sure_cyrillic >= sure_latin else "Latn"])


def arabic_heh(word: str) -> str:
    """U+0647 stands for ە on some keyboards and for һ on others: next to a vowel it is the consonant."""
    if "ه" not in word:
        return word
    chars = list(word)
    for i, char in enumerate(chars):
        if char == "ه":
            consonant = word[max(i - 1, 0) : i] in _VOWELS or word[i + 1 : i + 2] in _VOWELS
            chars[i] = "ھ" if consonant else "ە"
    return "".join(chars)
