"""Exports of Label Studio, as https://labelstud.io/guide/task_format describes them."""

import json
from xml.etree import ElementTree

import pytest
from tool_examples import ANNOTATED, GOLD, OUTPUT, TEXT, choice, region, relation, task, words

from keruen.convert.fields import FIELDS
from keruen.convert.label_studio import INTERFACE


def test_an_export_is_read(read_as):
    (document,), notes, unread = read_as("label-studio", [task(ANNOTATED)])
    assert document.model_dump(exclude={"unannotated"}) == GOLD
    assert (notes, unread) == ([], [])


def test_tasks_hold_the_flow_where_it_can_be_corrected(write_as):
    (made,) = json.loads(write_as("label-studio", [OUTPUT]))
    (run,) = made["predictions"]
    assert made["data"]["text"] == TEXT
    on_amount = {item["from_name"]: item["value"] for item in run["result"] if item.get("id") == "29-51"}
    assert on_amount["label"] == {"start": 29, "end": 51, "text": TEXT[29:51], "labels": ["MONEY"]}
    assert on_amount["flow"]["choices"] == ["export"]
    given = {name: on_amount[name]["text"] for name in ("origin", "destination", "period", "value", "currency")}
    assert given == {
        "origin": ["KZ"], "destination": ["RS"], "period": ["2025"], "value": ["28600000"], "currency": ["USD"],
    }  # fmt: skip
    links = [(item["from_id"], item["to_id"], item["labels"]) for item in run["result"] if item["type"] == "relation"]
    assert links == [
        ("29-51", "52-59", ["commodity"]), ("29-51", "0-9", ["evidence"]), ("29-51", "60-65", ["evidence"]),
    ]  # fmt: skip


def test_the_interface_has_a_control_for_each_result(write_as):
    root = ElementTree.parse(INTERFACE).getroot()
    controls = {tag.get("name"): tag for tag in root.iter() if tag.get("name")}
    assert set(FIELDS) <= controls.keys()
    assert all(controls[name].get("perRegion") == "true" and controls[name].get("toName") == "text" for name in FIELDS)
    (made,) = json.loads(write_as("label-studio", [OUTPUT]))
    for item in made["predictions"][0]["result"]:
        if item["type"] == "relation":
            allowed = {tag.get("value") for tag in root.iter("Relation")}
            assert set(item["labels"]) <= allowed
        else:
            control = controls[item["from_name"]]
            assert control.tag.lower() == item["type"]
            values = {tag.get("value") for tag in control}
            assert set(item["value"].get("labels") or item["value"].get("choices") or []) <= values


@pytest.mark.parametrize(
    "change, note",
    [
        # offsets and words
        ([region(10, 20, "GPE")], "Blanks at the edges of spans were cut off"),
        ([region(10, 17, "GPE")], "Spans that cut a word were widened to the whole word"),
        ([region(9, 10, "GPE")], "Spans that hold no text were left out"),
        ([region(200, 210, "GPE")], "Spans that hold no text were left out"),
        ([region(60, 99, "ORG")], "Spans that reach past the text were cut"),
        ([region(60, 65, "ORG", text="x" * 70)], "Regions whose words are not those at their place were left out"),
        ([{**region(60, 65, "ORG"), "value": {"labels": ["ORG"]}}], "Regions without a place in the text were left out"),
        ([region(60, 65, "ORG", labels=[])], "Regions without a label were left out"),
        ([region(60, 65, "ORG", labels=["ORG", "GPE"])], "Regions with several labels keep the first"),
        # spans among each other
        ([region(10, 28, "ORG")], "Entities that overlap a longer one were left out"),
        ([region(10, 19, "GPE", key="again")], "Spans that were marked twice were taken once"),
        # relations
        ([relation("r29", "gone", "commodity")], "Relations to a span that is no longer there were left out"),
        ([relation("r10", "r20", "commodity")], "Relations that begin at no flow were left out"),
        ([relation("r29", "r10", "likes")], "Relations of a type that Keruen doesn't know were left out"),
        ([relation("r29", "r10", "part_of")], "Relations 'part_of' and 'same_as' to what is no amount were left out"),
        ([relation("r29", "r10", "commodity")], "Flows with several relations 'commodity' keep the first"),
        ([region(60, 65, "COMMODITY")], "Spans of goods that no relation joins to a flow were left out"),
        ([region(60, 65, "EVIDENCE")], "Spans of evidence that no relation joins to a flow were left out"),
        # fields
        ([words("r29", "origin", "Қазақстан")], "'origin' holds what is none (a country code such as KZ, or a bloc's)"),
        ([words("r29", "period", "былтыр")], "'period' holds what is none (2025, 2025-01 or 2025-01/2025-05)"),
        ([words("r29", "value", "28,6 млн")], "'value' holds what is none (the full amount in digits)"),
        ([words("r29", "origin", "RU", "KZ")], "Fields with several answers keep the last"),
        ([words("r10", "origin", "KZ")], "Fields of a flow on what is no amount were left out"),
        ([words("gone", "origin", "KZ")], "Fields of a region that is no longer there were left out"),
        ([{"id": "x", "type": "rating", "from_name": "stars", "value": {"rating": 3}}],
         "Results of the type 'rating' that Keruen has no field for were left out"),
    ],
)  # fmt: skip
def test_what_is_mended_or_left_out_is_said(read_as, change, note):
    (document,), notes, _ = read_as("label-studio", [task(ANNOTATED + change)])
    assert [told for told in notes if told.startswith(note)], notes
    assert all("document a-1" in told for told in notes)
    assert document.text == TEXT and len(document.flows) == 1


