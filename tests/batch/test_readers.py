import io
import sys

import pytest

from keruen.batch import Rejected, read
from keruen.documents import Document


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def test_json_lines(tmp_path):
    path = write(
        tmp_path, "news.jsonl", '{"id": "a", "text": "Бір"}\n\n{"text": "Екі", "meta": {"date": "2026-01-02"}}\r\n'
    )
    one, two = read([path])
    assert (one.id, one.text) == ("a", "Бір")
    assert (two.id, two.text, two.meta) == (f"{path}:3", "Екі", {"date": "2026-01-02"})


@pytest.mark.parametrize(
    "content, text, meta",
    [
        ("Мәтін", "Мәтін", {}),
        (b"\xef\xbb\xbf" + "Мәтін\n".encode(), "Мәтін\n", {}),
        ("date 2026-02-26 Тақырып\nМәтін", "date 2026-02-26 Тақырып\nМәтін", {"date": "2026-02-26"}),
        ("", "", {}),
    ],
)
def test_text(tmp_path, content, text, meta):
    path = write(tmp_path, "a.txt", content)
    assert list(read([path])) == [Document(id=path, text=text, meta=meta)]


def test_folders_are_searched_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    write(tmp_path, "b/2.txt", "екі")
    write(tmp_path, "1.txt", "бір")
    write(tmp_path, "notes.md", "емес")
    assert [document.text for document in read([str(tmp_path)])] == ["бір", "екі"]


def test_what_cannot_be_read_is_rejected_and_the_rest_is_read(tmp_path):
    path = write(
        tmp_path,
        "news.jsonl",
        b'{"text": "\xd0\x91\xff"}\n{"texts": "a"}\nnot json\n{"id": "good", "text": "\xd0\x91"}\n',
    )
    results = list(read([path, str(tmp_path / "none.txt"), str(tmp_path / "a.docx")]))
    assert [result.where for result in results if isinstance(result, Rejected)] == [
        f"{path}:1",
        f"{path}:2",
        f"{path}:3",
        str(tmp_path / "none.txt"),
        str(tmp_path / "a.docx"),
    ]
    reasons = [result.reason for result in results if isinstance(result, Rejected)]
    assert reasons[0].startswith("not UTF-8: byte 0xff at position 12")
    assert reasons[1].startswith("field 'text': field required")
    assert reasons[2].startswith("not a line of JSON")
    assert reasons[3] == "can't be read: No such file or directory"
    assert "'.docx' can't be read" in reasons[4]
    assert results[0].text == '{"text": "Б\\xff"}\n'
    assert [result.id for result in results if isinstance(result, Document)] == ["good"]


def test_empty_folder_is_told(tmp_path):
    (result,) = read([str(tmp_path)])
    assert result.reason == "the folder holds no .jsonl or .txt file"


@pytest.mark.parametrize(
    "content, ids", [('{"id": "a", "text": "Бір"}\n{"id": "b", "text": ""}\n', ["a", "b"]), ("Бір сөйлем.", ["stdin"])]
)
def test_standard_input(monkeypatch, content, ids):
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode())))
    monkeypatch.setattr(sys, "stdin", stream)
    assert [document.id for document in read(["-"])] == ids
