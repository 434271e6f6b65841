"""Names of persons: their borders by the guidelines, and those that lists know for certain.

- a person's name takes in the surname or patronymic after it (`Нұрсұлтан Әбішұлы | Назарбаев`), ends at a spaced dash and
  leaves words outside that open a sentence;
- it takes in the given name before it (`Біржан | Айтахметов`, `Талғатжан | Мұхамедбек ұлы`) and leaves everyday words after it
  outside (`Трамп | түстен`); several names that were proposed as one are parted (`Зеленский | Трамппен`);
- neither countries nor Roman numerals nor initials alone are a person, and what ends in the noun of an institution
  (`Си-Эн-Эн телеарнасы`) is an ORG; a person and a body that were proposed as one are two (`Трамп | НАТО-дан`);
- a surname or given name proposed as a place that no table knows, or as an organisation, is a PERSON;
- so are, where nothing was proposed, a given name before a surname, both from the lists, a surname that is nothing else
  (`Тоқаев`, `Жақыпованың`), and the surname of a person whose full name the document tells.

Word lists: `vocabulary/names.json`.
"""

import re
from functools import lru_cache
from typing import Iterable, Optional

from spacy.tokens import Doc, Span, Token

from ..features import initials_of, lists_of
from ..language.words import Remembered
from ..places import gazetteer
from ..vocabulary import is_everyday, stems
from .organisations import are_initials, initials_end
from .words import (
    ANY_NAME,
    CHILD,
    GIVEN,
    HONOUR,
    HYPHEN,
    LABEL_ORG,
    LABEL_PERSON,
    LAST_LATIN,
    PAIRING,
    QUOTE,
    SITE,
    SURNAMES,
    country,
    has_cased_surname,
    head,
    head_of,
    in_list,
    is_common,
    is_dash,
    is_given,
    is_listed,
    is_listed_body,
    is_patronymic,
    is_surname,
    leads,
    listed_bodies,
    names_after,
    names_street,
    words_of,
)

LONGEST_PERSON, SHORTEST = 3, 4
SHORTEST_COMMON = 5  # letters of an everyday word that is no syllable of a Chinese name
MAYBE_GIVEN = ("given?",)
INITIAL = re.compile(r"\w\.")
ROMAN = re.compile("[IVXІХ]+")
_starts = Remembered(lambda norm: norm[:SHORTEST])


def read(ent: Span, norms: list[str]) -> list[Span]:
    """What a proposed PERSON is: a person with the borders of its name, an organisation, both, or nothing.

    norms (list): those of the document.
    """
    doc, start, end = ent.doc, ent.start, ent.end
    while start < end - 1 and (leads(doc[start]) or _pairs(doc[start]) or _is_post(norms, start)):
        start += 1
    end = next((i for i in range(start + 1, end) if norms[i] == HYPHEN and is_dash(doc, i)), end)
    while end > start + 1 and (_pairs(doc[end - 1]) or _is_no_part(doc[end - 1])):
        end -= 1
    first = _first_end(doc, norms, start, end)
    if first < end:
        rest = Span(doc, first, end, label=LABEL_PERSON)
        return [*read(doc[start:first], norms), *(read(rest, norms) if _is_full_name(norms, first, end) else [])]
    if end - start > 1 and head_of(norms[end - 1], "ruling"):
        end -= 1  # `Хавьер Милей үкіметі`
    if is_listed_body(norms, start, end):
        return [Span(doc, start, end, label=LABEL_ORG)]
    bodies = ((i, last) for i in range(start, end) if (last := _body_end(doc, norms, i)) is not None)
    body, body_end = next(bodies, (start, end))
    if body > start:
        return [Span(doc, start, body, label=LABEL_PERSON), Span(doc, body, max(end, body_end), label=LABEL_ORG)]
    if end - start > 1 and head_of(norms[end - 1]) and not is_listed(norms[end - 1], ANY_NAME):
        return [Span(doc, start, end, label=LABEL_ORG)]
    if all(is_everyday(norm) and not is_listed(norm, ANY_NAME) for norm in norms[start:end]):
        return []
    return [Span(doc, start, end, label=LABEL_PERSON)]


