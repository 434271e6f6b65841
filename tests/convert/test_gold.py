import pytest
from tool_examples import ENTS, FLOW, GOLD, OUTPUT, TEXT, source

from keruen.convert import Notes, guess, to_gold
from keruen.documents import Document
from keruen.inputs import Rejected


def golden(words, **change):
    notes = Notes()
    return to_gold(Document.model_validate({**OUTPUT, **change}), notes, words), list(notes)


def test_what_the_pipeline_adds_is_left_out(convert_words):
    document, notes = golden(convert_words, meta={**GOLD["meta"], "warning": "a date that is none", "input": "a.jsonl:1", "date_from": "meta"})
    assert document.model_dump(exclude={"unannotated"}) == GOLD
    assert notes == []


@pytest.mark.parametrize(
    "text, lang, script",
    [
        (TEXT, "kk", "Cyrl"),
        ("Өзбекстан ҳәм Қарақалпақстан ушын жаңа жол", "kaa", "Cyrl"),
        ("قازاقستان مەن سەربيا", "kk", "Arab"),
        ("Ózbekstan hám Qaraqalpaqstan ushın wazıypalar", "kaa", "Latn"),
    ],
)
def test_language_and_script_are_filled_in(convert_words, text, lang, script):
    document, notes = golden(convert_words, text=text, meta={}, ents=[], flows=[])
    assert (document.meta["lang"], document.meta["script"]) == (lang, script)
    assert [told.split(" (meta.")[0] for told in notes] == [
        "Documents that didn't say their language", "Documents without a publication date",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"flows": [{**FLOW, "value": None}]}, "the flow of '28,6 миллион доллардың' has no value"),
        ({"flows": [{**FLOW, "currency": None}]}, "the flow of '28,6 миллион доллардың' has no currency"),
        ({"ents": ENTS[:3]}, "a flow's amount {'start': 29, 'end': 51} is no MONEY entity"),
        ({"ents": [*ENTS, {"start": 60, "end": 62, "label": "ORG"}]}, "ORG 60:62 cuts a token"),
        ({"ents": [*ENTS, {"start": 60, "end": 99, "label": "ORG"}]}, "an entity 60:99 lies outside the text"),
        ({"flows": [{**FLOW, "commodity": {"start": 90, "end": 95}}]}, "are no span of the text"),
        ({"id": None}, "needs an 'id'"),
    ],
)
def test_what_the_corpora_cannot_use(convert_words, change, reason):
    document, _ = golden(convert_words, **change)
    assert isinstance(document, Rejected) and reason in document.reason


def test_labels_of_the_users_own_are_left_out(convert_words):
    document, notes = golden(convert_words, ents=[*ENTS, {"start": 60, "end": 65, "label": "EVENT"}])
    assert len(document.ents) == 4 and notes[0].startswith("Entities with a label other than GPE, PERSON, ORG, MONEY, DATE")


@pytest.mark.parametrize(
    "content, name",
    [
        ('{"text": "а", "ents": []}', "keruen"),
        ('{"text": "а", "spans": []}', "prodigy"),
        ('{"text": "а", "label": [[0, 1, "GPE"]]}', "doccano"),
        ('{"text": "а", "entities": [], "relations": []}', "doccano"),
        ('[{"data": {"text": "а"}, "annotations": []}]', "label-studio"),
        ('{\n"data": {"text": "а"},\n"predictions": []\n}', "label-studio"),
        ("-DOCSTART- -X- -X- O\n", "conll"),
        ("Астана B-GPE\n", "conll"),
        ('{"text": "а"}', None),
        ('{"text": "а", "label": "spam"}', None),
        ("Жай мәтін.", None),
        ("", None),
        ("{broken", None),
    ],
)
def test_formats_are_known_by_their_content(content, name):
    assert guess(source(content)) == name
