"""Train the weights of the trade-flow linker from annotated articles: `keruen/vocabulary/flow_model.json`.

Log-linear models over named features (`features.py`, `sides.py`, `period_choices.py` and `goods_choices.py` of
`keruen.flows`): the kind of an amount, the pair of its parties, its status, its period and its goods. The linker
reads every article twice: with the decisions of its annotation, and with those of a model that was trained on the
other half of the articles, so that it learns what to do after right decisions and after wrong ones. L2-regularised
maximum likelihood, found by L-BFGS; the same input gives the same weights.
"""
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Callable, Hashable, Iterable, Iterator, NamedTuple, Optional, Sequence

import numpy as np
import spacy
import srsly
import typer
from spacy.language import Language
from spacy.tokens import Doc, Span

from keruen.batch import read
from keruen.documents import to_doc
from keruen.flows.features import ordered
from keruen.flows.history import Decided
from keruen.flows.judge import FAMILY, KINDS, STATUSES, Features, Judge, Pair
from keruen.flows.linker import Reader
from keruen.flows.wording import Look

COMPONENTS = {
    "keruen_sentences": {}, "keruen_amounts": {"owner": "tagger"}, "keruen_dates": {"owner": "tagger"},
    "keruen_places": {"add": "none", "align": False},
}
LEAST_WEIGHT = 0.02
L2 = {"kind": 2.0, "status": 2.0, "parties": 20.0, "period": 2.0, "goods": 2.0}
MEMORY = 8
PASSAGE_REPEATS = 3  # passages are short and each shows one rule


class Question(NamedTuple):
    """What `Judge.parties` was asked, and the annotated answer."""

    first: dict
    second: dict
    pairs: dict
    answer: Pair


class Teacher(Judge):
    """Answers as the annotation does and keeps what was asked. Fields that a flow lacks teach nothing."""

    def __init__(self, flows: Iterable[dict]):
        super().__init__({})
        self.flows = {(flow["money"]["start"], flow["money"]["end"]): flow for flow in flows}
        self.kinds: list[tuple[Features, int]] = []
        self.statuses: list[tuple[Features, int]] = []
        self.questions: list[Question] = []
        self.choices: dict[str, list[tuple[dict, Hashable]]] = {"period": [], "goods": []}

    def kind(self, features: Features, money: Span, look: Optional[Look] = None) -> str:
        flow = self._flow(money)
        family = FAMILY[flow["flow"]] if flow else "none"
        self.kinds.append((features, KINDS.index(family)))
        return family

    def parties(self, first, second, pairs, money: Span, look: Optional[Look] = None) -> list[tuple[Pair, float]]:
        flow = self._flow(money)
        answer = flow["origin"], flow["destination"]
        if flow["flow"] == "turnover" and not ordered(*answer):
            answer = answer[::-1]
        if answer in pairs:
            self.questions.append(Question(first, second, pairs, answer))
            return [(answer, 0.0)]
        return super().parties(first, second, pairs, money)[:1]

    def status(self, features: Features, rule: str, money: Span) -> str:
        status = self._flow(money).get("status")
        if status is None:
            return rule
        self.statuses.append((features, STATUSES.index(status)))
        return status

    def choose(self, task: str, options: dict, rule: Hashable, money: Span) -> Hashable:
        flow = self._flow(money)
        field = {"goods": "commodity"}.get(task, task)
        if field not in flow:
            return rule
        answer = flow[field]
        if task == "goods" and answer is not None:
            span = money.doc.char_span(answer["start"], answer["end"])
            answer = (span.start, span.end)
        if answer in options:
            self.choices[task].append((options, answer))
        return answer

    def _flow(self, money: Span) -> Optional[dict]:
        return self.flows.get((money.start_char, money.end_char))


def pipeline() -> Language:
    """Reads the values of annotated entities; finds none of its own."""
    nlp = spacy.blank("kk")
    for name, config in COMPONENTS.items():
        nlp.add_pipe(name, config=config)
    return nlp


def articles(nlp: Language, folders: Iterable[Path]) -> Iterator[tuple[Doc, list[dict]]]:
    """Annotated articles: their entities with values, and their flows."""
    for document in read([str(folder) for folder in folders]):
        yield nlp(to_doc(nlp, document)), document.flows


def examples(folders: Iterable[Path], marked: Path) -> list[tuple[Doc, list[dict]]]:
    """What the weights are trained from: the articles of folders, and the test passages."""
    return [*articles(pipeline(), folders), *list(passages(marked)) * PASSAGE_REPEATS]


def passages(folder: Path) -> Iterator[tuple[Doc, list[dict]]]:
    """The linker's own test passages, which say what kind of sentence has which flow."""
    sys.path.insert(0, str(folder.parent))
    from marked import read as read_marked
    from test_passages import passages as cases

    for case in cases():
        text, expected, lang = case.values
        doc = read_marked(text, lang=lang)
        amounts = [ent for ent in doc.ents if ent.label_ == "MONEY"]
        lines = (line.strip() for line in expected.split("\n"))
        flows = [_passage_flow(ent, line) for ent, line in zip(amounts, lines) if line != "none"]
        yield doc, flows


