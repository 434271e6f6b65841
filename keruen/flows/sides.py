"""Who are the parties of an amount? Features of each code as origin and as destination, and of each pair of codes.

They are named as in `features.py`.
"""
from functools import lru_cache
from sys import intern
from typing import Callable, Optional, Sequence

from ..language.words import Remembered
from .cues import DATA, lexicon
from .directions import coarse
from .features import REACH, Asked, Reading, ordered
from .judge import MEMORY, Crossed, Features, Group, Joined, Pair
from .mentions import Mention
from .passage import Passage, Zone
from .verbs import looks_finite

REVERSE = lexicon(DATA["reverse"])
NO_PART = ("-", "-", "-")
_near, _apart = Remembered(lambda word: intern(f"&w={word}")), Remembered(lambda word: intern(f"&s={word}"))
Part = tuple[str, str, str]


def of_parties(reading: Reading, asked: Asked) -> tuple[dict, dict, dict]:
    """Features of each code as origin and as destination (of a turnover: as either), and of each pair."""
    codes = reading.candidates(asked)
    sides = Sides(reading, asked, codes)
    told = {code: sides.of_none() if code is None else sides.of_code(code) for code in codes}
    names = "tt" if asked.family == "turnover" else "od"
    first, second = (
        {code: Joined(groups, (f"{side}{asked.family[0]}:", f"{side}:")) for code, groups in told.items()}
        for side in names
    )
    pairs: dict[Pair, Joined] = {}
    for a in codes:
        for b in codes:
            if (a != b or a is None) and (names == "od" or ordered(a, b)):
                pairs[a, b] = sides.of_pair(a, b)
    return first, second, pairs


def _either_way(codes: set[str]) -> set[Pair]:
    """Two codes in both orders; nothing where there aren't two."""
    return {(a, b) for a in codes for b in codes if a != b} if len(codes) == 2 else set()


def beside(passage: Passage, zone: Zone, m: Mention) -> str:
    """How a place stands right before an amount: "(", "-" or "+" (with nothing between); "" where it doesn't."""
    gap = passage.masked[m.end : zone.start] if 0 <= zone.start - m.end <= 2 else ["far"]
    if any(norm not in ("(", "-", ":", ",") for norm in gap):
        return ""
    return "(" if "(" in gap else "-" if gap else "+"


