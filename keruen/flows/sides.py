"""Who are the parties of an amount? Features of each code as origin and as destination, and of each pair of codes.

They are named as in `features.py`.
"""
from sys import intern
from typing import Callable, Optional, Sequence

from ..language.words import Remembered
from . import grouped
from .cues import DATA, lexicon
from .directions import coarse
from .features import REACH, Asked, Reading, ordered
from .judge import Crossed, Features, Group, Joined, Pair
from .mentions import Mention
from .passage import Passage, Zone
from .verbs import looks_finite

REVERSE = lexicon(DATA["reverse"])
NO_PART = ("-", "-", "-")
_near, _apart = Remembered(lambda word: intern(f"&w={word}")), Remembered(lambda word: intern(f"&s={word}"))


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
        self.referred = [name for name, _ in self.references]
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
        rank = min(4, self.reading.order.get(code, 9))
        slot, link, side = self.frame.parts.get(code, NO_PART)
        groups: list[Features] = [
            grouped.of_standing(home, context.rule, rank),
            grouped.of_article(lead, pair, inside, home, sides),
            grouped.of_part(slot, link, side, *self.governed),
        ]
        own = [m for m in self.own if code in m.codes]
        mine, others = self.asked.shares
        if mine:
            groups.append(["share=" + ("mine" if code in mine else "other" if code in others else "x")])
        if code in self.together:
            groups.append(grouped.of_together(self.together[code], self.rowed, bool(mine)))
        if own:
            near = min(own, key=lambda m: abs(m.start - zone.start))
            between = any(m.codes and m.codes != near.codes and near.start < m.start < zone.start for m in self.here)
            first = all(near.start <= m.start for m in self.here if m.codes)
            groups.append(grouped.of_nearest(not between, first, near.case))
            for m in own:
                groups += self._of_mention(m)
            where = self._named_at(near)
        else:
            where, absent = self._of_absent(code, home)
            groups.append(absent)
        answer = "".join(side for side, told in zip("od", self.asked.answer) if told == code)
        groups.append(grouped.of_profile(where, sides, lead, pair, rank, home, f"{slot}&link={link}", answer))
        for name, before in zip(("fo", "fd"), self.asked.before):
            if before == code:
                groups.append(grouped.of_told_before(
                    name, context.gap, context.leaning, context.rule, context.last, context.was, self.now, self.reverse,
                    inside, self.n,
                ))  # fmt: skip
        for name, answer in zip(("ao", "ad"), self.asked.answer):
            if answer == code:
                groups.append(grouped.of_answer(name, context.rule, context.cue, inside))
        return groups

    def _of_mention(self, m: Mention) -> list[Features]:
        """A code named among the amount's own words: where, in what case, and with which words of direction."""
        context, sentence = self.context, self.asked.sentence
        side = self._side(m)
        case = m.case + ("+" if m.between else "")
        follow = next((name for start, _, name in self.told if m.end <= start < m.end + 7), "")
        next_to = any(start == m.end for start, _, _ in self.told)
        out: list[Features] = [
            Crossed(f"in:{side}:{case}", self.placed_with), Crossed(f"in:{case}", self.cased_with),
            [f"in:{case}&after={self.reading.word(m.end, sentence)}"],
            grouped.of_named(side, case, m.kind, m.head, follow, next_to, self.main, self.now, self.n),
        ]  # fmt: skip
        place = beside(self.reading.passage, self.asked.zone, m)
        if place:
            out.append(grouped.of_beside(
                place, case, context.leaning, context.varied, context.gap, self._opened(), self.main, self.now
            ))  # fmt: skip
        return out

    def _named_at(self, m: Mention) -> str:
        """Before or behind the amount ("L", "R"), and in what case."""
        return f"{self._side(m)}:{m.case}"

    def _side(self, m: Mention) -> str:
        """Before or behind the amount."""
        return "R" if m.start >= self.asked.zone.end else "L"

    def _of_absent(self, code: str, home: bool) -> tuple[str, Group]:
        """A code named elsewhere: in the rest of the sentence, one of those before it, or far off; and where that is."""
        context, index, n = self.context, self.asked.sentence.index, self.n
        outside = [m for m in self.here if code in m.codes]
        if outside:
            m = outside[-1]
            side = self._side(m)
            follow = next((name for start, _, name in self.told if m.end <= start), "")
            where, cue, leaning = f"here:{side}:{m.case}", context.cue, context.leaning
            return where, grouped.of_named_outside(side, m.case, follow, self.now, cue, leaning, n)
        for gap in range(1, min(REACH, index) + 1):
            told = [m for m in self.parties.every[index - gap] if code in m.codes]
            if told:
                return f"gap{gap}", grouped.of_named_before(gap, told[-1].case, self.now, n, home)
        return "far", grouped.of_far(n, home)

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
        one, other = self._part(a), self._part(b)
        repeats = {name: _repeats(pair, told) for name, told in self.asked.memories}
        sides = dict(zip(self.referred, seen))
        known = ("a" if answer else "") + ("s" if same else "b" if back else "")
        groups: list[Features] = [
            grouped.of_both(joined, inside, nulls, home, self.inhome, self.n),
            grouped.of_past(past, inside, nulls, self.context.gap, self.n),
            grouped.of_parts(one, other, *self.governed),
            grouped.of_history(
                past, way, f"{one[2]}>{other[2]}", nulls, *map(sides.get, ("title", "top", "owner")), repeats.get("goods"),
                joined, known,
            ),
            *self._group(self._of_seen, seen, inside, nulls),
        ]  # fmt: skip
        if way:
            groups += self._group(self._of_way, way, inside, nulls)
        for name, told in self.asked.memories:
            groups.append(grouped.of_memory(name, repeats[name], self.n, self.now, self.asked.family, told == before))
        if answer or same or back:
            context = self.context
            groups.append(grouped.of_known(
                answer, same, back, context.rule, context.leaning, context.cue, context.gap, context.last, self.reverse
            ))  # fmt: skip
        return Joined(groups, self.prefixes)

    def _of_seen(self, seen: str, inside: int, nulls: int) -> list[Features]:
        """The direction as seen from each of the countries of `_references`, by the side that it takes."""
        cue, main = self.context.cue, self.main
        named = [(name, side) for (name, _), side in zip(self.references, seen)]
        return [
            grouped.of_all_seen(seen), *(self._crossed(f"{name}={side}", self.told_with) for name, side in named),
            *(grouped.of_seen_from(name, side, inside, nulls, cue, main) for name, side in named),
        ]  # fmt: skip

    def _of_way(self, way: str, inside: int, nulls: int) -> list[Features]:
        """Which way the flow goes, seen from the country that the article is about, and whether it turned."""
        context, main, now, rev = self.context, self.main, self.now, self.reverse
        groups = [
            self._crossed(f"way={way}", self.gone_with),
            grouped.of_way_gone(way, inside, nulls, self.n, context.cue, main, now),
        ]
        if self.asked.before:
            was, turn = self._was()
            turned = f"turned={'same' if way == was else 'x' if 'x' in (way, was) else 'back'}{turn}"
            groups += [
                grouped.of_past_way(way, f"{was}{turn}", context.gap, context.rule, context.leaning, main, rev),
                self._crossed(turned, self.turned_with),
                grouped.of_turned(turned, context.was, now, inside, rev),
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
