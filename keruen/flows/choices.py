"""What an amount's status, period and goods are chosen from: the options that its passage offers, with named features.

The rules (`status.py`, `period.py`, `commodity.py`) give an opinion each; it is one feature of the option that it names.
Features are named as in `features.py`.
"""
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain
from typing import Iterable, NamedTuple, Optional

from spacy.tokens import Span

from .commodity import CONJUNCTIONS, NOT_GOODS, STOPS, generic, names_goods
from .cues import names_flow
from .features import Asked, Reading, bucket
from .judge import Features, Group, Joined
from .passage import BREAKS, Passage, Sentence, Zone
from .period import COMPARED, YEAR_BEFORE, Periods, granularity, is_past, is_to_come
from .verbs import looks_finite

YEAR = re.compile(r"\d{4}")
DATES_BEFORE = 8
DATES_AHEAD = 2
LONGEST = 8
GOODS_REACH = 6
MEMORY = 1 << 12
Range = Optional[tuple[int, int]]


class Told(NamedTuple):
    """What was decided of the flow before: its period, goods (tokens) and sentence."""

    period: Optional[str] = None
    goods: Range = None
    sentence: int = -99


def status_features(kind_features: Features, rule: str, ahead: bool, inherited: str) -> list[str]:
    """What the kind was decided from, the rules' status, whether the period lies ahead, and the status carried on."""
    return [*kind_features, f"rule={rule}", f"rule={rule}&ahead={ahead}", f"inherited={inherited}",
            f"rule={rule}&inherited={inherited}"]  # fmt: skip


# When was it traded?


class DateWords(NamedTuple):
    """What a date says.

    periods (list): what it may stand for, each with how it was had. year_before (bool): whether it speaks of the year before
        another. after, first, last (str): the words behind it, at its beginning and at its end, cut short.
    compared (bool): whether something is compared to it.
    """

    periods: list[tuple[str, str]]
    year_before: bool
    after: str
    first: str
    last: str
    compared: bool