def _is_no_part(token: Token) -> bool:
    """Whether a word at the end of a proposal is no part of a name: an everyday word (`Трамп түстен`), or one such as
    `Олимпиада`."""
    norm = token.norm_
    if words_of("no_body_words").word(norm) is not None:
        return True
    syllable = len(norm) < SHORTEST_COMMON and not token.text[0].islower()
    return not (syllable or head_of(norm) or CHILD.word(norm)) and is_common(token)


def _first_end(doc: Doc, norms: list[str], start: int, end: int) -> int:
    """Where the first of several names ends that were proposed as one: before a second surname (`Зеленский | Трамппен`), the
    full name of another (`Ким Тхэ Хым | Ерболат Досаевқа`), a country (`Тоқаев | Қазақстан`), a number, another script
    (`Илон Маск | Forbes`), and after a surname in a case (`Трамптың | болат`)."""
    latin = doc[start].text[0] <= LAST_LATIN
    for i in range(start + 1, end):
        if norms[i][0].isdigit() or not latin and doc[i].is_ascii and doc[i].is_alpha:
            return i
        if has_cased_surname(norms[i - 1]):
            return i
        complete = is_surname(norms[i - 1]) and not is_patronymic(norms[i - 1])
        if complete and is_surname(norms[i]) and not is_patronymic(norms[i]):
            return i
        if (complete or i - start > 1) and _is_full_name(norms, i, end) and i + 1 < end:
            return i
        if country(norms, i) and not is_listed(norms[i], ANY_NAME):
            return i
    return end


def _is_full_name(norms: list[str], start: int, end: int) -> bool:
    """Whether a person's name begins here that is sure: a surname, or a given name before one."""
    return is_surname(norms[start]) or start + 1 < end and is_given(norms[start]) and is_surname(norms[start + 1])


def _pairs(token: Token) -> bool:
    """Whether a word is a conjunction; `Бен` with a capital is a name."""
    return token.norm_ in PAIRING and not token.is_title


def _is_post(norms: list[str], i: int) -> bool:
    """Whether a word names a post or a body before a name (`Сот Ахметовке`, `Шаруагер Бақтыбай`)."""
    norm, after = norms[i], norms[i + 1]
    if is_listed(norm, (*GIVEN, *MAYBE_GIVEN, *SURNAMES)) or not (is_surname(after) or is_given(after)):
        return False
    return head_of(norm) is not None or is_listed(norm, ("title",))


def _body_end(doc: Doc, norms: list[str], i: int) -> Optional[int]:
    """The end of the initials or the listed body that begins at a word, as `initials_end` has it; None where none does."""
    if initials_of(norms[i]) and are_initials(doc[i]):
        return initials_end(doc[i])
    if not listed_bodies().opens(norms[i]):
        return None
    hit = listed_bodies().longest(norms[i : i + LONGEST_PERSON + 2])
    return None if hit is None else i + hit.end


def without_person(ent: Span, norms: list[str]) -> list[Span]:
    """A proposed ORG; parted where it opens with a person's name (`Трамп Еуропалық одақтан`, `Бектенов үкімет`), and a PERSON
    where it is but a given name and another, or a surname."""
    doc, start, end = ent.doc, ent.start, ent.end
    if _follows_post(ent, norms):
        return [Span(doc, start, end, label=LABEL_PERSON)]
    named = 0 if _is_quoted(ent, norms) else _person_before(norms, start, end)
    if named:
        person, rest = Span(doc, start, named, label=LABEL_PERSON), Span(doc, named, end, label=LABEL_ORG)
        if _body_end(doc, norms, named) is not None or len(rest) == 1 and "body?" in lists_of(norms[named]):
            return [person, rest]
        ending = head_of(norms[end - 1])
        if named - start > 1 and len(rest) > 1 and ending:
            return [person, rest]
        bare = len(rest) == 1 and head_of(norms[named], "ruling") is not None
        if named - start > 1 and not ending or is_common(doc[named]) and (not ending or bare):
            return [person]
    return [Span(doc, start, end, label=LABEL_PERSON)] if _is_person(ent, norms[start:end], norms) else [ent]


