"""Log-linear decisions over named features: each choice is scored by the sum of its features' weights.

The weights stand in `flow_model.json`, trained by `scripts/flow_weights.py`; a feature without a weight counts nothing.
"""
from itertools import repeat
from typing import Hashable, Mapping, Optional, Sequence

from spacy.tokens import Span

from .. import vocabulary

KINDS = ("none", "goods", "turnover", "investment")
FAMILY = {"export": "goods", "import": "goods", "turnover": "turnover", "investment": "investment"}
STATUSES = ("actual", "forecast", "target")
Pair = tuple[Optional[str], Optional[str]]
Features = Sequence[str]


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
        weights = self._weights.get(task, {})
        total = [0.0] * len(classes)
        for feature in features:
            row = weights.get(feature)
            if row is not None:
                for i, weight in enumerate(row):
                    total[i] += weight
        return classes[max(range(len(classes)), key=total.__getitem__)]

    def parties(
        self, first: Mapping[Optional[str], Features], second: Mapping[Optional[str], Features],
        pairs: Mapping[Pair, Features], money: Span,
    ) -> Pair:
        """The best pair; each is scored by its two sides and by what holds of both together (lists may be shared)."""
        one = {code: self._sum(self._parties, features) for code, features in first.items()}
        two = {code: self._sum(self._parties, features) for code, features in second.items()}
        shared = {id(features): features for features in pairs.values()}
        both = {key: self._sum(self._parties, features) for key, features in shared.items()}
        scores = {pair: one[pair[0]] + two[pair[1]] + both[id(features)] for pair, features in pairs.items()}
        return max(scores, key=scores.__getitem__)

    @staticmethod
    def _sum(weights: Mapping[str, float], features: Features) -> float:
        return sum(map(weights.get, features, repeat(0.0)))


def load() -> Judge:
    return Judge(vocabulary.read("flow_model"))
