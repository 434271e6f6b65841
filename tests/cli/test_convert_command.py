import gzip
import json

import pytest
from typer.testing import CliRunner

from keruen.cli import app

TEXT = "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың мырышын сатты."
DOCUMENT = {
    "id": "a-1",
    "meta": {"lang": "kk", "script": "Cyrl", "date": "2026-02-26"},
    "text": TEXT,
    "ents": [{"start": 10, "end": 19, "label": "GPE", "code": "KZ"}, {"start": 29, "end": 51, "label": "MONEY"}],
    "flows": [
        {
            "money": {"start": 29, "end": 51}, "value": 28600000, "currency": "USD", "flow": "export", "origin": "KZ",
            "destination": "RS", "commodity": {"start": 52, "end": 59}, "period": "2025", "status": "actual",
        }
    ],
}  # fmt: skip


def call(*arguments, **options):
    return CliRunner().invoke(app, ["convert", *map(str, arguments)], **options)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "annotated.jsonl"
    path.write_text(json.dumps(DOCUMENT, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["label-studio", "doccano", "prodigy"])
def test_there_and_back(source, tmp_path, name):
    there, back = tmp_path / "there.json", tmp_path / "back.jsonl"
    result = call(source, there, "--to", name)
    assert result.exit_code == 0, result.output
    assert f"1 documents, keruen to {name}: {there}" in result.stderr
    assert call(there, back).exit_code == 0
    assert json.loads(back.read_text(encoding="utf-8")) == DOCUMENT


def test_gold_for_the_corpora(source, tmp_path):
    back = tmp_path / "gold.jsonl"
    assert call(source, back, "--gold").exit_code == 0
    gold = json.loads(back.read_text(encoding="utf-8"))
    assert gold["ents"] == [{"start": 10, "end": 19, "label": "GPE"}, {"start": 29, "end": 51, "label": "MONEY"}]
    assert gold["flows"] == DOCUMENT["flows"]


def test_tasks_of_gold_show_only_what_is_to_be_corrected(tmp_path):
    output = {**DOCUMENT, "flows": [{**DOCUMENT["flows"][0], "evidence": [{"start": 60, "end": 65}]}]}
    source, target = tmp_path / "annotated.jsonl", tmp_path / "tasks.json"
    source.write_text(json.dumps(output) + "\n", encoding="utf-8")
    labels = {}
    for gold in ([], ["--gold"]):
        assert call(source, target, "--to", "label-studio", *gold).exit_code == 0
        (task,) = json.loads(target.read_text(encoding="utf-8"))
        result = task["predictions"][0]["result"]
        labels[bool(gold)] = [item["value"]["labels"][0] for item in result if item["type"] == "labels"]
    assert labels == {False: ["GPE", "MONEY", "COMMODITY", "EVIDENCE"], True: ["GPE", "MONEY", "COMMODITY"]}


def test_streams(source):
    result = call("-", "-", "--to", "conll", input=source.read_bytes())
    assert result.exit_code == 0
    assert "Қазақстан -X- O B-GPE" in result.stdout
    assert "CoNLL-2003 can't hold flows: once, in document a-1." in result.stderr


def test_what_a_tool_cannot_show_is_told_by_field(source, tmp_path):
    result = call(source, tmp_path / "there.jsonl", "--to", "doccano")
    assert (
        "doccano can't show 'period' of a flow: it is kept beside the text: once, in document a-1: 2025 of" in result.stderr
    )
    assert "doccano can't show 'destination' of a flow where no entity names it" in result.stderr


def test_label_studios_interface_is_named(source, tmp_path):
    assert "label_studio.xml" in call(source, tmp_path / "tasks.json", "--to", "label-studio").stderr


def test_some_lines_bad(source, tmp_path):
    source.write_text(source.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    target = tmp_path / "tasks.json"
    result = call(source, target, "--to", "label-studio")
    assert result.exit_code == 1
    assert f"{source}:2: not a line of JSON" in result.stderr
    (rejected,) = (tmp_path / "tasks.json.rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(rejected)["text"] == "{broken"
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize("pack", [gzip.compress, lambda raw: raw.decode().encode("utf-16")])
def test_packed_files(source, tmp_path, pack):
    packed = tmp_path / "packed"
    packed.write_bytes(pack(source.read_bytes()))
    assert call(packed, tmp_path / "gold.jsonl", "--gold").exit_code == 0
    assert json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8"))["id"] == "a-1"


@pytest.mark.parametrize("name", ["doccano", "keruen", "conll"])
def test_a_line_that_is_no_text_costs_itself_alone(source, tmp_path, name):
    middle, target = tmp_path / "middle", tmp_path / "target"
    call(source, middle, "--to", name)
    middle.write_bytes(middle.read_bytes() + b"\xff\xff\n")
    result = call(middle, target, "--from", name, "--to", "conll")
    assert result.exit_code == 1 and "not UTF-8: byte 0xff at position 0" in result.stderr
    assert "Қазақстан -X- O B-GPE" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content, arguments, complaint",
    [
        (b'{"text": "a"}\n', [], "its content doesn't tell its format; name it with --from (keruen, label-studio"),
        (b'{"text": "a", "ents": []}\n', [], "holds documents of Keruen; name the format to write with --to"),
        (b"\xff", [], "not UTF-8: byte 0xff at position 0"),
        (b"{}", ["--from", "brat"], "--from 'brat' is no format; give one of keruen, label-studio"),
        (b"{}", ["--to", "brat"], "--to 'brat' is no format"),
        (b"{}", ["--offsets", "bytes"], "--offsets 'bytes' is no way to count"),
        (b"", [], "its content doesn't tell its format"),
    ],
)
def test_nothing_could_be_done(tmp_path, content, arguments, complaint):
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    result = call(path, tmp_path / "out.jsonl", *arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_missing_and_same_files(tmp_path, source):
    assert "can't be read: No such file" in call(tmp_path / "none", tmp_path / "out").stderr
    assert "INPUT and OUTPUT are both" in call(source, source, "--to", "conll").stderr
    result = call(source, tmp_path / "no" / "out", "--to", "conll")
    assert result.exit_code == 2 and "can't be written" in result.stderr