def _follows_post(ent: Span, norms: list[str]) -> bool:
    """Whether two to four words with capitals stand right behind a post that somebody holds (`сауда министрі | Тхонг Сай
    Вонг`) and are no body."""
    if not ent.start or not 1 < len(ent) <= LONGEST_PERSON + 1 or "title" not in lists_of(norms[ent.start - 1]).split():
        return False
    own = norms[ent.start : ent.end]
    named = all(token.is_title and token.is_alpha and not token.is_ascii for token in ent)
    held = any(ending.possessive == "3" and not ending.case for _, ending in stems(norms[ent.start - 1]))
    heads = (len(norm) > SHORTEST and head_of(norm) or initials_of(norm) for norm in own)
    return named and held and not any(heads) and not country(own, 0)


def _person_before(norms: list[str], start: int, end: int) -> int:
    """The end of the person's name that a proposed ORG opens with, or 0: a given name and a surname, or a surname."""
    if HONOUR in norms[start:end]:
        return 0
    given = is_listed(norms[start], (*GIVEN, *MAYBE_GIVEN)) and not is_surname(norms[start])
    last = start + given
    return last + 1 if last + 1 < end and is_surname(norms[last]) else 0


def _is_person(ent: Span, own: list[str], norms: list[str]) -> bool:
    """own (list): the norms of the entity's words."""
    if len(own) > LONGEST_PERSON or _is_quoted(ent, norms):
        return False
    if len(own) == 1 and not (is_surname(own[0]) or is_patronymic(own[0])):
        return False
    if not all(t.is_alpha and not t.text[0].islower() for t in ent):
        return False
    if len(own) == 1:
        return True
    if head_of(own[-1]) or any(name in lists_of(norm) for norm in own for name in ("body", "initials")):
        return False
    if any(t.text.isascii() for t in ent) or gazetteer().match(own[:1], 0) is not None:
        return False
    return in_list(ent[0], GIVEN) or is_surname(own[-1])


def _is_quoted(ent: Span, norms: list[str]) -> bool:
    """Whether a quotation mark stands before an entity or in it."""
    return QUOTE in norms[max(0, ent.start - 1) : ent.end]


def of_place(ent: Span, norms: list[str]) -> Span:
    """A proposed GPE; a PERSON where it is a surname or given name that no place has, or one that has places only with
    their generic word (`Абайдың`)."""
    norm = norms[ent.start]
    if len(ent) > 1 or not (is_given(norm) or is_surname(norm)) or _is_quoted(ent, norms):
        return ent
    if not ent[0].is_alpha or ent[0].text[0].islower():
        return ent
    named = not _is_place(norms, ent.start)
    return Span(ent.doc, ent.start, ent.end, label=LABEL_PERSON) if named else ent


def _is_place(norms: list[str], i: int) -> bool:
    """Whether a word is a place's; a given name that places have only with their generic word (`Абай`) in a case that says
    where."""
    match = gazetteer().match(norms[i : i + 4], 0)
    if match is None:
        return False
    only_named = match.senses[0].use == "named" and not match.generic and match.end == 1
    return not only_named or not is_given(norms[i]) or match.ending.case in ("loc", "loc-adj", "abl", "dat")


def is_no_name(ent: Span) -> bool:
    """Whether a proposed PERSON has no letters, begins with a Roman numeral, or is but initials or a site."""
    norm = ent[0].norm_
    if ent.end < len(ent.doc) and gazetteer().head(ent.doc[ent.end].norm_) == "nature":
        return True  # `Тяньшань тауының`
    if not any(token.norm_[0].isalpha() for token in ent):
        return True
    if ent.end < len(ent.doc) and names_street(ent.doc[ent.end]):
        return True
    if len(ent) == 1 and (SITE.fullmatch(norm) or words_of("no_body_words").word(norm) is not None):
        return True
    return ROMAN.fullmatch(ent[0].text) is not None and len(ent) > 1 or _is_initialled(ent)


