import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.convert.offsets import Offsets, locate

FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    "text, words, utf16",
    [
        ("Қазақстан мен Сербия", "Сербия", (14, 20)),
        ("قازاقستان سەربياعا", "سەربياعا", (10, 18)),
        ("😀 Астана", "Астана", (3, 9)),
        ("🇰🇿 Астана", "Астана", (5, 11)),
        (f"{FAMILY} Астана", "Астана", (9, 15)),
        ("Кɵ\u0301п é Астана", "Астана", (7, 13)),
        ("а😀б", "😀", (1, 3)),
    ],
)
def test_utf16_units(text, words, utf16):
    start = text.index(words)
    offsets = Offsets(text, "utf-16")
    assert (offsets.of_tool(start), offsets.of_tool(start + len(words))) == utf16
    assert (offsets.start(utf16[0]), offsets.end(utf16[1])) == (start, start + len(words))
    encoded = text.encode("utf-16-le")[2 * utf16[0] : 2 * utf16[1]]
    assert encoded.decode("utf-16-le") == words


def test_half_a_pair_takes_the_whole():
    offsets = Offsets("а😀б", "utf-16")
    assert (offsets.start(2), offsets.end(2)) == (1, 2)


@given(st.text(), st.data())
def test_there_and_back(text, data):
    at = data.draw(st.integers(0, len(text)))
    for units in ("code-points", "utf-16"):
        offsets = Offsets(text, units)
        assert offsets.start(offsets.of_tool(at)) == offsets.end(offsets.of_tool(at)) == at


@pytest.mark.parametrize(
    "text, place, quoted, found",
    [
        ("Астана", (0, 6), "Астана", "Астана"),
        ("😀 Астана", (3, 9), "Астана", "Астана"),  # counted in UTF-16
        ("а\r\nАстана", (2, 8), "Астана", "Астана"),  # a line break counted once
        ("😀\r\nАстана", (3, 9), "Астана", "Астана"),  # both
        ("Нұр-Сұлтан\r\nАстана", (11, 17), "Астана", "Астана"),
        ("Бүгін Астана қаласы", (0, 6), "Астана", "Астана"),  # its only place
        ("бір\nекі", (0, 7), "бір\\nекі", "бір\nекі"),  # a line break written out
        ("Астана, Астана", (1, 4), "Алматы", None),
        ("Астана, Астана", (1, 7), "Астана", None),  # two places, and neither is meant
    ],
)
def test_located_by_its_words(text, place, quoted, found):
    span = locate(text, *place, quoted, "code-points")
    assert (span and text[span[0] : span[1]]) == found


def test_without_words_offsets_are_trusted():
    assert locate("😀 Астана", 3, 9, None, "utf-16") == (2, 8)
    assert locate("😀 Астана", 2, 8, None, "code-points") == (2, 8)
