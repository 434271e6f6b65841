import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.inputs.encodings import EncodingError, decode, is_utf16

TEXT = "Қазақстанның сыртқы сауда көлемі өткен жылы 141,4 миллиард долларға жетті. Өңірдегі ұлғаю үздіксіз."
RUSSIAN_LETTERS = "Парламентте мемлекет басшысы сауда туралы айтты, № 5 сала: «Атамекен» палатасы."
ARABIC = "قازاقستاننىڭ سىرتقى ساۋدا كولەمى"


@pytest.mark.parametrize("text", [TEXT, ARABIC, "Qazaqstannyń syrtqy saýda kólemi", "5 млн € — ½", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, ARABIC])
def test_utf16_without_mark(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text, encoding", [(TEXT, "kz1048"), (RUSSIAN_LETTERS, "cp1251")])
def test_code_pages_of_cyrillic(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "raw, reason",
    [
        (TEXT.encode() + b"\xff", "not UTF-8: byte 0xff at position"),
        (TEXT.encode()[:-3] + b"\xd0", "not UTF-8: byte 0xd0"),
        (
            '{"text": "'.encode() + b'\xd0\x91\xff\xfe \xd0\x91"}',
            "not UTF-8: byte 0xff at position 12; save the file as UTF-8",
        ),
        (b"\xff", "no text in windows-1251 or KZ-1048"),
        (RUSSIAN_LETTERS.encode("koi8-r", "ignore"), "no text in windows-1251 or KZ-1048"),
        (RUSSIAN_LETTERS.encode("cp866", "ignore"), "not UTF-8: byte 0x8f at position 0"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "holds zero bytes and is no UTF-16 text"),
        (codecs.BOM_UTF8 + b"\xff", "begins as UTF-8 but is damaged at byte"),
        (codecs.BOM_UTF16_LE + b"a", "begins as UTF-16 but is damaged at byte"),
    ],
)
def test_what_is_no_text_is_refused(raw, reason):
    with pytest.raises(EncodingError, match=reason):
        decode(raw)


@given(st.text())
def test_all_of_unicode_comes_back_from_utf8(text):
    if not text.startswith("\ufeff") and "\0" not in text:
        assert decode(text.encode()) == text


@given(st.binary())
def test_bytes_become_text_or_a_sentence(raw):
    try:
        assert isinstance(decode(raw), str)
    except EncodingError as error:
        assert str(error)


@pytest.mark.parametrize(
    "text, encoding, expected",
    [
        ("{}", "utf-8", False),
        ("{}", "utf-8-sig", False),
        ("{}", "utf-16", True),
        ("{}", "utf-16-le", True),
        ("", "utf-8", False),
    ],
)
def test_is_utf16(text, encoding, expected):
    assert is_utf16(text.encode(encoding)) is expected
