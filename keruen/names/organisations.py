"""Names of organisations: their borders by the guidelines, and those that lists know for certain.

A proposal of several words stands only where something speaks for it: the head of an institution's name at its end, a
known body, initials, Latin letters, quotation marks or capitals throughout. Its borders follow the guidelines:

- a name in quotation marks is tagged inside them before a short generic noun (`«Самұрық-Қазына» қоры`), and together with
  them where a longer official noun follows (`«Атамекен» ұлттық кәсіпкерлер палатасы`);
- a body of the state named with its country or countries is one span (`Қырғызстанның ұлттық статистика комитеті`), and so
  is a pair of places that opens a name (`Шу-Талас су шаруашылығы комиссиясы`), and a body with its sub-unit
  (`Бас прокуратураның Активтерді қайтару комитеті`);
- a company whose name is complete leaves its country outside (`Қытайдың YTO Group корпорациясы`);
- a country or a pair of countries is none, nor does a country open the name of an international body
  (`Пәкістан Біріккен Ұлттар Ұйымына …`);
- a name in quotation marks before a short generic noun or a legal form is an ORG also where nothing was proposed
  (`«QazTrade» АҚ`), and a legal form alone is none; nor is a single letter or a single small word without Latin letters;
- listed initials in capitals or spaced letters are an ORG also where nothing was proposed (`ЮНЕСКО-ның`, `ب ۇ ۇ`), and
  words that belong to no name after them are left outside;
- so are listed bodies, sites named in a sentence (`деп жазды Energyprom.kz`), and a government or parliament with its
  country (`Қытай үкіметі`).

Word lists: `vocabulary/institutions.json`.
"""

import re
from functools import lru_cache
from typing import Optional

from spacy.tokens import Doc, Span, Token

from ..features import initials_of, lists_of
from ..orthography import skeleton
from ..places import gazetteer
from ..places.table import may_end_name
from ..vocabulary import Lexicon, read, stems
from ..vocabulary.endings import ENDINGS
from .words import (
    HONOUR,
    HYPHEN,
    LABEL_ORG,
    LABEL_PERSON,
    LAST_LATIN,
    LONGEST_COUNTRY,
    PAIRING,
    QUOTE,
    SITE,
    country,
    ends_in_head,
    head,
    head_of,
    international_bodies,
    is_dash,
    is_listed_body,
    leads,
    listed_bodies,
    may_be_body,
    no_bodies,
    things,
    tokens_of,
    words,
)

LONGEST_NOUN = 6
LONGEST_INITIALS = 6
LONGEST_QUOTED = 8
LONGEST_BODY = 10
BESIDE = 3
MOST_BETWEEN = 3
NEARBY = 12
NEW, PRESS = skeleton("жаңа"), skeleton("баспасөз")
ROMAN = re.compile("[IVXLІХ]+")
ARROWS = ">›→"
CREDITS = frozenset(map(skeleton, ("фото", "сурет", "автор", "©", "foto", "коллаж", "видео", "инфографика")))


def quoted(doc: Doc, kept: list[Span], norms: list[str]) -> list[Span]:
    """Names in quotation marks before a short generic noun that no longer entity holds; they take in what is inside."""
    covered = tokens_of(kept)
    marks = [i for i, norm in enumerate(norms) if norm == QUOTE and i not in covered]
    found = []
    for left, right in zip(marks, marks[1:]):
        if 1 < right - left <= LONGEST_QUOTED and _is_body(doc, left, right):
            first = doc[left + 1]
            opens = not doc[left].whitespace_ and not first.is_space and not first.text[0].islower()
            if opens and not any("\n" in token.text for token in doc[left:right]):
                found.append(Span(doc, left + 1, right, label=LABEL_ORG))
    return found


def _is_body(doc: Doc, left: int, right: int) -> bool:
    """Whether a short generic noun follows a name in quotation marks, or ends it (`"Көше партиясына"`)."""
    if right + 1 < len(doc) and head(doc[right + 1], "short"):
        return True
    ending = head(doc[right - 1], "short") if right - left > 2 else None
    return ending is not None and ending.possessive == "3"


def initials(doc: Doc, taken: set[int], places: list[int]) -> list[Span]:
    """Listed initials that no entity holds, at some places."""
    tokens = (doc[i] for i in places if i not in taken)
    return [
        Span(doc, token.i, end, label=LABEL_ORG)
        for token in tokens
        if are_initials(token) and (end := initials_end(token)) and taken.isdisjoint(range(token.i, end))
    ]


