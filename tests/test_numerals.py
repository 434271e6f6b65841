import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from keruen.numerals import MOST, ORDINAL, like_num, parse, read, word
from keruen.orthography import TARGETS, skeleton, transliterate


@pytest.mark.parametrize("text, value", [
    ("0", "0"), ("5", "5"), ("1 234 567", "1234567"), ("1\u00a0234\u00a0567,89", "1234567.89"), ("1.234.567", "1234567"),
    ("1,234,567", "1234567"), ("12.500,75", "12500.75"), ("12,500.75", "12500.75"), ("1’234’567", "1234567"),
    ("1,234", "1234"), ("1,234 млн", "1234000"), ("0,234", "0.234"), ("2,5", "2.5"), ("2.5", "2.5"), ("٢٫٥", "2.5"), ("۱۲", "12"),
    ("2,5 млн", "2500000"), ("3 млрд. 200 млн.", "3200000000"), ("2 млрд 310 млн", "2310000000"), ("12 трлн 400 млрд", "12400000000000"),
    ("5 тыс", "5000"), ("24 түмен", "240000"), ("7,5 تۇمەن", "75000"), ("5 мың 300", "5300"), ("1,5 мың млрд", "1500000000000"),
    ("6 жүз мың", "600000"), ("2 жарым миллион", "2500000"),
])  # fmt: skip
def test_digits(text, value):
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text, value", [
    ("жүз отыз мың", "130000"), ("бір миллиард екі жүз миллион", "1200000000"), ("екі жарым миллион", "2500000"),
    ("жарты миллион", "500000"), ("бір миллион жарым", "1500000"), ("ширек миллиард", "250000000"), ("миллион", "1000000"),
    ("бір бүтін оннан екі", "1.2"), ("он бір бүтін жүзден жиырма бес миллиард", "11250000000"), ("нөл бүтін жиырма бес", "0.25"),
    ("тоқсан үш бүтін төрт миллиард", "93400000000"), ("бір де екі миллиард", "1200000000"), ("он алты да тоғыз миллион", "16900000"),
    ("еки ярым миллион", "2500000"), ("жигирма алты", "26"), ("бес жүз елиў миң", "550000"), ("бир пүтин оннан еки", "1.2"),
    ("ءبىر ميلليارد ەكى ءجۇز ميلليون", "1200000000"), ("bir mıllıard eki júz mıllıon", "1200000000"), ("júz eliw mıń", "150000"),
    ("жүзден", "100"), ("бес миллионға", "5000000"), ("мильон", "1000000"), ("ميليون", "1000000"), ("ملرد", "1000000000"), ("mlrd", "1000000000"),
])  # fmt: skip
def test_words(text, value):
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text", [
    "", " ", "-", "теңге", "алтын", "оны", "онда", "ондай", "бүтін", "де", "тыс", "бес он", "екі млрд 5 трлн", "5,5 млн 300 мың",
    "0,0,0", "1.2.3.4", "1,23,456", "9" * 1000, "1000001 триллион", "5 млн теңге",
])  # fmt: skip
def test_not_one_number(text):
    assert parse(text) is None


@pytest.mark.parametrize("text, value", [
    ("бірінші", 1), ("жиырмасыншы", 20), ("екі мың жиырма алтыншы", 2026), ("5-ші", 5), ("10-ыншы", 10), ("бесинши", 5), ("3-ши", 3),
    ("ءۇشىنشى", 3), ("ekinshi", 2), ("jıyrma besinshi", 25), ("жүзінші", 100),
])  # fmt: skip
def test_ordinals(text, value):
    norms = [skeleton(part) for part in text.replace("-", " - ").split()]
    found = read(norms)
    assert (found.end, found.value, found.form) == (len(norms), value, ORDINAL)


def test_the_longest_numeral_wins():
    norms = [skeleton(part) for part in "бес миллион үш жүз мың теңге".split()]
    assert read(norms).end == 5
    assert read(norms, 2).value == 300000
    assert read(norms, 5) is None


def test_unit_of_a_range():
    assert read(["5", "-", "7", "mln"], 2).unit == 10**6
    assert read(["5", "-", "7", "mln"]).unit == 1


def test_num2words():
    rng = random.Random(4)
    for _ in range(10_000):
        number = rng.randrange(10 ** rng.randint(1, 15))
        assert parse(num2words(number, lang="kz")) == number


def test_num2words_in_all_scripts():
    rng = random.Random(5)
    for target in TARGETS:
        for _ in range(100):
            number = rng.randrange(10 ** rng.randint(1, 13))
            assert parse(transliterate(num2words(number, lang="kz"), target)) == number


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", "."]), st.integers(min_value=0, max_value=99))
def test_decimals_are_exact(whole, mark, cents):
    assert parse(f"{whole}{mark}{cents:02d}") == Decimal(whole) + Decimal(cents) / 100


@given(st.lists(st.sampled_from("5 0,0,0 1,234 бір он жүз мың миллион жарым бүтін оннан де жүзден мыңыншы - теңге".split()), max_size=8))
def test_any_words(words):
    norms = [skeleton(part) for part in words]
    for start in range(len(norms)):
        found = read(norms, start)
        assert found is None or start < found.end <= len(norms)
        assert found is None or found.value.is_nan() or 0 <= found.value <= MOST


@given(st.text(max_size=40))
def test_any_text(text):
    parse(text)
    like_num(text)
    word(text)


@pytest.mark.parametrize("text", "5 2,5 1.234.567 ٥ ½ 1/2 5-ші 10-нші бір үшінші жүз жүзден млн млрд. ملن mln еки ءۇش жарты 100".split())
def test_like_num(text):
    assert like_num(text)


@pytest.mark.parametrize("text", ["", ".", "-", "-ші", "Қазақстан", "алтын", "оны", "де", "бүтін", "0,0,0", "5-тонна", "1/0", "доллар"])
def test_not_like_num(text):
    assert not like_num(text)
