"""A lossless tokenizer for Kazakh and Karakalpak in Arabic, Cyrillic and Latin script.

Text is cut at white space, each chunk is cut once by `PIECES` and remembered. What belongs together
across a space (spaced initials, grouped digits, a detached hamza) is joined first by `JOINED`.
"""

import re
from collections import deque
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator

import srsly
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from ..orthography import skeleton
from ..vocabulary import read
from .lex_attrs import LEX_ATTRS

DATA = Path(__file__).parent / "data"
_TABLE = srsly.read_json(DATA / "abbreviations.json")
ABBREVIATIONS = frozenset(map(skeleton, _TABLE["always"]))
NO_STOP = frozenset(map(skeleton, _TABLE["written without a full stop"]))
AFTER_NUMBER = frozenset(map(skeleton, _TABLE["after a number"]))
COUNTRIES = frozenset(map(skeleton, _TABLE["countries before initials"]))
ALPHABETS = srsly.read_json(DATA / "alphabets.json")

CACHE_SIZE = 1 << 17
LONGEST_CACHED = 64  # characters of a chunk; longer ones hardly come again
MOST_INITIALS = 6
LEAST_OF_A_BODY = 3  # initials after a name of one letter
LONGEST_BEFORE = 40  # characters looked at before initials
NAMES = ("given", "given_ambiguous", "surnames", "surnames_ambiguous")

_IGNORABLE = "\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_APOSTROPHE = "'’‘ʼʻ`´"
_BAR = "\u4e28"  # a Chinese character that China's papers part headlines with
_LETTER = rf"[^\W\d_{_APOSTROPHE}{_BAR}]"
_IN_WORD = rf"(?:{_LETTER}|[{_IGNORABLE}])"
_ARABIC = "[ء-غف-يٱ-ۓە]"
_UPPER = "[A-ZÁÄÇĞǴÍÏİÑŃÓÖŞÚÜŪÝА-ЯЁӘҒҚҢӨҰҮҺІЎҲ]"
_LOWER = "a-záäçğǵíïıñńóöşúüūýа-яёәғқңөұүһіўҳ"
_NUMBER_SPACE = " \u00a0\u2009\u202f"
SITES = "com|org|net|info|asia|news|online|media|int|gov|edu|eu|io|tv|biz|kz|uz|ru|kg|tj|tm|az|cn|tr|uk|pk|ir|af|by|ua|mn|kr|jp"
_TOP_LEVEL = f"{SITES}|{SITES.upper()}"
_CURRENCY = "USD|EUR|KZT|RUB|UZS|CNY|GBP|JPY|KGS|TRY|CHF"
_URL_END = r"[^\s<>\"«».,;:!?)\]،؛؟]"

JOINED = re.compile(
    rf"(?<!\w)(?:"
    rf"(?P<initials>ء?{_ARABIC}(?:[ \u00a0]ء?{_ARABIC}(?!\w))+|{_UPPER}(?:[ \u00a0]{_UPPER}(?!\w))+)"
    rf"|(?P<hamza>ء {_ARABIC}{{2,}})"
    rf"|(?P<grouped>(?<![.,،٫٬])\d{{1,3}}(?:[{_NUMBER_SPACE}]\d{{3}})+(?:[.,،٫]\d+)?(?!\d))"
    rf"|(?<=\d )(?P<abbreviation>{_LETTER}{{2,6}}\.)(?=-| (?:\d|[{_LOWER}])))"
)
LONGEST_BEFORE_SPACE = 3  # what stands before the first space of `JOINED`: at most three digits
# a space that follows no two letters, as most do, and no mark; a hamza may stand before a single letter
_NEAR_JOINED = re.compile(rf"[{_NUMBER_SPACE}](?<![^\W\dء][^\W\d].)(?<=\w.)")
PIECES = re.compile(
    rf"(?P<url>(?:https?://|www\.)[^\s<>\"«»]*{_URL_END}"
    rf"|[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+"
    rf"|[A-Za-z0-9-]{{1,64}}(?:\.[A-Za-z0-9-]{{1,64}}){{0,5}}\.(?:{_TOP_LEVEL})(?!\w|-[A-Za-z0-9])(?:/[^\s<>\"«»]*{_URL_END})?/?)"
    r"|(?P<date>\d{1,4}[./]\d{1,2}[./]\d{1,4}(?![\w.]*\d)|\d{1,2}:\d{2}(?::\d{2})?(?!\d))"
    rf"|(?P<number>[{_IGNORABLE}]{{0,4}}\d+(?:(?<!\d{{4}})[.,،٫٬’']\d+|[.,،٫٬]\d{{1,3}}(?!\d))*[{_IGNORABLE}]*)"
    rf"|(?P<code>(?!(?:{_CURRENCY})\d)[A-Z]{{1,4}}\d{{1,4}}(?:\+\d)?(?!\w))"
    rf"|(?P<dotted>(?:{_LETTER}{{1,2}}\.){{2,}})"
    rf"|(?P<word>[{_IGNORABLE}]{{0,4}}{_LETTER}{_IN_WORD}*(?:[{_APOSTROPHE}]{_IN_WORD}+)*"
    rf"(?:(?<=[AaOoUuGgNnSsCcYyIi])[{_APOSTROPHE}](?!\w))?)"
    r"|(?P<space>\s+)"
    r"|(?P<run>\.{2,}|[!?]{2,}|={2,}|\*{2,}|_{2,}|~{2,})"
    rf"|(?P<mark>.[{_IGNORABLE}\ufe0e\ufe0f]*)",
    re.DOTALL,
)