def _passage_flow(money: Span, line: str) -> dict:
    """A line such as `export KZ>CN 2025 forecast = мұнай`; goods stand where they are named nearest to the amount."""
    fields, _, goods = line.partition(" = ")
    kind, parties, *rest = fields.split()
    origin, destination = (None if code == "?" else code for code in parties.split(">"))
    statuses = [field for field in rest if field in STATUSES]
    places = [match.start() for match in re.finditer(re.escape(goods), money.doc.text)] if goods else []
    start = min(places, key=lambda place: abs(place - money.start_char), default=0)
    return {
        "money": {"start": money.start_char, "end": money.end_char}, "flow": kind,
        "origin": origin, "destination": destination, "status": statuses[0] if statuses else "actual",
        "period": next((field for field in rest if field not in STATUSES), None),
        "commodity": {"start": start, "end": start + len(goods)} if goods else None,
    }  # fmt: skip


class Pupil(Teacher):
    """Goes on as a judge decided, and keeps what was asked with the annotation's answers."""

    def __init__(self, flows: Iterable[dict], judge: Judge, decisions: Iterable[Decided]):
        super().__init__(flows)
        self.judge = judge
        self.decided = {one.start: one for one in decisions}

    def kind(self, features: Features, money: Span, look: Optional[Look] = None) -> str:
        super().kind(features, money)
        return self.decided[money.start].family

    def parties(self, first, second, pairs, money: Span, look: Optional[Look] = None) -> list[tuple[Pair, float]]:
        if self._flow(money):
            super().parties(first, second, pairs, money)
        return [(self.decided[money.start].pair, 0.0)]

    def status(self, features: Features, rule: str, money: Span) -> str:
        if self._flow(money):
            super().status(features, rule, money)
        return self.judge.status(features, rule, money)

    def choose(self, task: str, options: dict, rule: Hashable, money: Span) -> Hashable:
        if self._flow(money):
            super().choose(task, options, rule, money)
        return self.judge.choose(task, options, rule, money)


def train(read_articles: Iterable[tuple[Doc, list[dict]]]) -> dict:
    """RETURNS (dict): the content of `flow_model.json`."""
    articles = list(read_articles)
    taught = [_asked(doc, Teacher(flows)) for doc, flows in articles]
    for half in (0, 1):
        judge = Judge(fit(taught[half : len(articles) : 2]))
        for doc, flows in articles[1 - half :: 2]:
            taught.append(_asked(doc, Pupil(flows, judge, Reader(doc, judge).read())))
    return fit(taught)


def _asked(doc: Doc, teacher: Teacher) -> Teacher:
    Reader(doc, teacher).read()
    return teacher


def fit(teachers: Sequence[Teacher]) -> dict:
    """Weights from what teachers were asked."""

    def asked(name: str) -> list:
        return [question for teacher in teachers for question in getattr(teacher, name)]

    weights = {
        "kind": fit_classes(asked("kinds"), len(KINDS), L2["kind"]),
        "status": fit_classes(asked("statuses"), len(STATUSES), L2["status"]),
        "parties": fit_parties(asked("questions"), L2["parties"]),
    }
    for task in ("period", "goods"):
        weights[task] = fit_choices([question for teacher in teachers for question in teacher.choices[task]], L2[task])
    return weights


def fit_classes(asked: list[tuple[Features, int]], width: int, l2: float, least: int = 2) -> dict[str, list[float]]:
    """Multinomial logistic regression over features that occur with at least `least` amounts."""
    if not asked:
        return {}
    counts = Counter(feature for features, _ in asked for feature in set(features))
    ids = _numbered(counts, least)
    known = [[ids[f] for f in dict.fromkeys(features) if f in ids] for features, _ in asked]
    rows = np.repeat(np.arange(len(known)), [len(row) for row in known])
    columns = np.concatenate([np.array(row, dtype=int) for row in known])
    answers = np.array([answer for _, answer in asked])
    size, every = len(ids), np.arange(len(known))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(size, width)
        scores = np.stack([np.bincount(rows, weights[columns, k], len(known)) for k in range(width)], 1)
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        total = shares.sum(1, keepdims=True)
        value = float((np.log(total[:, 0]) - scores[every, answers]).sum() + 0.5 * l2 * flat @ flat)
        shares /= total
        shares[every, answers] -= 1
        slope = np.stack([np.bincount(columns, shares[rows, k], size) for k in range(width)], 1)
        return value, slope.ravel() + l2 * flat

    weights = minimize(loss, size * width).reshape(size, width)
    kept = {f: weights[i] for f, i in ids.items() if np.abs(weights[i]).max() >= LEAST_WEIGHT}
    return {feature: [round(float(weight), 3) for weight in row] for feature, row in kept.items()}


