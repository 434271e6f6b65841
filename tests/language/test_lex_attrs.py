import pytest
import spacy

from keruen.language.lex_attrs import is_currency, is_stop, norm, prefix, shape, suffix


@pytest.mark.parametrize("word", [
    "бес", "бесінші", "жиырма", "отыз", "елу", "жүз", "мың", "миллион", "млрд.", "2,5", "12 500", "1/2", "½", "٢٥",
    "بەس", "ءبىر", "جيىرما", "ءجۇز", "مىڭ", "ميلليون", "ەكىنشى", "bes", "jiyrma", "ekinshi", "ekınşı", "mıllıon",
    "бир", "еки", "жигирма", "jigirma", "eki", "мың",
])  # fmt: skip
def test_like_num(kk, word):
    assert kk(word)[0].like_num


@pytest.mark.parametrize("word", ["адам", "жыл", "ел", "ەل", "el", "бар", "және", "-", "$"])
def test_not_like_num(kk, word):
    assert not kk(word)[0].like_num


@pytest.mark.parametrize("word", [
    "$", "€", "₸", "₽", "£", "¥", "USD", "KZT", "доллар", "долларға", "доллардың", "теңге", "тг.", "еуро", "евро",
    "рубль", "юань", "сум",
    "دوللار", "دوللارعا", "تەڭگە", "ەۋرو", "dollar", "dollarǵa", "teńge", "teñge", "evro",
])  # fmt: skip
def test_is_currency(kk, word):
    assert is_currency(word)
    assert kk(word)[0].is_currency


@pytest.mark.parametrize("word", ["адам", "usdt", "5", "%", "ەل", "саммит", ""])
def test_is_no_currency(word):
    assert not is_currency(word)


@pytest.mark.parametrize("word", [
    "және", "Және", "мен", "үшін", "бұл", "جانە", "ءۇشىن", "بۇل", "jáne", "üşın", "ҳәм", "менен", "ушын", "hám",
    "ushın",
])  # fmt: skip
def test_is_stop(kk, word):
    assert is_stop(word)
    assert kk(word)[0].is_stop


@pytest.mark.parametrize("word", ["Қазақстан", "экспорт", "доллар", "پرەزيدەنت", "sauda", "2025", "қол", "он"])
def test_is_no_stop_word(word):
    assert not is_stop(word)


@pytest.mark.parametrize("word, expected", [
    ("млн.", "mln"), ("Ә.", "a"), ("т.б.", "t.b"), (".", "."), ("...", "..."), ("€", "€"), ("£", "£"),
    ("12 500", "12500"),
])  # fmt: skip
def test_norm(kk, word, expected):
    """spaCy's own norms would turn every currency sign into $."""
    assert norm(word) == expected
    assert kk.vocab[word].norm_ == expected


@pytest.mark.parametrize("words", [
    ("Қазақстанның", "قازاقستاننىڭ", "Qazaqstannyń", "Qazaqstannyñ", "Qazaqstannıñ"),
    ("үшін", "ءۇشىن", "úshin", "u's'in"),
])  # fmt: skip
def test_affixes_are_the_same_in_every_script(words):
    assert len({(prefix(word), suffix(word)) for word in words}) == 1


@pytest.mark.parametrize("word, expected", [
    ("Қазақстан", "Xxxxx"), ("قازاقستان", "aaaa"), ("БҰҰ", "XXX"), ("ЎзА", "XxX"), ("12,5", "dd,d"),
    ("2025", "dddd"), ("G20", "Xdd"),
    ("–", "-"), ("«", '"'), ("ка\u00adзақ", "xxxx"), ("и\u0306од", "xxx"),
])  # fmt: skip
def test_shape(word, expected):
    assert shape(word) == expected


@pytest.mark.parametrize("lang", ["kk", "kaa"])
def test_stop_words_of_the_language(lang):
    assert len(spacy.blank(lang).Defaults.stop_words) > 200