_LAST_WORD = re.compile(rf"(?<![^\W_])({_LETTER}{{2,4}})\.\Z")


class _Pieces(dict[str, tuple[tuple[str, ...], tuple[bool, ...]]]):
    """The tokens of each chunk that was met, and whether a space follows each (one does the last); `CACHE_SIZE` at most."""

    def __missing__(self, chunk: str) -> tuple[tuple[str, ...], tuple[bool, ...]]:
        words = _words(chunk)
        pieces = words, (False,) * (len(words) - 1) + (True,)
        if len(chunk) <= LONGEST_CACHED:
            if len(self) >= CACHE_SIZE:
                self.clear()
            self[chunk] = pieces
        return pieces


class Tokenizer(DummyTokenizer):
    """Cuts any Unicode text into tokens whose texts and white space add up to that text.

    Hyphens and dashes are tokens of their own with or without spaces around them, so `قارىم- قاتىناس`
    and `قارىم-قاتىناس` read alike. Spaced initials (`ب ۇ ۇ`), digits grouped by spaces and a word
    after a detached hamza are single tokens that hold their spaces.

    vocab (Vocab): the vocabulary that documents share.
    """

    def __init__(self, vocab: Vocab):
        self.vocab = vocab
        self._pieces = _Pieces()

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for start, end, joined in _segments(text):
            if joined is None:
                self._cut(text[start:end], words, spaces)
            else:
                if joined == " ":
                    spaces[-1] = True
                else:
                    words.append(joined)
                    spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _cut(self, text: str, words: list[str], spaces: list[bool]) -> None:
        *chunks, last = text.split(" ")
        for pieces, followed in map(self._pieces.__getitem__, chunks):
            if pieces:
                words += pieces
                spaces += followed
            elif words and not spaces[-1] and words[-1].isspace():
                words[-1] += " "
            else:
                words.append(" ")
                spaces.append(False)
        if last:
            pieces, followed = self._pieces[last]
            words += pieces
            spaces += followed
            spaces[-1] = False

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        for text in texts:
            yield self(text)

    def explain(self, text: str) -> list[tuple[str, str]]:
        """Which rule made each token, the equal of `spacy.tokenizer.Tokenizer.explain`.

        RETURNS (list): (rule, token text) pairs; rules are the group names of `JOINED` and `PIECES`
            and "abbreviation". White space that is no token of its own is left out.
        """
        rules: list[tuple[str, str]] = []
        for start, end, joined in _segments(text):
            if joined is None:
                for chunk in text[start:end].split(" "):
                    rules.extend(_cut(chunk))
            elif joined != " ":
                rules.append((JOINED.match(text, start).lastgroup, joined))
        return rules

    def __reduce__(self):
        return (Tokenizer, (self.vocab,))


