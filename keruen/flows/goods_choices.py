"""What an amount's goods are chosen from: the stretches of words that may name them, with named features.

The rules' opinion (`commodity.py`) is one feature of the stretch that it names. Features are named as in `features.py`.
"""
from functools import cached_property, lru_cache
from typing import Iterable

from ..language.words import Remembered
from .commodity import CONJUNCTIONS, NOT_GOODS, STOPS, Range, generic, names_goods
from .cues import names_flow
from .features import Asked, Reading, bucket
from .history import Told
from .judge import MEMORY, Features, Group, Joined
from .mentions import adjective_code
from .passage import BREAKS, Sentence, Zone
from .verbs import looks_finite

LONGEST = 8
GOODS_REACH = 6
TOPIC_REACH = 2
LONGEST_TOPIC = 5
MOST_TITLED = 3
CHUNKS, CHUNK_REACH, LONGEST_CHUNK = 3, 25, 4


# what closes a stretch: an entity, a mark or a blank; and what it may begin or end with
_closes = Remembered(lambda norm: not norm or norm in STOPS or norm.isspace())
_may_bound = Remembered(lambda norm: norm[:1].isalpha() and norm not in CONJUNCTIONS)


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
        self._topics: dict[int, list[tuple[int, int]]] = {}
        self._openings: dict[int, list[str]] = {}
        self._closings: dict[int, list[str]] = {}
        self._read: dict[tuple[int, int], tuple[tuple, str, str, str]] = {}
        self._stretches: dict[tuple[str, int, int], list[Features]] = {}

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
                out[rule] = Joined([*self._of_stretch("", *rule)])
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
        else:  # `160 тонна (13,6 мың доллар) күріш қалдығы`
            start = zone.bracket[1] + 1
            following = (money.start for money in sentence.money if money.start >= start)
            yield "after)", self._beginning(start, min(sentence.end, next(following, sentence.end)))
        if movement is not None and movement[0] >= zone.left - 2 * LONGEST:
            yield "cue", self._ending(movement[0], max(sentence.start, movement[0] - 3 * LONGEST))
        for back in range(min(TOPIC_REACH, sentence.index) + 1):
            yield f"topic{back}", self._topic(self.passage.sentences[sentence.index - back], zone.start)
        yield "chunk", self._chunks(sentence.start, zone.start)
        if sentence.index:
            yield "title", self._of_title

    def _topic(self, sentence: Sentence, before: int) -> list[tuple[int, int]]:
        """What a sentence begins with, up to an amount (`Шикі мұнайды ең көп алған ел – Италия`)."""
        if sentence.index not in self._topics:
            start = sentence.start
            while start < sentence.end and not self.norms[start][:1].isalpha() and self.norms[start]:
                start += 1
            self._topics[sentence.index] = [
                (start, end) for end in self._ends(start, min(sentence.end, start + LONGEST_TOPIC))
            ]
        return [stretch for stretch in self._topics[sentence.index] if stretch[1] <= before]

    def _chunks(self, low: int, before: int) -> list[tuple[int, int]]:
        """Stretches that begin behind an entity or a mark before an amount, the nearest ones."""
        places = range(max(low + 1, before - CHUNK_REACH), before - 1)
        starts = [i for i in places if self._closes(i - 1) and self.norms[i][:1].isalpha()]
        return [(start, end) for start in starts[-CHUNKS:] for end in self._ends(start, min(before, start + LONGEST_CHUNK))]

    def _ends(self, start: int, high: int) -> list[int]:
        """Where stretches from a word on may end."""
        ends = []
        for end in range(start + 1, high + 1):
            norm = self.norms[end - 1]
            if _closes[norm]:
                break
            if _may_bound[norm]:
                ends.append(end)
        return ends

    @cached_property
    def _of_title(self) -> list[tuple[int, int]]:
        """Stretches before the names of flows in the title (`Дәрі-дәрмек импорты өсті`)."""
        title = self.passage.sentences[0]
        nouns = [cue for cue in self.passage.cues(title) if cue.role == "noun"]
        return [stretch for cue in nouns[:MOST_TITLED] for stretch in self._ending(cue.start, title.start)]

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
            norm = self.norms[start]
            if _closes[norm]:
                break
            if _may_bound[norm]:
                starts.append(start)
        return starts if end > low and self.norms[end - 1][:1].isalpha() else []

    def _beginning(self, start: int, high: int) -> list[tuple[int, int]]:
        while start < high and not self.norms[start][:1].isalpha() and self.norms[start] and self.norms[start] not in STOPS:
            start += 1
        begins = [i for i in range(start, min(high, start + 3)) if not any(map(self._closes, range(start, i + 1)))]
        return [(begin, end) for begin in begins for end in self._ends(begin, min(high, begin + 2 * LONGEST))]

    def _closes(self, i: int) -> bool:
        return _closes[self.norms[i]]

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
        """What is inside a stretch, its first word with the one before it, and its last word: once for all amounts that have
        it at the same place."""
        key = anchor, start, end
        if key not in self._stretches:
            inside, first, before, last = self._read_stretch(start, end)
            self._stretches[key] = [
                _of_inside(anchor, *inside), _of_opening(anchor, first, before), _of_closing(anchor, last),
                self._openings[start], self._closings[end],
            ]  # fmt: skip
        return self._stretches[key]

    def _read_stretch(self, start: int, end: int) -> tuple[tuple, str, str, str]:
        """What `_of_inside` asks of a stretch, the classes of its first word and of the one before it, and of its last."""
        if (start, end) not in self._read:
            if start not in self._openings:
                self._openings[start] = self._opening(start)
            if end not in self._closings:
                self._closings[end] = self._closing(end)
            first = self._class(start)
            counts = map(sum, zip(*map(self._counted, range(start, end))))
            second = f"second={self._class(start + 1)}&first={first}" if end - start > 1 else ""
            before = self._boundary(self.norms[start - 1] if start else "|")
            self._read[start, end] = (end - start, *counts, second), first, before, self._class(end - 1)
        return self._read[start, end]

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
        if adjective_code(norm) is not None:
            return "people"
        if looks_finite(norm):
            return "verb"
        return "flow" if names_flow(self.norms, i) else "word"

    def _boundary(self, norm: str) -> str:
        if not norm:
            return "entity"
        if norm in BREAKS or norm in STOPS or norm == "-" or norm.isspace() or norm == "|":
            return norm.strip() or "line"
        return "join" if norm in CONJUNCTIONS else "verb" if looks_finite(norm) else "word"
