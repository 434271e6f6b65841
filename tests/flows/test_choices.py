"""What an amount's period and goods may be chosen from."""
import pytest
from marked import read

from keruen.flows.choices import GoodsChoices, PeriodChoices, Told
from keruen.flows.features import Asked, Context, Reading
from keruen.flows.parties import Parties
from keruen.flows.passage import Passage
from keruen.flows.period import Periods

CONTEXT = Context("export", "export/cue", "", "", "goods", "1", "", "noun:export:", [], "", False)


def asked(doc, which=0, leaning=""):
    """The question of the document's amount number `which`, and what answers it."""
    passage = Passage(doc)
    reading = Reading(passage, Parties(passage))
    zones = [(sentence, zone) for sentence in passage.sentences for zone in passage.zones(sentence)]
    sentence, zone = zones[which]
    return Asked(sentence, zone, "goods", CONTEXT._replace(leaning=leaning), (None, None), ()), reading


def periods_of(text, which=0, told=Told()):
    doc = read(text)
    question, reading = asked(doc, which)
    choices = PeriodChoices(reading.passage, Periods(reading.passage, doc._.date), doc._.date)
    return choices.options(question, None, "actual", "goods", told)


def goods_of(text, which=0, told=Told(), leaning=""):
    doc = read(text)
    question, reading = asked(doc, which, leaning)
    options = GoodsChoices(reading).options(question, None, "goods", None, told)
    return {doc[start:end].text for start, end in filter(None, options)}


@pytest.mark.parametrize("text, which, periods", [
    ("Экспорт <2025 жылы|2025> {5 млн доллар} болды.", 0, {"2025"}),
    # a paragraph's period is offered to the next one
    ("<2025 жылғы қаңтар-тамызда|2025-01/2025-08> сауда {9 млрд доллар} болды.\nИмпорт – {4 млрд доллар}.", 1, {"2025-01/2025-08"}),
    # and to the title before it
    ("Экспорт {5 млн долларға} жетті\n<2025 жылы|2025> экспорт {5 млн доллар} болды.", 0, {"2025"}),
    # the other year of a comparison is offered too
    ("<2024 жылғы|2024> {3 млн доллардан} <2025 жылы|2025> {5 млн долларға} өсті.", 1, {"2024", "2025"}),
    ("Экспорт {5 млн доллар} болды.", 0, set()),
])  # fmt: skip
def test_periods(text, which, periods):
    options, named = periods_of(text, which)
    assert set(options) == periods | {None}
    assert set(named) == periods


def test_the_period_told_before_is_an_option():
    options, named = periods_of("Экспорт {5 млн доллар} болды.", told=Told("2024", None, 0))
    assert "told" in options["2024"] and "2024" not in named


def test_a_date_is_one_option_however_often_it_is_told():
    options, _ = periods_of("<2025 жылы|2025> өсті. <2025 жылы|2025> экспорт {5 млн доллар} болды.")
    assert {"at=zL", "at=title"} <= set(options["2025"])


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