def are_initials(token: Token) -> bool:
    """Whether a token is written as initials and listed as a body's; a full stop makes it a person's."""
    return (
        len(token.text) > 1
        and (token.text.isupper() or " " in token.text)
        and "." not in token.text
        and bool(initials_of(token.norm_))
    )


def initials_end(token: Token) -> int:
    """The end of initials with their ending: `ЮНЕСКО-ның`, `ق س ز ي- ءدىڭ`; 0 where they are part of a longer name."""
    doc, i = token.doc, token.i
    if token.whitespace_ or i + 2 >= len(doc) or doc[i + 1].norm_ != HYPHEN:
        return i + 1
    if doc[i + 2].norm_ in ENDINGS:
        return i + 3
    return 0 if not doc[i + 1].whitespace_ else i + 1


def _initials_alone(ent: Span) -> Span:
    """`ЕАЭО мәжілістері және жыл сайынғы` to `ЕАЭО`: the words after initials end in no head and are no name."""
    first, end = ent[0], initials_end(ent[0])
    written = first.text.isupper() and 1 < len(first.text) <= LONGEST_INITIALS or are_initials(first)
    if len(ent) == 1 and end > ent.end and written:
        return Span(ent.doc, ent.start, end, label=LABEL_ORG)
    if not 0 < end < ent.end or not written or head(ent[-1]) or all(t.text.isupper() for t in ent):
        return ent
    if any(token.norm_ in (HYPHEN, QUOTE) for token in ent.doc[end : ent.end]):
        return ent
    rest = [token for token in ent.doc[end : ent.end] if token.is_alpha]
    named = any(not t.text[0].islower() and "body" in lists_of(t.norm_) or t.text.isascii() for t in rest)
    return ent if not rest or named else Span(ent.doc, ent.start, end, label=LABEL_ORG)


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    return frozenset(skeleton(noun) for noun in read("institutions")["short_heads"] if noun.isupper())


def is_no_name(ent: Span, norms: list[str]) -> bool:
    """Whether a proposed ORG is none: without letters, a legal form (`АҚ-ның`), a single letter however often (`ыы`), a small
    word without Latin letters, a post, a currency's code, a thing in quotation marks (`«Қашаған» кен орны`), or a country and
    a word that heads no institution (`Вьетнамның Төтенше`, `Жаңа Өзбекстан`)."""
    own = norms[ent.start : ent.end]
    spoken = [norm for norm in own if norm[0].isalpha()]
    if not spoken or any("/" in norm and "." in norm for norm in own) or _is_quoted_thing(ent, norms):
        return True
    if len(spoken) == 1 and no_bodies().longest(own) is not None or len(spoken) > 1 and _is_post(spoken[-1]):
        return True
    first = ent[0]
    if len(own) == 1 and "." in own[0] and SITE.fullmatch(own[0]) and not is_in_text(ent.doc, ent.start):
        return True
    if country(own, 0) and _embassies().word(own[-1]) is not None:
        return True
    new = len(own) > 1 and own[0] == NEW
    end = country(own, int(new))
    if end and not any(token.norm_ == QUOTE or token.is_ascii and token.is_alpha for token in ent[end:]):
        if _heads_nothing(ent[end:]):
            return listed_bodies().longest(own) is None
    if len(own) == 1 and first.is_alpha:
        quoted = ent.start > 0 and norms[ent.start - 1] == QUOTE
        small = first.text.islower() and not quoted and (not first.text.isascii() or _is_in_latin(ent))
        repeated = len(set(own[0])) == 1 and (len(first.text) == 1 or not first.is_upper)
        return small or repeated or first.text in _currency_codes() or ROMAN.fullmatch(first.text) is not None
    if len(own) < 4 and own[0] in _legal_forms():
        return all(norm == HYPHEN or norm in ENDINGS for norm in own[1:])
    return False


def _heads_nothing(rest: Span) -> bool:
    """Whether the words after a country make no body of it: the last of them, less a detached ending, heads none."""
    spoken = words(rest)
    if not spoken:
        return True
    return head(_without_ending(spoken)[-1]) is None


def _is_post(last: str) -> bool:
    """`Өнеркәсіп және құрылыс вице-министрі`: whether the last word of several names a post."""
    return "title" in lists_of(last).split() and head_of(last) is None