class Sides:
    """Features of the parties of one amount."""

    def __init__(self, reading: Reading, asked: Asked, codes: list[Optional[str]]):
        self.reading, self.asked, self.context = reading, asked, asked.context
        self._groups: dict[tuple, list[Features]] = {}
        self._joined_with: dict[str, Crossed] = {}
        self.frame = reading.clauses.frame(asked.sentence, asked.zone, asked.family)
        self.governed = self.frame.kind, self.frame.form, self.frame.via, self.frame.filled
        self.prefixes = (f"p{asked.family[0]}:",)
        passage, parties = reading.passage, reading.parties
        self.parties, self.inhome = parties, parties.home in parties.codes
        sentence, zone = asked.sentence, asked.zone
        self.here = parties.every[sentence.index]
        self.own = [m for m in self.here if zone.left <= m.start < zone.right]
        self.own_codes = {code for m in self.own for code in m.codes}
        self.n = min(3, len(self.own_codes))
        self.lead, self.pair = set(parties.lead_pair(sentence.index)), set(parties.pair_before(sentence.index))
        self.reverse = any(REVERSE.longest(passage.masked, i) for i in range(zone.left, zone.start))
        self.told = reading.directions.of(sentence)
        self.main = reading.directions.main(sentence, zone)
        self.now, self.earlier = coarse(self.main), reading.directions.earlier(sentence, zone)
        near = range(max(zone.left, zone.start - 25), min(zone.right, zone.end + 15))
        self.words = reading.words(i for i in near if not reading.labels[i])
        self.rest = sorted(set(reading.words(range(sentence.start, sentence.end))) - set(self.words))
        after = (reading.stems[i] for i in range(zone.end, sentence.end) if looks_finite(passage.masked[i]))
        self.predicate = next(after, "|")
        groups: dict[int, set[str]] = {}
        for m in self.own:
            groups.setdefault(m.group, set()).update(m.codes)
        self.together = {code: min(3, len(found)) for found in groups.values() if len(found) > 1 for code in found}
        self.rowed = min(3, len(sentence.money))
        self.joined = {pair for found in groups.values() for pair in _either_way(found)}
        self.of_lead, self.of_pair_before = _either_way(self.lead), _either_way(self.pair)
        home = parties.home
        self.focus = home if home in codes and home in parties.codes else next(iter(reading.order), None)
        self.references = self._references()
        self._name_what_holds()
        self.gave = {a for family, a, _ in asked.past if family == asked.family}
        self.took = {b for family, _, b in asked.past if family == asked.family}

    def _name_what_holds(self) -> None:
        """What holds of the amount whatever its parties, as names that their features are joined with."""
        context, main, now, rev = self.context, self.main, self.now, self.reverse
        rule, lean, ways = f"&rule={context.rule}", f"&lean={context.leaning}", f"&ways={context.was}>{now}"
        words, moves = list(map(_near.__getitem__, self.words)), [f"&move={move}" for move in context.moves]
        self.told_with = (
            "", lean, f"&gap={context.gap}", rule, f"&way={now}", f"&main={main}", f"&pred={self.predicate}", ways,
            f"&rev={rev}&way={now}",
        )
        self.gone_with = (
            "", rule, f"&now={now}", f"&now={now}&earlier={coarse('R' + self.earlier)}", f"&main={main}",
            f"&main={main}&rev={rev}", f"&pred={self.predicate}", f"&earlier={self.earlier}",
            f"{lean}&earlier={self.earlier}", *words, *map(_apart.__getitem__, self.rest),
            *moves, *(f"&title={kind}" for kind in self.reading.title),
        )  # fmt: skip
        self.placed_with = ["", rule, lean, f"&pred={self.predicate}", f"&main={main}", f"&way={now}"]
        self.cased_with = [f"&cue={context.cue}", f"&rev={rev}", f"&n={self.n}", f"&way={now}", *moves, *words]
        self.turned_with = (ways, f"{ways}&gap={context.gap}", f"&rev={rev}", f"&main={main}", *words)

    def _references(self) -> tuple[tuple[str, str], ...]:
        """Countries that a direction may be seen from: the one most named, the last subject, whose trade was told before,
        the first of the title, and the one whose statistics are told."""
        index = self.asked.sentence.index
        subject = None
        for at in range(index, max(-1, index - REACH - 1), -1):
            told = [m for m in self.parties.mentions[at] if m.codes and m.case in ("", "gen") and m.kind != "pair"
                    and (at < index or m.start < self.asked.zone.start)]  # fmt: skip
            if told:
                subject = told[-1].codes[0]
                break
        title = next((m.codes[0] for m in self.parties.every[0] if m.codes), None)
        found = (
            ("top", next(iter(self.reading.order), None)), ("subject", subject), ("owner", self.context.owner),
            ("title", title), ("counted", self.reading.whose(index)),
        )  # fmt: skip
        return tuple((name, code) for name, code in found if code)

    def of_none(self) -> list[Features]:
        """A side that the article leaves open."""
        context = self.context
        here = len({code for m in self.here for code in m.codes})
        opened = sorted({m.case for m in self.own if m.kind == "open"})
        return [Crossed("null", [
            "", f"&rule={context.rule}", f"&lean={context.leaning}", f"&cue={context.cue}", f"&in={self.n}",
            f"&here={min(3, here)}", f"&foreign={min(3, self.reading.foreign)}",
            f"&homein={self.parties.home in self.parties.codes}", f"&outward={context.outward}",
            *(f"&open={case}" for case in opened), *(f"&move={move}" for move in context.moves),
            f"&together={max(self.together.values(), default=1)}", f"&share={bool(self.asked.shares[0])}",
            f"&together={max(self.together.values(), default=1)}&of={self.rowed}",
            f"&open={bool(opened)}&in={self.n}", f"&open={bool(opened)}&in={self.n}&here={min(3, here)}",
            "&answer=" + "".join(side for side, code in zip("od", self.asked.answer) if code is None),
            f"&main={self.main}", f"&now={self.now}&in={self.n}", f"&before={self._opened()}",
            f"&before={self._opened()}&lean={context.leaning}&in={self.n}", f"&varied={context.varied}",
            f"&before={self._opened()}&now={self.now}&was={context.was}&in={self.n}",
        ])]  # fmt: skip

    def _opened(self) -> str:
        """Which sides the flow before left open."""
        before = self.asked.before
        return "".join(side for side, code in zip("od", before) if code is None) or "x" if before else "-"

    def of_code(self, code: str) -> list[Features]:
        context, zone = self.context, self.asked.zone
        home, inside = code == self.parties.home, code in self.own_codes
        lead, pair = code in self.lead, code in self.pair
        sides = ("o" if code in self.gave else "") + ("d" if code in self.took else "")
        groups: list[Features] = [
            _of_standing(home, context.rule, min(4, self.reading.order.get(code, 9))),
            _of_article(lead, pair, inside, home, sides),
            _of_part(*self.frame.parts.get(code, NO_PART), *self.governed),
        ]
        own = [m for m in self.own if code in m.codes]
        mine, others = self.asked.shares
        if mine:
            groups.append(["share=" + ("mine" if code in mine else "other" if code in others else "x")])
        if code in self.together:
            groups.append(_of_together(self.together[code], self.rowed, bool(mine)))
        if own:
            near = min(own, key=lambda m: abs(m.start - zone.start))
            between = any(m.codes and m.codes != near.codes and near.start < m.start < zone.start for m in self.here)
            first = all(near.start <= m.start for m in self.here if m.codes)
            groups.append(_of_nearest(not between, first, near.case))
            for m in own:
                groups += self._of_mention(m)
        else:
            groups.append(self._of_absent(code, home))
        for name, before in zip(("fo", "fd"), self.asked.before):
            if before == code:
                groups.append(_of_told_before(
                    name, context.gap, context.leaning, context.rule, context.last, context.was, self.now, self.reverse,
                    inside, self.n,
                ))  # fmt: skip
        for name, answer in zip(("ao", "ad"), self.asked.answer):
            if answer == code:
                groups.append(_of_answer(name, context.rule, context.cue, inside))
        return groups

    def _of_mention(self, m: Mention) -> list[Features]:
        """A code named among the amount's own words: where, in what case, and with which words of direction."""
        context, sentence = self.context, self.asked.sentence
        side = "R" if m.start >= self.asked.zone.end else "L"
        case = m.case + ("+" if m.between else "")
        follow = next((name for start, _, name in self.told if m.end <= start < m.end + 7), "")
        next_to = any(start == m.end for start, _, _ in self.told)
        out: list[Features] = [
            Crossed(f"in:{side}:{case}", self.placed_with), Crossed(f"in:{case}", self.cased_with),
            [f"in:{case}&after={self.reading.word(m.end, sentence)}"],
            _of_named(side, case, m.kind, m.head, follow, next_to, self.main, self.now, self.n),
        ]  # fmt: skip
        place = beside(self.reading.passage, self.asked.zone, m)
        if place:
            out.append(_of_beside(
                place, case, context.leaning, context.varied, context.gap, self._opened(), self.main, self.now
            ))  # fmt: skip
        return out

    def _of_absent(self, code: str, home: bool) -> Group:
        """A code named elsewhere: in the rest of the sentence, one of those before it, or far off."""
        context, index, n = self.context, self.asked.sentence.index, self.n
        outside = [m for m in self.here if code in m.codes]
        if outside:
            m = outside[-1]
            side = "R" if m.start >= self.asked.zone.end else "L"
            follow = next((name for start, _, name in self.told if m.end <= start), "")
            return _of_named_outside(side, m.case, follow, self.now, context.cue, context.leaning, n)
        for gap in range(1, min(REACH, index) + 1):
            told = [m for m in self.parties.every[index - gap] if code in m.codes]
            if told:
                return _of_named_before(gap, told[-1].case, self.now, n, home)
        return _of_far(n, home)

    def of_pair(self, a: Optional[str], b: Optional[str]) -> Joined:
        """Features of both parties together, in groups that pairs share."""
        pair, before = (a, b), self.asked.before
        inside, nulls = (a in self.own_codes) + (b in self.own_codes), (a is None) + (b is None)
        same, back, answer = pair == before, (b, a) == before, pair == self.asked.answer
        joined = pair in self.joined, pair in self.of_lead, pair in self.of_pair_before
        way = "" if not self.focus or self.asked.family == "turnover" else (
            "o" if a == self.focus else "d" if b == self.focus else "x"
        )
        seen = "".join(["o" if a == code else "d" if b == code else "x" for _, code in self.references])
        home, past = self.parties.home in pair, self._past(a, b)
        groups: list[Features] = [
            _of_both(joined, inside, nulls, home, self.inhome, self.n),
            _of_past(past, inside, nulls, self.context.gap, self.n),
            _of_parts(self._part(a), self._part(b), *self.governed),
            *self._group(self._of_seen, seen, inside, nulls),
        ]  # fmt: skip
        if way:
            groups += self._group(self._of_way, way, inside, nulls)
        for name, told in self.asked.memories:
            groups.append(_of_memory(name, _repeats(pair, told), self.n, self.now, self.asked.family, told == before))
        if answer or same or back:
            context = self.context
            groups.append(_of_known(
                answer, same, back, context.rule, context.leaning, context.cue, context.gap, context.last, self.reverse
            ))  # fmt: skip
        return Joined(groups, self.prefixes)

    def _of_seen(self, seen: str, inside: int, nulls: int) -> list[Features]:
        """The direction as seen from each of the countries of `_references`, by the side that it takes."""
        cue, main = self.context.cue, self.main
        named = [(name, side) for (name, _), side in zip(self.references, seen)]
        return [
            _of_all_seen(seen), *(self._crossed(f"{name}={side}", self.told_with) for name, side in named),
            *(_of_seen_from(name, side, inside, nulls, cue, main) for name, side in named),
        ]  # fmt: skip

    def _of_way(self, way: str, inside: int, nulls: int) -> list[Features]:
        """Which way the flow goes, seen from the country that the article is about, and whether it turned."""
        context, main, now, rev = self.context, self.main, self.now, self.reverse
        groups = [
            self._crossed(f"way={way}", self.gone_with),
            _of_way_gone(way, inside, nulls, self.n, context.cue, main, now),
        ]
        if self.asked.before:
            was, turn = self._was()
            turned = f"turned={'same' if way == was else 'x' if 'x' in (way, was) else 'back'}{turn}"
            groups += [
                _of_past_way(way, f"{was}{turn}", context.gap, context.rule, context.leaning, main, rev),
                self._crossed(turned, self.turned_with),
                _of_turned(turned, context.was, now, inside, rev),
            ]
        return groups

    def _group(self, features: Callable, *key):
        """Features built once for all pairs of which the same holds."""
        named = (features.__name__, *key)  # a method would hold its object, and with it the whole passage
        if named not in self._groups:
            self._groups[named] = features(*key)
        return self._groups[named]

    def _crossed(self, at: str, others: Sequence[str]) -> Crossed:
        """One feature with what it is always joined with, built once for all pairs."""
        if at not in self._joined_with:
            self._joined_with[at] = Crossed(at, others)
        return self._joined_with[at]

    def _past(self, a: Optional[str], b: Optional[str]) -> str:
        """Whether the article told a flow of this family between two countries before: this way, back, or both."""
        past, family = self.asked.past, self.asked.family
        return ("s" if (family, a, b) in past else "") + ("b" if (family, b, a) in past else "")

    def _part(self, code: Optional[str]) -> tuple[str, str, str]:
        return ("", "", "") if code is None else self.frame.parts.get(code, NO_PART)

    def _was(self) -> tuple[str, str]:
        """Which way the flow before went, and whether it was a turnover."""
        before = self.asked.before
        was = "o" if before[0] == self.focus else "d" if before[1] == self.focus else "x"
        return was, "t" if self.context.last == "turnover" else ""