def _is_initialled(ent: Span) -> bool:
    """Whether a proposal is but initials (`P. S.`) or one short word; `Ли И` is a name."""
    spoken = [token.text for token in ent if not token.is_punct]
    return all(len(word) < (2 if len(spoken) > 1 and word.isalpha() else 3) for word in spoken)


def completed(ent: Span, held: dict[int, Span], norms: list[str]) -> Span:
    """A person with the surname or patronymic that follows (`Айнаш Бақытбек қызы`), which nothing holds but a place without
    a code.

    held (dict): the proposal that holds each token.
    """
    doc, end = ent.doc, ent.end
    if end < len(doc) and end not in held and len(ent) > 1 and CHILD.word(norms[end]):
        return Span(doc, ent.start, end + 1, label=LABEL_PERSON)
    before = ent.start - 1
    if before >= 0 and before not in held and _misses_given(doc, norms, before, end):
        ent = Span(doc, before, end, label=LABEL_PERSON)
    if is_surname(norms[end - 1]) or doc[end - 1].whitespace_ == "":
        return ent
    if end < len(doc) and in_list(doc[end], SURNAMES) and (is_surname(norms[end]) or is_patronymic(norms[end])):
        other = held.get(end)
        if other is None or other.label_ in ("GPE", LABEL_PERSON) and len(other) == 1:
            return Span(doc, ent.start, end + 1, label=LABEL_PERSON)
    return ent


def _misses_given(doc: Doc, norms: list[str], before: int, end: int) -> bool:
    """Whether the word before a proposal is its given name: a listed one before a surname (`Біржан | Айтахметов`), any but an
    everyday one or a post before a patronymic (`Талғатжан | Мұхамедбек ұлы`)."""
    word, count = doc[before], end - before - 1
    if not word.is_alpha or word.text[0].islower() or not word.whitespace_ or leads(word):
        return False
    if count == 1 and in_list(word, GIVEN) and (is_surname(norms[end - 1]) or word.is_upper and doc[end - 1].is_upper):
        return True
    apart = count == 2 and CHILD.word(norms[end - 1]) is not None or count == 1 and is_patronymic(norms[end - 1])
    return apart and not (is_everyday(word.norm_) or "title" in lists_of(word.norm_) or head(word))


def listed(doc: Doc, taken: set[int], places: list[int]) -> list[Span]:
    """A given name, at some places, and what is listed as a surname or ends as one, in words that no entity holds."""
    found: list[Span] = []
    last = 0
    for token in (doc[i] for i in places if i not in taken):
        if token.i < last or not in_list(token, GIVEN) or country([token.norm_], 0):
            continue
        end = token.i + 1
        while end < len(doc) and end not in taken and end - token.i < LONGEST_PERSON and in_list(doc[end], SURNAMES):
            end += 1
        if end > token.i + 1 and not (end < len(doc) and names_street(doc[end])):
            found.append(Span(doc, token.i, end, label=LABEL_PERSON))
            last = end
    return found


def patronymics(doc: Doc, taken: set[int], places: list[int]) -> list[Span]:
    """Two names before a patronymic's last word, at some places, in words that no entity holds: `Гүлден Мақсат қызы`."""
    return [
        Span(doc, i - 2, i + 1, label=LABEL_PERSON)
        for i in places
        if i > 1 and taken.isdisjoint((i - 2, i - 1, i)) and _is_patronym(doc[i - 2], doc[i - 1])
    ]


def _is_patronym(given: Token, father: Token) -> bool:
    """Whether two words may be a given name and that of the father: in the lists one of them, neither an everyday word."""
    pair = (given, father)
    if not all(map(_may_be_name, pair)):
        return False
    if in_list(given, (*GIVEN, *MAYBE_GIVEN)) or in_list(father, GIVEN):
        return True
    norms = [given.norm_, father.norm_]
    strange = not any(is_everyday(norm) or gazetteer().match([norm], 0) for norm in norms)
    return strange and not any(ending.case for norm in norms for _, ending in stems(norm))