def _is_quoted_thing(ent: Span, norms: list[str]) -> bool:
    """Whether quotation marks part a name from the noun of a thing: `«Керуен сарай» жобасы`, `«Дарын» мемлекеттік сыйлығы`."""
    end = ent.end
    if not ent.start or end >= len(norms) or norms[end] != QUOTE or norms[ent.start - 1] != QUOTE:
        return False
    norms = norms[end + 1 : end + 1 + MOST_BETWEEN]
    for i, norm in enumerate(norms):
        hit = things().longest(norms, i)
        if hit is not None and may_end_name(hit.ending) and (hit.end > i + 1 or hit.ending.possessive or hit.ending.case):
            return True
        if head_of(norm) or not (norm[0].isalpha() or norm == HYPHEN):
            return False
    return False


@lru_cache(maxsize=1)
def _embassies() -> Lexicon[bool]:
    return Lexicon((name, True) for name in read("institutions")["embassies"])


@lru_cache(maxsize=1)
def _currency_codes() -> frozenset[str]:
    return frozenset(read("currencies")["codes"].split())


def initials_of_place(ent: Span) -> Span:
    """A proposal that is but a place's initials, with their ending, as a GPE: `ҚР`, `ШҚО-ға`."""
    if len(ent) > LONGEST_COUNTRY or not ent[0].text[:2].isupper():
        return ent
    match = gazetteer().match([token.norm_ for token in ent], 0)
    if match is None or match.end < len(ent) or match.senses[0].use != "initials":
        return ent
    return Span(ent.doc, ent.start, ent.end, label="GPE")


def without_lead(ent: Span) -> Span:
    """`Ал Денсаулық сақтау министрлігі` to `Денсаулық сақтау министрлігі`, `ҚазАқпарат - Су` to `ҚазАқпарат`."""
    doc, start, end = ent.doc, ent.start, ent.end
    while start < end - 1 and (leads(doc[start]) or ROMAN.fullmatch(doc[start].text)):
        start += 1
    if end - start > 2 and doc[end - 2].norm_ == PRESS and head(doc[end - 1]):
        end -= 2  # `АШМ | баспасөз қызметі`
    dash = next((i for i in range(start + 1, end - 1) if is_dash(doc, i)), None)
    if dash is not None and is_listed_body(doc, start, dash):
        end = dash
    return ent if (start, end) == (ent.start, ent.end) else Span(doc, start, end, label=LABEL_ORG)


def parted(ent: Span) -> list[Span]:
    """A source and the body that it cites, proposed as one: `Azertag | Мемлекеттік кеден комитетінің`."""
    doc, second = ent.doc, ent.start + 1
    if len(ent) > 2 and ent[0].is_ascii and head(ent[-1], "state") and not any(token.is_ascii for token in ent[1:]):
        if head(ent[-1], "media") and ent[1].text[0].islower():
            return [ent]  # `Stan.kz ақпарат агенттігі`
        if is_listed_body(doc, ent.start, second) or SITE.fullmatch(ent[0].norm_):
            return [Span(doc, ent.start, second, label=LABEL_ORG), Span(doc, second, ent.end, label=LABEL_ORG)]
    return [ent]


def bordered(ent: Span) -> Span:
    """A proposed ORG with the borders that its own words give it."""
    return _whole(_initials_alone(_international(_without_country(_unquoted(ent)))))


def _whole(ent: Span) -> Span:
    """`Хабар` to `Хабар 24`: the longest listed body that begins with a proposal."""
    doc = ent.doc
    if ent.end >= len(doc) or not listed_bodies().opens(ent[0].norm_):
        return ent
    hit = listed_bodies().longest([token.norm_ for token in doc[ent.start : ent.start + LONGEST_BODY]])
    longer = hit is not None and hit.end > len(ent) and (doc[ent.end].text[0].isupper() or doc[ent.end].is_digit)
    return Span(doc, ent.start, ent.start + hit.end, label=LABEL_ORG) if longer else ent


def listed(doc: Doc, kept: list[Span], norms: list[str], at: dict[str, list[int]]) -> list[Span]:
    """Listed bodies, and governments and parliaments with their country, that nothing but a place holds."""
    covered = tokens_of(ent for ent in kept if ent.label_ != "GPE")
    known = listed_bodies()
    found = []
    for i in at["body"]:
        if i not in covered and not doc[i].text[0].islower():
            hit = known.longest(norms, i)
            if hit is None or hit.ending.plural or hit.ending.possessive in ("1", "2"):
                continue
            if covered.isdisjoint(range(i, hit.end)) and not _is_rubric(norms, hit.end):
                found.append(Span(doc, i, hit.end, label=LABEL_ORG))
    sites = (i for i in at["site"] if i not in covered and is_in_text(doc, i))
    found += [Span(doc, i, initials_end(doc[i]) or i + 1, label=LABEL_ORG) for i in sites]
    for i in at["ruling"]:
        if i not in covered:
            start = next((j for j in range(i - 1, max(-1, i - LONGEST_COUNTRY - 1), -1) if _owns(norms, j, i)), None)
            if start is not None and covered.isdisjoint(range(start, i)):
                found.append(Span(doc, start, i + 1, label=LABEL_ORG))
    return found


