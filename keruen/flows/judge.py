"""Log-linear decisions over named features: each choice is scored by the sum of its features' weights.

The weights stand in `flow_model.json`, trained by `scripts/flow_weights.py`; a feature without a weight counts nothing.
"""
from collections import Counter
from itertools import repeat
from math import exp, log
from sys import intern
from typing import TYPE_CHECKING, Collection, Hashable, Iterable, Iterator, Mapping, Optional, Sequence, TypeVar

from spacy.tokens import Span

from ..documents import STATUSES

if TYPE_CHECKING:
    from .network import Network
    from .wording import Look

KINDS = ("none", "goods", "turnover", "investment")
FAMILY = {"export": "goods", "import": "goods", "turnover": "turnover", "investment": "investment"}
MOST_KNOWN = 1 << 15
MEMORY = 1 << 12  # groups that are kept of each sort
OPEN = 1.0
SURE = 0.95  # a share from which on the network isn't asked
SAY = {"kind": 1.0, "parties": 1.5}  # what the log of a share of the network's counts beside a sum of weights
LEAST = {"kind": log(0.07), "parties": float("-inf")}  # and the least that it may be; in parties the training sees to it
CHOICES = ("parties", "period", "goods")
Pair = tuple[Optional[str], Optional[str]]
Features = Iterable[str]
Option = TypeVar("Option", bound=Hashable)


class Crossed:
    """One feature joined with several others: `at` and, behind it, each of `others` (`&rule=export`, or "" for `at` alone).

    Options differ in `at` and share `others`, so the sum is found without building the names.
    """

    __slots__ = ("at", "others")

    def __init__(self, at: str, others: Sequence[str]):
        self.at, self.others = at, others

    def __iter__(self) -> Iterator[str]:
        return (self.at + other for other in self.others)

    def __len__(self) -> int:
        return len(self.others)


class Group:
    """Features that come again with other amounts, as one group: their sum is remembered."""

    __slots__ = ("names",)

    def __init__(self, *names: str):
        self.names = names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class Joined:
    """Features in groups that several options share: read as one list of features, and summed group by group.

    prefixes (tuple): what the names begin with; with several, each name is there with each of them.
    """

    __slots__ = ("groups", "prefixes")

    def __init__(self, groups: Sequence[Collection[str]], prefixes: tuple[str, ...] = ("",)):
        self.groups, self.prefixes = groups, prefixes

    def __iter__(self) -> Iterator[str]:
        return (prefix + name for prefix in self.prefixes for group in self.groups for name in group)

    def __len__(self) -> int:
        return len(self.prefixes) * sum(map(len, self.groups))


class Sums:
    """Sums of the weights of features, with the weights found by whole names, by prefix, and by the parts of a name."""

    def __init__(self, weights: Mapping[str, float]):
        self.weights = weights
        self._rows: dict[str, dict[str, float]] = {}
        self._known: dict[Group, float] = {}
        self._under: dict[tuple[str, ...], Sums] = {("",): self}
        for name, weight in weights.items():
            at, mark, other = name.partition("&")
            self._rows.setdefault(at, {})[intern(mark + other)] = weight  # one name for all rows: there are far fewer names

    def of_each(self, options: Mapping[Option, Features]) -> dict[Option, float]:
        """The sum of each option's features; what several options share is summed once. All have the same prefixes."""
        told: dict[int, float] = {}
        sums: dict[Option, float] = {}
        for option, features in options.items():
            if type(features) is not Joined:
                sums[option] = self.of(features)
                continue
            under, total = self._below(features.prefixes), 0.0
            remembered = under._known
            for group in features.groups:
                if type(group) is Group:
                    known = remembered.get(group)
                    total += under._of_group(group) if known is None else known
                    continue
                known = told.get(id(group))
                if known is None:
                    known = told[id(group)] = under.of(group)
                total += known
            sums[option] = total
        return sums

    def of(self, features: Features) -> float:
        if type(features) is Crossed:
            row = self._rows.get(features.at)
            return sum(map(row.get, features.others, repeat(0.0))) if row else 0.0
        if type(features) is Group:
            return self._of_group(features)
        return sum(map(self.weights.get, features, repeat(0.0)))

    def _of_group(self, group: Group) -> float:
        total = self._known.get(group)
        if total is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            total = self._known[group] = sum(map(self.weights.get, group.names, repeat(0.0)))
        return total

    def _below(self, prefixes: tuple[str, ...]) -> "Sums":
        """The weights of names that begin with prefixes, by the rest of the name; there are few prefixes."""
        if prefixes not in self._under:
            rest: Counter[str] = Counter()
            for prefix in prefixes:
                for name, weight in self.weights.items():
                    if name.startswith(prefix):
                        rest[name[len(prefix) :]] += weight
            self._under[prefixes] = Sums(dict(rest))
        return self._under[prefixes]


