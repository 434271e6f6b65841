import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.report.words import CONTROLS, address, cell, host, script_json, slug, visible


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        ("мұнай", "мұнай"),
        ("  екі \n жол\t", "екі жол"),
        ("a\u202eb\u2066c", "a[U+202E]b[U+2066]c"),
        ("a\u2028b\x00", "a[U+2028]b[U+0000]"),
        ("\ud800", "\ufffd"),
        ("قا\u200cز", "قا\u200cز"),
        ("<b>", "<b>"),
        (5, "5"),
        (True, "true"),
        ({"a": "ә"}, '{"a": "ә"}'),
        ("a" * 301, "a" * 299 + "…"),
    ],
)
def test_visible(value, text):
    assert visible(value) == text


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_nothing_unseen_is_left(text):
    shown = visible(text)
    assert not CONTROLS.search(shown) and not set("\n\r\t") & set(shown) and len(shown) <= 300


@pytest.mark.parametrize(
    "name, part",
    [
        ("kazinform-serbia-2026-02-26", "kazinform-serbia-2026-02-26"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\news\\a.txt", "c-news-a-txt"),
        ("CON", "con"),
        ("Қазақстан", ""),
        ("news.jsonl:17", "news-jsonl-17"),
        ("a" * 90, "a" * 48),
        ("\u202egpj.exe\x00", "gpj-exe"),
        ("", ""),
    ],
)
def test_slug(name, part):
    assert slug(name) == part


@pytest.mark.parametrize(
    "url, followed, named",
    [
        ("https://kaz.inform.kz/a?b=1", "https://kaz.inform.kz/a?b=1", "kaz.inform.kz"),
        ("http://karakalpakstan.uz", "http://karakalpakstan.uz", "karakalpakstan.uz"),
        ("javascript:alert(1)", "", ""),
        ("JaVaScRiPt:alert(1)", "", ""),
        (" javascript:alert(1)", "", ""),
        ("java\nscript:alert(1)", "", ""),
        ("data:text/html,x", "", ""),
        ("https:///x", "", ""),
        ("https://a\\@b", "", ""),
        ("//example.com", "", ""),
        ("http://[", "", ""),
        (None, "", ""),
        (5, "", ""),
    ],
)
def test_address(url, followed, named):
    assert (address(url), host(url)) == (followed, named)


@pytest.mark.parametrize(
    "value, safe",
    [
        ("=1+1", "'=1+1"),
        ("+7", "'+7"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("мұнай", "мұнай"),
        ("2025-01/2025-05", "2025-01/2025-05"),
        (-5, -5),
        (None, None),
        ("", ""),
        ("a\u202e", "a[U+202E]"),
    ],
)
def test_cell(value, safe):
    assert cell(value) == safe


@given(st.text(st.characters(exclude_categories=())))
def test_script_json_is_the_same_and_ends_no_script(text):
    script = script_json({"a": [text]})
    assert json.loads(script) == {"a": [text]}
    assert not set("<>&\u2028\u2029\u202e") & set(script)
    script.encode("utf-8")