def _is_rubric(norms: list[str], end: int) -> bool:
    """Whether an arrow follows a name, as in the path of a web page (`Халық торабы >> Шыңжаң хабарлары`)."""
    return end < len(norms) and norms[end][0] in ARROWS


def is_in_text(doc: Doc, i: int) -> bool:
    """Whether a site is named among other words (`деп жазды Energyprom.kz`), and is no byline of its own and no credit
    (`Фото: gov.kz`)."""
    if any(token.norm_ in CREDITS for token in doc[max(0, i - 2) : i]):
        return False
    before, after = [t.text for t in doc[max(0, i - BESIDE) : i]], [t.text for t in doc[i + 1 : i + 1 + BESIDE]]
    for words_of_side in (reversed(before), after):
        for word in words_of_side:
            if "\n" in word:
                break
            if word[0].isalpha():
                return True
    return False


def _owns(norms: list[str], start: int, end: int) -> bool:
    """Whether a stretch is the name of a country, bare or in the genitive."""
    name = norms[start:end]
    return country(name, 0) == len(name) and gazetteer().match(name, 0).ending.case in ("", "gen")


def is_supported(ent: Span) -> bool:
    """Whether anything speaks for a proposal; a single word needs nothing, unless it stands in a line of capitals. Capitals
    say nothing in such a line, Latin letters nothing in a text in Latin script."""
    doc, spoken = ent.doc, _without_ending(words(ent))
    if ent.start and doc[ent.start - 1].norm_ == QUOTE or any(token.norm_ == QUOTE for token in ent):
        return True
    shouted = _is_shouted(ent)
    lists = [lists_of(token.norm_) for token in spoken]
    known = any("initials" in found for found in lists) or len(spoken) < 3 and any("body" in found for found in lists)
    if len(spoken) < 2:
        return any(token.is_alpha or " " in token.text for token in ent) and (not shouted or known or ent[0].is_ascii)
    norms = [token.norm_ for token in spoken]
    if any(" " in token.text for token in spoken) or ends_in_head(norms) or known or may_be_body(norms):
        return True
    if any(token.text.isascii() and not ROMAN.fullmatch(token.text) for token in spoken) and not _is_in_latin(ent):
        return True
    return not shouted and all(token.text[0].isupper() for token in spoken)


def _without_ending(spoken: list[Token]) -> list[Token]:
    """Words without an ending that a hyphen parts from them (`QSZI-diń`)."""
    apart = len(spoken) > 1 and spoken[-1].norm_ in ENDINGS and spoken[-1].nbor(-1).norm_ == HYPHEN
    return spoken[:-1] if apart else spoken


def _is_shouted(ent: Span) -> bool:
    """Whether a proposal stands among words that are all in capitals, as in a headline."""
    doc = ent.doc
    if not all(token.text.isupper() for token in words(ent)):
        return False
    beside = [doc[i] for i in (ent.start - 1, ent.end) if 0 <= i < len(doc)]
    return any(token.is_alpha and len(token.text) > 1 and token.text.isupper() for token in beside)


def _is_in_latin(ent: Span) -> bool:
    """Whether most words about a proposal are in Latin letters, as in a text of that script."""
    doc = ent.doc
    near = [*doc[max(0, ent.start - NEARBY) : ent.start], *doc[ent.end : ent.end + NEARBY]]
    near = [token for token in near if token.is_alpha]
    return 2 * sum(token.text[0] <= LAST_LATIN for token in near) > len(near)


def _unquoted(ent: Span) -> Span:
    """`Самұрық-Қазына" қоры` to `Самұрық-Қазына`."""
    doc = ent.doc
    closing = [token.i for token in ent if token.norm_ == QUOTE]
    if (
        len(closing) != 1
        or closing[0] == ent.start
        or closing[0] + 2 != ent.end
        or not head(doc[ent.end - 1], "short")
    ):
        return ent
    return Span(doc, ent.start, closing[0], label=LABEL_ORG)


