"""One word, one skeleton: `tables/words.tsv` holds real names and words in every script and spelling."""
import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keruen.orthography import skeleton

TABLE = Path(__file__).parent.parent / "tables" / "words.tsv"
MARKS = st.sampled_from(["", "\u00ad", "\u0640", "\u200c", "\u200d", "\u200e", "\u200f", "\u2067", "\ufeff"])


def rows() -> list[tuple[str, str, str]]:
    with TABLE.open(encoding="utf8", newline="") as file:
        _, *body = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(one, other.encode("raw_unicode_escape").decode("unicode_escape") if "\\u" in other else other, reason)
            for _, one, other, reason in body]  # fmt: skip


ROWS = rows()


@pytest.mark.parametrize("one, other", [row[:2] for row in ROWS if not row[2]])
def test_one_word(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("one, other, reason", [row for row in ROWS if row[2]])
def test_listed_exceptions_are_exceptions(one, other, reason):
    assert skeleton(one) != skeleton(other)


def test_share_of_equal_skeletons():
    assert len(ROWS) >= 400
    assert sum(skeleton(one) == skeleton(other) for one, other, _ in ROWS) >= 0.98 * len(ROWS)


@pytest.mark.parametrize("word, folded", [
    ("Қазақстан", "qazaqstan"), ("قازاقستان", "qazaqstan"), ("Qazaqstan", "qazaqstan"),
    ("шешім", "şeşim"), ("чемпион", "çempion"), ("Мирзиёев", "mirzioev"), ("توقايەۆ", "toqaev"),
    ("ب ۇ ۇ", "bu"), ("12 500", "12500"), ("۱۲٬۵۰۰", "12,500"), ("1،3", "1,3"),
    ("–", "-"), ("«", '"'), ("„", '"'), ("،", ","), ("؛", ";"), ("؟", "?"), ("٪", "%"), ("…", "..."),
    ("ء", "ء"), ("\u00ad", "\u00ad"), ("ь", "ь"), (" ", " "), ("\n", "\n"), ("", ""),
])  # fmt: skip
def test_letters_digits_marks(word, folded):
    assert skeleton(word) == folded


@pytest.mark.parametrize("one, other", [
    ("қол", "қала"), ("бес", "бас"), ("қыз", "көз"), ("тас", "таш"), ("вена", "уена"), ("қан", "кан"), ("жаңа", "шаңа"),
])  # fmt: skip
def test_other_words_stay_apart(one, other):
    assert skeleton(one) != skeleton(other)


@given(st.text())
def test_idempotent(text):
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text(min_size=1))
def test_never_empty(text):
    assert skeleton(text)


@given(st.sampled_from([row[1] for row in ROWS]), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_normal_forms(word, form):
    assert skeleton(unicodedata.normalize(form, word)) == skeleton(word)


@given(st.sampled_from([row[1] for row in ROWS if " " not in row[1]]), st.lists(MARKS, min_size=1))
@example("S’yg’ys", ["\u0640"])
def test_invisible_characters(word, marks):
    dirty = "".join(char + marks[i % len(marks)] for i, char in enumerate(word))
    if "ه" not in word:  # heh and a non-joiner are one letter
        assert skeleton(dirty) == skeleton(word)


@pytest.mark.parametrize("lang, most", [("kk", 0.03), ("kaa", 0.025)])
def test_few_words_share_a_skeleton(lang, most):
    """Of the 5,000 commonest word types of the authored articles in one language, those whose skeleton is another word's
    too. Among rarer words are ever more spellings of one name (`Шанхай`, `Шаңхай`), which should share it."""
    counts: Counter[str] = Counter()
    for path in (Path(__file__).parents[2] / "corpus" / "authored").glob("*.jsonl"):
        for line in path.read_text(encoding="utf8").splitlines():
            article = json.loads(line)
            if article["meta"]["lang"] == lang:
                counts.update(re.findall("[\u0400-\u04ff]+", article["text"].lower()))
    types: dict[str, set[str]] = {}
    for word, _ in counts.most_common(5_000):
        types.setdefault(skeleton(word), set()).add(word)
    shared = [word for words in types.values() if len(words) > 1 for word in words]
    share = len(shared) / sum(map(len, types.values()))
    print(f"{lang}: {share:.2%} of the word types share a skeleton with another word")
    assert 0 < share < most


@pytest.mark.parametrize("one, other", [("Shyghys", "Шығыс"), ("dollargha", "долларға"), ("Qaraghay", "Қарағай"), ("jylghy", "жылғы")])
def test_gh_is_one_letter(one, other):
    assert skeleton(one) == skeleton(other)
