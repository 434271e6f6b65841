"""How each amount of a document was decided: the scores of what could have been chosen, and the features that tipped them.

`explain(doc)` reads the flows of a document anew and writes down what the linker asked its judge; the flows are those that
the pipeline gives, and the pipeline itself writes nothing down.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from math import exp
from typing import Any, Hashable, Iterable, Mapping, NamedTuple, Optional, Sequence

from spacy.tokens import Doc, Span

from .features import REACH, Asked
from .history import Decided
from .judge import KINDS, STATUSES, Features, Judge, Pair
from .kind import Verdict
from .linker import LEAST_VALUE, Reader, flows_of, judge
from .wording import Look

NETWORK = "network"  # the say of the network, among the names of features


class Feature(NamedTuple):
    """A feature that spoke for what was chosen, or for the runner-up. weight (float): how much more it weighs for the chosen
    one, times how often it holds: all of them sum to the margin."""

    name: str
    weight: float


@dataclass
class Option:
    """Something that could have been chosen: its score (a sum of weights) and its share, from 0 to 1, among all options."""

    option: Any
    score: float
    share: float


@dataclass
class Choice:
    """One decision. options (list): the best first, the chosen one among them. rule (Any): the rules' opinion.
    margin (float): how far the chosen option is ahead of the runner-up. features (list): the strongest first."""

    chosen: Any
    rule: Any
    options: list[Option]
    margin: float
    features: list[Feature]


@dataclass
class Source:
    """Where a party was named: `words` at code points `start` to `end`, what they are (place, adjective, a stand-in), their
    case, and how many sentences before the amount; or None, and `why` says where the code came from."""

    side: str
    code: str
    why: str
    words: Optional[str] = None
    start: Optional[int] = None
    end: Optional[int] = None
    case: str = ""
    sentences_before: int = 0


@dataclass
class Explanation:
    """How one amount was decided.

    number (int): its place among the document's amounts, from 1. amount, sentence (dict): `start`, `end` and `text`.
    flow (dict): as in `doc._.flows`, None where the amount is no flow. rule (dict): what the rules say of its kind.
    kind, parties, status, period, goods (Choice): None where it wasn't asked. unread (str): why nothing was asked at all.
    """

    number: int
    amount: dict[str, Any]
    sentence: dict[str, Any]
    flow: Optional[dict[str, Any]] = None
    rule: dict[str, Any] = field(default_factory=dict)
    kind: Optional[Choice] = None
    parties: Optional[Choice] = None
    status: Optional[Choice] = None
    period: Optional[Choice] = None
    goods: Optional[Choice] = None
    sources: list[Source] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    unread: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data, features as `[name, weight]`."""
        return asdict(self)


def explain(doc: Doc, judged: Optional[Judge] = None) -> list[Explanation]:
    """An explanation of each MONEY entity, in the order of the text.

    doc (Doc): with entities, their codes, values and periods, as `keruen_flows` needs them. judged (Judge): the one that the
        pipeline decides with (`nlp.get_pipe("keruen_flows").judged`); None is the library's.
    """
    judged = judged or judge()
    notebook = _Notebook(judged, doc, Reader(doc, judged).read() if any(ent.label_ == "MONEY" for ent in doc.ents) else [])
    found = flows_of(_NotedReader(doc, notebook).read()) if notebook.pages else []
    flows = {(flow["money"]["start"], flow["money"]["end"]): flow for flow in found}
    for page in notebook.pages.values():
        place = page.amount["start"], page.amount["end"]
        page.flow = flows.get(place)
        if page.flow is not None:
            page.evidence = [_quoted(doc, span["start"], span["end"]) for span in page.flow["evidence"]]
        elif page.kind is None:
            page.unread = page.unread or "no sentence of the linker's holds it"
    return list(notebook.pages.values())


