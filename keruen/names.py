"""Names of organisations and persons: what the guidelines say of their borders, applied to what the tagger proposes, and
the names that lists know for certain.

A proposal of several words stands only where something speaks for it: the head of an institution's name at its end, a
known body, initials, Latin letters, quotation marks or capitals throughout. Its borders follow the guidelines:

- a name in quotation marks is tagged inside them before a short generic noun (`«Самұрық-Қазына» қоры`), and together with
  them where a longer official noun follows (`«Атамекен» ұлттық кәсіпкерлер палатасы`);
- a body of the state named with its country or countries is one span (`Қырғызстанның ұлттық статистика комитеті`), and so
  is a pair of places that opens a name (`Шу-Талас су шаруашылығы комиссиясы`), and a body with its sub-unit
  (`Бас прокуратураның Активтерді қайтару комитеті`);
- a company whose name is complete leaves its country outside (`Қытайдың YTO Group корпорациясы`);
- a country or a pair of countries is none, nor does a country open the name of an international body
  (`Пәкістан Біріккен Ұлттар Ұйымына …`); it is no person either, and neither are Roman numerals with what follows;
- a name in quotation marks before a short generic noun or a legal form is an ORG also where nothing was proposed
  (`«QazTrade» АҚ`), and a legal form alone is none;
- a given name before a surname, both from the lists, is a PERSON also where nothing was proposed;
- listed initials in capitals or spaced letters are an ORG also where nothing was proposed (`ЮНЕСКО-ның`, `ب ۇ ۇ`), and
  words that belong to no name after them are left outside.

Word lists: `vocabulary/institutions.json`.
"""

import re
from functools import lru_cache
from typing import Optional

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from .features import initials_of, lists_of
from .language.words import norms_of
from .orthography import skeleton
from .places import gazetteer
from .vocabulary import Ending, Lexicon, phrase_norms, read
from .vocabulary.endings import ENDINGS

LABEL = "ORG"
OF_RULES = ("MONEY", "DATE")
QUOTE = '"'
HYPHEN = "-"
PAIRING = frozenset(phrase_norms("мен бен пен және менен бенен пенен ҳәм"))
LONGEST_NOUN = 6
LONGEST_INITIALS = 6
LONGEST_PERSON = 3
GIVEN, SURNAMES = ("given",), ("surname", "like a surname")
LONGEST_QUOTED = 8
LONGEST_COUNTRY = 6
EDGES = frozenset(("-", ",", ";", ":"))
ROMAN = re.compile("[IVXІХ]+")


@lru_cache(maxsize=1)
def _heads() -> dict[str, Lexicon]:
    words = read("institutions")
    every = (head for heads in words["heads"].values() for head in heads)
    lists = {"any": every, "state": words["heads"]["government"], "short": words["short_heads"]}
    return {name: Lexicon(dict.fromkeys(heads, name)) for name, heads in lists.items()}


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    return frozenset(skeleton(noun) for noun in read("institutions")["short_heads"] if noun.isupper())


@lru_cache(maxsize=1)
def _bodies() -> Lexicon:
    """Known bodies and unions of states of two words and more, without those that each state has."""
    names = [*read("institutions")["names"], *(name for names in read("blocs").values() for name in names)]
    own = (name for name in names if " " in name and not _heads()["state"].word(phrase_norms(name)[-1]))
    return Lexicon(dict.fromkeys(own, True))


def _head(token: Token, kind: str = "any") -> Optional[Ending]:
    """The ending of a word that heads names of institutions, or None."""
    found = _heads()[kind].word(token.norm_)
    return found[1] if found else None


