"""Amounts of money: their spans, exact values and ISO 4217 currencies, in every script.

Each token is mapped to a letter for what it can be in an amount (`CLASSES`), numerals are read off
the tokens, and one regular expression over the letters finds the spans, which are then valued as
exact decimals. `AMOUNT` is the grammar; words and currencies stand in `vocabulary/*.json`.

What is inside a span, beyond number, scale and currency: the case ending of any of them after a hyphen
(`500₸-ге`), the adjective of the currency (`АҚШ доллары`), both ends of a range that shares one
currency (`40-45 млн доллар`, `5-тен 7 миллион долларға` before `дейін`), a repeat in brackets
(`100 миллион (жүз миллион) теңге`), the change (`12 теңге 50 тиын`), and an approximator only where it
stands between number and currency (`100 миллионнан астам доллар`), since a span cannot be cut in two.
Two currency words are two amounts: `5 миллион доллардан 7 миллион долларға дейін`.
A vague number (`бірнеше миллион теңге`, `миллиондаған доллар`), an exchange-rate ticker and an
amount that cannot be read (`0,0,0 теңге`) are no amounts.
"""
import re
from bisect import bisect
from collections import deque
from decimal import Decimal
from typing import Iterator, Literal, NamedTuple, Optional, Sequence, Union, get_args

from spacy.language import Language
from spacy.tokens import Doc, Span

from . import extensions  # noqa: F401  (registers the attributes)
from .currencies import BEFORE_DOLLAR, CODES, COUNTRIES, NAMES, NEVER, PARTS, SYMBOLS, TAILS, WORDS, Currency
from .language import tokenize
from .language.batches import InBatches
from .language.entities import set_entities
from .language.header import header_end
from .language.words import Remembered, norms_of
from .numerals import MOST, ORDINAL, Numeral, inflected_scale, read, word
from .orthography import skeleton
from .vocabulary import Lexicon
from .vocabulary import read as read_data
from .vocabulary.endings import ENDINGS

LABEL = "MONEY"
YEARS = range(1900, 2101)

Owner = Literal["rules", "both", "tagger"]


class Amount(NamedTuple):
    """An amount in a text.

    start, end: code points, as in `Doc.char_span`. value, value_max: the full amount and, for a range,
    its upper bound. currency: ISO 4217, or None where nothing says whose (`5 динар`).
    """

    start: int
    end: int
    value: Decimal
    value_max: Optional[Decimal]
    currency: Optional[str]


# patterns begin with a look ahead, by which most tokens are passed over at once
AMOUNT = re.compile(
    r"""
    (?= [ksPNAB] ) (?:
      (?P<sign> [ksP] ) (?: (?P<from> Nn* ) - [sP]? (?= [NAB] ) )? (?P<signed> [NAB]n* ) (?P<tail> -[eq] )?
      (?P<again> a{0,4} [ck] (?: -[eq] )? )?
    | (?: (?P<low> [NA]n* ) (?P<join> -[eq]? | e | m | ) (?= [NB] ) )?
      (?: (?P<number> Nn* ) (?P<repeat> \( Nn* \) (?P<scale> Nn* )? )? (?P<about> (?: -[eq] )? x{1,2} )?
        | (?P<inflected> [AB]n* ) x{1,2} | (?P<each> (?= An*[ac] ) An* ) )
      (?P<hyphen> - (?! q ) )? (?P<whose> (?: a (?: -[aeq] )? ){0,4} ) (?P<currency> [cksq] ) t? (?P<ending> -[eq] )?
      (?: (?P<rest> Nn* ) (?P<part> q ) (?: -[eq] )? )?
    )
    """,
    re.VERBOSE,
)
# exchange rates in a row: `USD 521,3 EUR 601,2`, `$ 446,49 475,38 4,79`, `$ 521,3 € 601,2 ₽ 6,4`, `Доллар 521,3 Еуро 601,2`
TICKER = re.compile(
    r"""(?= [ksPc] ) (?: (?:k[.\-]?N\.?){2,} | (?:[sP]-N\.?){2,} | (?:[sP]N\.?){3,} | (?<![nN])(?:c-?N\.?){2,}(?![nackqsx])
    | (?<![nN])[sP]N\.?(?:N\.?){2,}(?![nackqsx]) )""",
    re.VERBOSE,
)
# the same, one on a line: `• USD 468.56 • EUR 497.56 • RUB 7.3`; nothing but signs and numbers stands between them
RATES = re.compile(r"(?= [kc] ) (?: [kc] N [.w]{1,6} ){2,} [kc] N", re.VERBOSE)
REPEAT = re.compile(r"\(Nn*\)")
PARTED = re.compile(r"(?<!w)w\.w(?=w)")
MONEY_CLASS = re.compile("[ckqs]")
NUMERAL = re.compile("w+")
STRESSED = re.compile(r"w-\.(?=[wca])")
EMPHATIC = skeleton("ақ")


