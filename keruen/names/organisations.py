"""Names of organisations: their borders by the guidelines, and those that lists know for certain.

What is proposed must be a body (`support.py`); its borders follow the guidelines:

- a name in quotation marks is tagged inside them before a short generic noun (`«Самұрық-Қазына» қоры`), and together with
  them where a longer official noun follows (`«Атамекен» ұлттық кәсіпкерлер палатасы`);
- a body of the state named with its country or countries is one span (`Қырғызстанның ұлттық статистика комитеті`), and so
  is a pair of places that opens a name (`Шу-Талас су шаруашылығы комиссиясы`), and a body with its sub-unit
  (`Бас прокуратураның Активтерді қайтару комитеті`);
- a body that bears a person's name takes it in (`Абай атындағы … театры`), a listed body its last word (`Хабар 24`); the
  press service of a body is outside;
- a company whose name is complete leaves its country outside (`Қытайдың YTO Group корпорациясы`);
- a country or a pair of countries is none, nor does a country open the name of an international body
  (`Пәкістан Біріккен Ұлттар Ұйымына …`);
- a name in quotation marks before a short generic noun or a legal form is an ORG also where nothing was proposed
  (`«QazTrade» АҚ`);
- listed initials in capitals or spaced letters are an ORG also where nothing was proposed (`ЮНЕСКО-ның`, `ب ۇ ۇ`), and
  words that belong to no name after them are left outside;
- so are listed bodies, sites named in a sentence (`деп жазды Energyprom.kz`), and a government or parliament with its
  country (`Қытай үкіметі`); initials of a place are a place (`ШҚО-ға`).

Word lists: `vocabulary/institutions.json`.
"""

from functools import lru_cache
from typing import Optional

from spacy.tokens import Doc, Span, Token

from ..features import initials_of, lists_of
from ..orthography import skeleton
from ..places import gazetteer
from ..vocabulary import read, stems
from ..vocabulary.endings import ENDINGS
from .furniture import is_around_article, is_furniture, is_in_text
from .support import ROMAN
from .words import (
    HONOUR,
    HYPHEN,
    LABEL_ORG,
    LABEL_PERSON,
    LONGEST_COUNTRY,
    PAIRING,
    QUOTE,
    SITE,
    country,
    head,
    head_of,
    international_bodies,
    is_dash,
    is_listed_body,
    leads,
    listed_bodies,
    maybe_body_end,
    tokens_of,
    words,
    words_of,
)

LONGEST_NOUN = 6
LONGEST_INITIALS = 6
LONGEST_QUOTED = 8
LONGEST_BODY = 10
LONGEST_PLACE = 6
LONGEST_SITE_NOUN = 3  # words
PRESS, MINISTERS = skeleton("баспасөз"), skeleton("министрлер")
LATIN_FORMS = ("", "Co", "Ltd", "Inc", "Corp", "LLC", "PLC", "AG", "GmbH", "JSC")
MOST_DESCRIBING = 3  # words between a name in quotation marks and its noun
ARROWS = ">›→"


def quoted(doc: Doc, kept: list[Span], places: list[int]) -> list[Span]:
    """Names in quotation marks, at some places, before a short generic noun that no longer entity holds; they take in what
    is inside."""
    covered = tokens_of(kept)
    marks = [i for i in places if i not in covered]
    found = []
    for left, right in zip(marks, marks[1:]):
        if 1 < right - left <= LONGEST_QUOTED and _is_body(doc, left, right):
            first = doc[left + 1]
            opens = not doc[left].whitespace_ and not first.is_space and not first.text[0].islower()
            if opens and not any("\n" in token.text for token in doc[left:right]):
                found.append(Span(doc, left + 1, right, label=LABEL_ORG))
    return found


def _is_body(doc: Doc, left: int, right: int) -> bool:
    """Whether a short generic noun follows a name in quotation marks, at once or behind what describes it (`«Үміт – Арал»
    қайырымдылық қоры`), or ends it (`"Көше партиясына"`)."""
    for i in range(right + 1, min(right + 2 + MOST_DESCRIBING, len(doc))):
        ending = head(doc[i], "short")
        if ending is not None and (i == right + 1 or ending.possessive == "3"):
            return True
        token = doc[i]
        small = token.is_alpha and not token.text[0].isupper() or token.norm_ == HYPHEN
        if not small or head(token) is not None or words_of("no_bodies").word(token.norm_) is not None:
            break
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
    first = ent[0]
    if not (first.text.isupper() and 1 < len(first.text) <= LONGEST_INITIALS or are_initials(first)):
        return ent
    end = initials_end(first)
    if len(ent) == 1 and end > ent.end:
        return Span(ent.doc, ent.start, end, label=LABEL_ORG)
    if not 0 < end < ent.end or head(ent[-1]) or all(t.text.isupper() for t in ent):
        return ent
    if any(token.norm_ in (HYPHEN, QUOTE) for token in ent.doc[end : ent.end]):
        return ent
    rest = [token for token in ent.doc[end : ent.end] if token.is_alpha]
    named = any(not t.text[0].islower() and "body" in lists_of(t.norm_) or t.text.isascii() for t in rest)
    return ent if not rest or named else Span(ent.doc, ent.start, end, label=LABEL_ORG)


