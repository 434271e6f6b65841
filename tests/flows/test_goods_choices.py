"""What an amount's goods may be chosen from."""
import pytest
from asking import asked
from marked import read

from keruen.flows.commodity import names_goods
from keruen.flows.goods_choices import GoodsChoices
from keruen.flows.history import Told
from keruen.orthography import skeleton


def goods_of(text, which=0, told=Told(), leaning=""):
    doc = read(text)
    question, reading = asked(doc, which, leaning)
    options = GoodsChoices(reading).options(question, None, "goods", None, told)
    return {doc[start:end].text for start, end in filter(None, options)}


@pytest.mark.parametrize("text, which, goods", [
    ("Экспортта кептірілген жүзім ({5 млн доллар}) мен қауын ({2 млн доллар}) бар.", 0, "кептірілген жүзім"),
    ("Экспортта кептірілген жүзім ({5 млн доллар}) мен қауын ({2 млн доллар}) бар.", 1, "қауын"),
    ("Санаат товарлары {2,1 миллиард долларды} қурады.", 0, "Санаат товарлары"),
    ("{18 миллион долларға} – қағаз, картон және мақта сатылды.", 0, "қағаз, картон және мақта"),
    ("{79 миллион доллардың} минералды тыңайтқышын сатты.", 0, "минералды тыңайтқышын"),
])  # fmt: skip
def test_goods_beside_an_amount(text, which, goods):
    assert goods in goods_of(text, which)


def test_goods_told_before_are_an_option():
    text = "<2025 жылы|2025> ұн экспорты {420 млн доллар} болды. Оның ішінде [Ауғанстан|AF] – {280 млн доллар}."
    assert "ұн" in goods_of(text, 1)


def test_words_over_another_amount_are_no_goods():
    assert not any("доллар" in words for words in goods_of("Мыс {5 млн доллар}, қорғасын {2 млн доллар}.", 1))


@pytest.mark.parametrize("text, goods", [
    ("Шикі мұнайды ең көп алған ел – [Италия|IT]: {13,4 млрд доллар}.", "Шикі мұнайды"),
    ("Турбиналарды [Қытайдың|CN] компаниясы жеткізді, құны – {512 млн доллар}.", "Турбиналарды"),
    ("Болат табақты немістер алады. Олар {240 миллион еуро} төледі.", "Болат табақты"),
    ("Қырғызстан осы арада кереует пен шкафты {1,8 млн долларға} өткізді.", "кереует пен шкафты"),
    ("<Былтыр|2024> жасалған келісім бойынша, [АҚШ-қа|US] F-35 жойғыштары үшін {1,1 млрд доллар} төленді.", "F-35 жойғыштары"),
])  # fmt: skip
def test_goods_elsewhere_in_the_sentences(text, goods):
    assert goods in goods_of(text)


def test_the_title_names_goods():
    text = "Дәрі-дәрмек импорты өсті\nМинистрлік есеп берді. Елге тауар көп келді. Сома {341 млн доллар} болды."
    assert "Дәрі-дәрмек" in goods_of(text)


@pytest.mark.parametrize("text", ["болатын", "етті", "салығын", "қалтасынан", "дана", "болат", "мәлім"])
def test_words_that_look_like_goods(text):
    assert names_goods([skeleton(text)], 0) == (text == "болат")
