"""What was decided of a document's amounts so far, on each of the ways of reading that are still open."""
from dataclasses import dataclass, field, replace
from typing import Any, Iterable, NamedTuple, Optional

from .commodity import Range
from .consistency import Part
from .judge import Pair

WIDTH = 2
MOST_ROWS = 24


@dataclass(frozen=True)
class Frame:
    """A flow that later amounts may carry on: what is measured, whose it is, with whom, and when.

    owner (str): whose trade it is: the exporter of an export, the importer of an import, the giver of capital.
    varied (str): "origin" or "destination" where a breakdown by place goes on from this flow.
    place (int): its place among the document's flows.
    """

    kind: str
    owner: Optional[str]
    partner: Optional[str]
    period: Optional[str]
    status: str
    sentence: int
    paragraph: int
    attracted: bool = False
    varied: str = ""
    evidence: tuple[tuple[int, int], ...] = ()
    place: int = 0


class Told(NamedTuple):
    """What was decided of the flow before: its period, goods (tokens) and sentence.

    back (str): the last period told that was another. first (str): the first one told.
    """

    period: Optional[str] = None
    goods: Range = None
    sentence: int = -99
    back: Optional[str] = None
    first: Optional[str] = None

    def then(self, period: Optional[str], goods: Range, sentence: int) -> "Told":
        """What is told when a further flow has been."""
        back = self.back if period == self.period or self.period is None else self.period
        return Told(period, goods, sentence, back, self.first or period)


class Decided(NamedTuple):
    """What was decided of an amount: its tokens, the family, the pair as the judge gave it (of an amount that is no flow,
    empty), and the decision before; so that ways of reading share what they have in common."""

    start: int
    end: int
    family: str
    pair: tuple
    flow: Optional[dict[str, Any]]
    part: Optional[Part]
    before: "Optional[Decided]"


@dataclass
class History:
    """One way of reading a document, up to an amount.

    score (float): the log of its share among all ways. last (str): the family of the amount before, in sentence
    `last_sentence`. was (str): the direction of its words. pair (tuple): the parties of the flow before. varied (str): the
    side of the place that stood right beside its amount. told (Told): its period and goods. past (set): family and pair of
    every flow. rows (tuple): sentence and pair of the last flows. of_goods (dict): family and goods to the last pair.
    frame (Frame): the flow that may be carried on; item_sentence (int): where an item of it was told last.
    """

    score: float = 0.0
    last: str = "start"
    last_sentence: int = -9
    was: str = ""
    pair: tuple = ()
    varied: str = ""
    told: Told = field(default_factory=Told)
    past: set[tuple] = field(default_factory=set)
    rows: tuple[tuple[int, Pair], ...] = ()
    of_goods: dict[tuple[str, str], Pair] = field(default_factory=dict)
    frame: Optional[Frame] = None
    item_sentence: int = -1
    count: int = 0
    decided: Optional[Decided] = None

    def fork(self) -> "History":
        """The same way once more, to be gone on with otherwise."""
        return replace(self, past=set(self.past), of_goods=dict(self.of_goods))

    def add(self, place: tuple[int, int], family: str, flow: Optional[dict] = None, part: Optional[Part] = None) -> None:
        """Write down what was decided of the amount of some tokens; of a flow after its pair was set."""
        pair = self.pair if flow is not None else ()
        self.decided = Decided(*place, family, pair, flow, part, self.decided)
        self.count += flow is not None

    def decisions(self) -> list[Decided]:
        """What was decided of each amount, in text order."""
        found, at = [], self.decided
        while at is not None:
            found.append(at)
            at = at.before
        return found[::-1]

    def gap(self, sentence: int) -> int:
        """How many sentences ago the flow that is carried on, or an item of it, was told."""
        return sentence - max(self.frame.sentence, self.item_sentence)

    def outlook(self) -> tuple:
        """What the next decisions lean on most; of two ways with the same outlook the better one is gone on with."""
        frame = self.frame
        carried = frame and (frame.kind, frame.owner, frame.partner, frame.status)
        return self.last, self.pair, self.was, self.varied, carried


def best(ways: Iterable[History], width: int = WIDTH) -> list[History]:
    """The likeliest ways that differ in what comes next."""
    kept: dict[tuple, History] = {}
    for way in sorted(ways, key=lambda way: -way.score):
        kept.setdefault(way.outlook(), way)
        if len(kept) == width:
            break
    return list(kept.values())
