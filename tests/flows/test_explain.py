"""How amounts are said to be decided, beside how they are."""

import json

import pytest
from marked import read

from keruen.documents import make_doc
from keruen.flows import link
from keruen.flows.explain import explain
from keruen.flows.judge import Judge

EXPORT = "<2025 жылы|2025> [Қазақстан|KZ] [Сербияға|RS] {28,6 миллион доллардың} мырышын экспорттады."
THERE = (
    "[Қазақстан|KZ] мен [Сербия|RS] сауданы талқылады. "
    "<2025 жылы|2025> екі ел арасындағы тауар айналымы {100 млн долларға} жетті."
)
CASES = [
    EXPORT,
    THERE,
    "Кәсіпорын {5 млн доллар} айыппұл төледі.",
    "[Өзбекстан|UZ] <2024 жылы|2024> [Ресейден|RU] {3 млрд доллардың} мұнайын сатып алды, "
    "оның ішінде бензин – {200 млн доллар}.",
    "[Қытай|CN] [Қазақстанға|KZ] {1,2 млрд доллар} инвестиция салды.",
]


def choices(item):
    found = {name: getattr(item, name) for name in ("kind", "parties", "status", "period", "goods")}
    return {name: choice for name, choice in found.items() if choice is not None}


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("marked", CASES)
def test_every_amount_is_explained_as_it_was_decided(marked, script):
    doc = read(marked, script)
    flows = link(doc)
    explained = explain(doc)
    money = [ent for ent in doc.ents if ent.label_ == "MONEY"]
    assert [item.amount["text"] for item in explained] == [ent.text for ent in money]
    assert [item.number for item in explained] == list(range(1, len(money) + 1))
    assert [item.flow for item in explained if item.flow] == flows
    for item in explained:
        assert item.kind is not None
        assert (item.flow is None) == (item.kind.chosen == "none") == (item.parties is None)
        assert item.sentence["text"][item.amount["start"] - item.sentence["start"] :].startswith(item.amount["text"])
        for name, choice in choices(item).items():
            assert choice.options[0].option == choice.chosen, name
            scores = [option.score for option in choice.options]
            assert scores == sorted(scores, reverse=True)
            assert sum(option.share for option in choice.options) == pytest.approx(1)
            if len(scores) > 1:
                assert choice.margin == pytest.approx(scores[0] - scores[1])
                assert sum(feature.weight for feature in choice.features) == pytest.approx(choice.margin)
                strength = [abs(feature.weight) for feature in choice.features]
                assert strength == sorted(strength, reverse=True)


def test_all_seeds(seeds, rules):
    for seed in seeds:
        doc = rules(make_doc(rules, seed))
        assert [item.flow for item in explain(doc) if item.flow] == doc._.flows


def test_the_words_behind_a_decision():
    (item,) = explain(read(EXPORT))
    assert (item.rule["kind"], item.rule["parties"], item.rule["cue"]) == ("export", ("KZ", "RS"), "экспорттады")
    assert [(source.side, source.code, source.why, source.words, source.case) for source in item.sources] == [
        ("origin", "KZ", "place", "Қазақстан", ""),
        ("destination", "RS", "place", "Сербияға", "dat"),
    ]
    assert (item.period.chosen, item.goods.chosen, item.status.chosen) == ("2025", "мырышын", "actual")
    assert "экспорттады" in [span["text"] for span in item.evidence]
    assert item.kind.rule == "goods" and item.parties.rule == ("KZ", "RS")


def test_parties_of_another_sentence():
    (item,) = explain(read(THERE))
    assert {source.code for source in item.sources} == {"KZ", "RS"}
    assert {source.words for source in item.sources} <= {"Қазақстан", "Сербия", "екі ел"}


def test_a_small_amount_is_not_weighed():
    (item,) = explain(read("[Қазақстан|KZ] [Сербияға|RS] {5 доллардың} тауарын экспорттады."))
    assert item.flow is None and item.kind is None
    assert item.unread == "amounts below 1000 are no flow"


def test_a_text_without_amounts():
    assert explain(read("[Қазақстан|KZ] мен [Сербия|RS] келісті.")) == []


def test_another_judge_decides():
    class Refuses(Judge):
        def kind(self, features, money, look=None):
            return "none"

    (item,) = explain(read(EXPORT), Refuses({}))
    assert item.flow is None and item.kind.chosen == "none"
    assert item.kind.features == [] and item.kind.margin == 0


def test_explaining_changes_nothing():
    doc = read(EXPORT)
    before = link(doc)
    explain(doc)
    assert link(doc) == before and doc._.flows == []


@pytest.mark.parametrize("marked", CASES)
def test_plain_data(marked):
    for item in explain(read(marked)):
        assert json.loads(json.dumps(item.to_dict()))["amount"]["text"] == item.amount["text"]
