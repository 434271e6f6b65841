import csv
import json

import pytest
import spacy
from archives import ARTICLES, DATE
from pyarrow import dataset, parquet
from spacy.tokens import DocBin

from keruen.batch.annotate import results
from keruen.batch.writers import FLOW_COLUMNS, FORMATS, cells, flow_rows, schemas
from keruen.documents import Document, to_json


@pytest.fixture
def written(rules, tmp_path):
    """Write the articles in a format; gives back their JSON and the paths of the tables."""

    def write(kind):
        paths = {table: tmp_path / table.replace("/", "-") for table in FORMATS[kind].tables}
        writer = FORMATS[kind](paths)
        documents = [
            Document(id=id, text=text, meta={"date": DATE, "input": f"f:{number}"})
            for number, (id, text) in enumerate(ARTICLES.items(), 1)
        ]
        contents = []
        for content, doc in results(documents, rules, docs=True):
            writer.write(content, doc)
            contents.append(content)
        writer.close()
        return contents, paths

    return write


def test_json_lines(written):
    contents, paths = written("jsonl")
    assert [json.loads(line) for line in paths["documents"].read_text(encoding="utf-8").splitlines()] == contents


def test_parquet(written):
    contents, paths = written("parquet")
    tables = {name: parquet.read_table(path).to_pylist() for name, path in paths.items()}
    documents, entities, flows = (tables[f"parquet/{name}"] for name in ("documents", "entities", "flows"))
    assert [row["document"] for row in documents] == list(ARTICLES)
    assert [row["text"] for row in documents] == list(ARTICLES.values())
    assert [row["flows"] for row in documents] == [1, 1, 1, 0]
    assert [json.loads(row["meta"]) for row in documents] == [content["meta"] for content in contents]
    assert [row["text"] for row in entities if row["document"] == "а"] == [
        "2025 жылы", "Қазақстан", "Сербияға", "28,6 миллион доллардың",
    ]  # fmt: skip
    assert [(row["document"], row["origin"], row["destination"], row["value"], row["period"]) for row in flows] == [
        ("а", "KZ", "RS", 28600000.0, "2025"),
        ("б", "KZ", "RS", 28600000.0, "2025"),
        ("в", "KZ", "UZ", 800000000.0, "2025"),
    ]
    assert all("28,6" in row["amount"] for row in flows[:2])
    assert all(row["evidence"] for row in flows)
    assert {name: parquet.read_schema(paths[f"parquet/{name}"]).names for name in schemas()} == {
        name: schema.names for name, schema in schemas().items()
    }


def test_parts_of_parquet_are_one_dataset(written, tmp_path):
    _, paths = written("parquet")
    assert dataset.dataset([str(paths["parquet/flows"])] * 2).count_rows() == 6


def test_csv(written):
    _, paths = written("csv")
    with paths["flows"].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == FLOW_COLUMNS
    assert [(row["document"], row["value"], row["currency"], row["date"]) for row in rows] == [
        ("а", "28600000", "USD", DATE), ("б", "28600000", "USD", DATE), ("в", "800000000", "USD", DATE),
    ]  # fmt: skip
    assert "Сербияға" in rows[0]["evidence"].split(" … ")


def test_docbin(written):
    contents, paths = written("spacy")
    docs = list(DocBin().from_disk(paths["docs"]).get_docs(spacy.blank("kk").vocab))
    assert [to_json(doc) for doc in docs] == contents


@pytest.mark.parametrize("text", ["=1+1", "+7 701", "-5", "@SUM(A1)", "\tx", "  =1+1", "\r=1"])
def test_formulas_are_made_harmless(text):
    flow = {"money": {"start": 0, "end": len(text)}, "value": 1, "currency": "USD", "flow": "export", "evidence": []}
    content = {"id": text, "meta": {"input": text}, "text": text, "flows": [flow]}
    (row,) = map(cells, flow_rows(content))
    assert row["document"] == row["input"] == row["amount"] == f"'{text}"
    assert row["value"] == 1
