from copy import deepcopy

import pytest
from spacy.training import Example

from keruen.documents import Document, to_doc
from keruen.scoring import score_entities, score_flows

FLOW = {
    "money": {"start": 30, "end": 50},
    "value": 28600000,
    "currency": "USD",
    "flow": "export",
    "origin": "KZ",
    "destination": "RS",
    "commodity": None,
    "period": "2025",
    "status": "actual",
}
TEXT = "2025 жылы Қазақстан Сербияға  28,6 миллион доллар сатты."
ENTS = [
    {"start": 0, "end": 9, "label": "DATE"},
    {"start": 10, "end": 19, "label": "GPE"},
    {"start": 20, "end": 28, "label": "GPE"},
    {"start": 30, "end": 49, "label": "MONEY"},
]


def example(kk, found_ents, found_flows, flows=(FLOW,), script="Cyrl"):
    gold = to_doc(kk, Document(text=TEXT, ents=ENTS, meta={"script": script}))
    gold._.flows = list(flows)
    found = to_doc(kk, Document(text=TEXT, ents=found_ents))
    found._.flows = list(found_flows)
    return Example(found, gold)


def test_entities_per_label_and_script(kk):
    scores = score_entities([example(kk, ENTS, []), example(kk, ENTS[:2], [], script="Arab")])
    assert scores["ents_p"] == 1.0
    assert scores["ents_r"] == pytest.approx(6 / 8)
    assert list(scores["ents_per_type"]) == ["GPE", "MONEY", "DATE", "Arab", "Cyrl"]
    assert scores["ents_per_type"]["Arab"]["r"] == pytest.approx(0.5)
    assert scores["ents_per_type"]["Cyrl"]["f"] == 1.0


def test_scores_of_nothing_are_none(kk):
    empty = Example(kk(""), kk(""))
    assert score_entities([empty])["ents_f"] is None
    assert score_flows([empty])["spans_flows_f"] is None
    assert score_flows([empty])["flows_period"] is None


@pytest.mark.parametrize(
    "change, right, fields_wrong",
    [
        ({}, True, set()),
        ({"flow": "import"}, True, set()),
        ({"flow": "turnover"}, False, {"flow"}),
        ({"origin": "RS", "destination": "KZ"}, False, {"origin", "destination"}),
        ({"currency": "EUR"}, False, {"currency"}),
        ({"value_max": 30000000}, False, {"value"}),
        ({"period": None}, True, {"period"}),
        ({"status": "target", "commodity": {"start": 50, "end": 55}}, True, {"status", "commodity"}),
    ],
)
def test_flow_fields(kk, change, right, fields_wrong):
    scores = score_flows([example(kk, ENTS, [{**deepcopy(FLOW), **change}])])
    assert scores["spans_flows_f"] == (1.0 if right else 0.0)
    assert scores["flows_found"] == 1.0
    assert {
        field
        for field in ("value", "currency", "flow", "origin", "destination", "commodity", "period", "status")
        if scores[f"flows_{field}"] < 1
    } == fields_wrong


def test_movement_counts_in_the_row_of_the_gold_kind(kk):
    rows = score_flows([example(kk, ENTS, [{**FLOW, "flow": "import"}])])["spans_flows_per_type"]
    assert list(rows) == ["Cyrl", "export"]
    assert rows["export"]["f"] == 1.0


def test_missed_and_invented_flows(kk):
    scores = score_flows([example(kk, ENTS, []), example(kk, ENTS, [FLOW], flows=())])
    assert scores["spans_flows_p"] == scores["spans_flows_r"] == scores["flows_found"] == 0.0


def test_evaluate_hands_the_publication_date_on(kk):
    """Relative dates need it, and spaCy's corpus reader makes predicted documents of the text alone."""
    import spacy
    from spacy.language import Language

    seen = []

    @Language.component("keruen_test_date")
    def remember(doc):
        seen.append(doc._.date)
        return doc

    nlp = spacy.blank("kk")
    nlp.add_pipe("keruen_test_date")
    gold = to_doc(nlp, Document(text="Былтыр", meta={"date": "2026-02-26"}))
    nlp.evaluate([Example(nlp.make_doc(gold.text), gold)])
    assert seen == ["2026-02-26"]