@pytest.mark.parametrize(
    "result, expected",
    [
        ([region(10, 17, "GPE")], [(10, 19, "GPE")]),  # «Қазақст» is widened
        ([region(9, 20, "GPE")], [(10, 19, "GPE")]),  # blanks at both edges
        ([region(10, 28, "ORG"), region(20, 28, "GPE")], [(10, 28, "ORG")]),
        ([region(10, 19, "LOC")], [(10, 19, "LOC")]),  # a label of the user's own
    ],
)
def test_spans(read_as, result, expected):
    (document,), _, _ = read_as("label-studio", [task(result)])
    assert [(ent.start, ent.end, ent.label) for ent in document.ents] == expected


@pytest.mark.parametrize("direction, head, child", [("right", "r29", "r52"), ("left", "r52", "r29"), ("bi", "r52", "r29")])
def test_goods_are_joined_whichever_way_the_relation_points(read_as, direction, head, child):
    result = [*ANNOTATED[:-1], relation(head, child, "commodity", direction=direction)]
    (document,), notes, _ = read_as("label-studio", [task(result)])
    assert document.flows[0]["commodity"] == {"start": 52, "end": 59}
    assert notes == []


def test_a_relation_without_a_name_is_known_by_its_spans(read_as):
    bare = {name: value for name, value in relation("r52", "r29").items() if name != "labels"}
    (document,), _, _ = read_as("label-studio", [task([*ANNOTATED[:-1], bare])])
    assert document.flows[0]["commodity"] == {"start": 52, "end": 59}


def test_the_latest_annotation_that_was_not_cancelled_counts(read_as):
    exported = task(ANNOTATED, [region(10, 19, "ORG")], [region(10, 19, "PERSON")])
    exported["annotations"][2]["was_cancelled"] = True
    (document,), notes, _ = read_as("label-studio", [exported])
    assert [ent.label for ent in document.ents] == ["ORG"]
    assert notes == ["Tasks with several annotations were read as the latest has them: once, in document a-1"]
    exported["annotations"][0]["updated_at"] = "2026-04-01T00:00:00Z"
    (document,), _, _ = read_as("label-studio", [exported])
    assert len(document.ents) == 4


def test_skipped_and_unannotated_tasks(read_as):
    skipped = task(ANNOTATED)
    skipped["annotations"][0]["was_cancelled"] = True
    assert read_as("label-studio", [skipped])[:2] == (
        [], ["Tasks that every annotator skipped were left out: once, in document a-1"],
    )  # fmt: skip
    predicted = {**task(), "predictions": [{"model_version": "keruen", "result": ANNOTATED}]}
    (document,), notes, _ = read_as("label-studio", [predicted])
    assert len(document.flows) == 1 and notes == [
        "Tasks that nobody has annotated were read as predicted: once, in document a-1"
    ]
    assert read_as("label-studio", [predicted], corrected=True)[0] == []


@pytest.mark.parametrize(
    "result, flows, note",
    [
        ([region(29, 51, "MONEY"), words("r29", "origin", "KZ")], 0, "Amounts with fields of a flow but no kind of flow"),
        (
            [region(29, 51, "MONEY"), choice("r29", "flow", "export")],
            1,
            "Values and currencies that were left open were read",
        ),
        ([region(29, 51, "MONEY"), choice("r29", "flow", "export")], 1, "Flows without a status are taken as actual"),
        ([region(29, 51, "MONEY")], 0, None),
    ],
)
def test_what_makes_an_amount_a_flow(read_as, result, flows, note):
    (document,), notes, _ = read_as("label-studio", [task(result)])
    assert len(document.flows) == flows
    assert note is None or [told for told in notes if told.startswith(note)]
    for flow in document.flows:
        assert (flow["value"], flow["currency"], flow["status"], flow["origin"]) == (28600000, "USD", "actual", None)


def test_a_turnover_is_put_in_order(read_as):
    result = [
        region(29, 51, "MONEY"),
        choice("r29", "flow", "turnover"),
        words("r29", "origin", "rs"),
        words("r29", "destination", "kz"),
    ]
    (document,), notes, _ = read_as("label-studio", [task(result)])
    assert (document.flows[0]["origin"], document.flows[0]["destination"]) == ("KZ", "RS")
    assert notes[0].startswith("The parties of a turnover were put in alphabetical order")


@pytest.mark.parametrize(
    "text, place, words",
    [
        ("😀 Астана", (2, 8), "Астана"),  # as today's versions count
        ("😀 Астана", (3, 9), "Астана"),  # as old ones did
        ("а\r\nАстана қаласы", (3, 9), "Астана"),
        ("а\r\nАстана қаласы", (2, 8), "Астана"),
    ],
)
def test_offsets_of_all_versions(read_as, text, place, words):
    result = [{**region(0, 1, "GPE"), "value": {"start": place[0], "end": place[1], "text": words, "labels": ["GPE"]}}]
    (document,), _, _ = read_as("label-studio", [task(result, text=text)])
    assert [document.text[ent.start : ent.end] for ent in document.ents] == [words]


def test_other_shapes_of_files(read_as):
    own = {"id": 12, "data": {"sentence": TEXT}, "annotations": [{"id": 1, "result": [region(10, 19, "GPE")]}]}
    (document,), _, _ = read_as("label-studio", own)  # one task, its text under another name
    assert (document.id, len(document.ents)) == ("12", 1)
    (document,), _, _ = read_as("label-studio", json.dumps(own) + "\n\n")  # JSON lines
    assert document.id == "12"
    _, _, unread = read_as("label-studio", [{"text": TEXT, "label": [{"start": 0, "end": 4, "labels": ["GPE"]}]}, 5])
    assert [failed.source for failed in unread] == ["file, item 1", "file, item 2"]
    assert "export as JSON, not as JSON-MIN" in unread[0].reason
