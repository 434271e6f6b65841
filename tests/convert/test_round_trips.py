"""Documents to each format and back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tool_examples import OUTPUT, source

from keruen.convert import FORMATS, Notes, Words, guess
from keruen.documents import Document, read_document

ROOT = Path(__file__).parent.parent.parent
WORDS = Words()
WHOLE = ("keruen", "label-studio", "doccano", "prodigy")
SCRIPTS = (
    "Қазақстан мен Сербия 28,6 млн доллар,",
    "قازاقستان مەن سەربيا 28,6 ميلليون دوللار،",
    "Qazaqstan men Serbiia 28,6 mln dollar",
)
SIGNS = ("😀", "👨‍👩‍👧", "🇰🇿", "é", "и\u0306", "\u0674", "\n", "\r\n", "\t", "«", "»", "-", "\u2028", "\u200f", " ", "  ")


@pytest.fixture(scope="module")
def gold():
    paths = [*sorted((ROOT / "seeds").glob("*.jsonl")), *sorted((ROOT / "corpus" / "authored").glob("*.jsonl"))]
    return [read_document(line, str(path)) for path in paths for line in path.open(encoding="utf-8")]


def back(name, documents):
    notes = Notes()
    content = "".join(FORMATS[name].write(documents, notes, WORDS, None))
    return list(FORMATS[name].read(source(content), notes, WORDS, None, False)), content


@pytest.mark.parametrize("name", WHOLE)
def test_all_gold_articles_come_back_equal(gold, name):
    read, content = back(name, gold)
    assert len(gold) > 600
    assert [document.id for document in read] == [document.id for document in gold]
    assert [pair[0].id for pair in zip(gold, read) if pair[0] != pair[1]] == []
    assert guess(source(content)) == name


def test_entities_of_all_gold_articles_come_back_from_conll_by_their_words(gold):
    read, content = back("conll", gold)
    assert guess(source(content)) == "conll"
    assert [words_of(document) for document in read] == [words_of(document) for document in gold]
    assert ["".join(document.text.split()) for document in read] == ["".join(document.text.split()) for document in gold]


def words_of(document):
    return [(ent.label, "".join(document.text[ent.start : ent.end].split())) for ent in document.ents]


@pytest.mark.parametrize("name", WHOLE)
def test_output_of_the_pipeline_comes_back_equal(name):
    document = Document.model_validate({**OUTPUT, "source": {"page": 3}, "unannotated": [{"start": 60, "end": 65}]})
    document.meta["kind"] = "brief"
    (read,), _ = back(name, [document])
    assert read == document


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("text", ["", " ", "\r\n", "Амалсыз мәтін.", "😀"])
def test_texts_without_annotation(name, text):
    document = Document(id="a", text=text, meta={"date": "2026-01-01"})
    (read,), _ = back(name, [document])
    assert read == document


@st.composite
def documents(draw):
    """A text of the three scripts and odd signs, with spans on its tokens and flows on its amounts."""
    text = "".join(
        draw(st.lists(st.sampled_from([word + " " for s in SCRIPTS for word in s.split()] + list(SIGNS)), max_size=30))
    )
    doc = WORDS.tokens(text)
    places = [(token.idx, token.idx + len(token)) for token in doc if token.text.strip()]
    ents, goods, flows = [], [], []
    i = 0
    while i < len(places):
        length = draw(st.integers(1, 3))
        label = draw(st.sampled_from([None, None, "GPE", "PERSON", "ORG", "MONEY", "DATE", "goods"]))
        span = {"start": places[i][0], "end": places[min(i + length, len(places)) - 1][1]}
        if label == "goods":
            goods.append(span)
        elif label:
            ents.append({**span, "label": label})
        i += length if label else 1
    codes = st.sampled_from([None, "KZ", "RS", "UZ", "EU"])
    for ent in ents:
        if ent["label"] == "MONEY" and draw(st.booleans()):
            kind = draw(st.sampled_from(["export", "import", "turnover", "investment"]))
            parties = [draw(codes), draw(codes)]
            if kind == "turnover":
                parties.sort(key=lambda code: (code is None, code or ""))
            flows.append(
                {
                    "money": {"start": ent["start"], "end": ent["end"]},
                    "value": draw(st.integers(0, 10**15) | st.floats(0.5, 1e6)),
                    "currency": draw(st.sampled_from(["USD", "KZT"])), "flow": kind, "origin": parties[0],
                    "destination": parties[1], "commodity": draw(st.sampled_from([None, *goods])),
                    "period": draw(st.sampled_from([None, "2025", "2025-01/2025-05"])),
                    "status": draw(st.sampled_from(["actual", "forecast", "target"])),
                }
            )  # fmt: skip
    return Document.model_validate({"id": "h", "meta": {"lang": "kk"}, "text": text, "ents": ents, "flows": flows})


@settings(max_examples=60, deadline=None)
@given(documents())
def test_any_document_comes_back_equal(document):
    for name in WHOLE:
        (read,), _ = back(name, [document])
        assert read == document, name


@settings(max_examples=60, deadline=None)
@given(documents())
def test_any_entities_come_back_from_conll_by_their_words(document):
    read, _ = back("conll", [document])
    assert [words_of(found) for found in read] == [words_of(document)]