class Names:
    """Keeps, mends and joins the ORG and PERSON entities of a document, and adds certain ones. See the module."""

    def __call__(self, doc: Doc) -> Doc:
        kept: list[Span] = []
        proposed = doc.ents
        given = {i: ent for ent in proposed for i in range(ent.start, ent.end)}
        for ent in proposed:
            if ent.label_ not in OF_RULES:
                ent = _without_edges(ent)
            if ent is None or kept and ent.start < kept[-1].end or ent.label_ in (LABEL, "PERSON") and _is_no_name(ent):
                continue
            if ent.label_ == LABEL:
                ent = _initials_alone(_international(_without_country(_unquoted(ent))))
                start, end = ent.start, _official_noun(ent, given)
                if end > ent.end:
                    start -= 1
                while kept and (joined := _joined(kept, doc[start:end])) is not None:
                    start, end = joined
                    while kept and kept[-1].end > start:
                        kept.pop()
                start = _pair(doc, start, kept[-1].end if kept else 0)
                while kept and kept[-1].end > start:
                    kept.pop()
                ent = Span(doc, start, end, label=LABEL)
                if kept and _generic_after(kept[-1], ent) or not _supported(ent):
                    continue
            kept.append(ent)
        norms = norms_of(doc)
        kept += _quoted(doc, kept, norms)
        taken = {i for ent in kept for i in range(ent.start, ent.end)}
        doc.set_ents(filter_spans(kept + _initials(doc, taken, norms) + _persons(doc, taken, norms)))
        return doc


def _quoted(doc: Doc, kept: list[Span], norms: list[str]) -> list[Span]:
    """Names in quotation marks before a short generic noun that no longer entity holds; they take in what is inside."""
    covered = {i for ent in kept for i in range(ent.start, ent.end)}
    marks = [i for i, norm in enumerate(norms) if norm == QUOTE and i not in covered]
    found = []
    for left, right in zip(marks, marks[1:]):
        if 1 < right - left <= LONGEST_QUOTED and right + 1 < len(doc) and _head(doc[right + 1], "short"):
            first = doc[left + 1]
            opens = not doc[left].whitespace_ and not first.is_space and not first.text[0].islower()
            if opens and not any("\n" in token.text for token in doc[left:right]):
                found.append(Span(doc, left + 1, right, label=LABEL))
    return found


def _without_edges(ent: Span) -> Optional[Span]:
    """An entity without hyphens and commas at its edges; None where nothing is left."""
    start, end = ent.start, ent.end
    while start < end and ent.doc[start].norm_ in EDGES:
        start += 1
    while end > start and ent.doc[end - 1].norm_ in EDGES:
        end -= 1
    if start == end:
        return None
    return ent if (start, end) == (ent.start, ent.end) else Span(ent.doc, start, end, label=ent.label, kb_id=ent.kb_id)


def _is_no_name(ent: Span) -> bool:
    """Whether a proposed PERSON or ORG is but countries, a person begins with a Roman numeral or is but initials, or an
    organisation is but a legal form (`АҚ-ның`)."""
    if ent.label_ == LABEL and len(ent) < 4 and ent[0].norm_ in _legal_forms():
        return all(token.norm_ == HYPHEN or token.norm_ in ENDINGS for token in ent[1:])
    if ent.label_ == "PERSON":
        if ROMAN.fullmatch(ent[0].text) and len(ent) > 1 or _is_initialled(ent):
            return True
    i = ent.start
    norms = [token.norm_ for token in ent]
    while i < ent.end:
        country = _country(norms, i - ent.start)
        if not country:
            return False
        i = ent.start + country
        if i < ent.end and norms[i - ent.start] in PAIRING | EDGES:
            i += 1
    return True


def _is_initialled(ent: Span) -> bool:
    """Whether a proposal is but initials (`P. S.`) or one short word; `Ли И` is a name."""
    words = [token.text for token in ent if not token.is_punct]
    return all(len(word) < (2 if len(words) > 1 and word.isalpha() else 3) for word in words)


@lru_cache(maxsize=1 << 14)
def _country_end(norms: tuple[str, ...]) -> int:
    match = gazetteer().match(norms, 0)
    sense = match.senses[0] if match else None
    sure = sense is not None and sense.use == "add" and sense.place is not None and sense.place.kind == "country"
    return match.end if sure else 0


def _country(norms: list[str], i: int) -> int:
    """The index after the name of a country that begins at i, or 0."""
    end = _country_end(tuple(norms[i : i + LONGEST_COUNTRY]))
    return i + end if end else 0


def _initials(doc: Doc, taken: set[int], norms: list[str]) -> list[Span]:
    """Listed initials that no entity holds."""
    listed = set(filter(initials_of, set(norms)))
    tokens = (doc[i] for i, norm in enumerate(norms) if norm in listed and i not in taken)
    return [
        Span(doc, token.i, end, label=LABEL)
        for token in tokens
        if _are_initials(token) and (end := _initials_end(token)) and taken.isdisjoint(range(token.i, end))
    ]


