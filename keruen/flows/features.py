"""What the two decisions about an amount are made from, as names of features: is it a flow, and who are its parties?

`name=value` says what holds; `&` joins two. A side's features begin with its role and family: `og:in::dat` is
"origin of goods: stands among the amount's words in the dative"; `o:in::dat` says it of origins of all families.
"""
from math import log10
from typing import Collection, Iterable, NamedTuple, Optional

from .clauses import Clauses
from .cues import DATA, Cue, lexicon
from .directions import Directions, coarse
from .judge import Features, Pair
from .kind import is_change
from .parties import Mention, Parties
from .passage import BREAKS, Passage, Sentence, Zone
from .verbs import looks_finite

REVERSE = lexicon(DATA["reverse"])
CURRENCIES = ("USD", "EUR", "KZT", "UZS", "RUB", "CNY")
STEM = 5
BESIDE = 3
MOST_CANDIDATES = 7
REACH = 3


class Context(NamedTuple):
    """What the rules say of an amount, and what was decided before it.

    rule (str): the kind by rule, "none", or "weak" for neither. reason (str): why. blocker (str): the group of the
        word that rules a flow out. leaning (str): how the amount carries on from another, with "?" where no rule uses
        it. cue (str): the word that decided. moves (list): movements in the amount's words.
    last (str): the family decided of the amount before. gap (str): sentences since it, "1p" over a paragraph's end.
    framed (str): the flow before, and how far back. was (str): the direction of its words. owner (str): whose trade it
        was. varied (str): the side, "o" or "d", of the place that stood right beside its amount.
    """

    rule: str
    reason: str
    blocker: str
    leaning: str
    last: str
    gap: str
    framed: str
    cue: str
    moves: list[str]
    was: str
    outward: bool
    owner: Optional[str] = None
    varied: str = ""

    def named(self) -> list[str]:
        """What holds of the amount, as features; codes are none."""
        return [f"{name}={value}" for name, value in self._asdict().items() if name != "owner"]


class Asked(NamedTuple):
    """One amount about to be given parties. answer, before (tuple): the pairs of the rules and of the flow before.
    past (Collection): family and pair of every flow decided before."""

    sentence: Sentence
    zone: Zone
    family: str
    context: Context
    answer: Pair
    before: Pair | tuple
    past: Collection[tuple] = ()


def bucket(n: int) -> str:
    return "0" if n <= 0 else "1" if n == 1 else "2" if n == 2 else "3" if n < 5 else "5" if n < 9 else "9"


