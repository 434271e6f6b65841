"""Lines of doccano: sequence labelling, and with relations."""

import json

import pytest
from tool_examples import GOLD, META, OUTPUT, TEXT, lines

LABELLED = {"id": 3, "text": TEXT, "label": [[10, 19, "GPE"], [20, 28, "GPE"], [29, 51, "MONEY"]], "Comments": []}
RELATED = {
    "id": 4, "text": TEXT, "Comments": [],
    "entities": [
        {"id": 91, "label": "DATE", "start_offset": 0, "end_offset": 9},
        {"id": 92, "label": "GPE", "start_offset": 10, "end_offset": 19},
        {"id": 93, "label": "GPE", "start_offset": 20, "end_offset": 28},
        {"id": 94, "label": "MONEY:export", "start_offset": 29, "end_offset": 51},
        {"id": 95, "label": "COMMODITY", "start_offset": 52, "end_offset": 59},
    ],
    "relations": [
        {"id": 1, "from_id": 94, "to_id": 92, "type": "origin"},
        {"id": 2, "from_id": 94, "to_id": 93, "type": "destination"},
        {"id": 3, "from_id": 94, "to_id": 95, "type": "commodity"},
    ],
}  # fmt: skip


def test_sequence_labelling_is_read(read_as):
    (document,), notes, _ = read_as("doccano", lines(LABELLED))
    assert (document.id, [(ent.start, ent.end, ent.label) for ent in document.ents]) == (
        "3", [(10, 19, "GPE"), (20, 28, "GPE"), (29, 51, "MONEY")],
    )  # fmt: skip
    assert (document.flows, document.model_extra, notes) == ([], {}, [])


def test_a_flow_of_labels_and_relations_is_read(read_as):
    (document,), notes, _ = read_as("doccano", lines(RELATED))
    assert document.flows == [{**GOLD["flows"][0], "period": None}]
    assert notes == [
        "Values and currencies that were left open were read from the amount's words: once, in document 4: "
        "'28,6 миллион доллардың'"
    ]


def test_what_doccano_shows_of_a_flow(write_as):
    notes = []
    (line,) = map(json.loads, write_as("doccano", [OUTPUT]).splitlines())
    shown = {TEXT[span["start_offset"] : span["end_offset"]]: span for span in line["entities"]}
    assert shown["28,6 миллион доллардың"]["label"] == "MONEY:export"
    names = {span["id"]: words for words, span in shown.items()}
    assert [(names[link["to_id"]], link["type"]) for link in line["relations"]] == [
        ("мырышын", "commodity"), ("2025 жылы", "evidence"), ("сатты", "evidence"), ("Қазақстан", "origin"),
        ("Сербияға", "destination"),
    ]  # fmt: skip
    assert line["meta"] == META and line["keruen"]["flows"]["29-51"]["period"] == "2025"
    assert notes == []


@pytest.mark.parametrize(
    "label, kind, status",
    [
        ("MONEY:import", "import", "actual"), ("MONEY:export:target", "export", "target"),
        ("MONEY:turnover:forecast", "turnover", "forecast"), ("MONEY", None, None), ("MONEY:sale", None, None),
    ],
)  # fmt: skip
def test_relabelling_corrects_kind_and_status(write_as, read_as, label, kind, status):
    line = json.loads(write_as("doccano", [OUTPUT]))
    next(span for span in line["entities"] if span["label"] == "MONEY:export")["label"] = label
    (document,), _, _ = read_as("doccano", lines(line))
    assert [(flow["flow"], flow["status"], flow["period"]) for flow in document.flows] == [(kind, status, "2025")] * bool(
        kind
    )
    assert [ent.label for ent in document.ents] == ["DATE", "GPE", "GPE", "MONEY"]


def test_a_moved_amount_keeps_what_was_beside_the_text(write_as, read_as):
    line = json.loads(write_as("doccano", [GOLD]))
    next(span for span in line["entities"] if span["label"] == "MONEY:export")["end_offset"] = 41
    (document,), _, _ = read_as("doccano", lines(line))
    assert document.flows[0]["money"] == {"start": 29, "end": 41}
    assert (document.flows[0]["period"], document.flows[0]["value"]) == ("2025", 28600000)


def test_a_deleted_relation_leaves_the_party_open(write_as, read_as):
    line = json.loads(write_as("doccano", [OUTPUT]))
    line["relations"] = [link for link in line["relations"] if link["type"] != "origin"]
    (document,), _, _ = read_as("doccano", lines(line))
    assert (document.flows[0]["origin"], document.flows[0]["destination"]) == (None, "RS")


@pytest.mark.parametrize("units, start", [("utf-16", 3), ("code-points", 2)])
def test_offsets(write_as, read_as, units, start):
    text = "😀 Астана"
    document = {"id": "a", "text": text, "ents": [{"start": 2, "end": 8, "label": "GPE"}]}
    line = write_as("doccano", [document], units=units)
    assert json.loads(line)["entities"][0]["start_offset"] == start
    (read,), notes, _ = read_as("doccano", line, units=units)
    assert [text[ent.start : ent.end] for ent in read.ents] == ["Астана"]
    assert notes[0].startswith("Texts with signs that count two in UTF-16 were read as")


@pytest.mark.parametrize(
    "change, note",
    [
        (
            {"entities": [*RELATED["entities"], {"id": 9, "label": "GPE"}]},
            "Spans without start, end and label were left out",
        ),
        ({"relations": [{"from_id": 94, "to_id": 1000, "type": "origin"}]}, "Relations to a span that is no longer there"),
        ({"relations": [{"from_id": 92, "to_id": 93, "type": "origin"}]}, "Parties of what is no flow were left out"),
        (
            {"relations": [{"from_id": 94, "to_id": 91, "type": "origin"}]},
            "Parties whose country is not known from their name",
        ),
    ],
)
def test_what_is_left_out_is_said(read_as, change, note):
    (document,), notes, _ = read_as("doccano", lines({**RELATED, **change}))
    assert [told for told in notes if told.startswith(note)], notes
    assert len(document.flows) == 1


def test_lines_that_cannot_be_read_are_kept(read_as):
    documents, _, unread = read_as(
        "doccano", lines(LABELLED) + "{broken\n" + lines({"label": []}) + "[1]\n" + lines(RELATED)
    )
    assert [document.id for document in documents] == ["3", "4"]
    assert [failed.source for failed in unread] == ["file:2", "file:3", "file:4"]