_NUMERALS = read_data("numerals")
VAGUE = Lexicon((form, True) for form in _NUMERALS["vague"].split())
UPTO = {skeleton(form) for form in _NUMERALS["upto"].split()}
_GLUED = read_data("scales")["glued"]
GLUED = {name: Decimal(10 ** int(power)) for power, names in _GLUED.items() for name in names.split()}


def _classes() -> dict[str, str]:
    """Letters of the words that are listed as they stand."""
    letters = {ending: "e" for ending in ENDINGS if len(ending) > 1}
    letters.update((part, "a") for part in BEFORE_DOLLAR)
    letters.update((skeleton(form), "x") for form in _NUMERALS["approximators"].split())
    letters.update((skeleton(form), "m") for form in _NUMERALS["conjunctions"].split())
    letters.update((skeleton(code), "k") for code in CODES if skeleton(code) not in letters)
    letters.update({"-": "-", "(": "(", ")": ")"})
    letters.update((symbol, "s") for symbol in SYMBOLS)
    return letters


CLASSES = _classes()


def _class(norm: str) -> str:
    """The letter of a word: w numeral, c currency, k code, s symbol, q part of a currency, a country, e ending,
    x approximator, m conjunction, t tail of a currency's name, _ blank, itself for hyphen and brackets, else a dot."""
    letter = CLASSES.get(norm)
    if letter in ("-", "(", ")", "s", "m", "x"):
        return letter
    if norm.isspace() and "\n" not in norm:
        return "_"
    if word(norm) is not None:
        return "e" if norm in ENDINGS else "w"
    if norm in NEVER:
        return "."
    if WORDS.word(norm) is not None:
        return "c"
    if PARTS.word(norm) is not None:
        return "q"
    if TAILS.word(norm) is not None:
        return "t"
    if letter != "k" and NAMES.word(norm) is not None:
        return "a"
    return letter or "."


_letters = Remembered(_class)


def _read(doc: Doc) -> tuple[str, list[str]]:
    """The letters and the norms of a document's tokens."""
    norms = norms_of(doc)
    return "".join(map(_letters.__getitem__, norms)), norms


def _mark(numeral: Numeral) -> str:
    if numeral.form == ORDINAL:
        return "o"
    return {"": "N", "equative": "N", "abl": "A"}.get(numeral.form, "B")


def _trimmed(value: Optional[Decimal]) -> Optional[Decimal]:
    """The same number without zeros behind the point."""
    if value is None:
        return None
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _beside_currencies(letters: str) -> Iterator[tuple[int, int]]:
    """The stretches in which a numeral may belong to an amount or a ticker: between dots with a currency, with those beside
    them, since a ticker goes over a dot and an ordinal ends in one."""
    dot = stop = 0
    for match in MONEY_CLASS.finditer(letters):
        at = match.start()
        if at < dot:
            continue
        before = letters.rfind(".", stop, at)
        start = max(stop, letters.rfind(".", stop, max(stop, before)) + 1)
        dot = letters.find(".", at) % (len(letters) + 1)
        stop = letters.find(".", dot + 1) % (len(letters) + 1)
        yield start, stop


