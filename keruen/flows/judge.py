"""Log-linear decisions over named features: each choice is scored by the sum of its features' weights.

The weights stand in `flow_model.json`, trained by `scripts/flow_weights.py`; a feature without a weight counts nothing.
"""
from itertools import chain, repeat
from typing import Hashable, Iterable, Iterator, Mapping, Optional, Sequence

from spacy.tokens import Span

from .. import vocabulary

KINDS = ("none", "goods", "turnover", "investment")
FAMILY = {"export": "goods", "import": "goods", "turnover": "turnover", "investment": "investment"}
STATUSES = ("actual", "forecast", "target")
Pair = tuple[Optional[str], Optional[str]]
Features = Iterable[str]


class Joined:
    """Features in groups that several options share: read as one list of features, and summed group by group."""

    __slots__ = ("groups",)

    def __init__(self, groups: Sequence[Sequence[str]]):
        self.groups = groups

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self.groups)

    def __len__(self) -> int:
        return sum(map(len, self.groups))


class Judge:
    """Chooses the kind of an amount and its parties; `money` is for judges that look at more than features.

    weights (Mapping): "kind" and "status", feature to a weight for each of `KINDS` and `STATUSES`; "parties", "period"
        and "goods", feature to weight. A decision without weights is left to the rules.
    """

    def __init__(self, weights: Mapping[str, Mapping]):
        self._weights = weights
        self._parties = weights.get("parties", {})

    @property
    def weights(self) -> Mapping[str, Mapping]:
        """The weights by task, for whom explains a decision."""
        return self._weights

    def kind(self, features: Features, money: Span) -> str:
        """One of `KINDS`."""
        return self._class("kind", KINDS, features)

    def status(self, features: Features, rule: str, money: Span) -> str:
        """One of `STATUSES`."""
        return self._class("status", STATUSES, features) if self._weights.get("status") else rule

    def choose(self, task: str, options: Mapping[Hashable, Features], rule: Hashable, money: Span) -> Hashable:
        """The best of the options of a task ("period", "goods")."""
        weights = self._weights.get(task)
        if not weights:
            return rule
        return max(options, key=lambda option: self._sum(weights, options[option]))

    def _class(self, task: str, classes: Sequence[str], features: Features) -> str:
        rows = filter(None, map(self._weights.get(task, {}).get, features))
        total = [sum(column) for column in zip(*rows)] or [0.0]
        return classes[max(range(len(total)), key=total.__getitem__)]

    def parties(
        self, first: Mapping[Optional[str], Features], second: Mapping[Optional[str], Features],
        pairs: Mapping[Pair, Features], money: Span,
    ) -> Pair:
        """The best pair; each is scored by its two sides and by what holds of both together (a list or `Joined`)."""
        one = {code: self._sum(self._parties, features) for code, features in first.items()}
        two = {code: self._sum(self._parties, features) for code, features in second.items()}
        shared = {id(features): getattr(features, "groups", (features,)) for features in pairs.values()}
        groups = {id(group): group for groups in shared.values() for group in groups}
        told = {key: self._sum(self._parties, group) for key, group in groups.items()}
        both = {key: sum([told[id(group)] for group in groups]) for key, groups in shared.items()}
        scores = {pair: one[pair[0]] + two[pair[1]] + both[id(features)] for pair, features in pairs.items()}
        return max(scores, key=scores.__getitem__)

    @staticmethod
    def _sum(weights: Mapping[str, float], features: Features) -> float:
        return sum(map(weights.get, features, repeat(0.0)))


def load() -> Judge:
    return Judge(vocabulary.read("flow_model"))