class _Notebook(Judge):
    """A judge that decides as another did, and writes down between what."""

    def __init__(self, judged: Judge, doc: Doc, decisions: Iterable[Decided]):
        super().__init__(judged.weights, judged.network)
        self.judged = judged
        self.decided = {one.start: one for one in decisions}
        money = [ent for ent in doc.ents if ent.label_ == "MONEY"]
        self.pages = {
            ent.start: Explanation(n, _quoted(doc, ent.start_char, ent.end_char), _sentence(doc, ent))
            for n, ent in enumerate(money, 1)
        }
        for ent in money:
            if ent._.value is not None and ent._.value < LEAST_VALUE:
                self.pages[ent.start].unread = f"amounts below {LEAST_VALUE} are no flow"

    def kind(self, features: Features, money: Span, look: Optional[Look] = None) -> str:
        chosen = self.decided[money.start].family
        page = self.pages[money.start]
        told = self._advised("kind", self._of_classes("kind", KINDS, features), look)
        page.kind = _choice(chosen, page.rule.get("family"), told)
        return chosen

    def status(self, features: Features, rule: str, money: Span) -> str:
        chosen = self.judged.status(features, rule, money)
        self.pages[money.start].status = _choice(chosen, rule, self._of_classes("status", STATUSES, features))
        return chosen

    def choose(self, task: str, options: Mapping[Hashable, Features], rule: Hashable, money: Span) -> Hashable:
        chosen = self.judged.choose(task, options, rule, money)
        weights = self.weights.get(task) or {}
        told = {option: _weighed(weights, features) for option, features in options.items()}
        setattr(self.pages[money.start], task, _choice(chosen, rule, told))
        return chosen

    def parties(
        self, first, second, pairs: Mapping[Pair, Features], money: Span, look: Optional[Look] = None
    ) -> list[tuple[Pair, float]]:
        chosen = self.decided[money.start].pair
        weights = self.weights.get("parties") or {}
        one = {code: _weighed(weights, features) for code, features in first.items()}
        two = {code: _weighed(weights, features) for code, features in second.items()}
        both = {id(features): _weighed(weights, features) for features in pairs.values()}
        told = {pair: one[pair[0]] + two[pair[1]] + both[id(features)] for pair, features in pairs.items()}
        page = self.pages[money.start]
        page.parties = _choice(chosen, page.rule.get("parties"), self._advised("parties", told, look))
        return [(chosen, 0.0)]

    def _advised(self, task: str, told: dict[Any, "_Weighed"], look: Optional[Look]) -> dict[Any, "_Weighed"]:
        """With the network's say as a feature of its own."""
        scores = {option: sum(weights.values()) for option, weights in told.items()}
        for option, score in self.advised(task, scores, look).items():
            if score != scores[option]:
                told[option] = told[option] + _Weighed({NETWORK: score - scores[option]})
        return told

    def _of_classes(self, task: str, classes: Sequence[str], features: Features) -> "dict[Any, _Weighed]":
        weights = self.weights.get(task) or {}
        rows = [(name, weights[name]) for name in features if name in weights]
        told: dict[Any, _Weighed] = {name: _Weighed() for name in classes}
        for i, name in enumerate(classes):
            for feature, row in rows:
                told[name][feature] += row[i]
        return told


class _Weighed(Counter):
    """Features and what they add to a score: of several times the same, the sum. Negative ones count."""

    def __add__(self, other: "_Weighed") -> "_Weighed":
        both = _Weighed(self)
        for name, weight in other.items():
            both[name] += weight
        return both


def _weighed(weights: Mapping[str, float], features: Iterable[str]) -> _Weighed:
    told = _Weighed()
    for name in features:
        weight = weights.get(name)
        if weight is not None:
            told[name] += weight
    return told


