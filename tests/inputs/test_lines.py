import gzip
import io
import json
import os

import pytest

from keruen.documents import Document
from keruen.inputs import Line, Rejected, lines, object_of, read_documents

CONTENT = '{"id": "а", "text": "Бір"}\n\n \ufeff{"id": "б", "text": "Үкімет мәжілісі"}\r\n{"id": "в"'
LINES = [
    Line("f:1", '{"id": "а", "text": "Бір"}'), Line("f:2", ""), Line("f:3", '{"id": "б", "text": "Үкімет мәжілісі"}'),
    Line("f:4", '{"id": "в"'),
]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        CONTENT.encode(), b"\xef\xbb\xbf" + CONTENT.encode(), CONTENT.encode("utf-16"), CONTENT.encode("utf-16-le"),
        gzip.compress(CONTENT.encode()),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gzip"],
)  # fmt: skip
def test_lines_whatever_they_are_packed_in(raw):
    assert list(lines(io.BytesIO(raw), "f")) == LINES
    assert list(lines(io.BufferedReader(io.BytesIO(raw)), "f")) == LINES


def test_a_line_that_is_no_text_costs_itself_alone():
    one, bad, two = lines(io.BytesIO("бір\n".encode() + b"\xd0\x91\xff\n" + "екі".encode()), "f")
    assert (one.text, two) == ("бір", Line("f:3", "екі"))
    assert bad == Rejected("f:2", bad.reason, text="Б\\xff") and bad.reason.startswith("not UTF-8: byte 0xff at position 2")


def test_damage_is_told_where_it_begins():
    whole = gzip.compress("\n".join(os.urandom(40).hex() for _ in range(200)).encode())
    *good, bad = lines(io.BytesIO(whole[:-3000]), "f")
    assert len(good) > 50 and all(len(line.text) == 80 for line in good)
    assert bad.source == f"f:{len(good) + 1}" and bad.reason.startswith("the compressed file is damaged from here on")
    (bad,) = lines(io.BytesIO("бір".encode("utf-16") + b"\0"), "f")
    assert (bad.source, bad.reason) == ("f", "begins as UTF-16 but is damaged at byte 8; save the file anew")


class Failing(io.RawIOBase):
    """Gives a line, then fails as a disk does."""

    given = False

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.given:
            raise OSError(5, "Input/output error")
        self.given = True
        buffer[:4] = b"one\n"
        return 4


def test_a_disk_that_fails():
    assert list(lines(Failing(), "f")) == [
        Line("f:1", "one"), Rejected("f:2", "can't be read from here on: Input/output error"),
    ]  # fmt: skip


def test_documents():
    before = Rejected("e", "broken")
    first, (one, document), (two, _), bad = read_documents([before, *LINES])
    assert (first, one, two) == (before, LINES[0], LINES[2])
    assert document == Document(id="а", text="Бір")
    assert (bad.source, bad.id, bad.text) == ("f:4", None, '{"id": "в"') and bad.reason.startswith("not a line of JSON (")


@pytest.mark.parametrize(
    "text, reason",
    [
        ("[1]", "expected a JSON object with a 'text', found list"),
        ("null", "expected a JSON object with a 'text', found NoneType"),
        ("[" * 100_000, "not a line of JSON ("),
    ],
)
def test_what_is_no_object(text, reason):
    assert object_of(Line("f:1", text)).reason.startswith(reason)


def test_objects_hold_no_halves_of_surrogate_pairs():
    assert object_of(Line("f:1", json.dumps({"data": {"text": "а\ud800б"}, "x": "😀"}))) == {
        "data": {"text": "а\ufffdб"}, "x": "😀",
    }  # fmt: skip
