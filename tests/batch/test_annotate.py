import pytest
import spacy
from spacy.language import Language

from keruen.batch import Rejected, annotate, load_model, pieces
from keruen.batch.annotate import results
from keruen.dates.dateline import dateline
from keruen.documents import Document


@Language.component("keruen_test_fails_on_x")
def fails_on_x(doc):
    if "X" in doc.text:
        raise ValueError("an X")
    return doc


@pytest.fixture
def failing():
    nlp = spacy.blank("kk")
    nlp.add_pipe("ner").add_label("GPE")
    nlp.add_pipe("keruen_test_fails_on_x")
    nlp.initialize()
    return nlp


def names(found):
    return [result["id"] if isinstance(result, dict) else result.source for result in found]


def test_nothing_is_lost_and_the_order_stays(failing):
    rejected = Rejected("f:3", "broken")
    inputs = [
        Document(id="1", text="бір"),
        Document(id="2", text="X", meta={"input": "f:2"}),
        rejected,
        Document(id="4", text="төрт"),
        Document(id="5", text="X"),
    ]
    found = list(annotate(inputs, failing))
    assert names(found) == ["1", "f:2", "f:3", "4", "5"]
    assert found[1] == Rejected("f:2", "the component 'keruen_test_fails_on_x' failed: ValueError: an X", "2", "X")
    assert found[2] is rejected


def test_many_documents_with_many_failures(failing):
    texts = ["X" if i % 7 == 0 else f"{i}" for i in range(300)]
    found = list(annotate((Document(id=str(i), text=text) for i, text in enumerate(texts)), failing))
    assert names(found) == [str(i) for i in range(300)]
    assert [isinstance(result, Rejected) for result in found] == [text == "X" for text in texts]


def test_texts_and_dicts_are_documents_too(kk):
    found = list(annotate(["Мәтін", {"id": "b", "text": "Мәтін"}, {"id": "c"}], kk))
    assert [result["id"] for result in found[:2]] == [None, "b"]
    assert found[2] == Rejected("document 2", "field 'text': field required")


@pytest.mark.parametrize(
    "meta, text, option, date, told",
    [
        ({"date": "2026-01-02"}, "Мәтін", "2020-01-01", "2026-01-02", "meta"),
        ({"date": "2026-01-02", "date_from": "page"}, "Мәтін", None, "2026-01-02", "page"),
        ({}, "2026 жылғы 2 қаңтар\nМәтін", "2020-01-01", "2026-01-02", "text"),
        ({}, "Мәтін", "2020-01-01", "2020-01-01", "option"),
        ({}, "Мәтін", None, None, None),
        ({"date": "кеше"}, "Мәтін", None, "кеше", None),
    ],
)
def test_publication_dates_and_where_they_were_told(kk, meta, text, option, date, told):
    (result,) = annotate([Document(id="1", text=text, meta=meta)], kk, date=option)
    assert result["meta"].get("date") == date
    assert result["meta"].get("date_from") == told
    assert ("warning" in result["meta"]) == (date == "кеше")


def test_relative_dates_hang_on_the_first_lines(rules):
    (result,) = annotate(["2026 жылғы 2 қаңтар\nБылтыр Қазақстан Сербияға 5 млн доллардың тауарын экспорттады."], rules)
    assert result["flows"][0]["period"] == "2025"


@pytest.mark.parametrize("text", ["Бүгін.\nКеше.", "2026 жылғы 2 қаңтар\nБүгін.", "Бүгін.\n\n2020 жылғы 5 наурыз\nКеше."])
@pytest.mark.parametrize("longest", [pieces.LONGEST, 9])
def test_the_first_lines_are_read_once(kk, monkeypatch, text, longest):
    read = []
    monkeypatch.setattr("keruen.documents.dateline", lambda text: read.append(text) or dateline(text))
    monkeypatch.setattr(pieces, "LONGEST", longest)
    monkeypatch.setattr(pieces.cut, "__defaults__", (longest,))
    ((content, doc),) = results([text], kk, docs=True)
    assert read == [text]
    assert doc._.date == dateline(text) == content["meta"].get("date")


def test_input_annotation_does_not_leak_into_the_output(kk):
    (result,) = annotate([Document(id="1", text="Қазақстан", ents=[{"start": 0, "end": 9, "label": "GPE"}])], kk)
    assert result["ents"] == []


def test_a_meta_too_deep_to_be_written_is_rejected(kk):
    deep = []
    for _ in range(5000):
        deep = [deep]
    found = list(annotate([Document(id="1", text="а", meta={"deep": deep}), Document(id="2", text="б")], kk))
    assert "can't be written: RecursionError" in found[0].reason
    assert found[1]["id"] == "2"


def test_strings_do_not_grow(rules):
    nlp = rules
    list(annotate(["Қазақстан"], nlp))
    before = len(nlp.vocab.strings)
    list(annotate((f"сөз{number} 5 млн доллар" for number in range(500)), nlp))
    assert len(nlp.vocab.strings) < before + 50


def test_within_a_memory_zone_of_the_caller(kk):
    with kk.memory_zone():
        assert [result["text"] for result in annotate(["а", "б"], kk)] == ["а", "б"]


def test_one_by_one_each_is_told_before(kk):
    begun = []
    inputs = [Document(id="1", text="а"), Rejected("f", "broken"), Document(id="3", text="в")]
    assert len(list(results(inputs, kk, before=begun.append))) == 3
    assert begun == [0, 1, 2]


def test_missing_model_is_told():
    with pytest.raises(OSError, match="There is no model 'no_such_model': install its wheel"):
        load_model("no_such_model")