def _choice(chosen: Any, rule: Any, told: Mapping[Any, _Weighed]) -> Choice:
    """The choice among options, each with the weights of its features."""
    scores = {option: sum(weights.values()) for option, weights in told.items()}
    others = [option for option in scores if option != chosen]
    best = max(scores.values(), default=0.0)
    odds = {option: exp(score - best) for option, score in scores.items()}
    whole = sum(odds.values()) or 1.0
    options = [Option(option, score, odds[option] / whole) for option, score in scores.items()]
    options.sort(key=lambda option: (-option.score, option.option != chosen))
    if chosen not in told:
        return Choice(chosen, rule, options, 0.0, [])
    second = max(others, key=scores.__getitem__, default=None) if others else None
    against = told[second] if others else _Weighed()
    ahead = {name: told[chosen].get(name, 0.0) - against.get(name, 0.0) for name in {**told[chosen], **against}}
    features = [Feature(name, weight) for name, weight in ahead.items() if weight]
    features.sort(key=lambda feature: (-abs(feature.weight), feature.name))
    return Choice(chosen, rule, options, sum(ahead.values()), features)


class _NotedReader(Reader):
    """The linker's reader, with the rules' opinions and the parties' sources written down."""

    judge: _Notebook

    def _by_rule(self, sentence, zone, *args) -> tuple[Verdict, str]:
        verdict, leaning = super()._by_rule(sentence, zone, *args)
        cue = verdict.cue
        words = None if cue is None else self.doc[cue.start : cue.end].text
        page = self.judge.pages[zone.start]
        page.rule = {"kind": verdict.kind or None, "reason": verdict.reason, "cue": words, "leaning": leaning}
        families = {"export": "goods", "import": "goods", "": None}
        page.rule["family"] = families.get(verdict.kind, verdict.kind)
        return verdict, leaning

    def _goods(self, asked: Asked, *args):
        self.judge.pages[asked.zone.start].rule["parties"] = asked.answer
        self._asked = asked
        return super()._goods(asked, *args)

    def _record(self, read, kind, origin, destination) -> dict[str, Any]:
        page = self.judge.pages[read.zone.start]
        sides = (("origin", origin), ("destination", destination))
        page.sources = [self._source(side, code) for side, code in sides if code is not None]
        if page.goods is not None:
            page.goods = self._in_words(page.goods)
        return super()._record(read, kind, origin, destination)

    def _in_words(self, choice: Choice) -> Choice:
        """Goods as words in place of tokens."""

        def words(tokens: Optional[tuple[int, int]]) -> Optional[str]:
            return None if tokens is None else self.doc[tokens[0] : tokens[1]].text

        options = [Option(words(option.option), option.score, option.share) for option in choice.options]
        return Choice(words(choice.chosen), words(choice.rule), options, choice.margin, choice.features)

    def _source(self, side: str, code: str) -> Source:
        asked, parties = self._asked, self.parties
        index = asked.sentence.index
        for at in range(index, max(-1, index - REACH - 1), -1):
            told = [mention for mention in parties.every[at] if code in mention.codes]
            if told:
                mention = min(told, key=lambda mention: abs(mention.start - asked.zone.start))
                span = self.doc[mention.start : mention.end]
                return Source(
                    side, code, mention.kind, span.text, span.start_char, span.end_char, mention.case, index - at
                )  # fmt: skip
        if code in asked.before:
            return Source(side, code, "carried on from the flow before")
        if code == parties.home:
            return Source(side, code, "the country of the article's language")
        return Source(side, code, "named elsewhere in the article")


def _quoted(doc: Doc, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": doc.text[start:end]}


def _sentence(doc: Doc, ent: Span) -> dict[str, Any]:
    """The sentence that an amount begins in; where sentences are not known, its line."""
    if doc.has_annotation("SENT_START"):
        first, last = doc[ent.start].sent, doc[ent.end - 1].sent
        return _quoted(doc, first.start_char, last.end_char)
    start = doc.text.rfind("\n", 0, ent.start_char) + 1
    end = doc.text.find("\n", ent.end_char)
    return _quoted(doc, start, len(doc.text) if end < 0 else end)