def _segments(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Runs of text: (start, end, None), or (start, end, text) for what is joined or its trailing space."""
    stops = deque(_line_stops(text))
    for start, end, joined in _joined(text):
        if joined is None:
            while stops and stops[0] < end:
                stop = stops.popleft()
                if start < stop:
                    yield start, stop, None
                    start = stop
        yield start, end, joined


def _line_stops(text: str) -> Iterator[int]:
    """Where a full stop ends a line, after an abbreviation that is written without one: `$1,5 млрд.`"""
    start = 0
    for line in text.split("\n"):
        line_end = line.rstrip()
        match = _LAST_WORD.search(line_end, max(0, len(line_end) - 6)) if line_end.endswith(".") else None
        if match and skeleton(match[1]) in NO_STOP:
            yield start + match.end(1)
        start += len(line) + 1


def _joined(text: str) -> Iterator[tuple[int, int, str | None]]:
    pos = 0
    for match in _matches(text):
        rule = match.lastgroup
        start, end = match.span()
        if rule == "initials":
            if not _are_initials(match.group()):
                continue
            cut = start + _before_initials(match.group(), text[max(0, start - LONGEST_BEFORE) : start])
        elif rule == "abbreviation":
            if skeleton(match.group()[:-1]) not in AFTER_NUMBER:
                continue
            cut = start
        else:
            cut = start
        if pos < start:
            yield pos, start, None
        if start < cut:
            yield start, cut - 1, text[start : cut - 1]
            yield cut - 1, cut, text[cut - 1]
        yield cut, end, text[cut:end]
        pos = end
        if text[pos : pos + 1] == " ":
            yield pos, pos + 1, " "
            pos += 1
    if pos < len(text):
        yield pos, len(text), None


def _matches(text: str) -> Iterator[re.Match]:
    """What `JOINED` finds, sought only about the spaces that it may match: most are between two words."""
    pos = 0
    for space in _NEAR_JOINED.finditer(text):
        at = space.start()
        for start in (*range(max(pos, at - LONGEST_BEFORE_SPACE), at), at + 1):
            if start >= pos and (match := JOINED.match(text, start)) is not None:
                yield match
                pos = match.end()


def _before_initials(text: str, before: str) -> int:
    """Where a body's initials begin that follow its country's, 4 in `ق ر ءى ءى م` (ҚР ІІМ), or a person's name that ends
    with one letter, 2 in `ۆان ي ش ى ۇ` (Ван И, ШЫҰ); else 0."""
    letters = text.split(" ")
    for count in range(2, len(letters) - 1):
        if skeleton("".join(letters[:count])) in COUNTRIES:
            return len(" ".join(letters[:count])) + 1
    if len(letters) > LEAST_OF_A_BODY:
        names, bodies = _names(), _bodies()
        word = before.split()[-1:]
        named = word and skeleton(letters[0]) in names and skeleton(word[0]) in names
        if named and skeleton("".join(letters[1:])) in bodies and skeleton("".join(letters)) not in bodies:
            return len(letters[0]) + 1
    return 0


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    listed = read("names")
    return frozenset(skeleton(name) for key in NAMES for name in listed[key].split())


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return frozenset(map(skeleton, read("institutions")["initials"]))


def _are_initials(text: str) -> bool:
    """Initials of a name, and not a run through the alphabet (`А Ә Б В`) or letters in a row of many."""
    letters = text.lower().replace("ء", "").split()
    if len(letters) > MOST_INITIALS:
        return False
    for alphabet in ALPHABETS:
        places = [alphabet.find(letter) for letter in letters]
        if len(places) > 2 and -1 not in places and all(0 < b - a <= 2 for a, b in zip(places, places[1:])):
            return False
    return True


def _cut(chunk: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    quoted = chunk[:1] in _APOSTROPHE
    for match in PIECES.finditer(chunk):
        rule, text = match.lastgroup, match.group()
        if rule == "word" and quoted and text[-1] in _APOSTROPHE:
            pieces += [(rule, text[:-1]), ("mark", text[-1])]
        elif text == "." and pieces and _abbreviates(pieces):
            pieces[-1] = ("abbreviation", pieces[-1][1] + text)
        else:
            pieces.append((rule, text))
    return pieces


def _words(chunk: str) -> tuple[str, ...]:
    return tuple(text for _, text in _cut(chunk))


def _abbreviates(pieces: list[tuple[str, str]]) -> bool:
    """Whether a full stop after these pieces belongs to the last: an initial or a listed abbreviation."""
    rule, word = pieces[-1]
    if rule != "word":
        return False
    if len(pieces) > 2 and skeleton(pieces[-2][1]) == "-" and pieces[-3][0] != "abbreviation":
        return False  # a suffix: `БҰҰ-ға.`, `5-і.`
    bare = word.lstrip("ء")
    if len(bare) == 1 or len(bare) == 2 and bare[0].isupper() and len(skeleton(bare)) == 1:
        return True
    return skeleton(word) in ABBREVIATIONS


@registry.tokenizers("keruen.Tokenizer.v1")
def make_tokenizer():
    """Create the tokenizer of both languages."""

    def tokenizer(nlp) -> Tokenizer:
        # spaCy's own norms would turn € and £ into $
        nlp.vocab.lex_attr_getters.update(LEX_ATTRS)
        return Tokenizer(nlp.vocab)

    return tokenizer