class Reading:
    """The words of a passage as the features see them: stems, and the labels of entities in place of their words."""

    def __init__(self, passage: Passage, parties: Parties):
        self.passage, self.parties = passage, parties
        self.directions = Directions(passage)
        self.clauses = Clauses(passage, parties)
        self.labels = [""] * len(passage.doc)
        for ent in passage.doc.ents:
            self.labels[ent.start : ent.end] = [ent.label_] * len(ent)
        self.stems = [label or norm[:STEM] for norm, label in zip(passage.norms, self.labels)]
        self.title = sorted({cue.kind for cue in passage.cues(passage.sentences[0]) if cue.role == "noun"})
        self.order = {code: rank for rank, (code, _) in enumerate(parties.named.most_common())}
        self.foreign = len(self.order) - (parties.home in self.order)

    def word(self, i: int, sentence: Sentence) -> str:
        return self.stems[i] if sentence.start <= i < sentence.end else "|"

    def words(self, indices: Iterable[int]) -> list[str]:
        return list(dict.fromkeys(self.stems[i] for i in indices if self.stems[i][:1].isalpha()))

    # Is it a flow?

    def of_kind(self, sentence: Sentence, zone: Zone, context: Context) -> list[str]:
        main = self.directions.main(sentence, zone)
        out = ["bias", f"main={main}", f"main={main}&case={zone.case}", f"way={coarse(main)}"]
        out += context.named()
        rule, leaning, last, gap = context.rule, context.leaning, context.last, context.gap
        out += [f"rule={rule}&last={last}&gap={gap}", f"leaning={leaning}&last={last}&gap={gap}"]
        out += [f"rule={rule}&lean={leaning}", *self._amount(zone, context), *self._beside(sentence, zone, last)]
        out += [*self._cues(sentence, zone), *self._places(sentence, zone), *self._earlier(sentence)]
        out += [f"change={is_change(self.passage, zone)}", f"rises={zone.rises_from}"]
        return out

    def _amount(self, zone: Zone, context: Context) -> list[str]:
        value, bracket = zone.money._.value or 0, zone.bracket is not None
        currency = self._currency(zone)
        return [
            f"cur={currency}", f"cur={currency}&last={context.last}", f"case={zone.case}", f"bracket={bracket}",
            f"size={int(log10(value)) if value >= 1 else 0}",
            f"bracket={bracket}&last={context.last}&gap={context.gap}",
        ]

    @staticmethod
    def _currency(zone: Zone) -> str:
        return zone.money._.currency if zone.money._.currency in CURRENCIES else "other"

    def _beside(self, sentence: Sentence, zone: Zone, last: str) -> list[str]:
        """The words about the amount: those beside it, of its clause, of its zone and of the rest of the sentence."""
        norms, masked = self.passage.norms, self.passage.masked
        right = [self.word(i, sentence) for i in range(zone.end, zone.end + BESIDE)]
        left = [self.word(i, sentence) for i in range(zone.start - 1, zone.start - BESIDE - 1, -1)]
        out = [f"r{i}={word}" for i, word in enumerate(right)] + [f"l{i}={word}" for i, word in enumerate(left)]
        out += [f"r01={right[0]}_{right[1]}", f"r0={right[0]}&case={zone.case}", f"l0={left[0]}&case={zone.case}"]
        out.append(f"l0={left[0]}&r0={right[0]}&last={last}")
        ends = (i for i in range(zone.end, zone.right) if masked[i] in BREAKS and looks_finite(norms[i - 1]))
        clause = range(zone.end, next(ends, zone.right))
        out += [f"R={word}" for word in self.words(clause)]
        last_word = next((self.stems[i] for i in reversed(clause) if self.stems[i][:1].isalpha()), "|")
        out += [f"pred={last_word}", f"pred={last_word}&case={zone.case}"]
        out += [f"L={word}" for word in self.words(range(zone.left, zone.start))]
        rest = (i for i in range(sentence.start, sentence.end) if not zone.left <= i < zone.right)
        return out + [f"S={word}" for word in self.words(rest)]

    def _cues(self, sentence: Sentence, zone: Zone) -> list[str]:
        out: list[str] = []
        nearest: dict[str, Cue] = {}
        for cue in self.passage.cues(sentence):
            inside: bool | str = zone.left <= cue.start and cue.end <= zone.right
            if zone.bracket and inside:
                inside = zone.bracket[0] < cue.start < zone.bracket[1] or "outer"
            side = "R" if cue.start >= zone.end else "L"
            name = f"cue={side}{inside}:{cue.role}:{cue.kind}"
            out.append(name)
            if inside:
                distance = cue.start - zone.end if side == "R" else zone.start - cue.end
                out += [f"{name}:{cue.ending.case}:{cue.form}", f"{name}:{zone.case}", f"{name}:{bucket(distance)}"]
            if side == "L" or side not in nearest:
                nearest[side] = cue
        for side, cue in nearest.items():
            name = f"near={side}:{cue.role}:{cue.kind}"
            out += [name, f"{name}:{cue.ending.case}&case={zone.case}"]
        return [*out, "nears=" + "/".join(f"{side}{cue.role}{cue.kind}" for side, cue in nearest.items())]

    def _places(self, sentence: Sentence, zone: Zone) -> list[str]:
        home = self.parties.home
        here = self.parties.mentions[sentence.index]
        own = [m for m in here if zone.left <= m.start < zone.right and m.codes]
        codes = {code for m in here for code in m.codes}
        own_codes = {code for m in own for code in m.codes}
        labels = set(self.labels[zone.left : min(zone.right, sentence.end)])
        out = [f"codes={min(3, len(codes))}", f"zcodes={min(3, len(own_codes))}&cur={self._currency(zone)}"]
        out += [f"abroad={bool(codes - {home})}", f"foreign={min(4, self.foreign)}"]
        out += [f"{label.lower()}={label in labels}" for label in ("ORG", "PERSON", "GPE")]
        for m in own:
            side = "R" if m.start >= zone.end else "L"
            out += [f"m={'home' if m.codes[0] == home else 'for'}:{m.case}:{side}", f"m={m.kind}:{m.case}"]
        return out

    def _earlier(self, sentence: Sentence) -> list[str]:
        """What the sentences before, and the title, speak of."""
        before = self.passage.sentences[max(0, sentence.index - 2) : sentence.index]
        told = [cue for s in before for cue in self.passage.cues(s) if cue.role in ("noun", "blocker")]
        out = [f"before={cue.role}:{cue.kind}" for cue in told] + [f"title={kind}" for kind in self.title]
        if told:
            out.append(f"before-last={told[-1].role}:{told[-1].kind}&nocue={not self.passage.cues(sentence)}")
        return out

    # Who are its parties?

    def candidates(self, asked: Asked) -> list[Optional[str]]:
        """The codes that may be a party, the nearest first, and None for none."""
        every, index = self.parties.every, asked.sentence.index
        codes = dict.fromkeys(code for code in (*asked.answer, *asked.before) if code)
        for m in sorted(every[index], key=lambda m: abs(m.start - asked.zone.start)):
            codes.update(dict.fromkeys(m.codes))
        for at in range(index - 1, max(-1, index - REACH - 1), -1):
            for m in reversed(every[at]):
                codes.update(dict.fromkeys(m.codes))
        codes.update(dict.fromkeys(self.parties.lead_pair(index)))
        codes[self.parties.home] = None
        codes.update(dict.fromkeys(list(self.order)[:3]))
        return [None, *list(codes)[:MOST_CANDIDATES]]

    def named(self, asked: Asked, pair: Pair) -> list[tuple[int, int]]:
        """The tokens that name a pair: for each code its mention nearest to the amount, else the last one before."""
        found, index = [], asked.sentence.index
        for code in filter(None, pair):
            for at in range(index, max(-1, index - REACH - 1), -1):
                told = [m for m in self.parties.every[at] if code in m.codes and m.kind not in ("they", "you")]
                if told:
                    found.append(min(told, key=lambda m: abs(m.start - asked.zone.start)))
                    break
        return [(m.start, m.end) for m in found]

    def of_parties(self, asked: Asked) -> tuple[dict, dict, dict]:
        """Features of each code as origin and as destination (of a turnover: as either), and of each pair."""
        codes = self.candidates(asked)
        reader = _Sides(self, asked, codes)
        told = {code: reader.of_none() if code is None else reader.of_code(code) for code in codes}
        sides = "tt" if asked.family == "turnover" else "od"
        first, second = (
            {code: [f"{prefix}:{name}" for prefix in (side + asked.family[0], side) for name in names]
             for code, names in told.items()}
            for side in sides
        )
        pairs = {}
        for a in codes:
            for b in codes:
                if (a != b or a is None) and (sides == "od" or ordered(a, b)):
                    pairs[a, b] = reader.of_pair(a, b)
        return first, second, pairs


