import json

import archive
import pytest
import typer
from typer.testing import CliRunner

from keruen.batch import Rejected, read

app = typer.Typer()
app.command()(archive.main)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    output = tmp_path_factory.mktemp("archive")
    result = CliRunner().invoke(app, [str(output), "--count", "1800", "--long-line", "50000", "--broken", "0.05"])
    assert result.exit_code == 0, result.output
    return output / "archive", json.loads((output / "expected.json").read_text(encoding="utf-8"))


def test_every_document_is_read_or_rejected(made):
    folder, expected = made
    found = list(read([str(folder)]))
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert len(rejected) == sum(expected["rejected"].values())
    assert len(found) - len(rejected) == expected["articles"] + sum(expected["odd"].values())
    assert all("broken" in each.source and each.reason for each in rejected)
    ids = [each.id for each in found if not isinstance(each, Rejected)]
    assert sum("article-" in id for id in ids) == expected["articles"]


def test_all_formats_and_twenty_ways_to_be_broken(made):
    folder, expected = made
    suffixes = {"".join(path.suffixes) for path in folder.rglob("*") if path.is_file()}
    assert suffixes >= {".jsonl", ".jsonl.gz", ".parquet", ".spacy", ".html", ".txt"}
    assert len(expected["rejected"]) >= 20
