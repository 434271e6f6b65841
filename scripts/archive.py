"""Make an archive to try annotation jobs on: the project's own articles in every format and script, some of them broken.

Writes OUT/archive/ and OUT/expected.json: how many documents a job should read, and which of them it must reject.
"""

import gzip
import html
import json
import os
import random
from itertools import islice
from pathlib import Path
from typing import Callable, Iterator

import pyarrow
import pyarrow.parquet
import spacy
import srsly
import typer
from spacy.tokens import DocBin

from keruen.documents import Document, make_doc, to_line
from keruen.orthography import transliterate

TARGETS = {"Cyrl": None, "Arab": "Arab", "Latn": "Latn-2018"}
PER_FILE = 250
BROKEN_LINES = {
    "invalid UTF-8": b'{"id": "invalid", "text": "\xd0\x91\xff\xfe \xd0\x91"}',
    "not JSON": b'{"id": "cut", "text": "\xd0\x91',
    "an array": b'["text"]',
    "a number": b"17",
    "no text": b'{"id": "none", "texts": "a"}',
    "text is a number": b'{"id": "number", "text": 5}',
    "text is null": b'{"id": "null", "text": null}',
    "text is a list": b'{"id": "list", "text": ["a"]}',
    "meta is a text": '{"id": "meta", "text": "Бір", "meta": "кеше"}'.encode(),
    "an entity without an end": b'{"id": "entity", "text": "a", "ents": [{"start": 0, "label": "GPE"}]}',
    "nested too deep": b'{"text": "a", "meta": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    "zero bytes": b'{"id": "zero", "text": "\x00\x01"}',
}
ODD_LINES = {  # annotated all the same
    "half a surrogate pair": b'{"id": "torn", "text": "a\\ud800"}',
    "half a surrogate pair in the id": b'{"id": "\\udc00", "text": "a"}',
    "an id given twice": '{"id": "twice", "text": "Бір"}\n{"id": "twice", "text": "Екі"}'.encode(),
    "a date that is none": '{"id": "date", "text": "Былтыр", "meta": {"date": "2026-02-30"}}'.encode(),
    "no words": '{"id": "empty", "text": ""}'.encode(),
    "an id that is a number": '{"id": 17, "text": "Бір"}'.encode(),
    "overrides of direction": json.dumps({"id": "bidi", "text": "\u202e5 млн\u2066 доллар\u2069\u202c " * 400}).encode(),
    "marks without letters": json.dumps({"id": "marks", "text": "а" + "\u0301" * 20_000 + " 5 млн доллар"}).encode(),
    "one endless word": json.dumps({"id": "word", "text": "қ" * 250_000}).encode(),
    "formulas": json.dumps(
        {"id": "=1+1", "text": "Қазақстан Сербияға 5 млн доллардың =cmd() тауарын экспорттады."}
    ).encode(),
    "zeros in the text": json.dumps({"id": "zeros", "text": "5 млн\u0000 доллар\u0000"}).encode(),
}


def articles(count: int, seed: int) -> Iterator[Document]:
    """So many articles with ids and dates of their own, in all scripts."""
    own = [
        Document.model_validate(line)
        for path in sorted(Path("corpus/authored").glob("*.jsonl"))
        for line in srsly.read_jsonl(path)
    ]
    chance = random.Random(seed)
    for number in range(count):
        document = chance.choice(own)
        script = list(TARGETS)[number % len(TARGETS)]
        text = transliterate(document.text, TARGETS[script]) if TARGETS[script] else document.text
        meta = {"date": f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}", "script": script}
        yield Document(id=f"article-{number:06d}", text=f"{text}\n№ {number}", meta=meta)


def main(
    output: Path = typer.Argument(..., help="An empty or new folder."),
    count: int = typer.Option(20_000, help="Articles."),
    broken: float = typer.Option(0.01, help="Share of them that broken documents are added for."),
    long_line: int = typer.Option(5_000_000, help="Bytes of the longest line."),
    seed: int = typer.Option(1),
) -> None:
    folder = output / "archive"
    folder.mkdir(parents=True)
    expected = {"articles": count, "rejected": {}, "odd": {}}
    stream = articles(count, seed)
    makers: tuple[Callable, ...] = (_lines, _compressed, _table, _docbin, _lines, _pages, _texts)
    made = number = 0
    while made < count:
        batch = list(islice(stream, min(PER_FILE, count - made)))
        makers[number % len(makers)](batch, folder / f"{number:04d}")
        made += len(batch)
        number += 1
    _break(folder / "broken", int(count * broken), long_line, expected)
    srsly.write_json(output / "expected.json", expected)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{count:,} articles, {sum(expected['rejected'].values())} rejects to be found, {size / 1e6:.0f} MB in {folder}")


