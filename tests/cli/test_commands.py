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


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_annotate_gives_the_contract(keruen, news, tmp_path):
    output = tmp_path / "out.jsonl"
    result = keruen("annotate", news, "-o", output)
    assert result.exit_code == 0, result.output
    assert "3 documents read = 3 annotated + 0 rejected; 1 flows" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.jsonl", "out.jsonl"]
    one, empty, plain = lines(output)
    assert [empty, plain] == [
        {"id": "b", "meta": {"input": f"{news}:2"}, "text": "", "ents": [], "flows": []},
        {"id": "c", "meta": {"input": f"{news}:3"}, "text": "Амалсыз мәтін.", "ents": [], "flows": []},
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


def test_annotate_into_a_folder(keruen, news, tmp_path):
    output = tmp_path / "out"
    result = keruen("annotate", news, "-o", output, "--format", "parquet", "--format", "csv", "--bom")
    assert result.exit_code == 0, result.output
    assert (output / "flows.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,input,")
    assert (output / "parquet" / "entities" / "00000.parquet").is_file()
    again = keruen("annotate", news, "-o", output)
    assert again.exit_code == 2
    assert "holds a job's output: go on with --resume" in again.stderr


def test_annotate_into_one_csv(keruen, news, tmp_path):
    assert keruen("annotate", news, "-o", tmp_path / "flows.csv").exit_code == 0
    with (tmp_path / "flows.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["document"], row["value"], row["origin"]) == ("a", "28600000", "KZ")


def test_annotate_standard_input(keruen, tmp_path):
    result = keruen("annotate", "-", input=SENTENCE.encode())
    assert json.loads(result.stdout)["ents"][1]["code"] == "KZ"
    assert keruen("annotate", "-", "-o", tmp_path / "out.jsonl", input=SENTENCE.encode()).exit_code == 0
    assert lines(tmp_path / "out.jsonl") == [json.loads(result.stdout)]


def test_flows_as_csv(keruen, news):
    result = keruen("flows", news)
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row.pop("evidence") and row.pop("input") == f"{news}:1"
    assert row == {
        "document": "a", "date": "", "amount": "28,6 миллион доллардың", "flow": "export", "origin": "KZ",
        "destination": "RS", "value": "28600000", "value_max": "", "currency": "USD", "commodity": "", "period": "2025",
        "status": "actual", "part_of": "", "same_as": "", "parts_exceed": "",
    }  # fmt: skip


@pytest.mark.parametrize("streamed", [True, False])
def test_some_input_bad(keruen, tmp_path, streamed):
    path = tmp_path / "news.jsonl"
    content = b'{"id": "good", "text": "a"}\n{"text": "\xff"}\n{"no": 1}\n{"id": "d", "text": "b", "meta": {"date": "x"}}\n'
    path.write_bytes(content)
    output = tmp_path / "out.jsonl"
    if streamed:
        result = keruen("annotate", "-", "-o", output, input=content)
        assert "stdin:2: not UTF-8" in result.stderr
        assert "d: meta.date 'x' is no date of the form YYYY-MM-DD" in result.stderr
        assert "2 of 4 inputs were not annotated; they stand in" in result.stderr
    else:
        result = keruen("annotate", path, "-o", output)
        assert "4 documents read = 2 annotated + 2 rejected" in result.stderr
        assert "1 documents were read otherwise than given; see their meta.warning" in result.stderr
        assert f"What was rejected, and why, stands in {output}.rejected.jsonl" in result.stderr
    assert result.exit_code == 1
    assert [line["id"] for line in lines(output)] == ["good", "d"]
    place = "stdin" if streamed else path
    assert [line["source"] for line in lines(tmp_path / "out.jsonl.rejected.jsonl")] == [f"{place}:2", f"{place}:3"]


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["missing.jsonl"], "missing.jsonl: can't be read: No such file or directory"),
        (["-", "--date", "31.12.2025"], "--date '31.12.2025' is no date of the form YYYY-MM-DD."),
        (["-", "--date", "2025-02-30"], "--date '2025-02-30' is no date of the form YYYY-MM-DD."),
        (["-", "-o", "out"], "Standard input can be annotated into a .jsonl file or standard output, not into out."),
        (["-", "--n-process", "2"], "Processes, engines and --resume are for files and folders"),
        (
            ["a.txt", "-o", "out.parquet"],
            "out.parquet: this output is more than one file; give a folder and --format parquet.",
        ),
        (["a.txt", "-o", "out", "--format", "xml"], "--format 'xml' is none of jsonl, csv, parquet, spacy."),
        (["a.txt", "-o", "out", "--engine", "spark"], "There is no engine 'spark'; give "),
        (["a.txt", "-o", "out", "--gpu-id", "0"], "GPU 0 can't be used"),
        (["-", "--gpu-id", "0"], "GPU 0 can't be used"),
        (["a.txt", "-o", "out"], "1 documents read = 0 annotated + 1 rejected"),
    ],
)
def test_nothing_could_be_done(keruen, arguments, complaint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = keruen("annotate", *arguments, input="")
    assert result.exit_code == 2
    assert complaint in result.stderr


@pytest.mark.parametrize("arguments", [["flows", "-"], ["annotate", "-"], ["annotate", "a.txt", "-o", "out"]])
def test_missing_model(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, [*arguments, "--model", "none"], input="")
    assert result.exit_code == 2
    assert "There is no model 'none'" in result.stderr


@pytest.mark.parametrize("library, name", [("trafilatura", "a.html"), ("pyarrow", "a.parquet")])
def test_missing_library(library, name, keruen, tmp_path, monkeypatch):
    monkeypatch.setattr("keruen.batch.readers.base.find_spec", lambda wanted: None)
    (tmp_path / name).write_bytes(b"a")
    result = keruen("annotate", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert f"This takes {library}: pip install 'keruen[batch]'" in result.stderr
