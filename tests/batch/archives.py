"""An archive of four articles in every format that can be read."""

import gzip
import json
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from keruen.documents import Document, make_doc

ARTICLES = {
    "а": "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады.",
    "б": "2025 -جىلى قازاقستان سەربياعا 28,6 ميلليون دوللاردىڭ تاۋارىن ەكسپورتتادى.",
    "в": "Былтыр Өзбекстан Қазақстаннан 800 миллион доллардың бидайын сатып алды.\nЕкінші абзац.",
    "г": "Бүгін күн ашық.",
}
DATE = "2026-02-26"


def write_lines(folder: Path) -> Path:
    path = folder / "news.jsonl"
    lines = [json.dumps({"id": id, "text": text, "meta": {"date": DATE}}) + "\n" for id, text in ARTICLES.items()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def write_compressed(folder: Path) -> Path:
    path = folder / "news.jsonl.gz"
    lines = [json.dumps({"id": id, "text": text, "meta": {"date": DATE}}) + "\n" for id, text in ARTICLES.items()]
    path.write_bytes(gzip.compress("".join(lines).encode()))
    return path


def write_texts(folder: Path) -> Path:
    (folder / "texts").mkdir()
    for id, text in ARTICLES.items():
        (folder / "texts" / f"{id}.txt").write_text(f"{DATE}\n{text}", encoding="utf-8")
    return folder / "texts"


def write_pages(folder: Path) -> Path:
    (folder / "pages").mkdir()
    for id, text in ARTICLES.items():
        page = (
            f'<html><head><title>{id} тақырыбы</title><meta property="article:published_time" content="{DATE}T10:00:00">'
            f"</head><body><article><p>{text}</p></article></body></html>"
        )
        (folder / "pages" / f"{id}.html").write_text(page, encoding="utf-8")
    return folder / "pages"


def write_table(folder: Path) -> Path:
    import pyarrow
    from pyarrow import parquet

    rows = [{"id": id, "text": text, "date": DATE} for id, text in ARTICLES.items()]
    parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "news.parquet", row_group_size=3)
    return folder / "news.parquet"


def write_docs(folder: Path) -> Path:
    nlp = spacy.blank("kk")
    docs = [make_doc(nlp, Document(id=id, text=text, meta={"date": DATE})) for id, text in ARTICLES.items()]
    DocBin(docs=docs, store_user_data=True).to_disk(folder / "news.spacy")
    return folder / "news.spacy"


ARCHIVES = {
    "jsonl": write_lines,
    "jsonl.gz": write_compressed,
    "txt": write_texts,
    "html": write_pages,
    "parquet": write_table,
    "spacy": write_docs,
}
