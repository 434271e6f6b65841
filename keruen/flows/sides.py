"""Who are the parties of an amount? Features of each code as origin and as destination, and of each pair of codes.

They are named as in `features.py`.
"""
from typing import Callable, Optional

from .cues import DATA, lexicon
from .directions import coarse
from .features import REACH, Asked, Reading, ordered
from .judge import Crossed, Features, Joined, Pair
from .parties import Mention
from .passage import Passage, Zone
from .verbs import looks_finite

REVERSE = lexicon(DATA["reverse"])
NO_PART = ("-", "-", "-")


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
        self._pairs: dict[tuple, Joined] = {}
        self._groups: dict[tuple, Features] = {}
        self.frame = reading.clauses.frame(asked.sentence, asked.zone)
        passage, parties = reading.passage, reading.parties
        self.parties = parties
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
        self.joined = [found for found in groups.values() if len(found) == 2]
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
        words, moves = [f"&w={word}" for word in self.words], [f"&move={move}" for move in context.moves]
        self.told_with = [
            "", lean, f"&gap={context.gap}", rule, f"&way={now}", f"&main={main}", f"&pred={self.predicate}", ways,
            f"&rev={rev}&way={now}",
        ]
        self.gone_with = [
            "", rule, f"&now={now}", f"&now={now}&earlier={coarse('R' + self.earlier)}", f"&main={main}",
            f"&main={main}&rev={rev}", f"&pred={self.predicate}", f"&earlier={self.earlier}",
            f"{lean}&earlier={self.earlier}", *words, *(f"&s={word}" for word in self.rest),
            *moves, *(f"&title={kind}" for kind in self.reading.title),
        ]  # fmt: skip
        self.placed_with = ["", rule, lean, f"&pred={self.predicate}", f"&main={main}", f"&way={now}"]
        self.cased_with = [f"&cue={context.cue}", f"&rev={rev}", f"&n={self.n}", f"&way={now}", *moves, *words]
        self.turned_with = [ways, f"{ways}&gap={context.gap}", f"&rev={rev}", f"&main={main}", *words]

    def _references(self) -> tuple[tuple[str, str], ...]:
        """Countries that a direction may be seen from: the one most named, the last subject, whose trade was told before,
        and the first of the title."""
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
            ("title", title),
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
        out = [f"home={home}", f"home={home}&rule={context.rule}", f"rank={min(4, self.reading.order.get(code, 9))}"]
        out += [f"lead={lead}", f"pair={pair}", f"lead={lead}&pair={pair}&zone={inside}"]
        own = [m for m in self.own if code in m.codes]
        if own:
            near = min(own, key=lambda m: abs(m.start - zone.start))
            between = any(m.codes and m.codes != near.codes and near.start < m.start < zone.start for m in self.here)
            first = all(near.start <= m.start for m in self.here if m.codes)
            out += [f"near={not between}:{near.case}", f"first={first}:{near.case}"]
        else:
            out += self._of_absent(code, home)
        sides = ("o" if code in self.gave else "") + ("d" if code in self.took else "")
        out += [f"sides={sides}", f"sides={sides}&home={home}", f"sides={sides}&zone={inside}"]
        for name, before in zip(("fo", "fd"), self.asked.before):
            if before == code:
                out += self._of_before(name, inside)
        for name, answer in zip(("ao", "ad"), self.asked.answer):
            if answer == code:
                out += [f"{name}&rule={context.rule}", f"{name}&cue={context.cue}", f"{name}&zone={inside}"]
        groups: list[Features] = [out, self._group("part", self._of_part, self.frame.parts.get(code, NO_PART))]
        for m in own:
            groups += self._of_mention(m)
        return groups

    def _of_before(self, name: str, inside: bool) -> list[str]:
        """A party of the flow before."""
        context = self.context
        gap, ways = context.gap, f"{name}&ways={context.was}>{self.now}"
        return [
            f"{name}&gap={gap}", f"{name}&lean={context.leaning}&gap={gap}", f"{name}&rev={self.reverse}",
            f"{name}&last={context.last}&gap={gap}", ways, f"{ways}&zone={inside}&gap={gap}",
            f"{name}&zone={inside}&gap={gap}", f"{name}&n={min(2, self.n)}&gap={gap}&rule={context.rule}",
        ]  # fmt: skip

    def _of_part(self, slot: str, link: str, side: str) -> list[str]:
        """The part of a code in the clause of the predicate that governs the amount."""
        frame = self.frame
        return [
            f"part={slot}&link={link}", f"part={side}&filled={frame.filled}", f"part={side}&link={link}&via={frame.via}",
            f"part={slot}&in={frame.kind}", f"part={slot}&link={link}&in={frame.kind}&via={frame.via}",
            f"part={slot}&in={frame.kind}{frame.form}", f"part={slot}&in={frame.kind}&filled={frame.filled}&link={link}",
        ]

    def _of_mention(self, m: Mention) -> list[Features]:
        """A code named among the amount's own words: where, in what case, and with which words of direction."""
        context, sentence, way = self.context, self.asked.sentence, f"&way={self.now}"
        side = "R" if m.start >= self.asked.zone.end else "L"
        case = m.case + ("+" if m.between else "")
        follow = next((name for start, _, name in self.told if m.end <= start < m.end + 7), "")
        next_to = any(start == m.end for start, _, _ in self.told)
        group = coarse("R" + follow)
        out: list[Features] = [
            Crossed(f"in:{side}:{case}", self.placed_with), Crossed(f"in:{case}", self.cased_with),
            [
                f"in:{m.kind}:{m.head}:{case}", f"in:{m.kind}:{m.head}:{case}{way}&n={self.n}",
                f"in:{case}&after={self.reading.word(m.end, sentence)}", f"in:{case}&group={group}",
                f"in:{case}&follow={follow}", f"in:{m.kind}:{case}&group={group}", f"in:{m.kind}:{case}&main={self.main}",
                f"in:{side}:{case}:{m.kind}&follow={follow}&beside={next_to}",
            ],
        ]
        place = beside(self.reading.passage, self.asked.zone, m)
        if place:
            out.append([
                f"by{place}", f"by&{case}", f"by&lean={context.leaning}", f"by&open={self._opened()}",
                f"by&open={self._opened()}&lean={context.leaning}", f"by&varied={context.varied}", f"by{way}",
                f"by&varied={context.varied}&gap={context.gap}", f"by&main={self.main}",
            ])  # fmt: skip
        return out

    def _of_absent(self, code: str, home: bool) -> list[str]:
        """A code named elsewhere: in the rest of the sentence, one of those before it, or far off."""
        context, index, two = self.context, self.asked.sentence.index, min(2, self.n)
        out = ["notin", f"notin&n={self.n}"]
        outside = [m for m in self.here if code in m.codes]
        if outside:
            m = outside[-1]
            at = f"here:{'R' if m.start >= self.asked.zone.end else 'L'}:{m.case}"
            group = coarse("R" + next((name for start, _, name in self.told if m.end <= start), ""))
            out += [at, f"{at}&cue={context.cue}", f"{at}&way={self.now}", f"here:{m.case}&way={group}>{self.now}"]
            return [*out, f"{at}&lean={context.leaning}&n={self.n}"]
        for gap in range(1, min(REACH, index) + 1):
            told = [m for m in self.parties.every[index - gap] if code in m.codes]
            if told:
                case = f"gap={gap}&case={told[-1].case}"
                return [*out, f"gap={gap}", case, f"{case}&way={self.now}&n={two}", f"gap={gap}&n={two}&home={home}"]
        return [*out, f"far&home={home}", f"far&n={two}&home={home}"]

    def of_pair(self, a: Optional[str], b: Optional[str]) -> Joined:
        """Features of both parties together, in groups that pairs share."""
        both, before = {a, b}, self.asked.before
        inside, nulls = (a in self.own_codes) + (b in self.own_codes), (a is None) + (b is None)
        same, back = (a, b) == before, (b, a) == before
        home = self.parties.home in both
        joined = both in self.joined, both == self.lead, both == self.pair
        way = "" if not self.focus or self.asked.family == "turnover" else (
            "o" if a == self.focus else "d" if b == self.focus else "x"
        )
        seen = "".join("o" if a == code else "d" if b == code else "x" for _, code in self.references)
        answer, past = (a, b) == self.asked.answer, self._past(a, b)
        of_both, parts = (answer, same, back, joined, inside, nulls, home), (self._part(a), self._part(b))
        key = (of_both, seen, way, past, parts)
        if key not in self._pairs:
            groups = [
                self._group("both", self._of_both, of_both), self._group("past", self._of_past, (past, inside, nulls)),
                self._group("parts", self._of_parts, parts), self._group("all", self._of_all, (seen,)),
            ]  # fmt: skip
            for (name, _), side in zip(self.references, seen):
                groups.append(self._group("seen", self._of_seen, (name, side)))
                groups.append(self._group("seen of both", self._of_seen_both, (name, side, inside, nulls)))
            if way:
                groups.append(self._group("way", self._of_way, (way,)))
                if before:
                    groups.append(self._group("past way", self._of_past_way, (way,)))
                    groups.append(self._group("turn", self._of_turn, (way,)))
                groups.append(self._group("way of both", self._of_way_both, (way, inside, nulls)))
            self._pairs[key] = Joined(groups, (f"p{self.asked.family[0]}:",))
        return self._pairs[key]

    def _group(self, name: str, features: Callable[..., Features], key: tuple) -> Features:
        """Features built once for all pairs of which the same holds."""
        named = (name, *key)
        if named not in self._groups:
            self._groups[named] = features(*key)
        return self._groups[named]

    @staticmethod
    def _of_all(seen: str) -> list[str]:
        return ["seen=" + seen]

    def _past(self, a: Optional[str], b: Optional[str]) -> str:
        """Whether the article told a flow of this family between two countries before: this way, back, or both."""
        past, family = self.asked.past, self.asked.family
        return ("s" if (family, a, b) in past else "") + ("b" if (family, b, a) in past else "")

    def _part(self, code: Optional[str]) -> tuple[str, str, str]:
        return ("", "", "") if code is None else self.frame.parts.get(code, NO_PART)

    def _of_both(self, answer, same, back, joined, inside, nulls, home) -> list[str]:
        context = self.context
        out = [name for name, holds in zip(("joined", "lead", "pair"), joined) if holds]
        if answer:
            out += ["answer", f"answer&rule={context.rule}", f"answer&lean={context.leaning}"]
            out.append(f"answer&cue={context.cue}")
        if same:
            out += ["frame", f"frame&gap={context.gap}", f"frame&last={context.last}&lean={context.leaning}"]
        elif back:
            out += ["back", f"back&gap={context.gap}", f"back&rev={self.reverse}"]
        out += [f"in={inside}&n={self.n}", f"nulls={nulls}", f"home={home}&in={inside}&nulls={nulls}"]
        out.append(f"home={home}&inhome={self.parties.home in self.parties.codes}")
        return out

    def _of_past(self, past: str, inside: int, nulls: int) -> list[str]:
        return [
            f"past={past}", f"past={past}&gap={self.context.gap}", f"past={past}&in={inside}&n={self.n}",
            f"past={past}&nulls={nulls}",
        ]  # fmt: skip

    def _of_seen(self, name: str, side: str) -> Crossed:
        """The direction as seen from one of the countries of `_references`."""
        return Crossed(f"{name}={side}", self.told_with)

    def _of_seen_both(self, name: str, side: str, inside: int, nulls: int) -> list[str]:
        at = f"{name}={side}"
        return [
            f"{at}&nulls={nulls}&in={inside}", f"{at}&cue={self.context.cue}&nulls={nulls}",
            f"{at}&main={self.main}&in={inside}",
        ]

    def _of_parts(self, a: tuple[str, str, str], b: tuple[str, str, str]) -> list[str]:
        """The parts of both in the clause of the predicate that governs the amount."""
        frame = self.frame
        parts, links, says = f"parts={a[0]}>{b[0]}", f"links={a[1]}>{b[1]}", f"says={a[2]}>{b[2]}"
        return [
            says, f"{says}&{links}", f"{says}&via={frame.via}", f"{says}&in={frame.kind}", f"{says}&filled={frame.filled}",
            f"{parts}&in={frame.kind}", f"{parts}&in={frame.kind}&{links}", f"{parts}&in={frame.kind}{frame.form}",
        ]

    def _of_way(self, way: str) -> Crossed:
        """Which way the flow goes, seen from the country that the article is about."""
        return Crossed(f"way={way}", self.gone_with)

    def _of_way_both(self, way: str, inside: int, nulls: int) -> list[str]:
        at = f"way={way}"
        out = [
            f"{at}&cue={self.context.cue}&nulls={nulls}", f"{at}&now={self.now}&in={inside}&n={self.n}",
            f"{at}&main={self.main}&in={inside}",
        ]
        if self.asked.before:
            out.append(f"{self._turned(way)}&ways={self.context.was}>{self.now}&in={inside}&rev={self.reverse}")
        return out

    def _of_past_way(self, way: str) -> Crossed:
        context = self.context
        was, turn = self._was()
        past = f"&was={was}{turn}"
        return Crossed(f"way={way}", [
            f"{past}&gap={context.gap}", f"{past}&rev={self.reverse}", f"{past}&main={self.main}",
            f"{past}&rule={context.rule}&lean={context.leaning}",
        ])  # fmt: skip

    def _of_turn(self, way: str) -> Crossed:
        """Whether the flow turned since the one before."""
        return Crossed(self._turned(way), self.turned_with)

    def _was(self) -> tuple[str, str]:
        """Which way the flow before went, and whether it was a turnover."""
        before = self.asked.before
        was = "o" if before[0] == self.focus else "d" if before[1] == self.focus else "x"
        return was, "t" if self.context.last == "turnover" else ""

    def _turned(self, way: str) -> str:
        was, turn = self._was()
        return f"turned={'same' if way == was else 'x' if 'x' in (way, was) else 'back'}{turn}"