def _may_be_name(token: Token) -> bool:
    """Whether a word that no entity holds may be part of a person's name: not written small, no everyday word, no post."""
    if not token.is_alpha or token.text[0].islower() or leads(token):
        return False
    return in_list(token, ANY_NAME) or not (is_everyday(token.norm_) or is_listed(token.norm_, ("title",)) or head(token))


def joined_patronymics(doc: Doc, taken: set[int], places: list[int]) -> list[Span]:
    """Patronymics written as one word, at some places, in any case and with the given name before them, in words that no
    entity holds: `Қанат Ермекұлынан`."""
    found = []
    for i in places:
        if i not in taken and _may_be_name(doc[i]):
            given = i and i - 1 not in taken and doc[i - 1].whitespace_ and _may_be_name(doc[i - 1])
            found.append(Span(doc, i - 1 if given else i, i + 1, label=LABEL_PERSON))
    return found


def surnames(doc: Doc, taken: set[int], norms: list[str], places: list[int], persons: Iterable[Span]) -> list[Span]:
    """Surnames that stand alone in words that no entity holds: sure ones, at some places, and surnames and given names of
    persons named in full."""
    full = {norm for ent in persons if len(ent) > 1 for norm in _bare(norms[ent.end - 1])}
    firsts = {norms[ent.start] for ent in persons if len(ent) > 1 and _may_be_name(ent[0])}
    given = {norm for norm in firsts if not is_everyday(norm)}
    full |= given
    begin = {norm[:SHORTEST] for norm in full}
    begun = [i for i, start in enumerate(map(_starts.__getitem__, norms)) if start in begin] if begin else []
    told = {norm for norm in {norms[i] for i in begun} if not full.isdisjoint(_bare(norm))}
    unsure = {norm for norm in told if not is_listed(norm, (*SURNAMES, *GIVEN))}
    again = [i for i in begun if norms[i] in told and (norms[i] not in unsure or doc[i].text[0].isupper())]
    found: list[Span] = []
    taken = set(taken)
    for i in sorted({*places, *again}):
        if i not in taken and _stands_alone(doc, i) and not _is_place(norms, i):
            end = i + 1 + (norms[i] in given and _is_capital(doc, i + 1) and i + 1 not in taken)
            found.append(Span(doc, _first_name(doc, i, taken), end, label=LABEL_PERSON))
            taken.update(range(found[-1].start, end))
    return found


def _first_name(doc: Doc, i: int, taken: set[int]) -> int:
    """The first of the initials or the given name before a surname (`Е. О. Сейітов`), or the surname itself. A word with a
    capital within a sentence is a given name, unless it names a post."""
    first = i
    while first and first - 1 not in taken and INITIAL.fullmatch(doc[first - 1].text):
        first -= 1
    if first < i or not i or i - 1 in taken:
        return first
    before = doc[i - 1]
    if _pairs(before) or leads(before):
        return i
    if in_list(before, GIVEN) or in_list(before, MAYBE_GIVEN):
        return i - 1
    capital = before.is_alpha and before.text[0].isupper() and before.is_sent_start is not True and not before.is_ascii
    return i - 1 if capital and not (head(before) or leads(before) or "title" in lists_of(before.norm_)) else i


def _is_capital(doc: Doc, i: int) -> bool:
    """Whether a word at a place has a capital."""
    return i < len(doc) and doc[i].is_alpha and doc[i].text[0].isupper()


@lru_cache(maxsize=1 << 12)
def _bare(norm: str) -> set[str]:
    """A surname with and without the case that it may have."""
    return {norm, *(stem for stem, ending in stems(norm) if ending.case and not ending.possessive and len(stem) > 4)}


def _stands_alone(doc: Doc, i: int) -> bool:
    token = doc[i]
    if not token.is_alpha or token.text[0].islower() or len(token.text) < SHORTEST:
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    before = doc[i - 1].norm_ if i else ""
    glued = before in (HYPHEN, QUOTE) and not doc[i - 1].whitespace_
    named_after = after is not None and (names_after(after) or after.norm_ == HYPHEN and not token.whitespace_)
    return not glued and not named_after