def _lines(batch: list[Document], path: Path) -> None:
    path.with_suffix(".jsonl").write_text("".join(to_line(each.model_dump()) + "\n" for each in batch), encoding="utf-8")


def _compressed(batch: list[Document], path: Path) -> None:
    with gzip.open(path.with_suffix(".jsonl.gz"), "wt", encoding="utf-8") as stream:
        stream.writelines(to_line(each.model_dump()) + "\n" for each in batch)


def _table(batch: list[Document], path: Path) -> None:
    rows = [{"id": each.id, "text": each.text, "date": each.meta["date"], "script": each.meta["script"]} for each in batch]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path.with_suffix(".parquet"), row_group_size=100)


def _docbin(batch: list[Document], path: Path) -> None:
    nlp = spacy.blank("kk")
    DocBin(docs=[make_doc(nlp, each) for each in batch], store_user_data=True).to_disk(path.with_suffix(".spacy"))


def _pages(batch: list[Document], path: Path) -> None:
    path.mkdir()
    for each in batch:
        title, *lines = each.text.split("\n")
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        page = (
            f'<html><head><title>{html.escape(title)}</title><meta property="article:published_time" '
            f'content="{each.meta["date"]}T10:00:00+05:00"></head><body><nav><a href="/">Басты бет</a></nav>'
            f"<article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
        )
        (path / f"{each.id}.html").write_text(page, encoding="utf-8")


def _texts(batch: list[Document], path: Path) -> None:
    path.mkdir()
    for number, each in enumerate(batch):
        text = f"date {each.meta['date']} {each.text}"
        encoding = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")[number % 4]
        (path / f"{each.id}.txt").write_bytes(text.encode(encoding))


def _break(folder: Path, count: int, long_line: int, expected: dict) -> None:
    """Broken and odd documents, in turn, so many in all."""
    folder.mkdir()
    koi8 = "Сыртқы сауда көлемі өсті. ".encode("koi8-r", "replace") * 9
    compressed = gzip.compress(os.urandom(200).hex().encode() * 2)
    files: dict[str, Callable[[Path], None]] = {
        "binary": lambda path: path.with_suffix(".txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(200)),
        "another encoding": lambda path: path.with_suffix(".txt").write_bytes(koi8),
        "damaged gzip": lambda path: path.with_suffix(".jsonl.gz").write_bytes(compressed[:-40]),
        "no gzip": lambda path: path.with_suffix(".jsonl.gz").write_bytes(b"\x1f\x8b\x08nothing"),
        "no Parquet": lambda path: path.with_suffix(".parquet").write_bytes(b"PAR1" + bytes(99) + b"PAR1"),
        "no DocBin": lambda path: path.with_suffix(".spacy").write_bytes(b"nothing of the kind"),
        "an empty page": lambda path: path.with_suffix(".html").write_bytes(b""),
        "a page without an article": lambda path: path.with_suffix(".html").write_text("<html><body></body></html>"),
        "a deep page": lambda path: path.with_suffix(".html").write_text("<div>" * 200_000 + "Мәтін", encoding="utf-8"),
        "a null in a table": lambda path: pyarrow.parquet.write_table(
            pyarrow.Table.from_pylist([{"id": "1", "text": None}], pyarrow.schema([("id", "string"), ("text", "string")])),
            path.with_suffix(".parquet"),
        ),
        "a link to nothing": lambda path: path.with_suffix(".txt").symlink_to(folder / "nothing"),
    }
    rejected, odd = expected["rejected"], expected["odd"]
    ways = [*BROKEN_LINES, *files]
    with (folder / "lines.jsonl").open("wb") as stream:
        for number in range(count):
            way = ways[number % len(ways)]
            if way in files:
                files[way](folder / f"{number:05d}")
            else:
                stream.write(BROKEN_LINES[way] + b"\n")
            rejected[way] = rejected.get(way, 0) + 1
        for way, lines in ODD_LINES.items():
            stream.write(lines + b"\n")
            odd[way] = lines.count(b"\n") + 1
        sentence = "Қазақстан Сербияға 28,6 миллион доллардың тауарын экспорттады. "
        text = sentence * (long_line // len(sentence.encode()))
        stream.write(to_line({"id": "long", "text": text}).encode() + b"\n")
        odd["a long line"] = 1


if __name__ == "__main__":
    typer.run(main)