def _persons(doc: Doc, taken: set[int], norms: list[str]) -> list[Span]:
    """A given name and what is listed as a surname or ends as one, in words that no entity holds."""
    found: list[Span] = []
    last = 0
    listed = {norm for norm in set(norms) if _is_listed(norm, GIVEN)}
    for token in (doc[i] for i, norm in enumerate(norms) if norm in listed and i not in taken):
        if token.i < last or not _in_list(token, GIVEN) or _country([token.norm_], 0):
            continue
        end = token.i + 1
        while end < len(doc) and end not in taken and end - token.i < LONGEST_PERSON and _in_list(doc[end], SURNAMES):
            end += 1
        if end > token.i + 1:
            found.append(Span(doc, token.i, end, label="PERSON"))
            last = end
    return found


def _in_list(token: Token, lists: tuple[str, ...]) -> bool:
    return _is_listed(token.norm_, lists) and token.is_alpha and not token.text[0].islower()


@lru_cache(maxsize=1 << 15)
def _is_listed(norm: str, lists: tuple[str, ...]) -> bool:
    held = f" {lists_of(norm)} "
    return any(f" {name} " in held for name in lists)


def _are_initials(token: Token) -> bool:
    """Whether a token is written as initials and listed as a body's; a full stop makes it a person's."""
    return (
        len(token.text) > 1
        and (token.text.isupper() or " " in token.text)
        and "." not in token.text
        and bool(initials_of(token.norm_))
    )


def _initials_end(token: Token) -> int:
    """The end of initials with their ending: `ЮНЕСКО-ның`, `ق س ز ي- ءدىڭ`; 0 where they are part of a longer name."""
    doc, i = token.doc, token.i
    if token.whitespace_ or i + 2 >= len(doc) or doc[i + 1].norm_ != HYPHEN:
        return i + 1
    if doc[i + 2].norm_ in ENDINGS:
        return i + 3
    return 0 if not doc[i + 1].whitespace_ else i + 1


def _initials_alone(ent: Span) -> Span:
    """`ЕАЭО мәжілістері және жыл сайынғы` to `ЕАЭО`: the words after initials end in no head and are no name."""
    first, end = ent[0], _initials_end(ent[0])
    written = first.text.isupper() and 1 < len(first.text) <= LONGEST_INITIALS or _are_initials(first)
    if len(ent) == 1 and end > ent.end and written:
        return Span(ent.doc, ent.start, end, label=LABEL)
    if not 0 < end < ent.end or not written or _head(ent[-1]) or all(t.text.isupper() for t in ent):
        return ent
    if any(token.norm_ in (HYPHEN, QUOTE) for token in ent.doc[end : ent.end]):
        return ent
    rest = [token for token in ent.doc[end : ent.end] if token.is_alpha]
    named = any(not t.text[0].islower() and "body" in lists_of(t.norm_) or t.text.isascii() for t in rest)
    return ent if not rest or named else Span(ent.doc, ent.start, end, label=LABEL)


def _words(span: Span) -> list[Token]:
    return [token for token in span if token.is_alpha or " " in token.text]


def _supported(ent: Span) -> bool:
    """Whether anything speaks for a proposal; a single word needs nothing."""
    words = _words(ent)
    if len(words) < 2:
        return any(token.is_alpha or " " in token.text for token in ent)
    if ent.start and ent.doc[ent.start - 1].norm_ == QUOTE or any(token.norm_ == QUOTE for token in ent):
        return True
    if any(" " in token.text or token.text.isascii() for token in words) or _head(words[-1]):
        return True
    lists = [lists_of(token.norm_) for token in words]
    if any("initials" in found for found in lists) or len(words) == 2 and any("body" in found for found in lists):
        return True
    return all(token.text[0].isupper() for token in words)


def _unquoted(ent: Span) -> Span:
    """`Самұрық-Қазына" қоры` to `Самұрық-Қазына`."""
    doc = ent.doc
    closing = [token.i for token in ent if token.norm_ == QUOTE]
    if (
        len(closing) != 1
        or closing[0] == ent.start
        or closing[0] + 2 != ent.end
        or not _head(doc[ent.end - 1], "short")
    ):
        return ent
    return Span(doc, ent.start, closing[0], label=LABEL)


