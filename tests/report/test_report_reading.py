import gzip
import io
import json

import pytest

from keruen.report import Read, read_annotated
from keruen.report.reading import Repeated

DOCUMENT = {"id": "a", "text": "Қазақстан", "ents": [], "flows": []}


def lines(*documents) -> bytes:
    return "".join(json.dumps(document) + "\n" for document in documents).encode()


def got(inputs):
    return [
        item.document.id if isinstance(item, Read) else (item.source.rpartition("/")[2], item.reason)
        for item in read_annotated(map(str, inputs))
    ]


def test_a_file(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines(DOCUMENT, {**DOCUMENT, "id": None}) + b"\n")
    assert got([path]) == ["a", f"{path}:2"]


@pytest.mark.parametrize(
    "line, reason",
    [
        (b"{", "not a line of JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
        (b'["text"]', "expected a JSON object with a 'text', found list"),
        (b'{"id": "b", "ents": []}', "field 'text': field required"),
        (b'{"text": "b"}', "neither 'ents' nor 'flows': the document is not annotated; run keruen annotate first"),
        (b'{"text": "\xff", "ents": []}', "not UTF-8: byte 0xff at position 10, and no text in windows-1251"),
    ],
)
def test_a_bad_line_costs_itself_alone(tmp_path, line, reason):
    path = tmp_path / "news.jsonl"
    path.write_bytes(line.rstrip(b"\n") + b"\n" + lines(DOCUMENT))
    (where, told), document = got([path])
    assert document == "a" and where == "news.jsonl:1" and told.startswith(reason)


@pytest.mark.parametrize("pack", [gzip.compress, lambda raw: raw.decode().encode("utf-16")])
def test_files_that_are_packed(tmp_path, pack):
    (tmp_path / "a.jsonl.gz").write_bytes(pack(lines(DOCUMENT, {"id": "b"})))
    (tmp_path / "b.jsonl").write_bytes(lines(DOCUMENT))
    told = "the same document was given before; it is shown once"
    assert got([tmp_path]) == ["a", ("a.jsonl.gz:2", "field 'text': field required"), ("b.jsonl: a", told)]


def test_folders(tmp_path):
    (tmp_path / "news" / "2026").mkdir(parents=True)
    (tmp_path / "news" / "2026" / "b.jsonl").write_bytes(lines({**DOCUMENT, "id": "b"}))
    (tmp_path / "news" / "a.jsonl").write_bytes(lines(DOCUMENT))
    (tmp_path / "news" / "a.jsonl.rejected.jsonl").write_bytes(lines({"source": "x", "reason": "y", "text": "z"}))
    (tmp_path / "news" / "notes.txt").write_text("x")
    assert got([tmp_path / "news"]) == ["b", "a"]


def test_the_output_folder_of_a_job(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "part-0.jsonl").write_bytes(lines(DOCUMENT))
    (tmp_path / "manifest.jsonl").write_bytes(lines({"part": 0}))
    assert got([tmp_path]) == ["a"]


def test_the_same_document_again_is_shown_once(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(DOCUMENT, {**DOCUMENT, "text": "Сербия"}))
    items = list(read_annotated([str(tmp_path), str(path)]))
    assert [isinstance(item, Repeated) for item in items] == [False, False, True, True]


@pytest.mark.parametrize(
    "name, reason",
    [
        ("missing.jsonl", "can't be read: No such file or directory"),
        ("news.txt", "annotated documents stand in .jsonl files; run keruen annotate and give its output"),
        ("empty", "the folder holds no .jsonl file; give the output of keruen annotate"),
    ],
)
def test_nothing_to_read(tmp_path, name, reason):
    (tmp_path / "empty").mkdir()
    assert got([tmp_path / name]) == [(name, reason)]


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines(DOCUMENT))))
    assert got(["-"]) == ["a"]
