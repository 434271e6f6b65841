"""The goods of an amount, as an exact span."""
from typing import Optional

from .. import vocabulary
from ..vocabulary import Lexicon, phrase_norms
from ..vocabulary.endings import ENDINGS
from .cues import BREAKDOWN, CHANGE, JOINS, LEVEL, VERBS, names_flow, phrases, table
from .mentions import GOODS, STAND_INS, adjective_code
from .passage import BREAKS, Passage, Zone
from .verbs import looks_finite, opener

DATA = vocabulary.read("flow_goods")


def _table(*names: str) -> Lexicon:
    return table((phrase, name) for name in names for phrase in phrases(DATA[name]))


GENERIC = _table("generic")
NOT_GOODS = _table("not_goods")
LOOKALIKES = _table("lookalikes")
ALWAYS_GENERIC = frozenset(norm for phrase in phrases(DATA["generic"]) for norm in phrase_norms(phrase))
STOPS = (";", ".", "(", ")", ":")
CONJUNCTIONS = JOINS - {"-", ","}
_opens_goods = opener(GOODS)
LONGEST = 9
BELONGING = tuple(phrase_norms(DATA["belonging"]))
PARTICIPLES = tuple(phrase_norms(DATA["participles"]))
INTRODUCTIONS = frozenset(phrase_norms(DATA["introductions"]))

Range = Optional[tuple[int, int]]


def commodity_of(passage: Passage, zone: Zone, movement: tuple[int, int] | None, item: bool) -> Range:
    """The tokens that name the goods of an amount, or None.

    movement (tuple): the tokens of the noun or verb that made the amount a flow.
    item (bool): whether the amount is one of a breakdown, whose words beside it are its goods.
    """
    if zone.bracket is not None:
        goods = _before_bracket(passage, zone)
        return goods if goods is None or item or any(names_goods(passage.masked, i) for i in range(*goods)) else None
    return (
        _after_dash(passage, zone)
        or _object(passage, zone, item)
        or (_before(passage, zone) if item else None)
        or (_of_noun(passage, zone, movement) if movement is not None else None)
        or _listed_before(passage, zone)
    )


def names_goods(norms, i: int) -> bool:
    """Whether a token is a listed good or within the name of one; no adjective made from it, and no word that only looks
    like a form of one (`болатын`, `салығы`; the ending of `41%-дан`)."""
    if _ends_number(norms, i):
        return False
    for start in range(i, max(-1, i - 4), -1):
        hit = GOODS.longest(norms, start) if _opens_goods(norms[start]) else None
        if hit is not None and hit.end > i:
            alone = hit.end == start + 1
            return hit.ending.case != "lik" and not (alone and LOOKALIKES.word(norms[i]) is not None)
    return False


def _ends_number(norms, i: int) -> bool:
    """Whether a token is the ending of a number or a share, behind a hyphen."""
    return i > 1 and norms[i - 1] == "-" and norms[i] in ENDINGS and not norms[i - 2][:1].isalpha()


def goods_span(passage: Passage, start: int, end: int, listed: bool = False) -> Range:
    """Trim a stretch to the goods that it names; None if it names none in particular.

    listed (bool): whether one of its words must be among the listed goods.
    """
    norms = passage.masked
    while start < end and not _may_open(norms, start):
        start += 1
    while end > start and not _may_close(norms, end - 1):
        end -= 1
    while end < len(norms) and passage.glued(end) and norms[end + 1][:1].isalpha() and names_goods(norms, end - 1):
        end += 2
    if start >= end or end - start > 2 * LONGEST:
        return None
    words = [i for i in range(start, end) if norms[i] and norms[i][:1].isalpha() and norms[i] not in CONJUNCTIONS]
    if not words or all(generic(norms, i) for i in words):
        return None
    if listed and not any(names_goods(norms, i) for i in words):
        return None
    return start, end


def generic(norms, i: int) -> bool:
    """Whether a word names goods in general (`тауар`, `өнім`)."""
    return norms[i] in ALWAYS_GENERIC or GENERIC.word(norms[i]) is not None and not names_goods(norms, i)


def _may_open(norms, i: int) -> bool:
    norm = norms[i]
    if not norm or not norm[:1].isalpha() or norm in CONJUNCTIONS or norm in INTRODUCTIONS:
        return False
    if norm in ALWAYS_GENERIC:
        return False
    if names_goods(norms, i):
        return True
    return not (_unfit(norm) or adjective_code(norm))


def _may_close(norms, i: int) -> bool:
    norm = norms[i]
    if not norm or not norm[:1].isalpha() or norm in CONJUNCTIONS:
        return False
    if names_goods(norms, i):
        return True
    stray = STAND_INS.word(norm) or NOT_GOODS.word(norm) and not GENERIC.word(norm)
    return not looks_finite(norm) and not stray


def _before_bracket(passage: Passage, zone: Zone) -> Range:
    """`минералды тыңайтқыш (20,3 миллион доллар)`, back to the bracket, comma or opening words before."""
    return _back_from(passage, zone, zone.bracket[0])


def _back_from(passage: Passage, zone: Zone, end: int) -> Range:
    norms = passage.masked
    floor = max(passage.sentences[zone.sentence].start, end - LONGEST)
    start = end
    while start > floor:
        norm = norms[start - 1]
        if _ends_phrase(norms, start - 1):
            break
        if norm in CONJUNCTIONS and (start - 2 < floor or norms[start - 2] == ")"):
            break
        if _is_verb(norms, start - 1):
            break
        start -= 1
    return goods_span(passage, start, end)


def _is_verb(norms, i: int) -> bool:
    """Whether a verb stands here that isn't part of a name of goods."""
    verb = looks_finite(norms[i]) or VERBS.longest(norms, i) is not None
    return verb and not names_goods(norms, i) and not _modifies(norms, i + 1)


