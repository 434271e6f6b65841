import gzip
import io
import json
import os
import sys

import pytest
from archives import ARTICLES, DATE
from hypothesis import given, settings
from hypothesis import strategies as st

from keruen.batch import Columns, Rejected, read
from keruen.batch.readers import cut, read_slice
from keruen.documents import Document


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def test_every_format_gives_the_same_articles(archive):
    documents = list(read([str(archive)]))
    assert all(isinstance(document, Document) for document in documents), documents
    for document, (id, text) in zip(documents, ARTICLES.items(), strict=True):
        assert id in document.id
        assert text.replace("\n", " ") in document.text.replace("\n", " ")
        assert document.meta["input"].startswith(str(archive))


@pytest.mark.parametrize("size", [1, 100, 300, 1 << 20])
def test_slices_add_up(archive, size):
    whole = list(read([str(archive)]))
    paths = sorted(archive.iterdir()) if archive.is_dir() else [archive]
    slices = [part for path in paths for part in cut(str(path), size)]
    assert [document for part in slices for document in read_slice(part)] == whole
    assert sum(part.size for part in slices) <= sum(path.stat().st_size for path in paths)
    if size == 1 and not archive.is_dir():
        assert len(slices) == len(whole)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet='аб \\"\u2028\x85', max_size=9)), st.integers(1, 60), st.booleans())
def test_slices_of_lines_add_up(tmp_path_factory, texts, size, last_end):
    content = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts) + "\n" * last_end
    path = write(tmp_path_factory.mktemp("lines"), "news.jsonl", content)
    slices = list(cut(path, size))
    documents = [document for part in slices for document in read_slice(part)]
    assert [document.text for document in documents] == texts
    assert [document.meta["input"] for document in documents] == [f"{path}:{number + 1}" for number in range(len(texts))]
    assert [part.start for part in slices[1:]] == [part.stop for part in slices[:-1]]


def test_json_lines(tmp_path):
    content = '{"id": "a", "text": "Бір"}\n\n{"text": "Екі", "meta": {"date": "2026-01-02"}}\r\n'
    path = write(tmp_path, "news.jsonl", content)
    one, two = read([path])
    assert (one.id, one.text, one.meta) == ("a", "Бір", {"input": f"{path}:1"})
    assert (two.text, two.meta) == ("Екі", {"date": "2026-01-02", "input": f"{path}:3"})
    assert two.id.startswith(f"{path}#") and two.id == list(read([path]))[1].id


@pytest.mark.parametrize(
    "content, text",
    [
        ("Мәтін", "Мәтін"),
        (b"\xef\xbb\xbf" + "Мәтін\n".encode(), "Мәтін\n"),
        ("Мәтін".encode("utf-16"), "Мәтін"),
        ("Үкімет мәжілісінде айтылды".encode("kz1048"), "Үкімет мәжілісінде айтылды"),
        ("", ""),
    ],
)
def test_text(tmp_path, content, text):
    (document,) = read([write(tmp_path, "a.txt", content)])
    assert document.text == text


def test_lines_in_utf16(tmp_path):
    content = '{"id": "a", "text": "Бір"}\n{"id": "б", "text": "Екі"}\n'.encode("utf-16")
    documents = [document for part in cut(write(tmp_path, "news.jsonl", content), 10) for document in read_slice(part)]
    assert [document.id for document in documents] == ["a", "б"]


def test_page(tmp_path):
    page = (
        '<html><head><title>Тақырып</title><meta property="og:site_name" content="Газет"></head><body><nav>Мәзір</nav>'
        f'<article><h1>Тақырып</h1><time datetime="{DATE}">бүгін</time><p>{ARTICLES["а"]}</p><p>{ARTICLES["в"]}</p>'
        "</article><script>alert(1)</script></body></html>"
    )
    (document,) = read([write(tmp_path, "a.HTML", page)])
    assert document.text.startswith("Тақырып\n2025 жылы Қазақстан")
    assert "alert" not in document.text and "Мәзір" not in document.text
    assert document.meta["title"] == "Тақырып"
    assert (document.meta["date"], document.meta["date_from"]) == (DATE, "page")