def beside(passage: Passage, zone: Zone, m: Mention) -> str:
    """How a place stands right before an amount: "(", "-" or "+" (with nothing between); "" where it doesn't."""
    gap = passage.masked[m.end : zone.start] if 0 <= zone.start - m.end <= 2 else ["far"]
    if any(norm not in ("(", "-", ":", ",") for norm in gap):
        return ""
    return "(" if "(" in gap else "-" if gap else "+"


class _Sides:
    """Features of the parties of one amount."""

    def __init__(self, reading: Reading, asked: Asked, codes: list[Optional[str]]):
        self.reading, self.asked, self.context = reading, asked, asked.context
        self._pairs: dict[tuple, list[str]] = {}
        self.frame = reading.clauses.frame(asked.sentence, asked.zone)
        passage, parties = reading.passage, reading.parties
        self.parties = parties
        sentence, zone = asked.sentence, asked.zone
        self.here = parties.every[sentence.index]
        self.own = [m for m in self.here if zone.left <= m.start < zone.right]
        self.own_codes = {code for m in self.own for code in m.codes}
        self.n = min(3, len(self.own_codes))
        self.lead, self.pair = parties.lead_pair(sentence.index), parties.pair_before(sentence.index)
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
        self.gave = {(family, a) for family, a, _ in asked.past}
        self.took = {(family, b) for family, _, b in asked.past}

    def _references(self) -> tuple[tuple[str, Optional[str]], ...]:
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
        return (
            ("top", next(iter(self.reading.order), None)), ("subject", subject), ("owner", self.context.owner),
            ("title", title),
        )  # fmt: skip

    def of_none(self) -> list[str]:
        """A side that the article leaves open."""
        context = self.context
        here = len({code for m in self.here for code in m.codes})
        opened = sorted({m.case for m in self.own if m.kind == "open"})
        return [
            "null", f"null&rule={context.rule}", f"null&lean={context.leaning}", f"null&cue={context.cue}",
            f"null&in={self.n}", f"null&here={min(3, here)}", f"null&foreign={min(3, self.reading.foreign)}",
            f"null&homein={self.parties.home in self.parties.codes}", f"null&outward={context.outward}",
            *(f"null&open={case}" for case in opened), *(f"null&move={move}" for move in context.moves),
            f"null&open={bool(opened)}&in={self.n}", f"null&open={bool(opened)}&in={self.n}&here={min(3, here)}",
            "null&answer=" + "".join(side for side, code in zip("od", self.asked.answer) if code is None),
            f"null&main={self.main}", f"null&now={self.now}&in={self.n}", f"null&before={self._opened()}",
            f"null&before={self._opened()}&lean={context.leaning}&in={self.n}", f"null&varied={context.varied}",
            f"null&before={self._opened()}&now={self.now}&was={context.was}&in={self.n}",
        ]

    def _opened(self) -> str:
        """Which sides the flow before left open."""
        before = self.asked.before
        return "".join(side for side, code in zip("od", before) if code is None) or "x" if before else "-"

    def of_code(self, code: str) -> list[str]:
        context, zone = self.context, self.asked.zone
        home, inside = code == self.parties.home, code in self.own_codes
        lead, pair = code in self.lead, code in self.pair
        out = [f"home={home}", f"home={home}&rule={context.rule}", f"rank={min(4, self.reading.order.get(code, 9))}"]
        out += [f"lead={lead}", f"pair={pair}", f"lead={lead}&pair={pair}&zone={inside}"]
        out += self._of_part(code)
        own = [m for m in self.own if code in m.codes]
        for m in own:
            out += self._of_mention(m)
        if own:
            near = min(own, key=lambda m: abs(m.start - zone.start))
            between = any(m.codes and m.codes != near.codes and near.start < m.start < zone.start for m in self.here)
            first = all(near.start <= m.start for m in self.here if m.codes)
            out += [f"near={not between}:{near.case}", f"first={first}:{near.case}"]
        else:
            out += self._of_absent(code, home)
        sides = ("o" if (self.asked.family, code) in self.gave else "") + ("d" if (self.asked.family, code) in self.took else "")
        out += [f"sides={sides}", f"sides={sides}&home={home}", f"sides={sides}&zone={inside}"]
        gap, rule = context.gap, context.rule
        for name, before in zip(("fo", "fd"), self.asked.before):
            if before == code:
                ways = f"{name}&ways={context.was}>{self.now}"
                out += [
                    f"{name}&gap={gap}", f"{name}&lean={context.leaning}&gap={gap}", f"{name}&rev={self.reverse}",
                    f"{name}&last={context.last}&gap={gap}", ways, f"{ways}&zone={inside}&gap={gap}",
                    f"{name}&zone={inside}&gap={gap}", f"{name}&n={min(2, self.n)}&gap={gap}&rule={rule}",
                ]
        for name, answer in zip(("ao", "ad"), self.asked.answer):
            if answer == code:
                out += [f"{name}&rule={rule}", f"{name}&cue={context.cue}", f"{name}&zone={inside}"]
        return out

    def _of_part(self, code: str) -> list[str]:
        """The part of a code in the clause of the predicate that governs the amount."""
        frame = self.frame
        slot, link, side = frame.parts.get(code, ("-", "-", "-"))
        return [
            f"part={slot}&link={link}", f"part={side}&filled={frame.filled}", f"part={side}&link={link}&via={frame.via}",
            f"part={slot}&in={frame.kind}", f"part={slot}&link={link}&in={frame.kind}&via={frame.via}",
            f"part={slot}&in={frame.kind}{frame.form}", f"part={slot}&in={frame.kind}&filled={frame.filled}&link={link}",
        ]

    def _of_mention(self, m: Mention) -> list[str]:
        """A code named among the amount's own words: where, in what case, and with which words of direction."""
        context, sentence = self.context, self.asked.sentence
        side = "R" if m.start >= self.asked.zone.end else "L"
        case = m.case + ("+" if m.between else "")
        follow = next((name for start, _, name in self.told if m.end <= start < m.end + 7), "")
        next_to = any(start == m.end for start, _, _ in self.told)
        group = coarse("R" + follow)
        out = [
            f"in:{side}:{case}", f"in:{m.kind}:{m.head}:{case}", f"in:{case}&cue={context.cue}",
            f"in:{side}:{case}&rule={context.rule}", f"in:{side}:{case}&lean={context.leaning}",
            f"in:{case}&after={self.reading.word(m.end, sentence)}", f"in:{case}&rev={self.reverse}",
            f"in:{case}&n={self.n}", f"in:{side}:{case}&pred={self.predicate}", f"in:{side}:{case}&main={self.main}",
            f"in:{m.kind}:{case}&main={self.main}", f"in:{case}&group={group}", f"in:{m.kind}:{case}&group={group}",
            f"in:{case}&way={self.now}", f"in:{side}:{case}&way={self.now}", f"in:{case}&follow={follow}",
            f"in:{m.kind}:{m.head}:{case}&way={self.now}&n={self.n}",
            f"in:{side}:{case}:{m.kind}&follow={follow}&beside={next_to}",
        ]
        place = beside(self.reading.passage, self.asked.zone, m)
        if place:
            out += [
                f"by{place}", f"by&{case}", f"by&lean={context.leaning}", f"by&open={self._opened()}",
                f"by&open={self._opened()}&lean={context.leaning}", f"by&varied={context.varied}", f"by&way={self.now}",
                f"by&varied={context.varied}&gap={context.gap}", f"by&main={self.main}",
            ]  # fmt: skip
        out += [f"in:{case}&move={move}" for move in context.moves]
        return out + [f"in:{case}&w={word}" for word in self.words]

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

    def of_pair(self, a: Optional[str], b: Optional[str]) -> list[str]:
        """Features of both parties together; pairs of which the same holds share one list."""
        both, before = {a, b}, self.asked.before
        traits = (
            (a, b) == self.asked.answer, (a, b) == before, (b, a) == before, both in self.joined,
            both == set(self.lead), both == set(self.pair), (a in self.own_codes) + (b in self.own_codes),
            (a is None) + (b is None), self.parties.home in both,
            "o" if a == self.focus else "d" if b == self.focus else "x",
            tuple((name, "o" if a == code else "d" if b == code else "x") for name, code in self.references if code),
            self._part(a), self._part(b), self._past(a, b),
        )
        if traits not in self._pairs:
            prefix = f"p{self.asked.family[0]}:"
            self._pairs[traits] = [prefix + name for name in self._of_traits(*traits)]
        return self._pairs[traits]

    def _past(self, a: Optional[str], b: Optional[str]) -> str:
        """Whether the article told a flow of this family between two countries before: this way, back, or both."""
        past, family = self.asked.past, self.asked.family
        return ("s" if (family, a, b) in past else "") + ("b" if (family, b, a) in past else "")

    def _part(self, code: Optional[str]) -> tuple[str, str, str]:
        return ("", "", "") if code is None else self.frame.parts.get(code, ("-", "-", "-"))

    def _of_traits(self, answer, same, back, joined, lead, pair, inside, nulls, home, way, seen, a, b, past) -> list[str]:
        context = self.context
        out = [name for name, holds in (("joined", joined), ("lead", lead), ("pair", pair)) if holds]
        if answer:
            out += ["answer", f"answer&rule={context.rule}", f"answer&lean={context.leaning}"]
            out.append(f"answer&cue={context.cue}")
        if same:
            out += ["frame", f"frame&gap={context.gap}", f"frame&last={context.last}&lean={context.leaning}"]
        elif back:
            out += ["back", f"back&gap={context.gap}", f"back&rev={self.reverse}"]
        out += [f"in={inside}&n={self.n}", f"nulls={nulls}", f"home={home}&in={inside}&nulls={nulls}"]
        out.append(f"home={home}&inhome={self.parties.home in self.parties.codes}")
        for name, side in seen:
            at = f"{name}={side}"
            out += [at, f"{at}&nulls={nulls}&in={inside}", f"{at}&lean={context.leaning}", f"{at}&gap={context.gap}"]
            out += [f"{at}&rule={context.rule}", f"{at}&cue={context.cue}&nulls={nulls}", f"{at}&way={self.now}"]
            out += [f"{at}&main={self.main}&in={inside}", f"{at}&main={self.main}", f"{at}&pred={self.predicate}"]
            out += [f"{at}&ways={context.was}>{self.now}", f"{at}&rev={self.reverse}&way={self.now}"]
        out.append("seen=" + "".join(side for _, side in seen))
        out += [f"past={past}", f"past={past}&gap={context.gap}", f"past={past}&in={inside}&n={self.n}", f"past={past}&nulls={nulls}"]
        frame = self.frame
        parts, links = f"parts={a[0]}>{b[0]}", f"links={a[1]}>{b[1]}"
        says = f"says={a[2]}>{b[2]}"
        out += [
            says, f"{says}&{links}", f"{says}&via={frame.via}", f"{says}&in={frame.kind}", f"{says}&filled={frame.filled}",
            f"{parts}&in={frame.kind}", f"{parts}&in={frame.kind}&{links}", f"{parts}&in={frame.kind}{frame.form}",
        ]
        return out + self._of_way(way, inside, nulls) if self.asked.family != "turnover" and self.focus else out

    def _of_way(self, way: str, inside: int, nulls: int) -> list[str]:
        """Which way the flow goes, seen from the country that the article is about, and whether it turned."""
        context, before, now = self.context, self.asked.before, self.now
        at = f"way={way}"
        out = [
            at, f"{at}&rule={context.rule}", f"{at}&cue={context.cue}&nulls={nulls}", f"{at}&now={now}",
            f"{at}&now={now}&earlier={coarse('R' + self.earlier)}", f"{at}&now={now}&in={inside}&n={self.n}",
            f"{at}&main={self.main}", f"{at}&main={self.main}&in={inside}", f"{at}&main={self.main}&rev={self.reverse}",
            f"{at}&pred={self.predicate}", f"{at}&earlier={self.earlier}",
            f"{at}&lean={context.leaning}&earlier={self.earlier}",
        ]
        out += [f"{at}&w={word}" for word in self.words] + [f"{at}&s={word}" for word in self.rest]
        out += [f"{at}&move={move}" for move in context.moves] + [f"{at}&title={kind}" for kind in self.reading.title]
        if before:
            was = "way=" + ("o" if before[0] == self.focus else "d" if before[1] == self.focus else "x")
            turn = "t" if context.last == "turnover" else ""
            turned = f"turned={'same' if at == was else 'x' if 'way=x' in (at, was) else 'back'}{turn}"
            ways = f"{turned}&ways={context.was}>{now}"
            past = f"{at}&was={was[4:]}{turn}"
            out += [
                f"{past}&gap={context.gap}", f"{past}&rev={self.reverse}", f"{past}&main={self.main}",
                f"{past}&rule={context.rule}&lean={context.leaning}", ways, f"{ways}&gap={context.gap}",
                f"{ways}&in={inside}&rev={self.reverse}", f"{turned}&rev={self.reverse}", f"{turned}&main={self.main}",
            ]
            out += [f"{turned}&w={word}" for word in self.words]
        return out


def ordered(a: Optional[str], b: Optional[str]) -> bool:
    """Whether two codes stand as the parties of a turnover do: alphabetically, None last."""
    return b is None if a is None else b is None or a < b


__all__ = ["Asked", "Context", "Features", "Reading", "ordered"]
