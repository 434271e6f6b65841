import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_documents import document_of

from keruen.report.passages import LINE, paragraphs, spans
from keruen.report.rows import article_of
from keruen.report.words import CONTROLS, shown


def runs_of(document):
    return [run for paragraph in paragraphs(article_of(document, "a")) for run in paragraph.runs]


def words(document):
    return "\n".join(
        "".join(piece.text for run in paragraph.runs for piece in run.pieces)
        for paragraph in paragraphs(article_of(document, "a"))
    )


def lit(document, name):
    """The words that a flow's role lights, e.g. `1a`."""
    return "".join(piece.text for run in runs_of(document) for piece in run.pieces if name in piece.roles.split())


def plain(text):
    lines = [line[0] for line in LINE.finditer(text) if line[0].strip()]
    return "\n".join(CONTROLS.sub(lambda match: shown(match[0]), line) for line in lines)


def test_pieces(serbia):
    assert words(serbia) == plain(serbia.text)
    assert {name: lit(serbia, name) for name in ("1a", "2a", "2g", "1p", "2p", "1d", "2c")} == {
        "1a": "28,6 миллион доллардың", "2a": "20 миллион доллар", "2g": "мұнай", "1p": "ҚазақстанСербияға",
        "2p": "ҚазақстанСербияға", "1d": "2025 жылы", "2c": "экспорттады",
    }  # fmt: skip
    assert [(run.label, run.known, run.pieces[0].text) for run in runs_of(serbia) if run.label] == [
        ("DATE", "2025", "2025 жылы"), ("GPE", "KZ", "Қазақстан"), ("GPE", "RS", "Сербияға"),
        ("MONEY", "28\u202f600\u202f000 USD", "28,6 миллион доллардың"),
        ("MONEY", "20\u202f000\u202f000 USD", "20 миллион доллар"),
    ]  # fmt: skip


def test_every_gold_article_keeps_its_text(gold):
    assert [document.id for document in gold if words(document) != plain(document.text)] == []


def test_code_points_are_not_utf16():
    text = "🐎🐎 Қазақстан 𐰴"
    document = document_of(text=text, ents=[{"start": 3, "end": 12, "label": "GPE", "code": "KZ"}])
    assert [run.pieces[0].text for run in runs_of(document) if run.label] == ["Қазақстан"]


SPAN = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: {"start": ends[0], "end": ends[1]})


@given(
    st.text(st.sampled_from("абв сә\nقاز 1,5$\u202e\u2067\r🐎"), max_size=30),
    st.lists(SPAN, max_size=4),
    st.lists(st.fixed_dictionaries({"money": SPAN, "commodity": SPAN, "evidence": st.lists(SPAN, max_size=4)}), max_size=3),
)
def test_whatever_the_spans_the_text_is_whole(text, ents, flows):
    document = document_of(text=text, ents=[{**ent, "label": "GPE"} for ent in ents], flows=flows)
    article = article_of(document, "a")
    assert words(document) == plain(text)
    for flow in article.flows:
        for start, end, role in spans(flow):
            letters = {"amount": "a", "goods": "g", "party": "p", "date": "d", "cue": "c"}
            one = plain(text[start:end]).replace("\n", "")
            assert not one.strip() or one in lit(document, f"{flow.number}{letters[role]}")


@pytest.mark.parametrize(
    "text, directions",
    [
        ("قازاقستان مەن سەربيا ساۋداسى\nҚазақстан\n2025\nقازاق", ["", "ltr", "", ""]),
        ("Қазақстан мен Сербия саудасы\nقازاق\n12%", ["", "rtl", ""]),
        ("2025", [""]),
    ],
)
def test_a_paragraph_in_another_script_has_its_own_direction(text, directions):
    assert [paragraph.direction for paragraph in paragraphs(article_of(document_of(text=text), "a"))] == directions


def test_controls_stand_as_what_they_are_called():
    document = document_of(text="мың\u202eдоллар\u2069 \x00")
    pieces = [(piece.text, piece.control) for run in runs_of(document) for piece in run.pieces]
    assert pieces == [
        ("мың", False), ("[U+202E]", True), ("доллар", False), ("[U+2069]", True), (" ", False), ("[U+0000]", True),
    ]  # fmt: skip


def test_an_entity_that_ends_within_a_word_keeps_its_letters_joined():
    document = document_of(text="قازاقستانعا باردى", ents=[{"start": 0, "end": 9, "label": "GPE"}])
    assert [run.joined for run in runs_of(document) if run.label] == [True]