def _without_country(ent: Span) -> Span:
    """`Қытайдың YTO Group корпорациясы` to `YTO Group корпорациясы`."""
    if (
        len(words(ent)) < 3
        or not head(ent[-1])
        or head(ent[-1], "state")
        or not ent[1].text.isascii()
        or not ent[1].is_alpha
    ):
        return ent
    match = gazetteer().match([ent[0].norm_], 0)
    return Span(ent.doc, ent.start + 1, ent.end, label=LABEL_ORG) if match and match.ending.case == "gen" else ent


def _international(ent: Span) -> Span:
    """`Пәкістан Біріккен Ұлттар Ұйымының` to `Біріккен Ұлттар Ұйымының`, `АҚШ Ауғанстан үкіметінің` to the latter."""
    norms = [token.norm_ for token in ent]
    end = country(norms, 0)
    opens = end and (international_bodies().longest(norms, end) or country(norms, end))
    return Span(ent.doc, ent.start + end, ent.end, label=LABEL_ORG) if opens else ent


def official_noun(ent: Span, taken: dict[int, Span]) -> int:
    """The end of a long official noun after a name in quotation marks, or the end of the name."""
    doc = ent.doc
    if not ent.start or doc[ent.start - 1].norm_ != QUOTE or ent.end >= len(doc) or doc[ent.end].norm_ != QUOTE:
        return ent.end
    for i in range(ent.end + 1, min(ent.end + 1 + LONGEST_NOUN, len(doc))):
        token = doc[i]
        if (
            i in taken
            and taken[i].label_ != LABEL_ORG
            or not token.is_alpha
            and token.norm_ != HYPHEN
            or token.text[0].isupper()
        ):
            break
        ending = head(token)
        if ending and (ending.possessive == "3" or token.norm_.endswith("i")):
            return i + 1 if i > ent.end + 1 and not head(token, "short") else ent.end
    return ent.end


def joined(kept: list[Span], ent: Span) -> Optional[tuple[int, int]]:
    """Where a proposal and the entity before it are one name: its start and end; else None."""
    before = kept[-1]
    spoken = words(ent)
    if before.label_ == LABEL_PERSON and before.end + 1 == ent.start and ent.doc[before.end].norm_ == HONOUR:
        return before.start, ent.end
    if before.label_ == LABEL_ORG and before.end == ent.start and len(spoken) > 1 and head(spoken[-1]):
        ending = head(before[-1])
        return (before.start, ent.end) if ending and ending.case == "gen" else None
    if before.label_ == "GPE" and before.end == ent.start and ent[0].norm_ in _ministries() and ent.end - ent.start < 4:
        return (before.start, ent.end) if _country_case(before) in ("", "gen") else None
    if before.label_ == "GPE" and before.end == ent.start and head(ent[-1], "state") and _is_region_of(before):
        return before.start, ent.end
    if before.label_ == "GPE" and before.end == ent.start and len(spoken) > 1 and head(spoken[-1], "state"):
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


@lru_cache(maxsize=1)
def _ministries() -> frozenset[str]:
    """Initials of ministries and other bodies that each state has."""
    return frozenset(map(skeleton, read("institutions")["ministries"]))


def _is_region_of(ent: Span) -> bool:
    """Whether a place with its generic word stands in the genitive (`Абай облысының`)."""
    norm = ent[-1].norm_
    return len(ent) > 1 and gazetteer().is_generic(norm) and any(ending.case == "gen" for _, ending in stems(norm))


def _country_case(ent: Span) -> Optional[str]:
    match = gazetteer().match([token.norm_ for token in ent], 0)
    place = match.senses[0].place if match and match.end == len(ent) else None
    return match.ending.case if place and place.kind == "country" else None


def pair(doc: Doc, start: int, first: int) -> int:
    """The start of a name that opens with a pair of places or peoples: `Қырғыз-Қазақстан үкіметаралық кеңесі`."""
    if start - 2 < first - 1 or start < 2 or doc[start - 1].norm_ != HYPHEN:
        return start
    return start - 2 if _names_place(doc[start]) and _names_place(doc[start - 2]) else start


def _names_place(token: Token) -> bool:
    table = gazetteer()
    return token.is_alpha and (table.match([token.norm_], 0) is not None or bool(table.adjective(token.norm_)))


def is_generic_after(before: Span, ent: Span) -> bool:
    """Whether a proposal is but the generic noun after a name in quotation marks: `«ҚазМұнайГаз» ⟦ұлттық компаниясы⟧`."""
    doc = ent.doc
    quoted = before.label_ == LABEL_ORG and before.end + 1 == ent.start and doc[before.end].norm_ == QUOTE
    return quoted and head(doc[ent.end - 1], "short") is not None