class Judge:
    """Chooses the kind of an amount and its parties; `money` is for judges that look at more than features.

    weights (Mapping): "kind" and "status", feature to a weight for each of `KINDS` and `STATUSES`; "parties", "period"
        and "goods", feature to weight. A decision without weights is left to the rules.
    network (Network): has a say in kinds and parties that the weights leave unsure; None for none.
    """

    def __init__(self, weights: Mapping[str, Mapping], network: "Optional[Network]" = None):
        self._weights, self.network = weights, network
        self._sums = {task: Sums(weights[task]) for task in CHOICES if weights.get(task)}
        self._sums.setdefault("parties", Sums({}))

    @property
    def weights(self) -> Mapping[str, Mapping]:
        """The weights by task, for whom explains a decision."""
        return self._weights

    def kind(self, features: Features, money: Span, look: "Optional[Look]" = None) -> str:
        """One of `KINDS`."""
        scores = self._classes("kind", KINDS, features)
        return _best(self.advised("kind", scores, look)) if scores else KINDS[0]

    def status(self, features: Features, rule: str, money: Span) -> str:
        """One of `STATUSES`."""
        scores = self._classes("status", STATUSES, features)
        return _best(scores) if scores else rule

    def choose(self, task: str, options: Mapping[Hashable, Features], rule: Hashable, money: Span) -> Hashable:
        """The best of the options of a task ("period", "goods")."""
        if task not in self._sums:
            return rule
        return _best(self._sums[task].of_each(options))

    def _classes(self, task: str, classes: Sequence[str], features: Features) -> dict[str, float]:
        """The scores of some classes; none where no feature has weights."""
        rows = filter(None, map(self._weights.get(task, {}).get, features))
        return dict(zip(classes, map(sum, zip(*rows))))

    def parties(
        self, first: Mapping[Optional[str], Features], second: Mapping[Optional[str], Features],
        pairs: Mapping[Pair, Features], money: Span, look: "Optional[Look]" = None,
    ) -> list[tuple[Pair, float]]:
        """The pairs that may be right, the best first, each with the log of its share; a pair is scored by its two sides and
        by what holds of both together (a list or `Joined`)."""
        one, two, both = map(self._sums["parties"].of_each, (first, second, pairs))
        scores = {(a, b): one[a] + two[b] + told for (a, b), told in both.items()}
        return ranked(self.advised("parties", scores, look))

    def advised(self, task: str, scores: dict[Option, float], look: "Optional[Look]") -> dict[Option, float]:
        """Scores with the network's say; as they are where they are sure, or it can't be asked."""
        if self.network is None or look is None:
            return scores
        top = max(scores.values())
        if sum(exp(score - top) for score in scores.values()) * SURE <= 1.0:
            return scores
        told = self.network.kinds(look) if task == "kind" else self.network.parties(look, tuple(scores))
        return {option: score + SAY[task] * max(told[option], LEAST[task]) for option, score in scores.items()}


def _best(scores: Mapping[Option, float]) -> Option:
    return max(scores, key=scores.__getitem__)


def ranked(scores: Mapping[Option, float]) -> list[tuple[Option, float]]:
    """The best option and, unless it is behind by `OPEN` or more, the runner-up; each with the log of its share."""
    best = _best(scores)
    top = scores[best]
    whole = log(sum(exp(score - top) for score in scores.values()))
    near = [option for option, score in scores.items() if score > top - OPEN and option != best]
    found = [best, *sorted(near, key=scores.__getitem__, reverse=True)[:1]]
    return [(option, scores[option] - top - whole) for option in found]
