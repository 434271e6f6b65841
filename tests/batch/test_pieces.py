import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.batch import annotate, pieces
from keruen.documents import Document

SENTENCE = "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады."


@pytest.mark.parametrize(
    "text, expected",
    [
        ("бір екі\nүш төрт бес", ["бір екі\n", "үш төрт бес"]),
        ("бір екі. үш төрт бес", ["бір екі. ", "үш төрт бес"]),
        ("бір екі үш төрт", ["бір екі үш ", "төрт"]),
        ("біріншіекінші", ["біріншіекін", "ші"]),
        ("бір", ["бір"]),
        ("", [""]),
    ],
)
def test_pieces_end_where_a_reader_would_pause(text, expected, monkeypatch):
    monkeypatch.setattr(pieces, "_NEAR", 9)
    assert [piece for _, piece in pieces.cut(text, 11)] == expected


@given(st.text(alphabet="аб .\n", max_size=80), st.integers(1, 9))
def test_pieces_add_up_to_the_text(text, longest):
    found = list(pieces.cut(text, longest))
    assert "".join(piece for _, piece in found) == text
    assert all(text.startswith(piece, start) and len(piece) <= longest for start, piece in found)


def test_offsets_are_into_the_whole(rules, monkeypatch):
    monkeypatch.setattr(pieces, "LONGEST", 300)
    monkeypatch.setattr(pieces.cut, "__defaults__", (300,))
    text = "\n".join(f"{SENTENCE} Бұл {number}-абзац." for number in range(10))
    (whole,) = annotate([Document(id="1", text=text)], rules)
    monkeypatch.undo()
    (at_once,) = annotate([Document(id="1", text=text)], rules)
    assert whole["meta"]["pieces"] == 4
    assert whole["text"] == text
    assert whole["ents"] == at_once["ents"]
    assert len(whole["flows"]) == 10
    for mine, other in zip(whole["flows"], at_once["flows"]):
        assert text[mine["money"]["start"] : mine["money"]["end"]] == "28,6 миллион доллардың"
        assert {key: mine[key] for key in mine if key != "same_as"} == {key: other[key] for key in other if key != "same_as"}
    assert all(
        text[flow["same_as"]["start"] : flow["same_as"]["end"]] == "28,6 миллион доллардың"
        for flow in whole["flows"]
        if "same_as" in flow
    )


def test_halves_of_words_are_no_entities():
    ents = [{"start": 2, "end": 5, "label": "GPE"}, {"start": 0, "end": 1, "label": "GPE"}]
    flow = {"money": {"start": 2, "end": 5}, "commodity": None, "evidence": []}
    first = {"text": "а қаз", "ents": ents, "flows": [flow]}
    second = {"text": "ақстан б", "ents": [{"start": 0, "end": 6, "label": "GPE"}], "flows": []}
    found = pieces.together([(0, first), (5, second)], "а қазақстан б")
    assert found == {"ents": [{"start": 0, "end": 1, "label": "GPE"}], "flows": []}