def _repeats(pair: Pair, told: Pair) -> str:
    """Whether a pair is one told before ("s"), the same turned ("b"), or shares a side with it."""
    if pair == told:
        return "s"
    return "b" if pair == told[::-1] else "o" if pair[0] == told[0] else "d" if pair[1] == told[1] else "x"


# Features of few values each, which come again with other amounts


@lru_cache(maxsize=MEMORY)
def _of_standing(home: bool, rule: str, rank: int) -> Group:
    return Group(f"home={home}", f"home={home}&rule={rule}", f"rank={rank}")


@lru_cache(maxsize=MEMORY)
def _of_article(lead: bool, pair: bool, inside: bool, home: bool, sides: str) -> Group:
    """Whether an article is about a code, and which sides it took in the flows before."""
    return Group(
        f"lead={lead}", f"pair={pair}", f"lead={lead}&pair={pair}&zone={inside}",
        f"sides={sides}", f"sides={sides}&home={home}", f"sides={sides}&zone={inside}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_memory(name: str, repeats: str, n: int, now: str, family: str, last: bool) -> Group:
    """Whether a pair repeats an earlier flow that the amount is like."""
    at, two = f"{name}={repeats}", min(2, n)
    return Group(at, f"{at}&in={two}", f"{at}&way={now}", f"{at}&in={two}&way={now}", f"{at}&last={last}&in={two}")


@lru_cache(maxsize=MEMORY)
def _of_part(slot: str, link: str, side: str, kind: str, form: str, via: str, filled: str) -> Group:
    """The part of a code in the clause of the predicate that governs the amount."""
    return Group(
        f"part={slot}&link={link}", f"part={side}&filled={filled}", f"part={side}&link={link}&via={via}",
        f"part={slot}&in={kind}", f"part={slot}&link={link}&in={kind}&via={via}",
        f"part={slot}&in={kind}{form}", f"part={slot}&in={kind}&filled={filled}&link={link}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_parts(a: Part, b: Part, kind: str, form: str, via: str, filled: str) -> Group:
    """The parts of both in the clause of the predicate that governs the amount."""
    parts, links, says = f"parts={a[0]}>{b[0]}", f"links={a[1]}>{b[1]}", f"says={a[2]}>{b[2]}"
    return Group(
        says, f"{says}&{links}", f"{says}&via={via}", f"{says}&in={kind}", f"{says}&filled={filled}",
        f"{parts}&in={kind}", f"{parts}&in={kind}&{links}", f"{parts}&in={kind}{form}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_named_outside(side: str, case: str, follow: str, now: str, cue: str, leaning: str, n: int) -> Group:
    at = f"here:{side}:{case}"
    return Group(
        "notin", f"notin&n={n}", at, f"{at}&cue={cue}", f"{at}&way={now}",
        f"here:{case}&way={coarse('R' + follow)}>{now}", f"{at}&lean={leaning}&n={n}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_named_before(gap: int, case: str, now: str, n: int, home: bool) -> Group:
    at, two = f"gap={gap}&case={case}", min(2, n)
    return Group("notin", f"notin&n={n}", f"gap={gap}", at, f"{at}&way={now}&n={two}", f"gap={gap}&n={two}&home={home}")


@lru_cache(maxsize=MEMORY)
def _of_far(n: int, home: bool) -> Group:
    return Group("notin", f"notin&n={n}", f"far&home={home}", f"far&n={min(2, n)}&home={home}")


@lru_cache(maxsize=MEMORY)
def _of_both(joined: tuple[bool, bool, bool], inside: int, nulls: int, home: bool, inhome: bool, n: int) -> Group:
    return Group(
        *(name for name, holds in zip(("joined", "lead", "pair"), joined) if holds), f"in={inside}&n={n}", f"nulls={nulls}",
        f"home={home}&in={inside}&nulls={nulls}", f"home={home}&inhome={inhome}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_past(past: str, inside: int, nulls: int, gap: str, n: int) -> Group:
    return Group(f"past={past}", f"past={past}&gap={gap}", f"past={past}&in={inside}&n={n}", f"past={past}&nulls={nulls}")


@lru_cache(maxsize=MEMORY)
def _of_all_seen(seen: str) -> Group:
    return Group(f"seen={seen}")


@lru_cache(maxsize=MEMORY)
def _of_seen_from(name: str, side: str, inside: int, nulls: int, cue: str, main: str) -> Group:
    at = f"{name}={side}"
    return Group(f"{at}&nulls={nulls}&in={inside}", f"{at}&cue={cue}&nulls={nulls}", f"{at}&main={main}&in={inside}")


@lru_cache(maxsize=MEMORY)
def _of_way_gone(way: str, inside: int, nulls: int, n: int, cue: str, main: str, now: str) -> Group:
    at = f"way={way}"
    return Group(f"{at}&cue={cue}&nulls={nulls}", f"{at}&now={now}&in={inside}&n={n}", f"{at}&main={main}&in={inside}")


@lru_cache(maxsize=MEMORY)
def _of_past_way(way: str, was: str, gap: str, rule: str, leaning: str, main: str, reverse: bool) -> Group:
    """The way that a flow goes and the one that the flow before it went."""
    past = f"way={way}&was={was}"
    return Group(f"{past}&gap={gap}", f"{past}&rev={reverse}", f"{past}&main={main}", f"{past}&rule={rule}&lean={leaning}")


@lru_cache(maxsize=MEMORY)
def _of_turned(turned: str, was: str, now: str, inside: int, reverse: bool) -> Group:
    return Group(f"{turned}&ways={was}>{now}&in={inside}&rev={reverse}")


@lru_cache(maxsize=MEMORY)
def _of_known(
    answer: bool, same: bool, back: bool, rule: str, leaning: str, cue: str, gap: str, last: str, reverse: bool
) -> Group:
    """The rules' answer, and the pair of the flow before."""
    out: list[str] = []
    if answer:
        out += ["answer", f"answer&rule={rule}", f"answer&lean={leaning}", f"answer&cue={cue}"]
    if same:
        out += ["frame", f"frame&gap={gap}", f"frame&last={last}&lean={leaning}"]
    elif back:
        out += ["back", f"back&gap={gap}", f"back&rev={reverse}"]
    return Group(*out)


@lru_cache(maxsize=MEMORY)
def _of_together(size: int, rowed: int, shared: bool) -> Group:
    """How many codes are joined, beside how many amounts."""
    at = f"together={size}"
    return Group(at, f"{at}&of={rowed}", f"{at}&of={rowed}&share={shared}")


@lru_cache(maxsize=MEMORY)
def _of_nearest(alone: bool, first: bool, case: str) -> Group:
    return Group(f"near={alone}:{case}", f"first={first}:{case}")


@lru_cache(maxsize=MEMORY)
def _of_answer(name: str, rule: str, cue: str, inside: bool) -> Group:
    """A party of the rules' answer."""
    return Group(f"{name}&rule={rule}", f"{name}&cue={cue}", f"{name}&zone={inside}")


@lru_cache(maxsize=MEMORY)
def _of_told_before(
    name: str, gap: str, leaning: str, rule: str, last: str, was: str, now: str, reverse: bool, inside: bool, n: int
) -> Group:
    """A party of the flow before."""
    ways = f"{name}&ways={was}>{now}"
    return Group(
        f"{name}&gap={gap}", f"{name}&lean={leaning}&gap={gap}", f"{name}&rev={reverse}", f"{name}&last={last}&gap={gap}",
        ways, f"{ways}&zone={inside}&gap={gap}", f"{name}&zone={inside}&gap={gap}",
        f"{name}&n={min(2, n)}&gap={gap}&rule={rule}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_named(
    side: str, case: str, kind: str, head: str, follow: str, next_to: bool, main: str, now: str, n: int
) -> Group:
    """A mention among an amount's own words, with the word of direction that follows it."""
    at, group = f"in:{kind}:{head}:{case}", coarse("R" + follow)
    return Group(
        at, f"{at}&way={now}&n={n}", f"in:{case}&group={group}", f"in:{case}&follow={follow}",
        f"in:{kind}:{case}&group={group}", f"in:{kind}:{case}&main={main}",
        f"in:{side}:{case}:{kind}&follow={follow}&beside={next_to}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_beside(place: str, case: str, leaning: str, varied: str, gap: str, opened: str, main: str, now: str) -> Group:
    """A mention right before an amount."""
    return Group(
        f"by{place}", f"by&{case}", f"by&lean={leaning}", f"by&open={opened}", f"by&open={opened}&lean={leaning}",
        f"by&varied={varied}", f"by&way={now}", f"by&varied={varied}&gap={gap}", f"by&main={main}",
    )  # fmt: skip
