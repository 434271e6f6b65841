"""Lines of Prodigy, as https://prodi.gy/docs/api-interfaces describes them."""

import json

import pytest
from tool_examples import GOLD, META, OUTPUT, TEXT, lines

MANUAL = {
    "text": "Астана мен Белград", "_input_hash": 11, "_task_hash": 12, "_view_id": "ner_manual", "_timestamp": 1700000000,
    "tokens": [
        {"text": "Астана", "start": 0, "end": 6, "id": 0, "ws": True},
        {"text": "мен", "start": 7, "end": 10, "id": 1, "ws": True},
        {"text": "Белград", "start": 11, "end": 18, "id": 2, "ws": False},
    ],
    "spans": [
        {"start": 0, "end": 6, "token_start": 0, "token_end": 0, "label": "GPE"},
        {"start": 11, "end": 18, "token_start": 2, "token_end": 2, "label": "GPE"},
    ],
    "meta": {"source": "news"}, "answer": "accept",
}  # fmt: skip


def test_a_line_is_read(read_as):
    (document,), notes, _ = read_as("prodigy", lines(MANUAL))
    assert [(ent.start, ent.end, ent.label) for ent in document.ents] == [(0, 6, "GPE"), (11, 18, "GPE")]
    assert (document.id, document.meta, document.model_extra, notes) == ("file:1", {"source": "news"}, {}, [])


def test_tokens_spans_and_relations_are_written(write_as):
    (line,) = map(json.loads, write_as("prodigy", [OUTPUT]).splitlines())
    assert "".join(token["text"] + " " * token["ws"] for token in line["tokens"]) == TEXT
    for span in line["spans"]:
        assert line["tokens"][span["token_start"]]["start"] == span["start"]
        assert line["tokens"][span["token_end"]]["end"] == span["end"]
    goods = next(link for link in line["relations"] if link["label"] == "commodity")
    assert (goods["head"], goods["child"]) == (goods["head_span"]["token_end"], goods["child_span"]["token_end"])
    assert (goods["head_span"]["label"], goods["child_span"]["label"]) == ("MONEY:export", "COMMODITY")
    assert line["meta"] == META


def test_relations_by_tokens_alone(write_as, read_as):
    line = json.loads(write_as("prodigy", [GOLD]))
    line["relations"] = [{name: link[name] for name in ("head", "child", "label")} for link in line["relations"]]
    for tokens in (line["tokens"], None):
        (document,), _, _ = read_as("prodigy", lines({**line, "tokens": tokens}))
        assert document.model_dump(exclude={"unannotated"}) == GOLD


def test_goods_that_overlap_are_kept_beside_the_text(write_as, read_as):
    document = {
        **GOLD,
        "flows": [{**GOLD["flows"][0], "evidence": [{"start": 10, "end": 28}], "commodity": {"start": 42, "end": 59}}],
    }
    line = json.loads(write_as("prodigy", [document]))
    spans = sorted((span["start"], span["end"]) for span in line["spans"])
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:]))
    (read,), _, _ = read_as("prodigy", lines(line))
    assert read.flows == document["flows"]


@pytest.mark.parametrize(
    "answers, kept, note",
    [
        (["accept"], ["Белград"], None),
        (["reject"], [], "Lines answered 'reject' were left out: once, in document file:1"),
        (["ignore"], [], "Lines answered 'ignore' were left out: once, in document file:1"),
        ([None], ["Белград"], None),
        (["accept", "accept"], ["Астана"], "Texts with several annotations were read as the last accepted has them"),
        (["accept", "reject"], ["Белград"], "Texts with several annotations were read as the last accepted has them"),
    ],
)
def test_answers(read_as, answers, kept, note):
    made = []
    for n, answer in enumerate(answers):
        line = {**MANUAL, "spans": [MANUAL["spans"][1 - n]], "answer": answer}
        made.append({name: value for name, value in line.items() if value is not None})
    documents, notes, _ = read_as("prodigy", lines(*made))
    assert [document.text[ent.start : ent.end] for document in documents for ent in document.ents] == kept
    assert (notes == []) if note is None else notes[0].startswith(note)


def test_lines_without_an_answer_are_not_corrected(read_as):
    line = {name: value for name, value in MANUAL.items() if name != "answer"}
    documents, notes, _ = read_as("prodigy", lines(line), corrected=True)
    assert (documents, notes) == ([], ["Lines that nobody has annotated were left out: once, in document file:1"])


@pytest.mark.parametrize("span", [{"start": 0, "end": 6}, {"label": "GPE"}, {"start": "a", "end": 6, "label": "GPE"}, 5])
def test_spans_without_a_place(read_as, span):
    (document,), notes, _ = read_as("prodigy", lines({**MANUAL, "spans": [span]}))
    assert document.ents == [] and notes[0].startswith("Spans without a place in the text and a label were left out")
