"""Whatever a file holds, it is read or refused with a reason; whatever a document holds, it is written."""

import copy
import io
import json
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tool_examples import ANNOTATED, META, OUTPUT, TEXT, source, task

from keruen.convert import FORMATS, Notes, Source, Words, guess, to_gold
from keruen.documents import Document
from keruen.inputs import Rejected

WORDS = Words()
NAMES = tuple(FORMATS)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 90)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "GPE", "5", "29-51", "a-b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["start", "end", "label", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def examples(name):
    document = Document.model_validate(OUTPUT)
    content = "".join(FORMATS[name].write([document], Notes(), WORDS, None))
    return [json.loads(content)] if name == "label-studio" else [json.loads(line) for line in content.splitlines()]


def places(item, path=()):
    """The paths of all values within an item."""
    yield path
    pairs = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
    for key, value in pairs:
        yield from places(value, (*path, key))


def changed(item, path, value):
    if not path:
        return value
    item = copy.copy(item)
    item[path[0]] = changed(item[path[0]], path[1:], value)
    return item


@pytest.mark.parametrize("name", [name for name in NAMES if name != "conll"])
def test_a_value_of_any_kind_in_any_place(name):
    (example,) = examples(name)
    starts = [example, [task(ANNOTATED)]] if name == "label-studio" else [example]

    @settings(max_examples=1000, deadline=None)
    @given(st.data())
    def check(data):
        start = data.draw(st.sampled_from(starts))
        path = data.draw(st.sampled_from(list(places(start))))
        content = json.dumps(changed(start, path, data.draw(JSON)), ensure_ascii=False)
        guess(source(content))
        for corrected in (False, True):
            for found in FORMATS[name].read(source(content), Notes(), WORDS, None, corrected):
                if isinstance(found, Rejected):
                    assert found.reason
                else:
                    to_gold(found, Notes(), WORDS)
                    for other in NAMES:
                        "".join(FORMATS[other].write([found], Notes(), WORDS, None))

    check()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_file_of_anything(content):
    guess(source(content))
    for name in NAMES:
        for found in FORMATS[name].read(source(content), Notes(), WORDS, None, False):
            assert isinstance(found, (Document, Rejected))


class Endless(io.RawIOBase):
    """The same lines again and again."""

    def __init__(self, lines):
        self.lines, self.left = lines, b""

    def readable(self):
        return True

    def readinto(self, buffer):
        self.left = self.left or self.lines
        taken, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


@pytest.mark.parametrize("name", ["keruen", "doccano", "conll"])
def test_lines_are_read_as_they_are_asked_for(name):
    made = "".join(FORMATS[name].write([Document.model_validate(OUTPUT)], Notes(), WORDS, None))
    endless = Source(Endless(made.encode() + b"{broken\n" * (name != "conll")), "file")
    assert guess(endless) == name
    found = FORMATS[name].read(endless, Notes(), WORDS, None, False)
    first = [item.source if isinstance(item, Rejected) else item.text[:5] for item in islice(found, 4)]
    assert first == ["2025 "] * 4 if name == "conll" else ["2025 ", "file:2", "2025 ", "file:4"]


@pytest.mark.parametrize(
    "content, found",
    [
        ("[\n" + json.dumps(task(ANNOTATED)) + ",\n3]", ["id", "file, item 2"]),
        (json.dumps([task(ANNOTATED)], indent=1).encode("utf-16"), ["id"]),
        (json.dumps(task(ANNOTATED), indent=1), ["id"]),
        (b"[\n\xff\xff\n]", ["file:2"]),
        (json.dumps(task(ANNOTATED)) + "\n{", ["id", "file:2"]),
        ("{\n" + json.dumps(task(ANNOTATED)), ["file:1", "id"]),
        (b"\xff\xff\n[" + json.dumps(task(ANNOTATED)).encode() + b"]", ["file:1", "id"]),
    ],
)
def test_every_layout_of_a_file(content, found):
    read = FORMATS["label-studio"].read(source(content), Notes(), WORDS, None, False)
    assert [item.source if isinstance(item, Rejected) else "id" for item in read] == found


SPANS = st.fixed_dictionaries({"start": st.integers(-3, 80), "end": st.integers(-3, 80)})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SPANS, st.sampled_from(["GPE", "MONEY", "DATE"])), max_size=6), st.lists(SPANS, max_size=4))
def test_spans_anywhere_are_written(ents, spans):
    flows = [{**OUTPUT["flows"][0], "money": span, "commodity": spans[0], "evidence": spans} for span in spans]
    content = {"id": "a", "meta": META, "text": TEXT, "flows": flows, "unannotated": spans}
    document = Document.model_validate({**content, "ents": [{**span, "label": label} for span, label in ents]})
    to_gold(document, Notes(), WORDS)
    for name in NAMES:
        made = "".join(FORMATS[name].write([document], Notes(), WORDS, None))
        (read,) = FORMATS[name].read(source(made), Notes(), WORDS, None, False)
        assert name == "conll" or read.text == TEXT