def fit_choices(asked: list[tuple[dict, Hashable]], l2: float) -> dict[str, float]:
    """As `fit_parties`, where each option has its own features."""
    if not asked:
        return {}
    return fit_parties(
        [
            Question({key: features for key, features in options.items()}, {None: []},
                     {(key, None): [] for key in options}, (answer, None))
            for options, answer in asked
        ],
        l2,
    )  # fmt: skip


def fit_parties(asked: list[Question], l2: float, least: int = 3) -> dict[str, float]:
    """Conditional logistic regression: of each question's pairs the annotated one is to score best."""
    counts: Counter = Counter()
    for question in asked:
        sides = (question.first, question.second, question.pairs)
        counts.update({feature for side in sides for features in side.values() for feature in features})
    ids = _numbered(counts, least)
    columns: list[int] = []
    sizes: list[int] = []
    parts: list[tuple[int, int, int]] = []
    answers, starts = [], []

    def row(features: Features) -> int:
        known = [ids[feature] for feature in features if feature in ids]
        columns.extend(known)
        sizes.append(len(known))
        return len(sizes) - 1

    for question in asked:
        first = {code: row(features) for code, features in question.first.items()}
        second = {code: row(features) for code, features in question.second.items()}
        both = {key: row(features) for key, features in {id(told): told for told in question.pairs.values()}.items()}
        starts.append(len(parts))
        for pair, features in question.pairs.items():
            if pair == question.answer:
                answers.append(len(parts))
            parts.append((first[pair[0]], second[pair[1]], both[id(features)]))
    column, part, start, answer = np.array(columns), np.array(parts), np.array(starts), np.array(answers)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    group = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(part))))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(rows, weights[column], len(sizes))[part].sum(1)
        score -= np.maximum.reduceat(score, start)[group]
        share = np.exp(score)
        total = np.bincount(group, share)
        value = float((np.log(total) - score[answer]).sum() + 0.5 * l2 * weights @ weights)
        share /= total[group]
        share[answer] -= 1
        slope = np.bincount(part.ravel(), np.repeat(share, 3), len(sizes))
        return value, np.bincount(column, slope[rows], len(ids)) + l2 * weights

    weights = minimize(loss, len(ids))
    return {feature: round(float(weights[i]), 3) for feature, i in ids.items() if abs(weights[i]) >= LEAST_WEIGHT}


def _numbered(counts: Counter, least: int) -> dict[str, int]:
    return {feature: i for i, feature in enumerate(sorted(f for f, count in counts.items() if count >= least))}


def minimize(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], size: int, steps: int = 150) -> np.ndarray:
    """L-BFGS with backtracking, from zero, until a step gains less than a hundred-thousandth."""
    at = np.zeros(size)
    value, slope = loss(at)
    moves: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(steps):
        direction = slope.copy()
        shares = []
        for moved, changed in reversed(moves):
            shares.append(moved @ direction / (changed @ moved))
            direction -= shares[-1] * changed
        if moves:
            moved, changed = moves[-1]
            direction *= moved @ changed / (changed @ changed)
        else:
            direction /= max(1.0, np.abs(slope).max())
        for (moved, changed), share in zip(moves, reversed(shares)):
            direction += moved * (share - changed @ direction / (changed @ moved))
        length, fall = 1.0, slope @ direction
        while True:
            next_value, next_slope = loss(at - length * direction)
            if next_value <= value - 1e-4 * length * fall or length < 1e-8:
                break
            length /= 2
        move = -length * direction
        if move @ (next_slope - slope) > 1e-10:
            moves = [*moves, (move, next_slope - slope)][-MEMORY:]
        at, done = at + move, value - next_value < 1e-5 * abs(value)
        value, slope = next_value, next_slope
        if done:
            break
    return at


def main(
    seeds: Path = typer.Option(Path("seeds")),
    authored: Path = typer.Option(Path("corpus/authored")),
    marked: Path = typer.Option(Path("tests/flows/passages"), "--passages"),
    output: Path = typer.Option(Path("keruen/vocabulary/flow_model.json")),
    unseeded: bool = typer.Option(False, "--unseeded", help="Leave the seeds out, to be measured on them."),
) -> None:
    weights = train(examples([authored] if unseeded else [seeds, authored], marked))
    lines = [f"{srsly.json_dumps(name)}: {{\n" + ",\n".join(
        f"{srsly.json_dumps(feature)}: {srsly.json_dumps(weight)}" for feature, weight in table.items()
    ) + "\n}" for name, table in weights.items()]
    output.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{output}: " + ", ".join(f"{len(table)} features of {name}" for name, table in weights.items()))


if __name__ == "__main__":
    typer.run(main)
