"""Which periods an amount may have, and what the dates about it may stand for."""
import pytest
from asking import asked
from marked import read

from keruen.flows.history import Told
from keruen.flows.period import Periods
from keruen.flows.period_choices import PeriodChoices


def periods_of(text, which=0, told=Told(), status="actual", today="2025-08-20"):
    """Features of each period, and the dates that name them."""
    doc = read(text)
    question, reading = asked(doc, which)
    choices = PeriodChoices(reading.passage, Periods(reading.passage, today), today)
    return choices.options(question, None, status, "goods", told)


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


# what a date may stand for, by itself
@pytest.mark.parametrize("date, period", [
    ("сегіз айда", "2025-01/2025-08"), ("он бір айда", "2024-01/2024-11"), ("жети айда", "2025-01/2025-07"),
    ("тоғыз айлық", "2024-01/2024-09"), ("бес айдың", "2025-01/2025-05"), ("сегіз айдағы", "2025-01/2025-08"),
    ("жарты жылда", "2025-01/2025-06"), ("ярым жылда", "2025-01/2025-06"), ("екі тоқсанда", "2025-01/2025-06"),
    ("былтырғы жеті айда", "2024-01/2024-07"), ("алдыңғы жеті айда", "2025-01/2025-07"),
    ("жазда", "2025-06/2025-08"), ("қыста", "2024-12/2025-02"), ("күзде", "2024-09/2024-11"),
    ("алты жылда", "2019/2025"), ("алты жылда", "2019/2024"), ("جارتى جىلدا", "2025-01/2025-06"), ("segiz aıda", "2025-01/2025-08"),
])  # fmt: skip
def test_guesses(date, period):
    options, named = periods_of(f"Тауар <{date}> {{5 млн долларға}} сатылды.")
    assert period in options and named[period].text == date


@pytest.mark.parametrize("date, period", [
    ("үш жылда", "2025/2028"), ("алдағы үш жылда", "2025/2028"), ("бес жыл", "2026/2030"), ("көктемде", "2026-03/2026-05"),
])  # fmt: skip
def test_guesses_of_what_is_planned(date, period):
    options, _ = periods_of(f"Тауар <{date}> ішінде {{5 млн долларға}} сатылмақ.", status="target")
    assert period in options


def test_so_many_years_later():
    options, _ = periods_of("Сауда <бес жылдан> кейін {5 млрд долларға} жетпек.", status="target")
    assert "2030" in options


# a period that a date takes from what was told before
@pytest.mark.parametrize("told, date, after, period", [
    ("2024-10", "бір ай", "бұрын", "2024-09"), ("2025-01", "бір ай", "бұрын", "2024-12"), ("2024-10", "бір жыл", "бұрын", "2023-10"),
    ("2025-01/2025-06", "бір жыл", "бұрынғы", "2024-01/2024-06"), ("2025-01/2025-06", "былтырғы|2024", "көрсеткіш", "2024-01/2024-06"),
    ("2024-09/2025-02", "бір жыл", "бұрын", "2023-09/2024-02"), ("2023", "сол жылы", "ғана", "2023"),
    ("2025-01/2025-07", "осы жеті айда", "ғана", "2025-01/2025-07"), ("2021", "үш жылдан", "кейін", "2024"),
])  # fmt: skip
def test_dates_that_look_back(told, date, after, period):
    options, _ = periods_of(f"Тауар <{date}> {after} {{5 млн долларға}} сатылды.", told=Told(told, None, 0))
    assert period in options


def test_the_same_quarter_a_year_before():
    text = "<Бір жыл|2024> бұрын <осы тоқсанда|2025-07/2025-09> {5,9 млрд доллар} тартылған еді."
    options, _ = periods_of(text, told=Told("2025-01/2025-03", None, 0))
    assert "2024-01/2024-03" in options


@pytest.mark.parametrize("date, after, periods", [
    ("шілдеден|2025-07", "бері", {"2025-07/2025-08"}), ("былтырғы қазаннан|2024-10", "бері", {"2024-10/2025-08", "2024-10/2025-07"}),
    ("2023-2024 қаржы жылында|2023/2024", "ғана", {"2023-04/2024-03", "2023-07/2024-06"}),
])  # fmt: skip
def test_longer_than_they_say(date, after, periods):
    options, _ = periods_of(f"Тауар <{date}> {after} {{5 млн долларға}} сатылды.")
    assert periods <= set(options)


def test_months_of_the_year_of_publication_though_another_was_told():
    """The component dates takes the year that the passage has named; the year of publication is an option."""
    options, _ = periods_of("Тауар <қаңтар-маусымда|2023-01/2023-06> {5 млн долларға} сатылды.")
    assert {"2023-01/2023-06", "2025-01/2025-06"} <= set(options)


def test_earlier_periods_are_options_again():
    told = Told().then("2023", None, 0).then("2022", None, 0)
    assert (told.period, told.back, told.first) == ("2022", "2023", "2023")
    assert told.then("2022", None, 0).back == "2023"
    options, _ = periods_of("Германия {341 млн долларға} сатты.", told=told)
    assert "back" in options["2023"] and "back&turned=+=" in options["2023"]


def test_an_amount_of_the_title_told_again():
    text = "Газ саудасы {2,4 млрд доллар} болды\n<Жыл басынан|2025-01/2025-04> жиналған сома – {2,43 млрд доллар}."
    options, _ = periods_of(text)
    assert "n1¶&again" in options["2025-01/2025-04"]


@pytest.mark.parametrize("status, date, offered", [
    ("actual", "2025-07/2025-09", False), ("actual", "2025-08", True), ("actual", "2026", False), ("actual", "2025", True),
    ("target", "2025-08", False), ("target", "2025-09", True), ("target", "2025", True), ("forecast", "2024", False),
])  # fmt: skip
def test_what_happened_is_over_and_what_is_planned_to_come(status, date, offered):
    options, _ = periods_of(f"Тауар <сонда|{date}> {{5 млн долларға}} сатылды.", status=status, told=Told(date, None, 0))
    assert (date in options) == offered


def test_a_relative_year_of_an_unknown_day_takes_no_year_named_before():
    text = "[Қазақстан|KZ] <2015 жылы|2015> ет сатқан жоқ. <Былтыр> экспорт {23 млн долларға} жетті."
    assert set(periods_of(text, told=Told("2015", None, 0), today=None)[0]) == {None}
    assert "2015" in periods_of(text.replace("<Былтыр> э", "Э"), told=Told("2015", None, 0), today=None)[0]