class PeriodChoices:
    """The periods that an amount may have: those of the dates about it, and the one of the flow before."""

    def __init__(self, passage: Passage, periods: Periods, today: Optional[str]):
        self.passage, self.periods, self.today = passage, periods, today
        self.dates = [(s.index, date) for s in self.passage.sentences for date in s.dates]
        self.indices = [index for index, _ in self.dates]
        self._words: dict[int, DateWords] = {}

    def options(
        self, asked: Asked, rule: Optional[str], status: str, kind: str, told: Told
    ) -> tuple[dict[Optional[str], Features], dict[Optional[str], Span]]:
        """RETURNS (tuple): features of each period, None among them, each once however many dates have it; and the date that
        names each. What happened has no period that is to come, and what is planned none that is over."""
        sentence, zone, context = asked.sentence, asked.zone, asked.context
        index = sentence.index
        near = self._near(index)
        inside = [date for at, date in near if at == index and zone.left <= date.start < zone.right]
        many = f"in={min(2, len(inside))}"
        out: dict[Optional[str], list[Group]] = {}
        named: dict[Optional[str], Span] = {}
        told_again: set[Optional[str]] = set()
        ranks: dict[str, int] = {}
        ordered = sorted(near, key=lambda pair: (abs(pair[0] - index), abs(pair[1].start - zone.start)))
        for at, date in ordered:
            where, words = self._where(at, date, sentence, zone), self._words_of(at, date)
            rank = ranks[where] = ranks.get(where, -1) + 1
            shown = (
                _of_place(where, min(2, rank), words.compared, status, kind, context.leaning, many),
                _of_words(where, words.after, words.first, words.last),
            )
            for value, how in self._values(words, told.period):
                if self._is_out_of_time(value, status):
                    continue
                if value in named:
                    told_again.add(value)
                groups = out.setdefault(value, [])
                if how:
                    groups.append(_of_way(how, where, many))
                groups += *shown, _of_shape(where, self._shape(value), status)
                named.setdefault(value, date)
        gap = bucket(index - told.sentence)
        for value, name in ((rule, "rule"), (told.period, "told")):
            if value is None and name == "told" and told.sentence < 0:
                continue
            if self._is_out_of_time(value, status):
                continue
            groups = out.setdefault(value, [])
            groups.append(_of_opinion(name, many, context.leaning, status, gap, context.rule, value is None))
        if rule == told.period and told.sentence >= 0 and rule in out:
            out[rule].append(Group(f"rule=told&{many}"))
        here = sum(at == index for at, _ in near)
        out.setdefault(None, []).append(
            _of_no_period(many, min(2, here), status, kind, context.leaning, min(3, len(near)))
        )
        return {
            value: list(dict.fromkeys(chain(*groups))) if value in told_again else Joined(groups)
            for value, groups in out.items()
        }, named

    def _is_out_of_time(self, period: Optional[str], status: str) -> bool:
        return is_to_come(period, self.today) if status == "actual" else is_past(period, self.today)

    def _near(self, index: int) -> list[tuple[int, Span]]:
        """The dates of the sentence, the last before it and the first of the document, and those just ahead."""
        place, end = bisect_left(self.indices, index), bisect_right(self.indices, index + DATES_AHEAD)
        start = max(0, place - DATES_BEFORE)
        return self.dates[: min(2, start)] + self.dates[start:end]

    def _where(self, at: int, date: Span, sentence: Sentence, zone: Zone) -> str:
        gap = at - sentence.index
        if gap == 0:
            if zone.bracket is not None and zone.bracket[0] < date.start < zone.bracket[1]:
                return "bracket"
            side = "L" if date.start < zone.start else "R"
            return f"{'z' if zone.left <= date.start < zone.right else 's'}{side}"
        if at == 0:
            return "title"
        other = self.passage.sentences[at].paragraph != sentence.paragraph
        return f"{'n' if gap > 0 else 'p'}{min(4, abs(gap))}{'¶' if other else ''}"

    def _words_of(self, at: int, date: Span) -> "DateWords":
        """What a date in sentence `at` says, read once."""
        if date.start not in self._words:
            self._words[date.start] = self._read(at, date)
        return self._words[date.start]

    def _read(self, at: int, date: Span) -> "DateWords":
        masked, norms = self.passage.masked, self.passage.norms
        after = masked[date.end] if date.end < len(masked) else ""
        compared = any(norm and COMPARED.word(norm) for norm in masked[date.end : date.end + 2])
        first, last = norms[date.start], norms[date.end - 1]
        return DateWords(
            self._periods(at, date), self._is_year_before(date), after[:5], first[:5] if first[:1].isalpha() else "#",
            last[-3:], compared,
        )  # fmt: skip

    def _periods(self, at: int, date: Span) -> list[tuple[str, str]]:
        """The periods that a date may stand for, each with how it was had: as it is, run on to today or joined."""
        period = date._.period
        if not period:
            return [(guess, "guess")] if (guess := self.periods.months_of_year(date)) else []
        values = [(period, "")]
        run_on = self.periods.extended(date, period)
        if run_on != period:
            values.append((run_on, "on"))
        joined = self.periods.from_to(date, self.passage.sentences[at].dates)
        if joined:
            values.append((joined, "joined"))
        return values

    @staticmethod
    def _values(words: "DateWords", told: Optional[str]) -> list[tuple[str, str]]:
        """The periods of a date; of one that speaks of the year before (`бір жыл бұрын бұл көрсеткіш …`) also the period
        told before, a year earlier."""
        if told and words.year_before and words.periods and words.periods[0][1] == "":
            if YEAR.fullmatch(words.periods[0][0]):
                return [*words.periods, (YEAR.sub(lambda year: str(int(year[0]) - 1), told), "ago")]
        return words.periods

    def _is_year_before(self, date: Span) -> bool:
        """`бір жыл бұрын`, `алдыңғы жылы`, `бұған дейінгі жылы`."""
        norms = self.passage.norms[date.start : date.end + 1]
        return any(norm and YEAR_BEFORE.word(norm) for norm in norms)

    def _shape(self, period: str) -> str:
        kind = f"{granularity(period)}{'-' if '/' in period else ''}"
        if not self.today:
            return kind
        years = int(period.split("/")[-1][:4]) - int(self.today[:4])
        return f"{kind}y{max(-3, min(2, years))}"