def of_place(ent: Span, norms: list[str]) -> Span:
    """A proposal that is but a place's initials, with their ending, or a place and its centre, as a GPE: `ҚР`, `ШҚО-ға`,
    `Келес ауданы | орталығында`."""
    if len(ent) > LONGEST_PLACE:
        return ent
    norms = norms[ent.start : ent.end]
    match = gazetteer().match(norms, 0)
    if match is None:
        return ent
    if match.end == len(ent) and match.senses[0].use == "initials" and ent[0].text[:2].isupper():
        return Span(ent.doc, ent.start, ent.end, label="GPE")
    centre = match.end == len(ent) - 1 and match.end > 1 and norms[-1].startswith(_centres())
    return Span(ent.doc, ent.start, ent.end - 1, label="GPE") if centre else ent


@lru_cache(maxsize=1)
def _centres() -> tuple[str, ...]:
    return tuple(map(skeleton, read("institutions")["centres"]))


def without_lead(ent: Span, norms: list[str]) -> Span:
    """`Ал Денсаулық сақтау министрлігі` to `Денсаулық сақтау министрлігі`, `ҚазАқпарат - Су` to `ҚазАқпарат`."""
    doc, start, end = ent.doc, ent.start, ent.end
    while start < end - 1 and (leads(doc[start]) or ROMAN.fullmatch(doc[start].text)):
        start += 1
    if end - start > 2 and norms[end - 2] == PRESS and head_of(norms[end - 1]):
        end -= 2  # `АШМ | баспасөз қызметі`
    dash = next((i for i in range(start + 1, end - 1) if norms[i] == HYPHEN and is_dash(doc, i)), None)
    if dash is not None and is_listed_body(norms, start, dash):
        end = dash
    return ent if (start, end) == (ent.start, ent.end) else Span(doc, start, end, label=LABEL_ORG)


def parted(ent: Span, norms: list[str]) -> list[Span]:
    """A source and the body that it cites, proposed as one: `Azertag | Мемлекеттік кеден комитетінің`."""
    if len(ent) == 1:
        return [ent]
    doc, second = ent.doc, ent.start + 1
    if len(ent) > 2 and ent[0].is_ascii and head(ent[-1], "state") and not any(token.is_ascii for token in ent[1:]):
        if head(ent[-1], "media") and ent[1].text[0].islower():
            return [ent]  # `Stan.kz ақпарат агенттігі`
        if is_listed_body(norms, ent.start, second) or SITE.fullmatch(norms[ent.start]):
            return [Span(doc, ent.start, second, label=LABEL_ORG), Span(doc, second, ent.end, label=LABEL_ORG)]
    if "." in norms[ent.start] and SITE.fullmatch(norms[ent.start]) and is_listed_body(norms, second, ent.end):
        return [Span(doc, ent.start, second, label=LABEL_ORG), Span(doc, second, ent.end, label=LABEL_ORG)]
    return [ent]


def bordered(ent: Span, norms: list[str]) -> Span:
    """A proposed ORG with the borders that its own words give it."""
    ent = _closed(ent, norms)
    return _whole(_initials_alone(_international(_without_country(_unquoted(ent, norms), norms), norms)), norms)


def _closed(ent: Span, norms: list[str]) -> Span:
    """`Lanzhou Bolat (Group` to `Lanzhou Bolat (Group) Co., Ltd.`: with its closing bracket and the legal form behind it."""
    doc, end = ent.doc, ent.end
    own = norms[ent.start : end]
    opened = "(" in own and ")" not in own and end < len(doc) and norms[end] == ")"
    if not opened and doc[end - 1].text.strip(".") not in LATIN_FORMS:
        return ent
    end += opened
    last = end
    while end < len(doc) and (form := doc[end].text.strip(".,")) in LATIN_FORMS:
        end += 1
        last = end if form or doc[end - 1].text == "." else last
    return Span(doc, ent.start, last, label=LABEL_ORG)


def _whole(ent: Span, norms: list[str]) -> Span:
    """`Хабар` to `Хабар 24`: the longest listed body that begins with a proposal."""
    doc = ent.doc
    if ent.end >= len(norms) or not listed_bodies().opens(norms[ent.start]):
        return ent
    hit = listed_bodies().longest(norms[ent.start : ent.start + LONGEST_BODY])
    longer = hit is not None and hit.end > len(ent) and (doc[ent.end].text[0].isupper() or doc[ent.end].is_digit)
    return Span(doc, ent.start, ent.start + hit.end, label=LABEL_ORG) if longer else ent


