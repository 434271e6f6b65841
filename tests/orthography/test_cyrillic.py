import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.orthography import ORTHOGRAPHIES, cyrillic, transliterate

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "word, orthography, reading",
    [
        ("قازاقستان", "Arab", "қазақстан"),
        ("سەربياعا", "Arab", "сербияға"),
        ("ميلليارد", "Arab", "миллиард"),
        ("ءۇش", "Arab", "үш"),
        ("ٴبىر", "Arab-CN", "бір"),
        ("ب ۇ ۇ", "Arab", "БҰҰ"),
        ("ء بىر", "Arab", "бір"),
        ("ء", "Arab", ""),
        ("توقايەۆتىڭ", "Arab", "тоқаевтың"),
        ("قويۋ", "Arab", "қою"),
        ("كومپانياسى", "Arab", "компаниясы"),
        ("ماسەلە", "Arab", "мәселе"),
        ("كولەم", "Arab", "көлем"),
        ("سونىمەن", "Arab", "сонымен"),
        ("ينۆەستيتسيا", "Arab", "инвестиция"),
        ("ەكسپورت", "Arab", "экспорт"),
        ("ەلدەر", "Arab", "елдер"),
        ("كېڭەس", "Arab", "кеңес"),
        ("،", "Arab", ","),
        ("قازاقستان", "Cyrl-kk", "қазақстан"),
        ("Qazaqstan", "Latn-2018", "Қазақстан"),
        ("Serbııaǵa", "Latn-2018", "Сербияға"),
        ("İran", "Latn-2021", "Иран"),
        ("IRAN", "Latn-QazAqparat", "ЫРАН"),
        ("cıynalıs", "Latn-kaa-2016", "цыйналыс"),
        ("Qaraqalpaqstan", "Latn-kaa-2016", "Қарақалпақстан"),
        ("Google", "Cyrl-kk", "Google"),
        ("Google", "Arab", "Google"),
        ("Қазақстан", "Latn-2021", "Қазақстан"),
        ("28,6", "Arab", "28,6"),
        ("\n", "Arab", "\n"),
    ],
)
def test_readings(word, orthography, reading):
    assert cyrillic(word, orthography) == reading


@pytest.mark.parametrize(
    "orthography, least",
    [("Arab", 0.92), ("Latn-2017", 0.96), ("Latn-2018", 0.96), ("Latn-2021", 0.96), ("Latn-QazAqparat", 0.97)],
)
def test_most_words_of_articles_come_back(orthography, least):
    """Words of held-out articles, written in another script and read back, are the words that they were."""
    words = []
    for path in sorted((ROOT / "tests" / "heldout").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            if article["meta"]["lang"] == "kk" and article["meta"]["script"] == "Cyrl":
                words += re.findall("[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+", article["text"])
    back = [cyrillic(transliterate(word, orthography), orthography).lower() == word.lower() for word in words]
    assert len(back) > 4000
    assert sum(back) / len(back) > least


@given(st.text(max_size=20), st.sampled_from(ORTHOGRAPHIES))
def test_any_text_has_a_reading_and_cyrillic_stays(text, orthography):
    assert not (cyrillic(text, orthography) and not text)
    assert cyrillic("Өскемен", orthography) == "Өскемен"
