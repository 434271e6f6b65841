"""Cyrillic into every other orthography, with the words' skeletons and the spans' places kept."""
import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.batch import read
from keruen.orthography import KAZINFORM, TARGETS, skeleton, transliterate, transliterate_spans

ROOT = Path(__file__).parent.parent.parent
KAZNERD = ROOT / "assets" / "kaznerd"
CYRILLIC_WORD = re.compile("[\u0400-\u0481\u048a-\u052f]+")
CYRILLIC = st.text("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяўҳАӘБҒҚҢӨҰҮШЮЯІ -,.?«»\n2", max_size=80)
HABITS = st.fixed_dictionaries({}, optional={
    "spaced_initials": st.sampled_from([0.0, 0.5, 1.0]), "spaced_year": st.sampled_from([0.0, 0.5, 1.0]),
    "spaced_hyphen": st.sampled_from([0.0, 0.5, 1.0]), "dropped_hamza": st.sampled_from([0.0, 0.5, 1.0]),
    "long_iy": st.sampled_from([0.0, 1.0]), "comma": st.sampled_from([",", "،"]),
})  # fmt: skip


@pytest.mark.parametrize("cyrillic, arabic", [
    ("Қазақстан", "قازاقستان"), ("Тоқаев", "توقايەۆ"), ("Қасым-Жомарт", "قاسىم-جومارت"), ("Сербия", "سەربيا"),
    ("үшін", "ءۇشىن"), ("өзара", "ءوزارا"), ("бірлескен", "بىرلەسكەن"), ("көлемі", "كولەمى"), ("әлем", "الەم"),
    ("премьер-министрдің", "پرەمەر-ءمينيستردىڭ"), ("инвестициялар", "ينۆەستيتسيالار"), ("юань", "يۋان"),
    ("ие", "يە"), ("дүние", "دۇنيە"), ("жою", "جويۋ"), ("келуі", "كەلۋى"), ("Валерий", "ۆالەري"),
    ("цемент", "تسەمەنت"),
    ("Ауэзов", "اۋەزوۆ"), ("Мұхтар Әуезов", "مۇحتار اۋەزوۆ"), ("гуманитарлық", "گۋمانيتارلىق"), ("һәм", "ءھام"),
    ("әскери, мәдени; қайда?", "اسكەري، مادەني؛ قايدا؟"), ("28,6 миллион", "28,6 ميلليون"),
    ("ХХІ ғасыр", "XXI عاسىر"),
    ("Ә. Тоқомбаев", "ءا. توقومبايەۆ"), ("«Отбасы» банк", "«وتباسى» بانك"), ("KAZINFORM", "KAZINFORM"),
])  # fmt: skip
def test_kazinform(cyrillic, arabic):
    assert transliterate(cyrillic, "Arab") == arabic


@pytest.mark.parametrize("cyrillic, habits, arabic", [
    ("БҰҰ мен ЕҚЫҰ", {"spaced_initials": 1}, "ب ۇ ۇ مەن ە ق ى ۇ"),
    ("ҚСЗИ-дің", {"spaced_initials": 1}, "ق س ز ي- ءدىڭ"), ("ЕО-дан тыс", {"spaced_initials": 1}, "ە و- دان تىس"),
    ("СІМ жанындағы", {"spaced_initials": 1}, "س ءى م جانىنداعى"),
    ("ГЭС-1 салу", {"spaced_initials": 1}, "گ ە س-1 سالۋ"),
    ("НАТО елдері", {"spaced_initials": 1}, "ناتو ەلدەرى"),
    ("БҰҰның жиыны", {"spaced_initials": 1}, "ب ۇ ۇ- نىڭ جيىنى"),
    ("2024-жылы", {"spaced_year": 1}, "2024 -جىلى"), ("сауда-саттық", {"spaced_hyphen": 1}, "ساۋدا- ساتتىق"),
    ("үшін", {"dropped_hamza": 1}, "ۇشىن"), ("Валерий", {"long_iy": 1}, "ۆالەريي"),
    ("иә, жоқ", {"comma": ","}, "ءيا, جوق"),
    ("үшін", {"hamza": "ٴ"}, "ٴۇشىن"), ("кезең", {"keyboard": "كکەه"}, "کهزهڭ"),
    ("25", {"digits": "٠١٢٣٤٥٦٧٨٩"}, "٢٥"),
])  # fmt: skip
def test_habits(cyrillic, habits, arabic):
    assert transliterate(cyrillic, "Arab", **habits) == arabic