def _ends_phrase(norms, i: int) -> bool:
    norm = norms[i]
    if norm == "-":
        return not names_goods(norms, i)
    return not norm or norm in BREAKS or norm in STOPS or norm in INTRODUCTIONS or norm.isspace()


def _modifies(norms, i: int) -> bool:
    """A participle within a name of goods: `құрылғыларға арналған бөлшектер`."""
    return norms[i - 1].startswith(PARTICIPLES)


def _after_dash(passage: Passage, zone: Zone) -> Range:
    """`18,3 миллион долларға – қағаз, картон және мақта`, up to the next amount or the verb."""
    norms = passage.masked
    if zone.end >= zone.right or norms[zone.end] != "-":
        return None
    start = end = zone.end + 1
    while end < zone.right and end - start < 3 * LONGEST:
        norm = norms[end]
        if not norm or norm in STOPS or norm.isspace() or _is_verb(norms, end):
            break
        if names_flow(norms, end) and GOODS.longest(norms, end) is None:
            return None
        end += 1
    return goods_span(passage, start, end)


def _object(passage: Passage, zone: Zone, item: bool) -> Range:
    """`2 миллион доллардың бидайын сатты`, `5 млн долларға бидай экспорттады`: what stands between amount and verb."""
    norms = passage.masked
    start = zone.end
    end = start
    while end < zone.right and end - start < LONGEST + 3:
        norm = norms[end]
        if not norm or norm in STOPS or norm.isspace() or norm == "-" and not names_goods(norms, end):
            break
        if norm.startswith(BELONGING):
            return goods_span(passage, start, end)
        if names_flow(norms, end):
            return goods_span(passage, start, end, listed=True)
        verb = VERBS.longest(norms, end)
        if verb is not None and verb.form != "linking" and not names_goods(norms, end):
            return goods_span(passage, start, end, listed=zone.case not in ("gen", "lik", "dat"))
        if looks_finite(norm) and not names_goods(norms, end) and not _modifies(norms, end + 1):
            break
        end += 1
    if zone.case in ("gen", "lik", "dat") or item and start < end and names_goods(norms, start):
        return goods_span(passage, start, end, listed=True)
    return None


def _before(passage: Passage, zone: Zone) -> Range:
    """`бидай – 5 млн доллар`, `бидай 5 млн доллар болды` in a breakdown."""
    norms = passage.masked
    end = zone.start
    while end > zone.left and (norms[end - 1] in ("-", ":", ",") or norms[end - 1] and GENERIC.word(norms[end - 1])):
        end -= 1
    start = end
    while start > zone.left and end - start < LONGEST:
        if _ends_phrase(norms, start - 1):
            break
        if _is_verb(norms, start - 1):
            break
        start -= 1
    return goods_span(passage, start, end, listed=BREAKDOWN.word(norms[start]) is not None if start < end else False)


def _of_noun(passage: Passage, zone: Zone, movement: tuple[int, int]) -> Range:
    """`мұнай экспорты 5 млрд доллар`: the goods right before the name of the flow."""
    start, end = movement
    low = max(zone.left, start - LONGEST)
    first = last = start
    norms = passage.masked
    while first > low:
        norm = norms[first - 1]
        if not norm or norm.isspace() or norm in ("(", ")", ";", ":"):
            break
        if norm in BREAKS or norm in CONJUNCTIONS or norm == "-":
            if not _ends_goods(norms, first - 1, low):
                break
        first -= 1
    for i in range(first, last):
        if names_goods(norms, i):
            found = _whole_list(passage, i, last)
            between = norms[found[1] : last] if found else []
            return None if any(norm and (looks_finite(norm) or not norm[:1].isalpha()) for norm in between) else found
    return None


def _ends_goods(norms, i: int, low: int) -> bool:
    return i > low and names_goods(norms, i - 1)


def _whole_list(passage: Passage, start: int, end: int) -> Range:
    """The listed goods from `start`, as far as conjunctions and commas carry on, and nouns that end their name."""
    norms = passage.masked
    last = i = start
    while i < end:
        if names_goods(norms, i):
            i = last = i + 1
        elif norms[i] in CONJUNCTIONS or norms[i] in (",", "-"):
            i += 1
        elif i + 1 < end and names_goods(norms, i + 1) and not NOT_GOODS.word(norms[i]):
            i += 1
        else:
            break
    tail = norms[last:end]
    if 0 < len(tail) <= 2 and all(norm[:1].isalpha() and not _unfit(norm) for norm in tail):
        last = end
    return goods_span(passage, start, last)


def _unfit(norm: str) -> bool:
    listed = NOT_GOODS.word(norm) or GENERIC.word(norm) or STAND_INS.word(norm)
    return bool(listed) or looks_finite(norm) or norm in CONJUNCTIONS


def _listed_before(passage: Passage, zone: Zone) -> Range:
    """Goods that stand before the amount: `мұнайды 5 млрд долларға сатты`, `бидай 5 млн долларға жөнелтілді`."""
    norms = passage.masked
    for i in range(zone.start - 1, max(zone.left, zone.start - LONGEST) - 1, -1):
        if not norms[i]:
            continue
        if not names_goods(norms, i):
            if norms[i] in STOPS or looks_finite(norms[i]) or CHANGE.longest(norms, i) or LEVEL.longest(norms, i):
                return None
            continue
        first = i
        while first > zone.left and (names_goods(norms, first - 1) or norms[first - 1] in JOINS):
            first -= 1
        while first < i and not names_goods(norms, first):
            first += 1
        return goods_span(passage, first, i + 1)
    return None
