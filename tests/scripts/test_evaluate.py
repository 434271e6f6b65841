import evaluate
from spacy.training import Example

from keruen.documents import Document, to_doc

TEXT = "Қазақстан 5 млн доллар сатты"
MONEY = {"start": 10, "end": 22}
FLOW = {
    "money": MONEY, "value": 5000000, "currency": "USD", "flow": "export", "origin": "KZ", "destination": None,
    "commodity": None, "period": None, "status": "actual",
}  # fmt: skip


def document(kk, ents, flows):
    ents = [{"start": start, "end": end, "label": label} for start, end, label in ents]
    return to_doc(kk, Document(id="a", text=TEXT, meta={"script": "Cyrl"}, ents=ents, flows=flows))


def test_errors_name_spans_and_fields(kk):
    gold = document(kk, [(0, 9, "GPE"), (10, 22, "MONEY")], [FLOW])
    found = document(kk, [(0, 9, "ORG"), (10, 22, "MONEY")], [{**FLOW, "origin": "CN", "period": "2025"}])
    lines = list(evaluate.errors([Example(found, gold)]))
    assert lines[0] == "a (Cyrl)\n"
    assert [line.split(" in ")[0].strip() for line in lines[1:3]] == ["missed GPE ⟦Қазақстан⟧", "wrong ORG ⟦Қазақстан⟧"]
    assert lines[3].startswith("  flow 5 млн доллар: origin, period\n")


def test_missed_and_invented_flows(kk):
    gold, found = document(kk, [], [FLOW]), document(kk, [], [])
    assert "5 млн доллар: missed" in "".join(evaluate.errors([Example(found, gold)]))
    assert "5 млн доллар: no flow" in "".join(evaluate.errors([Example(gold, found)]))
    assert list(evaluate.errors([Example(gold, gold)])) == ["a (Cyrl)\n"]


def test_causes(kk):
    def causes(gold, found):
        docs = [document(kk, [], [{**FLOW, **change}] if change is not None else []) for change in (found, gold)]
        return dict(evaluate.causes([Example(*docs)]))

    pair = {"origin": "KZ", "destination": "CN"}
    assert causes(pair, pair) == {}
    assert causes(pair, {"origin": "CN", "destination": "KZ"}) == {"the other way round": 1}
    assert causes(pair, {"origin": "KZ", "destination": "RU"}) == {"another party": 1}
    assert causes(pair, {"origin": "RU", "destination": "UZ"}) == {"both parties": 1}
    assert causes(pair, {"origin": "KZ"}) == {"left open": 1}
    assert causes({}, pair) == {"filled though open": 1}
    assert causes(pair, {**pair, "flow": "turnover"}) == {"another kind": 1}
    assert causes(pair, None) == {"missed": 1}
    assert causes(None, pair) == {"no flow": 1}


def test_agreement_across_scripts(kk):
    gold = document(kk, [(0, 9, "GPE"), (10, 22, "MONEY")], [FLOW])
    gold.user_data["meta"] = {"script": "Cyrl", "lang": "kk"}
    (arabic, _) = evaluate.variants(evaluate.Document.model_validate(evaluate.to_json(gold)))
    variant = to_doc(kk, arabic)
    same, other = variant, variant.copy()
    other.ents, other._.flows = other.ents[1:], [{**arabic.flows[0], "origin": "CN"}]
    cyrillic = Example(gold.copy(), gold)
    cyrillic.predicted._.flows = gold._.flows
    assert evaluate.agreement([cyrillic, Example(same, variant)]) == {"Arab": {"ents": 1.0, "flows": 1.0}}
    assert evaluate.agreement([cyrillic, Example(other, variant)]) == {"Arab": {"ents": 2 / 3, "flows": 0.0}}