def _without_country(ent: Span) -> Span:
    """`Қытайдың YTO Group корпорациясы` to `YTO Group корпорациясы`."""
    if (
        len(_words(ent)) < 3
        or not _head(ent[-1])
        or _head(ent[-1], "state")
        or not ent[1].text.isascii()
        or not ent[1].is_alpha
    ):
        return ent
    match = gazetteer().match([ent[0].norm_], 0)
    return Span(ent.doc, ent.start + 1, ent.end, label=LABEL) if match and match.ending.case == "gen" else ent


def _international(ent: Span) -> Span:
    """`Пәкістан Біріккен Ұлттар Ұйымының` to `Біріккен Ұлттар Ұйымының`."""
    norms = [token.norm_ for token in ent]
    end = _country(norms, 0)
    return Span(ent.doc, ent.start + end, ent.end, label=LABEL) if end and _bodies().longest(norms, end) else ent


def _official_noun(ent: Span, taken: dict[int, Span]) -> int:
    """The end of a long official noun after a name in quotation marks, or the end of the name."""
    doc = ent.doc
    if not ent.start or doc[ent.start - 1].norm_ != QUOTE or ent.end >= len(doc) or doc[ent.end].norm_ != QUOTE:
        return ent.end
    for i in range(ent.end + 1, min(ent.end + 1 + LONGEST_NOUN, len(doc))):
        token = doc[i]
        if (
            i in taken
            and taken[i].label_ != LABEL
            or not token.is_alpha
            and token.norm_ != HYPHEN
            or token.text[0].isupper()
        ):
            break
        ending = _head(token)
        if ending and (ending.possessive == "3" or token.norm_.endswith("i")):
            return i + 1 if i > ent.end + 1 and not _head(token, "short") else ent.end
    return ent.end


def _joined(kept: list[Span], ent: Span) -> Optional[tuple[int, int]]:
    """Where a proposal and the entity before it are one name: its start and end; else None."""
    before = kept[-1]
    words = _words(ent)
    if before.label_ == LABEL and before.end == ent.start and len(words) > 1 and _head(words[-1]):
        ending = _head(before[-1])
        return (before.start, ent.end) if ending and ending.case == "gen" else None
    if before.label_ == "GPE" and before.end == ent.start and len(words) > 1 and _head(words[-1], "state"):
        case = _country_case(before)
        if case == "" and len(kept) > 1:
            other, between = kept[-2], ent.doc[kept[-2].end : before.start]
            if (
                other.label_ == "GPE"
                and len(between) == 1
                and between[0].norm_ in PAIRING
                and _country_case(other) == ""
            ):
                return other.start, ent.end
        return (before.start, ent.end) if case in ("", "gen") else None
    return None


def _country_case(ent: Span) -> Optional[str]:
    match = gazetteer().match([token.norm_ for token in ent], 0)
    place = match.senses[0].place if match and match.end == len(ent) else None
    return match.ending.case if place and place.kind == "country" else None


def _pair(doc: Doc, start: int, first: int) -> int:
    """The start of a name that opens with a pair of places or peoples: `Қырғыз-Қазақстан үкіметаралық кеңесі`."""
    if start - 2 < first - 1 or start < 2 or doc[start - 1].norm_ != HYPHEN:
        return start
    return start - 2 if _names_place(doc[start]) and _names_place(doc[start - 2]) else start


def _names_place(token: Token) -> bool:
    table = gazetteer()
    return token.is_alpha and (table.match([token.norm_], 0) is not None or bool(table.adjective(token.norm_)))


def _generic_after(before: Span, ent: Span) -> bool:
    """Whether a proposal is but the generic noun after a name in quotation marks: `«ҚазМұнайГаз» ⟦ұлттық компаниясы⟧`."""
    doc = ent.doc
    quoted = before.label_ == LABEL and before.end + 1 == ent.start and doc[before.end].norm_ == QUOTE
    return quoted and _head(doc[ent.end - 1], "short") is not None


@Language.factory("keruen_names", assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """Create the component; it follows the tagger and precedes `keruen_places`, which fills what it leaves free."""
    return Names()