def listed(doc: Doc, kept: list[Span], norms: list[str], at: dict[str, list[int]]) -> list[Span]:
    """Listed bodies, and governments and parliaments with their country, that nothing but a place holds."""
    covered = tokens_of(ent for ent in kept if ent.label_ != "GPE")
    known = listed_bodies()
    found = []
    for i in at["maybe body"]:
        end = 0 if i in covered or doc[i].text[0].islower() else maybe_body_end(norms, i)
        if end and covered.isdisjoint(range(i, end)):
            found.append(Span(doc, i, end, label=LABEL_ORG))
    for i in at["body"]:
        if "." in norms[i] and SITE.fullmatch(norms[i]):
            continue
        if i not in covered and not doc[i].text[0].islower():
            hit = known.longest(norms, i)
            if hit is None or hit.ending.plural or hit.ending.possessive in ("1", "2"):
                continue
            if covered.isdisjoint(range(i, hit.end)) and not _is_rubric(norms, hit.end):
                body = Span(doc, i, hit.end, label=LABEL_ORG)
                if not is_around_article(body, norms):
                    found.append(body)
    sites = (i for i in at["site"] if i not in covered and is_in_text(doc, i) and not is_furniture(doc[i : i + 1]))
    found += [Span(doc, i, _site_end(doc, kept, i), label=LABEL_ORG) for i in sites]
    for i in at["ruling"]:
        if i not in covered:
            last = i - (norms[i - 1] == MINISTERS)
            start = next((j for j in range(last - 1, max(-1, last - LONGEST_COUNTRY - 1), -1) if _owns(norms, j, last)), None)
            if start is not None and covered.isdisjoint(range(start, i)):
                found.append(Span(doc, start, i + 1, label=LABEL_ORG))
    return found


def _site_end(doc: Doc, kept: list[Span], i: int) -> int:
    """The end of a site's name: with its ending, or with the noun behind it (`Kursiv.media ақпарат агенттігі`), also where
    that was proposed alone."""
    end = i + 1
    while end < len(doc) and end - i <= LONGEST_SITE_NOUN and doc[end].is_alpha and not doc[end].text[0].isupper():
        ending = head(doc[end], "media")
        if ending is not None and ending.possessive == "3":
            others = (ent for ent in kept if ent.start <= end and ent.end > i)
            return end + 1 if all(i < ent.start and ent.end <= end + 1 for ent in others) else i + 1
        end += 1
    return initials_end(doc[i]) or i + 1


def _is_rubric(norms: list[str], end: int) -> bool:
    """Whether an arrow follows a name, as in the path of a web page (`Халық торабы >> Шыңжаң хабарлары`)."""
    return end < len(norms) and norms[end][0] in ARROWS


def _owns(norms: list[str], start: int, end: int) -> bool:
    """Whether a stretch is the name of a country, bare or in the genitive."""
    name = norms[start:end]
    return country(name, 0) == len(name) and gazetteer().match(name, 0).ending.case in ("", "gen")


def _unquoted(ent: Span, norms: list[str]) -> Span:
    """`Самұрық-Қазына" қоры` to `Самұрық-Қазына`."""
    doc = ent.doc
    closing = [i for i in range(ent.start, ent.end) if norms[i] == QUOTE]
    if (
        len(closing) != 1
        or closing[0] == ent.start
        or closing[0] + 2 != ent.end
        or not head(doc[ent.end - 1], "short")
    ):
        return ent
    return Span(doc, ent.start, closing[0], label=LABEL_ORG)


def _without_country(ent: Span, norms: list[str]) -> Span:
    """`Қытайдың YTO Group корпорациясы` to `YTO Group корпорациясы`."""
    if (
        sum(norm[0].isalpha() for norm in norms[ent.start : ent.end]) < 3
        or not head(ent[-1])
        or head(ent[-1], "state")
        or not ent[1].text.isascii()
        or not ent[1].is_alpha
    ):
        return ent
    match = gazetteer().match([ent[0].norm_], 0)
    return Span(ent.doc, ent.start + 1, ent.end, label=LABEL_ORG) if match and match.ending.case == "gen" else ent


def _international(ent: Span, norms: list[str]) -> Span:
    """`Пәкістан Біріккен Ұлттар Ұйымының` to `Біріккен Ұлттар Ұйымының`, `АҚШ Ауғанстан үкіметінің` to the latter."""
    norms = norms[ent.start : ent.end]
    end = country(norms, 0)
    opens = end and (international_bodies().longest(norms, end) or country(norms, end))
    return Span(ent.doc, ent.start + end, ent.end, label=LABEL_ORG) if opens else ent


def official_noun(ent: Span, taken: dict[int, Span], norms: list[str]) -> int:
    """The end of a long official noun after a name in quotation marks, or the end of the name."""
    doc = ent.doc
    if not ent.start or norms[ent.start - 1] != QUOTE or ent.end >= len(norms) or norms[ent.end] != QUOTE:
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
    if ent.start - before.end not in (0, 1):
        return None
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