def test_columns_of_a_table(tmp_path):
    import pyarrow
    from pyarrow import parquet

    rows = [{"nr": 7, "body": "Мәтін", "day": DATE, "paper": "Газет", "text": "емес"}, {"nr": 8, "body": None}]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    path = str(tmp_path / "a.parquet")
    document, rejected = read([path], Columns("body", "nr", "day"))
    assert (document.id, document.text) == ("7", "Мәтін")
    assert document.meta == {"paper": "Газет", "text": "емес", "date": DATE, "input": f"{path}:1"}
    assert rejected == Rejected(f"{path}:2", "column 'body' holds NoneType, no text", "8")
    (rejected,) = read([path], Columns("missing"))
    assert (
        "no column 'missing'; name the one with the texts by --text-column (nr, body, day, paper, text)" in rejected.reason
    )


def test_folders_are_searched_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    write(tmp_path, "b/2.txt", "екі")
    write(tmp_path, "1.TXT", "бір")
    write(tmp_path, "notes.md", "емес")
    assert [document.text for document in read([str(tmp_path)])] == ["бір", "екі"]


def test_what_cannot_be_read_is_rejected_and_the_rest_is_read(tmp_path):
    content = b'{"text": "\xd0\x91\xff"}\n{"texts": "a", "id": "x"}\nnot json\n{"id": "good", "text": "\xd0\x91"}\n'
    path = write(tmp_path, "news.jsonl", content)
    results = list(read([path, str(tmp_path / "none.txt"), str(tmp_path / "a.docx")]))
    rejected = [result for result in results if isinstance(result, Rejected)]
    places = [f"{path}:1", f"{path}:2", f"{path}:3", str(tmp_path / "none.txt"), str(tmp_path / "a.docx")]
    assert [result.source for result in rejected] == places
    assert [result.id for result in rejected] == [None, "x", None, None, None]
    assert rejected[0].reason.startswith("not UTF-8: byte 0xff at position 12")
    assert rejected[0].text == '{"text": "Б\\xff"}'
    assert rejected[1].reason.startswith("field 'text': field required")
    assert rejected[2].reason.startswith("not a line of JSON")
    assert rejected[3].reason == "can't be read: No such file or directory"
    assert "'.docx' can't be read" in rejected[4].reason
    assert [result.id for result in results if isinstance(result, Document)] == ["good"]


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("a.jsonl.gz", gzip.compress(os.urandom(999).hex().encode())[:-99], "a.jsonl.gz:1: the compressed file is damaged"),
        ("a.parquet", b"PAR1 PAR1", "a.parquet: no Parquet file that can be read"),
        ("a.spacy", b"nothing", "a.spacy: no DocBin file that can be read"),
        ("a.html", b"", "a.html: the page is empty"),
        ("a.html", b"<html></html>", "a.html: no article was found in the page"),
        ("a.html", b"<div>" * 200_000, "a.html: no article was found in the page"),
        ("a.txt", b"\0\1\2", "a.txt: holds zero bytes and is no UTF-16 text"),
    ],
)
def test_damaged_files(tmp_path, name, content, reason):
    path = write(tmp_path, name, content)
    (rejected,) = read([path])
    assert f"{rejected.source}: {rejected.reason}".removeprefix(f"{tmp_path}{os.sep}").startswith(reason)


def test_lines_before_the_damage_are_read(tmp_path):
    lines = [json.dumps({"id": str(number), "text": os.urandom(50).hex()}) for number in range(100)]
    path = write(tmp_path, "a.jsonl.gz", gzip.compress("\n".join(lines).encode())[:-2000])
    *documents, rejected = read([path])
    assert [document.id for document in documents] == [str(number) for number in range(len(documents))]
    assert len(documents) > 50
    assert rejected.source == f"{path}:{len(documents) + 1}"


def test_file_names_that_are_no_text(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")
    with open(path, "wb") as stream:
        stream.write("Мәтін".encode())
    (document,) = read([str(tmp_path)])
    assert document.meta["input"] == f"{tmp_path}{os.sep}\\xff.txt"
    assert document.text == "Мәтін"


def test_empty_folder_is_told(tmp_path):
    (result,) = read([str(tmp_path)])
    assert result.reason.startswith("the folder holds no file of a kind that can be read: .jsonl")


@pytest.mark.parametrize(
    "content, ids", [('{"id": "a", "text": "Бір"}\n{"id": "b", "text": ""}\n', ["a", "b"]), ("Бір сөйлем.", ["stdin#"])]
)
def test_standard_input(monkeypatch, content, ids):
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode())))
    monkeypatch.setattr(sys, "stdin", stream)
    for document, id in zip(read(["-"]), ids, strict=True):
        assert document.id.startswith(id)