class _Reading:
    """A document being read: letters with every numeral marked (N, A, B or o and then n), norms, numerals by start."""

    def __init__(self, doc: Doc, letters: str, norms: list[str]):
        self.doc = doc
        self.tokens: Sequence[int] = range(len(norms))
        if "_" in letters:
            self.tokens = [i for i, letter in enumerate(letters) if letter != "_"]
            letters, norms = letters.replace("_", ""), [norms[i] for i in self.tokens]
        if PARTED.search(letters):
            letters, norms = self._joined(letters, norms)
        if STRESSED.search(letters):
            letters, norms = self._unstressed(letters, norms)
        self.norms = norms
        self.numerals: dict[int, Numeral] = {}
        self._countries: Optional[list[tuple[int, str]]] = None
        self._named: dict[str, list[tuple[int, str]]] = {}
        marked = list(letters)
        i = 0
        for start, stop in _beside_currencies(letters):
            for run in NUMERAL.finditer(letters, start, stop):
                i = max(i, run.start())
                while i < run.end():
                    found = read(norms, i)
                    if found is None or self._vague(found):
                        end = i + 1 if found is None else found.end
                        marked[i:end] = "." * (end - i)
                        i = end
                        continue
                    self.numerals[i] = found
                    marked[i : found.end] = _mark(found) + "n" * (found.end - i - 1)
                    i = found.end
        for match in re.finditer("s", letters):
            i = match.start()
            if i + 1 < len(marked) and marked[i + 1] == "N" and not self._spaced(i):
                if i == 0 or marked[i - 1] not in "Nn" or self._spaced(i - 1):
                    marked[i] = "P"
        self.letters = "".join(marked)

    def _joined(self, letters: str, norms: list[str]) -> tuple[str, list[str]]:
        """Letters and norms with one token for a decimal before a scale that a stray blank parts: `1, 5 миллиард`."""
        tokens, norms = list(self.tokens), list(norms)
        for match in reversed(list(PARTED.finditer(letters))):
            start, end = match.span()
            whole, mark, tenths = norms[start:end]
            scale = word(norms[end])
            listed = start > 1 and norms[start - 1] == "," and letters[start - 2] == "w"
            short = whole.isdecimal() and len(whole) <= 3 and tenths.isdecimal() and len(tenths) <= 2 and tenths[-1] != "0"
            parted = mark == "," and short and not self.doc[tokens[start]].whitespace_
            if parted and not listed and scale is not None and scale.kind == "scale":
                norms[start:end], letters = [f"{whole},{tenths}"], letters[:start] + "w" + letters[end:]
                del tokens[start + 1 : end]
        self.tokens = tokens
        return letters, norms

    def _unstressed(self, letters: str, norms: list[str]) -> tuple[str, list[str]]:
        """Letters, norms and tokens without the particle that stresses a number: `40-ақ миллион теңге`."""
        hyphens = [match.start() + 1 for match in STRESSED.finditer(letters)]
        stressed = [i for i in hyphens if norms[i + 1] == EMPHATIC and not self._spaced(i - 1)]
        dropped = {j for i in stressed for j in (i, i + 1)}
        if not dropped:
            return letters, norms
        kept = [i for i in range(len(norms)) if i not in dropped]
        self.tokens = [self.tokens[i] for i in kept]
        return "".join(letters[i] for i in kept), [norms[i] for i in kept]

    def _spaced(self, i: int) -> bool:
        """Whether white space follows token i."""
        at = self.tokens[i]
        return bool(self.doc[at].whitespace_) or i + 1 < len(self.tokens) and self.tokens[i + 1] != at + 1

    def _glued(self, i: int) -> bool:
        """Whether token i touches both its neighbours."""
        return 0 < i and not self._spaced(i - 1) and not self._spaced(i)

    def _vague(self, found: Numeral) -> bool:
        """`бірнеше миллион`, `мульти-миллион`, `1/2 миллион`: what counts nothing, or not what it says."""
        i = found.start
        if i == 0:
            return False
        before = self.norms[i - 1]
        if before == "/":
            return i > 1 and self._glued(i - 1) and word(self.norms[i - 2]) is not None
        if word(self.norms[i]).kind not in ("scale", "hundred"):
            return False
        if before == "-":
            return self._glued(i - 1) and (i < 2 or word(self.norms[i - 2]) is None)
        return VAGUE.word(before) is not None

    def amounts(self) -> list[tuple]:
        """RETURNS (list): first token, token after the last, value, value_max, currency of each."""
        found: list[tuple] = []
        rows = [match.span() for match in TICKER.finditer(self.letters)]
        rows += [match.span() for match in RATES.finditer(self.letters) if not self._has_words(*match.span())]
        tickers = deque(sorted(rows))
        pos = 0
        while True:
            match = AMOUNT.search(self.letters, pos)
            if match is None:
                break
            while tickers and tickers[0][1] <= match.start():
                tickers.popleft()
            if tickers and tickers[0][0] <= match.start():
                pos = tickers[0][1]
                continue
            amount = self._signed(match) if match["sign"] else self._worded(match)
            if amount is None:
                pos = match.start() + 1
                continue
            pos = amount[1]
            found.append(amount)
        return [(self.tokens[start], self.tokens[end - 1] + 1, *rest) for start, end, *rest in found]

    def _has_words(self, start: int, end: int) -> bool:
        return any(self.letters[i] == "." and self.norms[i][0].isalpha() for i in range(start, end))

    def _signed(self, match: re.Match):
        """A symbol or code before the number: `$107,7 ميلليون`, `USD 5 mln`, `$5-6 млн`."""
        start, number = match.start(), self.numerals[match.start("signed")]
        code = self._code(start, start, start)
        if code is None or start and self.norms[start - 1] == "/":
            return None
        before = BEFORE_DOLLAR.get(self.norms[start - 1]) if start and self.norms[start] == "$" else None
        if before and not self._spaced(start - 1):
            code, start = before, start - 1
        end = self._end(match, "tail", match.end("signed"))
        if match["again"] and end == match.start("again"):
            i = match.start("again")
            last = next(j for j in range(i, match.end("again")) if self.letters[j] in "ck")
            if self._code(i, last, last) == code:
                end = self._hyphened(last + 1, match.end("again"))
        value, value_max = number.value, None
        if end == number.end < len(self.norms) and number.unit == 1 and not self._spaced(end - 1):
            scale = GLUED.get(self.doc[self.tokens[end]].text)
            if scale is not None:
                value, end = number.decimal * scale, end + 1
        elif end == number.end < len(self.norms) and number.unit == 1 and (scale := inflected_scale(self.norms[end])):
            value, end = number.decimal * scale, end + 1
        elif end == number.end < len(self.norms) and (rest := number.value % 1000):  # `$1 миллиард 36 миллионды`
            scale = inflected_scale(self.norms[end])
            if scale is not None and 1 < scale < number.unit:
                value, end = number.value + rest * (scale - 1), end + 1
        if match["from"]:
            bounds = self._bounds(self.numerals[match.start("from")], number, "-")
            if bounds is None:
                return None
            value, value_max = bounds
        return self._valued(start, end, value, value_max, code)

    def _is_name(self, i: int) -> bool:
        """Whether a word has a capital and small letters: `Фам Минь Тинь` is no thousand tiyn."""
        return self.doc[self.tokens[i]].is_title

    def _worded(self, match: re.Match):
        """The currency after the number."""
        start = match.start(next(name for name in ("number", "inflected", "each") if match[name]))
        number = self.numerals[start]
        if match["each"] and (number.form != "abl" or number.unit == 1):
            return None  # `30 мыңнан теңге`, to each
        whose, at = match.span("whose"), match.start("currency")
        code = self._code(whose[0], whose[1], at)
        if code is None or match["hyphen"] and self._spaced(match.start("hyphen") - 1):
            return None
        if self._is_name(start) and self._is_name(at):
            return None
        if self._currency(at).factor != 1 and self.letters[start] == "N" and word(self.norms[start]).kind == "scale":
            return None  # nobody counts a bare thousand of tiyn
        currency = self._currency(at)
        value = number.value
        if match["repeat"]:
            if self.numerals[match.start("repeat") + 1].value != value:
                return None
            if match["scale"]:
                scale = self.numerals[match.start("scale")]
                if number.unit > 1 or scale.value != scale.unit:
                    return None
                value = number.decimal * scale.value
        elif start and self.letters[start - 1] == ")" and word(self.norms[start]).kind == "scale":
            return None
        value, value_max = value * currency.factor, None
        if match["low"]:
            after = match.start("whose") - 1 if match["about"] or match["inflected"] else match.end()
            bounds = self._bounds(self.numerals[match.start("low")], number, match["join"], after)
            if bounds is not None:
                start = match.start("low")
                value, value_max = bounds[0] * currency.factor, bounds[1] * currency.factor
        end = self._end(match, "ending", match.end("currency"))
        if self.letters[match.end("currency") : match.end("currency") + 1] == "t" and end == match.end("currency"):
            end += 1
        if match["part"] and value_max is None:
            part = PARTS.word(self.norms[match.start("part")])[0]
            if code == part.default or code in part.of.values():
                value += self.numerals[match.start("rest")].value * part.factor
                end = self._hyphened(match.end("part"), match.end())
        end = self._bracket(end, value, code)
        return self._valued(start, end, value, value_max, code or None)

    def _valued(self, start: int, end: int, value: Decimal, value_max: Optional[Decimal], code: str):
        for bound in (value, value_max):
            if bound is not None and (bound.is_nan() or bound > MOST):
                return None
        return start, end, _trimmed(value), _trimmed(value_max), code or None

    def _end(self, match: re.Match, group: str, end: int) -> int:
        return self._hyphened(*match.span(group)) if match[group] else end

    def _hyphened(self, start: int, end: int) -> int:
        """`end`, less an ending whose hyphen stands apart from the word before it."""
        if end - start >= 2 and self.letters[start] == "-" and self._spaced(start - 1):
            return start
        return end

    def _bracket(self, end: int, value: Decimal, code: str) -> int:
        """The end of a repeat in brackets that says the same amount again, or `end`."""
        if self.letters[end : end + 1] != "(":
            return end
        match = REPEAT.match(self.letters, end)
        if match:
            return match.end() if self.numerals[end + 1].value == value else end
        match = AMOUNT.match(self.letters, end + 1)
        if match is None or match["sign"] or match["low"]:
            return end
        again = self._worded(match)
        if again and self.letters[again[1] : again[1] + 1] == ")" and again[2] == value and again[4] == code:
            return again[1] + 1
        return end

    def _bounds(self, low: Numeral, high: Numeral, join: str, after: int = 0) -> Optional[tuple[Decimal, Decimal]]:
        """The values of a range, the lower bound in the upper one's scale where it has none; None where it is no range.

        after: the token that says `дейін`, where one does.
        """
        value = low.value
        if value.is_nan() or high.value.is_nan():
            return None
        if low.unit == 1 and high.unit > 1:
            value = low.decimal * high.unit
        if low.unit == 1 and high.hundreds and low.value < 10:
            value *= 100
        digits = self.norms[low.start][0].isdigit()
        if digits and high.unit == 1 and not high.value % 1000 and low.value < high.value / 1000:
            value *= 1000
        if value >= high.value:
            return None
        if join.startswith("-") and join[-1:] not in ("e", "q"):
            if self._spaced(low.end - 1) and low.unit == 1 and digits and low.value in YEARS:
                return None
        elif join == "m":
            pass
        elif join[-1:] in ("e", "q") or low.form == "abl":
            if low.value == 1 and not digits:
                return None
            if join and ENDINGS[self.norms[high.start - 1]].case != "abl":
                return None
            if after >= len(self.norms) or self.norms[after] not in UPTO:
                return None
        elif digits or low.unit > 1:
            return None
        return value, high.value

    def _currency(self, i: int) -> Currency:
        norm, letter = self.norms[i], self.letters[i]
        if letter in "sP":
            return SYMBOLS[norm]
        if letter == "k":
            return Currency(CODES.get(self.doc[self.tokens[i]].text))
        return (WORDS if letter == "c" else PARTS).word(norm)[0]

    def _code(self, start: int, end: int, at: int) -> Optional[str]:
        """The code of the currency at token `at`, whose country stands at [start:end].

        RETURNS (str): "" where nothing says which, None where these are no words for a currency.
        """
        currency = self._currency(at)
        if self.letters[at] == "k":
            return currency.default if start == end else None
        if self.letters[at] == "c" and WORDS.word(self.norms[at])[1].possessive == "2":
            return None
        if currency.initials and self.doc[self.tokens[at]].text[0] not in currency.initials:
            return None
        if start == end:
            if currency.with_country or currency.weight and WORDS.word(self.norms[at])[1].possessive:
                return None
            return self._by_context(currency, at)
        words = self.norms[start:end]
        if words[-1] in ENDINGS and len(words) > 2 and words[-2] == "-":
            words = words[:-2]
        if self.norms[at] == "$" and len(words) == 1 and words[0] in BEFORE_DOLLAR and not self._spaced(at - 1):
            return BEFORE_DOLLAR[words[0]]
        country = COUNTRIES.longest(words)
        if country is None or country.end != len(words):
            return None
        if currency.of:
            return currency.of.get(country.value, currency.default if currency.fixed else "")
        return currency.default

    def _by_context(self, currency: Currency, at: int) -> str:
        """Of the countries with a currency of this name, the one named last before it, else next; else the default."""
        if currency.fixed or len(currency.of) < 2:
            return currency.default or ""
        if self._countries is None:
            places = (match.start() for match in re.finditer("a", self.letters))
            hits = ((i, COUNTRIES.longest(self.norms[i : i + 4])) for i in places)
            self._countries = [(i, hit.value) for i, hit in hits if hit is not None]
        key = "".join(currency.of)
        named = self._named.get(key)
        if named is None:
            named = [(i, currency.of[country]) for i, country in self._countries if country in currency.of]
            self._named[key] = named
        if not named:
            return currency.default or ""
        return named[max(0, bisect(named, (at,)) - 1)][1]


