import json

import pytest
import typer
from spacy.tokens import DocBin
from typer.testing import CliRunner

import corpus
from keruen.documents import Document

app = typer.Typer()
app.command()(corpus.main)

ARTICLE = {
    "id": "a-1",
    "meta": {"lang": "kk", "script": "Cyrl", "date": "2026-02-26"},
    "text": "2025 жылы БҰҰ елі Қазақстан Сербияға 28,6 миллион доллардың мырышын сатты.",
    "ents": [{"start": 0, "end": 9, "label": "DATE"}, {"start": 10, "end": 13, "label": "ORG"}, {"start": 18, "end": 27, "label": "GPE"}, {"start": 37, "end": 59, "label": "MONEY"}],
    "flows": [{"money": {"start": 37, "end": 59}, "commodity": {"start": 60, "end": 67}}],
}  # fmt: skip


def build(tmp_path, *articles):
    for name in ("seeds", "authored", "heldout"):
        (tmp_path / name).mkdir(exist_ok=True)
    (tmp_path / "seeds" / "s.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    arguments = [
        "--seeds",
        tmp_path / "seeds",
        "--authored",
        tmp_path / "authored",
        "--heldout",
        tmp_path / "heldout",
        "--kaznerd",
        tmp_path / "none",
        "--output",
        tmp_path / "out",
    ]
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_variants_carry_the_annotation():
    for variant in corpus.variants(Document(**ARTICLE)):
        assert variant.meta["script"] in variant.meta["orthography"]
        places = [variant.text[ent.start : ent.end] for ent in variant.ents]
        goods = variant.flows[0]["commodity"]
        if variant.meta["script"] == "Arab":
            assert places[1:] == ["ب ۇ ۇ", "قازاقستان", "28,6 ميلليون دوللاردىڭ"]
            assert variant.text[goods["start"] : goods["end"]] == "مىرىشىن"
        else:
            assert places[1] in ("BUU", "BŪŪ")


def test_folds_leave_one_article_out(tmp_path, kk):
    other = {**ARTICLE, "id": "a-2", "text": ARTICLE["text"] + " Бітті."}
    assert build(tmp_path, ARTICLE, other).exit_code == 0

    def ids(path):
        return [doc.user_data["id"] for doc in DocBin().from_disk(tmp_path / "out" / path).get_docs(kk.vocab)]

    assert ids("folds/a-1/test.spacy") == ["a-1"]
    assert {name.split("/")[0] for name in ids("folds/a-1/train.spacy")} == {"a-2"}
    assert len(ids("train.spacy")) == 6
    assert ids("folds/blind/train.spacy") == []
    assert ids("folds/blind/test.spacy") == ["a-1", "a-2"]


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"ents": [{"start": 0, "end": 7, "label": "DATE"}]}, "DATE 0:7 cuts a token"),
        (
            {"ents": [{"start": 0, "end": 9, "label": "DATE"}, {"start": 5, "end": 9, "label": "DATE"}]},
            "entities overlap",
        ),
        ({"text": None}, "field 'text'"),
        ({"meta": {"script": "Cyrl"}}, "meta needs a lang (kk, kaa) and a script (Cyrl, Arab, Latn)"),
        ({"meta": {"lang": "kk", "script": "Thai"}}, "meta needs a lang"),
    ],
)
def test_misaligned_gold_fails_the_build(tmp_path, change, complaint):
    result = build(tmp_path, {**ARTICLE, **change})
    assert result.exit_code == 1
    assert "s.jsonl:1" in result.output and complaint in result.output
    assert not (tmp_path / "out").exists()


def test_no_article_is_both_trained_on_and_scored(tmp_path):
    (tmp_path / "authored").mkdir()
    (tmp_path / "authored" / "a.jsonl").write_text(json.dumps({**ARTICLE, "id": "again"}) + "\n")
    result = build(tmp_path, ARTICLE)
    assert result.exit_code == 1
    assert f"the text of again is that of a-1 in {tmp_path / 'seeds'}; keep one of them" in result.output
