import pytest
import spacy
from spacy.language import Language

from keruen.batch import Rejected, annotate, load_model
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


@pytest.mark.parametrize("n_process", [1, 2])
def test_nothing_is_lost_and_the_order_stays(failing, n_process):
    rejected = Rejected("f:3", "broken")
    inputs = [
        Document(id="1", text="бір"),
        Document(id="2", text="X"),
        rejected,
        Document(id="4", text="төрт"),
        Document(id="5", text="X"),
    ]
    results = list(annotate(failing, inputs, n_process=n_process))
    assert [result["id"] if isinstance(result, dict) else result.where for result in results] == [
        "1",
        "2",
        "f:3",
        "4",
        "5",
    ]
    assert results[1] == Rejected("2", "the component 'keruen_test_fails_on_x' failed: ValueError: an X", "X")
    assert results[2] is rejected


def test_many_documents_with_many_failures(failing):
    texts = ["X" if i % 7 == 0 else f"{i}" for i in range(300)]
    results = list(annotate(failing, (Document(id=str(i), text=text) for i, text in enumerate(texts))))
    assert [result["id"] if isinstance(result, dict) else result.where for result in results] == [
        str(i) for i in range(300)
    ]
    assert [isinstance(result, Rejected) for result in results] == [text == "X" for text in texts]


def test_documents_over_the_limit_are_rejected(failing):
    failing.max_length = 10
    results = list(annotate(failing, [Document(id="1", text="бір " * 10), Document(id="2", text="екі")]))
    assert results[0].reason == "40 characters are more than 10; cut the text"
    assert results[1]["text"] == "екі"


@pytest.mark.parametrize(
    "meta, option, date, warned",
    [
        ({"date": "2026-01-02"}, "2020-01-01", "2026-01-02", False),
        ({}, "2020-01-01", "2020-01-01", False),
        ({}, None, None, False),
        ({"date": "кеше"}, None, "кеше", True),
    ],
)
def test_dates(kk, meta, option, date, warned):
    (result,) = annotate(kk, [Document(id="1", text="Мәтін", meta=meta)], date=option)
    assert result["meta"].get("date") == date
    assert ("warning" in result["meta"]) == warned


def test_input_annotation_does_not_leak_into_the_output(kk):
    (result,) = annotate(kk, [Document(id="1", text="Қазақстан", ents=[{"start": 0, "end": 9, "label": "GPE"}])])
    assert result["ents"] == []


def test_missing_model_is_told():
    with pytest.raises(OSError, match="There is no model 'no_such_model': install its wheel"):
        load_model("no_such_model")
