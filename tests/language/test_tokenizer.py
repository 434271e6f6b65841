"""`tables/tokens.jsonl` holds a text of every kind, its tokens and, where they matter, their norms."""
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import given
from hypothesis import strategies as st

from keruen.orthography import KAZINFORM, TARGETS, transliterate_spans

TABLE = list(srsly.read_jsonl(Path(__file__).parent.parent / "tables" / "tokens.jsonl"))
BLANK = spacy.blank("kk")
DIRTY = st.text("аәБс ا ءب ۇقر.,-–'’\"«»()  \n\t123 50$€%₸млрджşśy@:/\u00a0\u00ad\u0301\u0640\u200c\u200f\u2067")


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['kind']}: {row['text']}" for row in TABLE])
def test_tokens(kk, row):
    doc = kk(row["text"])
    assert [token.text for token in doc] == row["tokens"]
    if "norms" in row:
        assert [token.norm_ for token in doc] == row["norms"]


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['kind']}: {row['text']}" for row in TABLE])
def test_both_languages_alike(kk, row):
    kaa = spacy.blank("kaa")
    assert [token.text for token in kaa(row["text"])] == row["tokens"]


@given(st.one_of(st.text(), DIRTY))
def test_lossless(text):
    assert "".join(token.text_with_ws for token in BLANK(text)) == text


@given(st.one_of(st.text(), DIRTY))
def test_explain_gives_the_same_tokens(text):
    explained = [token for _, token in BLANK.tokenizer.explain(text)]
    assert [token for token in explained if not token.isspace()] == [t.text for t in BLANK(text) if not t.is_space]


@pytest.mark.parametrize("text, rules", [
    ("ق ر ءى ءى م 12 500", [("initials", "ق ر"), ("initials", "ءى ءى م"), ("grouped", "12 500")]),
    ("ء بىر G20.", [("hamza", "ء بىر"), ("code", "G20"), ("mark", ".")]),
    ("3,5млрд. 14.03.2016ж.", [("number", "3,5"), ("abbreviation", "млрд."), ("date", "14.03.2016"),
    ("abbreviation", "ж.")]),
    ("20 мың. теңге", [("number", "20"), ("abbreviation", "мың."), ("word", "теңге")]),
    ("1,5 млрд.", [("number", "1,5"), ("word", "млрд"), ("mark", ".")]),
    ("т.с.с. qazinform.kz ...", [("dotted", "т.с.с."), ("url", "qazinform.kz"), ("run", "...")]),
])  # fmt: skip
def test_explain(kk, text, rules):
    assert kk.tokenizer.explain(text) == rules


def test_entities_align(kk, seeds):
    for seed in seeds:
        doc = kk(seed.text)
        assert doc.text == seed.text
        for ent in seed.ents:
            assert doc.char_span(ent.start, ent.end) is not None, seed.text[ent.start : ent.end]


@pytest.mark.parametrize("piece", [
    "а-", ".", "a.b", "\u200d", "ا ب ", "1 000 ", "http://", "'", "а.", "млрд.\n", "\n ", "1.", "а", "ا", "aа", "@a", "، ",
    "\u0301",
])  # fmt: skip
def test_no_text_takes_long(kk, piece):
    """Nothing is quadratic: with something that is, these texts take minutes."""
    text = piece * 50_000
    assert kk.make_doc(text).text == text


def test_pipe(kk, seeds):
    docs = list(kk.pipe([seed.text for seed in seeds]))
    assert [doc.text for doc in docs] == [seed.text for seed in seeds]


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("seed_number", range(3))
def test_transliterated_entities_align(kk, seeds, to, seed_number):
    for seed in seeds:
        if seed.meta["script"] == "Cyrl":
            spans = [(ent.start, ent.end) for ent in seed.ents]
            text, spans = transliterate_spans(seed.text, spans, to, seed_number, **KAZINFORM._asdict())
            doc = kk(text)
            assert [text[start:end] for start, end in spans if doc.char_span(start, end) is None] == []