@pytest.mark.parametrize("cyrillic, to, expected", [
    ("Қазақстан Республикасы", "Latn-2017", "Qazaqstan Respy'bli'kasy"), ("Шығыс", "Latn-2017", "S'yg'ys"),
    ("Қазақстан Республикасы", "Latn-2018", "Qazaqstan Respýblıkasy"), ("шілде", "Latn-2018", "shilde"),
    ("Қазақстан Республикасы", "Latn-2021", "Qazaqstan Respublikasy"), ("тәуелсіздік", "Latn-2021", "täuelsızdık"),
    ("Үкімет", "Latn-2021", "Ükımet"), ("Ыстамбұл", "Latn-2021", "Ystambūl"), ("Иран", "Latn-2021", "İran"),
    ("Қазақстан Республикасы", "Latn-QazAqparat", "Qazaqstan Respwblïkası"), ("Чехия", "Latn-QazAqparat", "Çexïya"),
    ("Өзбекстан", "Latn-kaa-2009", "O'zbekstan"), ("саўда ҳәм хызмет", "Latn-kaa-2009", "sawda ha'm xızmet"),
    ("Өзбекстан", "Latn-kaa-2016", "Ózbekstan"), ("қоңсы ҳәм цирк", "Latn-kaa-2016", "qońsı hám cirk"),
    ("АҚШ Ш. Айтматов", "Latn-2018", "AQSH Sh. Aıtmatov"),
    ("инвестициялық", "Arab-CN", "ينۆەستيسيالىق"), ("жиын", "Arab-CN", "جىيىن"),
])  # fmt: skip
def test_other_orthographies(cyrillic, to, expected):
    assert transliterate(cyrillic, to) == expected


@pytest.mark.parametrize("text", ["Қазақстан", "KZ", ""])
@pytest.mark.parametrize("call", [transliterate, lambda text, to: transliterate_spans(text, [], to)])
def test_an_unknown_target(call, text):
    with pytest.raises(ValueError, match="no orthography 'Latin'; the targets are Arab, Arab-CN, Latn-2017"):
        call(text, "Latin")


@pytest.fixture(scope="module")
def words(seeds) -> set[str]:
    texts = [seed.text for seed in seeds if seed.meta.get("script") == "Cyrl"]
    texts += [document.text for document in read([str(ROOT / "corpus" / "authored"), str(ROOT / "tests" / "heldout")])]
    for name in ("IOB2_train.txt", "IOB2_valid.txt"):
        path = KAZNERD / name
        if path.is_file():
            texts.append(path.read_text(encoding="utf8"))
    return set(chain.from_iterable(map(CYRILLIC_WORD.findall, texts)))


@pytest.mark.parametrize("to", TARGETS)
def test_skeletons_of_the_corpora(words, to):
    assert len(words) > 1000
    if to == "Arab-CN":  # it writes ц as س, so that цх (`Кварацхелия`) is read as сх, and that as ш
        words = {word for word in words if "цх" not in word.lower()}
    assert [word for word in words if skeleton(transliterate(word, to)) != skeleton(word)] == []


def test_skeletons_with_habits(words):
    """The hyphen that KazInform sets before the ending of initials (`ب ۇ ۇ- عا`) is a token of its own."""
    habits = KAZINFORM._asdict()
    arabic = {word: transliterate(word, "Arab", 7, **habits).replace("- ", "") for word in words}
    assert [word for word in words if skeleton(arabic[word]) != skeleton(word)] == []


@given(CYRILLIC, st.sampled_from(TARGETS), st.integers(0, 9), HABITS, st.data())
def test_spans(text, to, seed, habits, data):
    """A span of whole words is, in the new text, what its words alone become; no habit puts white space at its ends."""
    words = [match.span() for match in re.finditer(r"[^\s.,?«»-]+", text)]
    new, spans = transliterate_spans(text, words, to, seed, **habits)
    assert new == transliterate(text, to, seed, **habits)
    assert [skeleton(new[start:end]) for start, end in spans] == [
        skeleton(transliterate(text[start:end], to, seed, **habits)) for start, end in words
    ]
    assert all(new[start:end] == new[start:end].strip() for start, end in spans)


@pytest.mark.parametrize("to", TARGETS)
def test_spans_of_the_seeds(seeds, to):
    for seed in seeds:
        if seed.meta.get("script") == "Cyrl":
            spans = [(ent.start, ent.end) for ent in seed.ents]
            new, moved = transliterate_spans(seed.text, spans, to)
            assert [new[s:e] for s, e in moved] == [transliterate(seed.text[s:e], to) for s, e in spans]


@given(CYRILLIC, st.sampled_from(TARGETS), st.integers(0, 9))
def test_deterministic(text, to, seed):
    habits = KAZINFORM._asdict()
    assert transliterate(text, to, seed, **habits) == transliterate(text, to, seed, **habits)


@given(st.text(), st.sampled_from(TARGETS))
def test_any_text(text, to):
    spans = [(0, len(text))]
    assert transliterate_spans(text, spans, to)[0] == transliterate(text, to)


def test_seeds_differ():
    text = " ".join(f"сауда-саттық{i}-сауда үшін 20{i:02}-жылы" for i in range(40))
    habits = KAZINFORM._asdict()
    assert len({transliterate(text, "Arab", seed, **habits) for seed in range(5)}) == 5
