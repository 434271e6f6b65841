"""Whether a proposed ORG is a body at all.

- a proposal of several words stands only where something speaks for it: the head of an institution's name at its end, a known
  body, initials, Latin letters, quotation marks or capitals throughout; but capitals say nothing in a headline in capitals,
  Latin letters nothing in a text in Latin script;
- none are a legal form, a currency's code, a Roman numeral, a small word, a post (`… вице-министрі`), an address on the web,
  a site in a photo credit, a country with a word that heads nothing (`Жаңа Өзбекстан`, `Түркия Орталық Азия`), an embassy, and
  things in quotation marks (`«Қашаған» кен орны`, `«Дарын» сыйлығы`, `«Отан қорғаушылар күні»`).
"""

import re
from functools import lru_cache

from spacy.tokens import Span, Token

from ..features import lists_of
from ..orthography import skeleton
from ..places.table import may_end_name
from ..vocabulary import is_everyday, read, stems
from ..vocabulary.endings import ENDINGS
from .furniture import is_around_article, is_in_text
from .offices import is_office_of
from .words import (
    HYPHEN,
    LAST_LATIN,
    QUOTE,
    SITE,
    country,
    ends_in_head,
    head,
    head_of,
    is_common,
    listed_bodies,
    may_be_body,
    words,
    words_of,
)

MOST_BETWEEN = 3
NEARBY = 12
NEW, PEOPLE, MINISTER = skeleton("жаңа"), skeleton("халқы"), skeleton("министр")
ROMAN = re.compile("[IVXLІХ]+")


def is_no_name(ent: Span, norms: list[str]) -> bool:
    """Whether a proposed ORG is none: without letters, a legal form (`АҚ-ның`), a single letter however often (`ыы`), a small
    word without Latin letters, a post, a currency's code, a thing in quotation marks (`«Қашаған» кен орны`) or in brackets
    after its noun, words of a quotation, what stands around the article (`furniture.py`), or a country and a word that heads
    no institution (`Вьетнамның Төтенше`, `Жаңа Өзбекстан`)."""
    own = norms[ent.start : ent.end]
    if len(own) > 2 and own[-2] == HYPHEN and own[-1] in ENDINGS:
        own = own[:-2]  # `АЕК-ке`
    spoken = [norm for norm in own if norm[0].isalpha()]
    if not spoken or any("/" in norm and "." in norm for norm in own) or _is_quoted_thing(ent, norms):
        return True
    no_body = words_of("no_body_words").longest(own)
    if no_body is not None and no_body.end == len(own) or spoken and _is_post(spoken[-1]):
        return True
    if len(own) < 4 and own[0] in _legal_forms() and all(norm == HYPHEN or norm in ENDINGS for norm in own[1:]):
        return True
    first = ent[0]
    if len(own) == 1 and "." in own[0] and SITE.fullmatch(own[0]) and not is_in_text(ent.doc, ent.start):
        return True
    if is_around_article(ent, norms) or _is_quoted_speech(ent, norms) or _explains_thing(ent, norms):
        return True
    if _is_before_minister(norms, ent.end) and head_of(own[-1], "state") is None:
        return True
    start = country(own, 0)
    if start and words_of("embassies").word(own[-1]) is not None:
        return True
    if start and any(map(_is_one_post, spoken[1:-1])) and not is_office_of(*spoken[-2:]):
        return True
    if start == len(own) - 1 and own[-1].startswith(PEOPLE) and (ent.end == len(norms) or head_of(norms[ent.end]) is None):
        return True
    new = len(own) > 1 and own[0] == NEW
    end = country(own, int(new))
    if end and not any(token.norm_ == QUOTE or token.is_ascii and token.is_alpha for token in ent[end:]):
        if _heads_nothing(ent[end:]) or _is_plural(own[-1]):
            return listed_bodies().longest(own) is None
    if len(own) == 1 and first.is_alpha:
        quoted = ent.start > 0 and norms[ent.start - 1] == QUOTE
        small = first.text.islower() and not quoted and (not first.text.isascii() or _is_in_latin(ent))
        if is_common(first) and not first.text.islower() and not may_be_body(own):
            small = small or not _names_body(norms, ent.end)
        repeated = len(set(own[0])) == 1 and (len(first.text) == 1 or not first.is_upper)
        return small or repeated or first.text in _currency_codes() or ROMAN.fullmatch(first.text) is not None
    return False


def _is_plural(last: str) -> bool:
    """Whether a word means many bodies and no governments: `Қазақстан | компанияларының`."""
    ending = head_of(last)
    return ending is not None and ending.plural and head_of(last, "ruling") is None


def _names_body(norms: list[str], end: int) -> bool:
    """Whether the noun of a body follows a name, behind its quotation mark."""
    end += end < len(norms) and norms[end] == QUOTE
    return end < len(norms) and head_of(norms[end]) is not None


def _explains_thing(ent: Span, norms: list[str]) -> bool:
    """Whether brackets part initials or a name in quotation marks from the noun of a thing: `айналма жолы (БАКАД)`,
    `есептік көрсеткіш (АЕК)`, `орденімен («Даңқ»)`."""
    start, end = ent.start, ent.end
    quoted = start > 0 and end < len(norms) and norms[start - 1] == norms[end] == QUOTE
    start, end = start - quoted, end + quoted
    if start < 2 or norms[start - 1] != "(" or end >= len(norms) or norms[end] != ")":
        return False
    noun = words_of("no_bodies").word(norms[start - 2])
    return noun is not None and (quoted or len(ent) == 1 and ent[0].is_upper)


