import csv
import io
import json

import pytest
from typer.testing import CliRunner

from keruen.cli import app

SENTENCE = "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады."


@pytest.fixture
def keruen(rules_on_disk):
    def call(command, *arguments, **options):
        return CliRunner().invoke(app, [command, *map(str, arguments), "--model", str(rules_on_disk)], **options)

    return call


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    lines = [{"id": "a", "text": SENTENCE}, {"id": "b", "text": ""}, {"id": "c", "text": "Амалсыз мәтін."}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_annotate_gives_the_contract(keruen, news, tmp_path):
    output = tmp_path / "out.jsonl"
    result = keruen("annotate", news, "-o", output)
    assert result.exit_code == 0, result.output
    one, empty, plain = map(json.loads, output.read_text(encoding="utf-8").splitlines())
    assert [empty, plain] == [
        {"id": "b", "meta": {}, "text": "", "ents": [], "flows": []},
        {"id": "c", "meta": {}, "text": "Амалсыз мәтін.", "ents": [], "flows": []},
    ]
    assert one["ents"] == [
        {"start": 0, "end": 9, "label": "DATE", "period": "2025"},
        {"start": 10, "end": 19, "label": "GPE", "code": "KZ"},
        {"start": 20, "end": 28, "label": "GPE", "code": "RS"},
        {"start": 29, "end": 51, "label": "MONEY", "value": 28600000, "currency": "USD"},
    ]
    (flow,) = one["flows"]
    assert flow.pop("evidence")
    assert flow == {
        "money": {"start": 29, "end": 51}, "value": 28600000, "currency": "USD", "flow": "export", "origin": "KZ",
        "destination": "RS", "commodity": None, "period": "2025", "status": "actual",
    }  # fmt: skip


def test_annotate_standard_input(keruen):
    result = keruen("annotate", "-", input=SENTENCE.encode())
    assert json.loads(result.stdout)["ents"][1]["code"] == "KZ"


def test_flows_as_csv(keruen, news):
    result = keruen("flows", news)
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row == {
        "document": "a", "amount": "28,6 миллион доллардың", "flow": "export", "origin": "KZ", "destination": "RS",
        "value": "28600000", "currency": "USD", "commodity": "", "period": "2025", "status": "actual",
    }  # fmt: skip


def test_some_input_bad(keruen, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        b'{"id": "good", "text": "a"}\n{"text": "\xff"}\n{"no": 1}\n{"id": "d", "text": "b", "meta": {"date": "x"}}\n'
    )
    output = tmp_path / "out.jsonl"
    result = keruen("annotate", path, "-o", output)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in output.read_text().splitlines()] == ["good", "d"]
    rejected = [json.loads(line) for line in (tmp_path / "out.jsonl.rejected.jsonl").read_text().splitlines()]
    assert [line["where"] for line in rejected] == [f"{path}:2", f"{path}:3"]
    assert f"{path}:2: not UTF-8" in result.stderr
    assert "d: meta.date 'x' is no date of the form YYYY-MM-DD" in result.stderr
    assert "2 of 4 inputs were not annotated" in result.stderr


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["missing.jsonl"], "missing.jsonl: can't be read: No such file or directory"),
        (["-", "--date", "31.12.2025"], "--date '31.12.2025' is no date of the form YYYY-MM-DD."),
        (["-", "--date", "2025-02-30"], "--date '2025-02-30' is no date of the form YYYY-MM-DD."),
    ],
)
def test_nothing_could_be_done(keruen, arguments, complaint):
    result = keruen("annotate", *arguments, input="")
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_missing_model():
    result = CliRunner().invoke(app, ["flows", "-", "--model", "none"], input="")
    assert result.exit_code == 2
    assert "There is no model 'none'" in result.stderr