@lru_cache(maxsize=MEMORY)
def _of_place(where: str, rank: int, compared: bool, status: str, kind: str, leaning: str, many: str) -> Group:
    """Where a date stands, and how many stand there before it."""
    return Group(
        f"at={where}", f"{where}&{rank}", f"{where}&cmp={compared}", f"cmp={compared}&{many}", f"{where}&lean={leaning}",
        f"{where}&kind={kind}", f"{where}&{many}&{rank}", f"{where}&st={status}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_words(where: str, after: str, first: str, last: str) -> Group:
    return Group(f"{where}&after={after}", f"after={after}", f"{where}&w={first}", f"w={first}", f"{where}&end={last}")


@lru_cache(maxsize=MEMORY)
def _of_way(how: str, where: str, many: str) -> Group:
    return Group(f"{how}:{where}", f"{how}:{many}")


@lru_cache(maxsize=MEMORY)
def _of_shape(where: str, shape: str, status: str) -> Group:
    return Group(f"{where}&{shape}&st={status}")


@lru_cache(maxsize=MEMORY)
def _of_opinion(name: str, many: str, leaning: str, status: str, gap: str, rule: str, none: bool) -> Group:
    """The period of the rules, or the one told before."""
    return Group(
        name, f"{name}&{many}", f"{name}&lean={leaning}", f"{name}&st={status}", f"{name}&gap={gap}",
        f"{name}&gap={gap}&lean={leaning}&{many}", f"{name}&rule={rule}&gap={gap}", f"{name}&null={none}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_no_period(many: str, here: int, status: str, kind: str, leaning: str, dates: int) -> Group:
    return Group(
        "none", f"none&{many}", f"none&here={here}", f"none&st={status}", f"none&kind={kind}",
        f"none&st={status}&kind={kind}&{many}", f"none&lean={leaning}", f"none&dates={dates}",
    )  # fmt: skip


# Of what goods?


def _at(anchor: str, names: Iterable[str]) -> list[str]:
    """Names, joined with where a stretch stands; nothing where that isn't told."""
    return [f"{anchor}&{name}" for name in names] if anchor else []


@lru_cache(maxsize=MEMORY)
def _of_inside(
    anchor: str, length: int, listed: int, commas: int, joins: int, verbs: int, generic: int, flows: int, others: int,
    second: str,
) -> Group:  # fmt: skip
    """How long a stretch is, and how many of its words are of a kind. second (str): the classes of the first two."""
    size = bucket(length)
    coarse = [f"len={size}", f"listed={min(2, listed)}/{size}", f"commas={min(2, commas)}&joins={min(2, joins)}"]
    coarse.append(f"verbs={verbs}")
    rest = [f"generic={generic}", f"flow={flows > 0}", f"not={others}", *([second] if second else [])]
    return Group(*coarse, *rest, *_at(anchor, coarse))


@lru_cache(maxsize=MEMORY)
def _of_opening(anchor: str, word: str, before: str) -> Group:
    """The classes of a stretch's first word and of the one before it."""
    coarse = f"first={word}", f"before={before}&first={word}", f"before={before}"
    return Group(*coarse, *_at(anchor, coarse))


@lru_cache(maxsize=MEMORY)
def _of_closing(anchor: str, word: str) -> Group:
    """The class of a stretch's last word."""
    return Group(f"last={word}", *_at(anchor, [f"last={word}"]))


@lru_cache(maxsize=MEMORY)
def _of_anchor(anchor: str, leaning: str, kind: str, case: str) -> Group:
    return Group(anchor, f"{anchor}&lean={leaning}", f"{anchor}&kind={kind}", f"{anchor}&case={case}")


@lru_cache(maxsize=MEMORY)
def _of_rule(leaning: str, kind: str) -> Group:
    return Group("rule", f"rule&lean={leaning}", f"rule&kind={kind}")


@lru_cache(maxsize=MEMORY)
def _of_told(leaning: str, kind: str, own: bool, gap: str, moves: int) -> Group:
    """The goods of the flow before. own (bool): whether the rules find some beside the amount."""
    return Group(
        "told", f"told&own={own}", f"told&lean={leaning}", f"told&gap={gap}", f"told&lean={leaning}&own={own}&gap={gap}",
        f"told&kind={kind}", f"told&n={moves}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def _of_far(leaning: str, own: bool, at: str) -> Group:
    """Goods of the sentences before."""
    return Group("far", f"far&at={at}", f"far&own={own}", f"far&lean={leaning}&own={own}")


@lru_cache(maxsize=MEMORY)
def _of_no_goods(
    leaning: str, kind: str, own: bool, gap: str, told: bool, bracket: bool, cue: str, rule: str
) -> Group:
    return Group(
        "none", f"none&own={own}", f"none&lean={leaning}", f"none&kind={kind}", f"none&cue={cue}",
        f"none&told={told}&gap={gap}", f"none&told={told}&lean={leaning}&own={own}",
        f"none&bracket={bracket}&kind={kind}", f"none&rule={rule}&own={own}",
    )  # fmt: skip


class GoodsChoices:
    """The stretches of words that may name an amount's goods: about it, before a flow's name, or those told before."""

    def __init__(self, reading: Reading):
        self.reading, self.passage = reading, reading.passage
        self.norms = reading.passage.masked
        self._listed: dict[int, bool] = {}
        self._classes: dict[int, str] = {}
        self._counts: dict[int, tuple[bool, ...]] = {}
        self._openings: dict[int, list[str]] = {}
        self._closings: dict[int, list[str]] = {}

    def listed(self, i: int) -> bool:
        """Whether a token is one of a listed good's name."""
        if i not in self._listed:
            self._listed[i] = bool(self.norms[i]) and names_goods(self.norms, i)
        return self._listed[i]

    def options(self, asked: Asked, rule: Range, kind: str, movement: Range, told: Told) -> dict[Range, Joined]:
        """RETURNS (dict): features of each stretch of tokens, None for no goods."""
        zone, context, index = asked.zone, asked.context, asked.sentence.index
        leaning, own = context.leaning, rule is not None
        out: dict[Range, Joined] = {}
        for anchor, places in self._anchors(asked, movement):
            of_all = _of_anchor(anchor, leaning, kind, zone.case)
            for start, end in places:
                groups = out.setdefault((start, end), Joined([])).groups
                groups += self._of_stretch(anchor, start, end)
                groups.append(of_all)
        if rule is not None:
            if rule not in out:
                out[rule] = Joined(self._of_stretch("", *rule))
            out[rule].groups.append(_of_rule(leaning, kind))
        gap = bucket(index - told.sentence)
        if told.goods is not None:
            moves = min(2, len(context.moves))
            out.setdefault(told.goods, Joined([])).groups.append(_of_told(leaning, kind, own, gap, moves))
        before = self._listed_before(index, zone)
        if before is not None:
            at = bucket(index - self.passage.of_token[before[0]])
            out.setdefault(before, Joined([])).groups.append(_of_far(leaning, own, at))
        told_goods, bracket = told.goods is not None, zone.bracket is not None
        out[None] = Joined([_of_no_goods(leaning, kind, own, gap, told_goods, bracket, context.cue, context.rule)])
        return out

    def _anchors(self, asked: Asked, movement: Range):
        """Places where goods may end or begin, each with the stretches there."""
        zone, sentence = asked.zone, asked.sentence
        norms = self.norms
        end = zone.bracket[0] if zone.bracket is not None else zone.start
        low = max(sentence.start, end - 3 * LONGEST)
        dashed = ""
        while end > low and norms[end - 1] in ("-", ":", ","):
            end, dashed = end - 1, "-"
        yield f"before{'(' if zone.bracket is not None else dashed}", self._ending(end, low)
        if zone.bracket is None:
            start = zone.end
            dash = start < len(norms) and norms[start] == "-"
            yield f"after{'-' if dash else ''}", self._beginning(start + dash, min(sentence.end, zone.right))
        if movement is not None and movement[0] >= zone.left - 2 * LONGEST:
            yield "cue", self._ending(movement[0], max(sentence.start, movement[0] - 3 * LONGEST))

    def _ending(self, end: int, low: int) -> list[tuple[int, int]]:
        """Stretches that end at a place, or at the last goods word shortly before it."""
        ends = {end}
        for i in range(end - 1, max(low, end - GOODS_REACH) - 1, -1):
            if self._closes(i):
                break
            if self.listed(i):
                ends.add(i + 1)
        return [(start, stop) for stop in sorted(ends) for start in self._starts(stop, low)]

    def _starts(self, end: int, low: int) -> list[int]:
        starts = []
        for start in range(end - 1, max(low, end - 2 * LONGEST) - 1, -1):
            if self._closes(start):
                break
            if self.norms[start][:1].isalpha() and self.norms[start] not in CONJUNCTIONS:
                starts.append(start)
        return starts if end > low and self.norms[end - 1][:1].isalpha() else []

    def _beginning(self, start: int, high: int) -> list[tuple[int, int]]:
        while start < high and not self.norms[start][:1].isalpha() and self.norms[start] and self.norms[start] not in STOPS:
            start += 1
        begins = [i for i in range(start, min(high, start + 3)) if not any(map(self._closes, range(start, i + 1)))]
        stretches = []
        for begin in begins:
            for end in range(begin + 1, min(high, begin + 2 * LONGEST) + 1):
                if self._closes(end - 1):
                    break
                if self.norms[end - 1][:1].isalpha() and self.norms[end - 1] not in CONJUNCTIONS:
                    stretches.append((begin, end))
        return stretches

    def _closes(self, i: int) -> bool:
        norm = self.norms[i]
        return not norm or norm in STOPS or norm.isspace()

    def _listed_before(self, index: int, zone: Zone) -> Range:
        """The last listed goods of the sentences before."""
        low = self.passage.sentences[max(0, index - 3)].start
        end = next((i + 1 for i in range(zone.left - 1, low - 1, -1) if self.listed(i)), None)
        if end is None:
            return None
        start = end - 1
        while start > low and self.listed(start - 1):
            start -= 1
        return start, end

    def _of_stretch(self, anchor: str, start: int, end: int) -> list[Features]:
        """What is inside a stretch, its first word with the one before it, and its last word."""
        if start not in self._openings:
            self._openings[start] = self._opening(start)
        if end not in self._closings:
            self._closings[end] = self._closing(end)
        counts = (sum(column) for column in zip(*map(self._counted, range(start, end))))
        second = f"second={self._class(start + 1)}&first={self._class(start)}" if end - start > 1 else ""
        before = self._boundary(self.norms[start - 1] if start else "|")
        return [
            _of_inside(anchor, end - start, *counts, second), _of_opening(anchor, self._class(start), before),
            _of_closing(anchor, self._class(end - 1)), self._openings[start], self._closings[end],
        ]  # fmt: skip

    def _counted(self, i: int) -> tuple[bool, ...]:
        """What a token counts as: listed goods, comma, conjunction, verb, goods in general, name of a flow, no goods."""
        if i not in self._counts:
            norms, norm = self.norms, self.norms[i]
            self._counts[i] = (
                self.listed(i), norm == ",", norm in CONJUNCTIONS, looks_finite(norm) and not self.listed(i),
                generic(norms, i), names_flow(norms, i), bool(norm and NOT_GOODS.word(norm)),
            )  # fmt: skip
        return self._counts[i]

    def _opening(self, start: int) -> list[str]:
        before, first = self.norms[start - 1] if start else "|", self.norms[start]
        return [
            f"f={self.reading.stems[start]}", f"b={before[:5]}", f"fe={first[-3:]}", f"be={before[-3:]}",
            f"be={before[-2:]}&first={self._class(start)}",
        ]  # fmt: skip

    def _closing(self, end: int) -> list[str]:
        return [f"l={self.reading.stems[end - 1]}", f"le={self.norms[end - 1][-3:]}"]

    def _class(self, i: int) -> str:
        if i not in self._classes:
            self._classes[i] = self._read_class(i)
        return self._classes[i]

    def _read_class(self, i: int) -> str:
        norm = self.norms[i]
        if self.listed(i):
            return "goods"
        if generic(self.norms, i):
            return "generic"
        if NOT_GOODS.word(norm):
            return "not"
        if looks_finite(norm):
            return "verb"
        return "flow" if names_flow(self.norms, i) else "word"

    def _boundary(self, norm: str) -> str:
        if not norm:
            return "entity"
        if norm in BREAKS or norm in STOPS or norm == "-" or norm.isspace() or norm == "|":
            return norm.strip() or "line"
        return "join" if norm in CONJUNCTIONS else "verb" if looks_finite(norm) else "word"
