"""The learned decisions: sums of weights over named features, and their training."""
from math import exp
from pathlib import Path

import flow_weights
import pytest
from marked import read

from keruen import vocabulary
from keruen.flows.directions import coarse
from keruen.flows.features import ordered
from keruen.flows.judge import KINDS, OPEN, STATUSES, Joined, Judge, ranked
from keruen.flows.linker import link

WEIGHTS = vocabulary.read("flow_model")


def test_a_kind_is_the_best_sum():
    judge = Judge({"kind": {"a": [0.0, 1.0, 0.0, 0.0], "b": [0.5, 0.0, 2.0, 0.0]}})
    assert [judge.kind(features, None) for features in ([], ["a"], ["a", "b"], ["b", "unknown"])] == [
        "none", "goods", "turnover", "turnover"
    ]


def test_parties_are_the_best_pair():
    judge = Judge({"parties": {"from": 1.0, "to": 1.0, "both": -3.0}})
    first, second = {"KZ": ["from"], None: []}, {"RS": ["to"], None: []}
    pairs = {("KZ", "RS"): ["both"], ("KZ", None): [], (None, None): []}
    assert judge.parties(first, second, pairs, None)[0][0] == ("KZ", None)


def test_groups_of_features_are_summed_as_one_list():
    judge = Judge({"parties": {"a": 1.0, "b": -2.0, "c": 0.5}})
    shared = ["a", "b"]
    pairs = {("KZ", "RS"): Joined([shared, ["c"]]), ("RS", "KZ"): Joined([shared, ["c", "a"]]), (None, None): ["b"]}
    sides = {"KZ": [], "RS": [], None: []}
    assert list(pairs["RS", "KZ"]) == ["a", "b", "c", "a"] and len(pairs["RS", "KZ"]) == 4
    assert judge.parties(sides, sides, pairs, None)[0][0] == ("RS", "KZ")
    assert judge.parties(sides, sides, {key: list(told) for key, told in pairs.items()}, None)[0][0] == ("RS", "KZ")


def test_the_runner_up_stays_open_where_it_is_near():
    (best, share), (second, less) = ranked({"a": 2.0, "b": 2.0 - OPEN / 2, "c": 2.0 - OPEN})
    assert (best, second) == ("a", "b") and less == pytest.approx(share - OPEN / 2)
    assert exp(share) + exp(less) < 1
    assert [option for option, _ in ranked({"a": 2.0, "b": 2.0 - OPEN})] == ["a"]


def test_a_decision_without_weights_is_left_to_the_rules():
    judge = Judge({"period": {"near": 1.0}})
    options = {"2025": ["near"], None: ["none"]}
    assert judge.choose("period", options, None, None) == "2025"
    assert judge.choose("goods", options, None, None) is None
    assert judge.status(["near"], "forecast", None) == "forecast"


@pytest.mark.parametrize(
    "name, group", [("Rsell", "give"), ("LbuyP", "takeP"), ("RexportN", "giveN"), ("Rattract+buy1", "take1"), ("", "")]
)
def test_directions_fall_into_few_groups(name, group):
    assert coarse(name) == group


def test_turnover_names_its_parties_in_order():
    assert ordered("KZ", "RS") and ordered("KZ", None) and ordered(None, None)
    assert not ordered("RS", "KZ") and not ordered(None, "KZ")


def test_weights_are_whole():
    assert set(WEIGHTS) == {"kind", "status", "parties", "period", "goods"}
    for task, classes in (("kind", KINDS), ("status", STATUSES)):
        assert all(len(row) == len(classes) for row in WEIGHTS[task].values())
    for task in ("parties", "period", "goods"):
        assert all(isinstance(weight, float | int) for weight in WEIGHTS[task].values())


def test_training_is_reproducible():
    cases = list(flow_weights.passages(Path(__file__).parent / "passages"))[:60]
    weights = flow_weights.train(cases)
    assert weights == flow_weights.train(cases)
    assert weights["kind"] and weights["parties"]


def test_a_teacher_answers_as_annotated():
    doc = read("<2025 жылы|2025> [Қазақстан|KZ] [Сербияға|RS] {5 млн доллардың} мұнайын экспорттады.")
    amount = next(ent for ent in doc.ents if ent.label_ == "MONEY")
    flow = {"money": {"start": amount.start_char, "end": amount.end_char}, "flow": "import",
            "origin": "RS", "destination": "KZ"}
    teacher = flow_weights.Teacher([flow])
    found = link(doc, teacher)
    assert [(f["origin"], f["destination"]) for f in found] == [("RS", "KZ")]
    assert len(teacher.kinds) == len(teacher.questions) == 1
