import json
import pickle

import pytest
from spacy.tokens import DocBin

from keruen.documents import Document, DocumentError, is_date, publication, read_document, to_doc, to_json, to_line

ARTICLE = {
    "id": "a-1",
    "meta": {"lang": "kk", "script": "Arab", "date": "2026-02-26"},
    "text": "2025 -جىلى قازاقستان سەربياعا 28,6 ميلليون دوللاردىڭ تاۋارىن ساتتى.",
    "ents": [
        {"start": 0, "end": 10, "label": "DATE", "period": "2025"},
        {"start": 11, "end": 20, "label": "GPE", "code": "KZ"},
        {"start": 21, "end": 29, "label": "GPE", "code": "RS"},
        {"start": 30, "end": 52, "label": "MONEY", "value": 28600000, "currency": "USD"},
    ],
    "flows": [
        {
            "money": {"start": 30, "end": 52},
            "value": 28600000,
            "currency": "USD",
            "flow": "export",
            "origin": "KZ",
            "destination": "RS",
            "commodity": None,
            "period": "2025",
            "status": "actual",
            "evidence": [{"start": 62, "end": 67}],
        }
    ],
}


def test_document_survives_doc_json_docbin_and_pickle(kk):
    doc = to_doc(kk, read_document(json.dumps(ARTICLE), "here"))
    assert to_json(doc) == ARTICLE
    assert json.loads(to_line(to_json(doc))) == ARTICLE
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(kk.vocab)
    assert to_json(again) == ARTICLE
    assert to_json(pickle.loads(pickle.dumps(doc))) == ARTICLE


def test_seeds_survive(kk, seeds):
    assert len(seeds) == 5
    for seed in seeds:
        out = to_json(to_doc(kk, seed))
        assert out["text"] == seed.text
        assert [(e["start"], e["end"], e["label"]) for e in out["ents"]] == [
            (e.start, e.end, e.label) for e in seed.ents
        ]
        assert out["flows"] == seed.flows


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("{", "f:3: not a line of JSON"),
        ("[1]", "f:3: expected a JSON object with a 'text', found list"),
        ('{"id": "x"}', "f:3: field 'text': field required"),
        ('{"text": 5}', "f:3: field 'text': input should be a valid string"),
        ('{"text": "а", "ents": [{"start": 0}]}', "f:3: field 'ents.0.end': field required"),
        ("[" * 100_000, "f:3: not a line of JSON"),
    ],
)
def test_bad_lines_are_told(line, complaint):
    with pytest.raises(DocumentError) as error:
        read_document(line, "f:3")
    assert str(error.value).startswith(complaint)


def test_ids_of_numbers_and_unknown_fields_are_kept():
    document = read_document('{"id": 17, "text": "", "url": "x"}', "here")
    assert document.id == "17"
    assert document.model_extra == {"url": "x"}


@pytest.mark.parametrize(
    "ents, complaint",
    [
        ([{"start": 11, "end": 19, "label": "GPE"}], "GPE 11:19 cuts a token: …2025 -جىلى ⟦قازاقستا⟧ن"),
        ([{"start": 0, "end": 10, "label": "DATE"}, {"start": 5, "end": 10, "label": "DATE"}], "entities overlap"),
        ([{"start": 11, "end": 400, "label": "GPE"}], "cuts a token"),
        ([{"start": 11, "end": 11, "label": "GPE"}], "cuts a token"),
    ],
)
def test_gold_that_does_not_fit_is_told(kk, ents, complaint):
    with pytest.raises(DocumentError, match="document a-1") as error:
        to_doc(kk, Document(**{**ARTICLE, "ents": ents, "flows": []}))
    assert complaint in str(error.value)


def test_flow_that_cuts_a_token_is_told(kk):
    flow = {**ARTICLE["flows"][0], "commodity": {"start": 53, "end": 55}}
    with pytest.raises(DocumentError, match="span 53:55 cuts a token"):
        to_doc(kk, Document(**{**ARTICLE, "flows": [flow]}))


def test_unannotated_tokens_are_missing(kk):
    document = Document(text="Қазақстан Президенті келді", unannotated=[{"start": 0, "end": 20}])
    assert [token.ent_iob_ for token in to_doc(kk, document)] == ["", "", "O"]


def test_halves_of_surrogate_pairs_are_replaced_and_offsets_stay():
    document = read_document('{"id": "\\udc00", "text": "а\\ud800б\\ud83d\\ude00", "meta": {"a": ["\\uDFFF"]}}', "f:3")
    assert (document.id, document.text, document.meta) == ("\ufffd", "а\ufffdб😀", {"a": ["\ufffd"]})


@pytest.mark.parametrize(
    "meta, text, date, told, problem",
    [
        ({"date": "2026-02-26"}, "", "2026-02-26", "meta", False),
        ({"date": "2026-02-26T10:00:00"}, "", "2026-02-26", "meta", False),
        ({}, "date 2026-02-26 Тақырып\nМәтін", "2026-02-26", "text", False),
        ({"date": "2025-01-01"}, "date 2026-02-26 Тақырып", "2025-01-01", "meta", False),
        ({"date": "кеше"}, "2026 жылғы 26 ақпан\nМәтін", "2026-02-26", "text", False),
        ({}, "Мәтін", None, None, False),
        ({}, "date 2026-02-31 Тақырып", None, None, False),
        ({"date": "кеше"}, "", None, None, True),
        ({"date": "2026-13-01"}, "", None, None, True),
        ({"date": 2026}, "", None, None, True),
    ],
)
def test_publication(meta, text, date, told, problem):
    found = publication(Document(text=text, meta=meta))
    assert (found.date, found.told) == (date, told)
    assert bool(found.problem) == problem


@pytest.mark.parametrize(
    "text, expected", [("2026-02-28", True), ("2026-02-29", False), ("26.02.2026", False), ("", False), (None, False)]
)
def test_is_date(text, expected):
    assert is_date(text) is expected
