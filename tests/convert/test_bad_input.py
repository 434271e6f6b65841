"""Whatever a file holds, it is read or refused with a reason; whatever a document holds, it is written."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tool_examples import ANNOTATED, META, OUTPUT, TEXT, task

from keruen.convert import FORMATS, Notes, Unread, Words, guess, to_gold
from keruen.documents import Document

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
        guess(content)
        for corrected in (False, True):
            for found in FORMATS[name].read(content, "file", Notes(), WORDS, None, corrected):
                if isinstance(found, Unread):
                    assert found.reason
                else:
                    to_gold(found, Notes(), WORDS)
                    for other in NAMES:
                        "".join(FORMATS[other].write([found], Notes(), WORDS, None))

    check()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_file_of_anything(content):
    guess(content)
    for name in NAMES:
        for found in FORMATS[name].read(content, "file", Notes(), WORDS, None, False):
            assert isinstance(found, (Document, Unread))


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
        (read,) = FORMATS[name].read(made, "file", Notes(), WORDS, None, False)
        assert name == "conll" or read.text == TEXT