def names_thing(ent: Span) -> bool:
    """Whether a name in Latin letters is that of a thing whose noun follows: `Golden Steppe байқауы`."""
    doc, end = ent.doc, ent.end
    while end > ent.start and not doc[end - 1].is_ascii:
        end -= 1  # `Golden Steppe халықаралық`
    if end == ent.start or end == len(doc) or not all(token.is_ascii for token in doc[ent.start : end]):
        return False
    for token in doc[end : end + MOST_BETWEEN]:
        noun = words_of("no_bodies").word(token.norm_)
        if noun is not None and noun[1].possessive == "3":
            return head(token) is None
        if not token.is_alpha or token.is_ascii or token.text[0].isupper() or head(token) is not None:
            return False
    return False


def _is_quoted_speech(ent: Span, norms: list[str]) -> bool:
    """Whether everyday words open a quotation that goes on behind them: `«Бізге жаңа жол | керек» деді`."""
    if not ent.start or norms[ent.start - 1] != QUOTE or ent.end >= len(norms) or norms[ent.end] == QUOTE:
        return False
    small = not any(token.text[0].isupper() for token in ent[1:])
    return len(ent) > 1 and small and all(is_everyday(token.norm_) for token in ent)


def _heads_nothing(rest: Span) -> bool:
    """Whether the words after a country make no body of it: the last of them, less a detached ending, heads none."""
    spoken = words(rest)
    if not spoken:
        return True
    return head(_without_ending(spoken)[-1]) is None


def _is_before_minister(norms: list[str], end: int) -> bool:
    """Whether a post follows, so that what stands before it is what its holder does: `Ауыл шаруашылығы | министрі`."""
    return end < len(norms) and norms[end].startswith(MINISTER) and _is_post(norms[end])


def _is_post(last: str) -> bool:
    """`Өнеркәсіп және құрылыс вице-министрі`, `Президент`: whether the last word names a post."""
    return "title" in lists_of(last).split() and head_of(last) is None


def _is_one_post(word: str) -> bool:
    """A post that one person holds; `Жазушылар` are those of a union."""
    return _is_post(word) and not any(ending.plural for _, ending in stems(word))


def _ends_in_thing(own: list[str]) -> bool:
    """`Отан қорғаушылар күні`: whether the last of several words is the noun of a thing, owned, and they are no known body."""
    hit = words_of("no_bodies").word(own[-1])
    return len(own) > 1 and hit is not None and hit[1].possessive == "3" and listed_bodies().longest(own) is None


def _is_quoted_thing(ent: Span, norms: list[str]) -> bool:
    """Whether quotation marks part a name from the noun of a thing: `«Керуен сарай» жобасы`, `«Дарын» мемлекеттік сыйлығы`."""
    end = ent.end
    if not ent.start or end >= len(norms) or norms[end] != QUOTE or norms[ent.start - 1] != QUOTE:
        return False
    if _ends_in_thing(norms[ent.start : end]) and not _names_body(norms, end):
        return True
    norms = norms[end + 1 : end + 1 + MOST_BETWEEN]
    for i, norm in enumerate(norms):
        hit = words_of("no_bodies").longest(norms, i)
        if hit is not None and may_end_name(hit.ending) and (hit.end > i + 1 or hit.ending.possessive or hit.ending.case):
            return True
        if head_of(norm) or not (norm[0].isalpha() or norm == HYPHEN):
            return False
    return False


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    return frozenset(skeleton(noun) for noun in read("institutions")["short_heads"] if noun.isupper())


@lru_cache(maxsize=1)
def _currency_codes() -> frozenset[str]:
    return frozenset(read("currencies")["codes"].split())


def is_supported(ent: Span, norms: list[str]) -> bool:
    """Whether anything speaks for a proposal; a single word needs nothing, unless it stands in a line of capitals. Capitals
    say nothing in such a line, Latin letters nothing in a text in Latin script."""
    if QUOTE in norms[max(0, ent.start - 1) : ent.end]:
        return True
    places = [i for i in range(ent.start, ent.end) if norms[i][0].isalpha()]
    if len(places) > 1 and norms[places[-1]] in ENDINGS and norms[places[-1] - 1] == HYPHEN:
        places.pop()
    spoken = [norms[i] for i in places]
    if len(spoken) < 2:
        written = any(token.is_alpha or " " in token.text for token in ent)
        return written and (ent[0].is_ascii or _is_known(spoken) or not _is_shouted(ent))
    if ends_in_head(spoken) or _is_known(spoken) or may_be_body(spoken):
        return True
    texts = [ent.doc[i].text for i in places]
    if any(" " in text for text in texts):
        return True
    if any(text.isascii() and not ROMAN.fullmatch(text) for text in texts) and not _is_in_latin(ent):
        return True
    return all(text[0].isupper() for text in texts) and not _is_shouted(ent)


def _is_known(spoken: list[str]) -> bool:
    """Whether initials of a body are among some words, or one or two of them are the words of one."""
    lists = list(map(lists_of, spoken))
    return any("initials" in found for found in lists) or len(spoken) < 3 and any("body" in found for found in lists)


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