def find(doc: Doc) -> list[Amount]:
    """Find the amounts of a document, in order, none overlapping."""
    return [
        Amount(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), value, value_max, code)
        for start, end, value, value_max, code in _find(doc)
    ]


def _find(doc: Doc) -> list[tuple]:
    letters, norms = _read(doc)
    if not MONEY_CLASS.search(letters):
        return []
    header = header_end(doc)
    return [amount for amount in _Reading(doc, letters, norms).amounts() if doc[amount[0]].idx >= header]


def parse(text: str) -> list[Amount]:
    """Find the amounts of a text, without a pipeline.

    RETURNS (list): amounts in order; an empty list where there is none.
    """
    return find(tokenize(text))


class Amounts(InBatches):
    """Sets MONEY entities and their `value`, `value_max` and `currency`.

    owner: "rules" replaces the tagger's MONEY entities by the grammar's, "both" keeps the tagger's where
    the grammar finds none, "tagger" keeps the tagger's alone and values them. An entity of the grammar
    takes the place of any entity that it overlaps.
    """

    name = "keruen_amounts"

    def __init__(self, owner: Owner = "rules"):
        if owner not in get_args(Owner):
            raise ValueError(f"owner is one of {', '.join(get_args(Owner))}, not {owner!r}")
        self.owner = owner

    def __call__(self, doc: Doc) -> Doc:
        found = _find(doc)
        ents = doc.ents
        tagged = [ent for ent in ents if ent.label_ == LABEL]
        if not found and (not tagged or self.owner != "rules"):
            return doc
        if self.owner == "tagger":
            for ent in tagged:
                over = [amount for amount in found if amount[0] < ent.end and ent.start < amount[1]]
                if len(over) == 1:
                    _set_value(ent, *over[0][2:])
            return doc
        covered = {i for start, end, *_ in found for i in range(start, end)}
        kept = [
            ent for ent in ents
            if (self.owner == "both" or ent.label_ != LABEL) and covered.isdisjoint(range(ent.start, ent.end))
        ]
        spans = []
        for start, end, value, value_max, code in found:
            span = Span(doc, start, end, label=LABEL)
            _set_value(span, value, value_max, code)
            spans.append(span)
        set_entities(doc, kept + spans)
        return doc


def _set_value(span: Span, value: Decimal, value_max: Optional[Decimal], code: Optional[str]) -> None:
    attributes = span._
    attributes.value = _plain(value)
    attributes.value_max = None if value_max is None else _plain(value_max)
    attributes.currency = code


def _plain(value: Decimal) -> Union[int, float]:
    return int(value) if value == value.to_integral_value() else float(value)


@Language.factory(
    "keruen_amounts",
    assigns=["doc.ents", "span._.value", "span._.value_max", "span._.currency"],
    default_config={"owner": "rules"},
)
def make_amounts(nlp: Language, name: str, owner: Owner) -> Amounts:
    """Create the component that finds and values amounts; `owner` decides who owns MONEY spans."""
    return Amounts(owner)
