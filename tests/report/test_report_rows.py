import pytest
from report_documents import document_of

from keruen.report.rows import article_of, days, number_text, year_of


@pytest.mark.parametrize(
    "meta, file, source",
    [
        ({"source": "Kazinform", "publisher": "x"}, "a.jsonl", "Kazinform"),
        ({"publisher": "Еркин Қарақалпақстан", "url": "https://x.uz/"}, "a.jsonl", "Еркин Қарақалпақстан"),
        ({"source": " ", "url": "https://kaz.inform.kz/news/1"}, "a.jsonl", "kaz.inform.kz"),
        ({"url": "javascript:x"}, "news/a.jsonl", "a.jsonl"),
        ({}, "stdin", "stdin"),
    ],
)
def test_source(meta, file, source):
    assert article_of(document_of(meta=meta), file).source == source


@pytest.mark.parametrize(
    "fields, title, date, script",
    [
        ({"meta": {"title": "Тақырып", "date": "2026-02-26"}, "text": "Мәтін"}, "Тақырып", "2026-02-26", "Cyrl"),
        ({"text": "\n\n قازاقستان\nسەربيا"}, "قازاقستان", "", "Arab"),
        ({"text": "Qazaqstan", "meta": {"date": "кеше"}}, "Qazaqstan", "", "Latn"),
        ({"id": "x7", "text": " "}, "x7", "", None),
    ],
)
def test_article(fields, title, date, script):
    article = article_of(document_of(**fields), "a.jsonl")
    assert (article.title, article.date, article.script) == (title, date, script)


def test_flows(serbia):
    total, item = article_of(serbia, "a.jsonl").flows
    assert (total.number, total.amount, total.value, total.kind, total.origin, total.total) == (
        1, "28,6 миллион доллардың", 28600000, "export", "KZ", None,
    )  # fmt: skip
    assert (item.goods, item.total, item.first) == ("мұнай", 1, None)
    text = serbia.text
    assert [(text[start:end], role) for start, end, role in total.evidence] == [
        ("2025 жылы", "date"), ("Қазақстан", "party"), ("Сербияға", "party"), ("экспорттады", "cue"),
    ]  # fmt: skip


def test_a_null_party_is_empty_and_a_range_has_two_ends():
    flow = {"value": 5, "value_max": 7.5, "origin": None, "destination": "EU", "flow": "import"}
    (flow,) = article_of(document_of(flows=[flow]), "a").flows
    assert (flow.origin, flow.destination, flow.value, flow.value_max, flow.money) == ("", "EU", 5, 7.5, None)


@pytest.mark.parametrize(
    "value", [None, True, "5", [], {}, float("nan"), float("inf"), -float("inf"), 10**18, 10**400, -(10**30)]
)
def test_values_that_are_no_amount(value):
    assert article_of(document_of(flows=[]).model_copy(update={"flows": [{"value": value}]}), "a").flows[0].value is None


@pytest.mark.parametrize(
    "span",
    [None, 5, [], "0:3", {}, {"start": 0}, {"start": 0, "end": 99}, {"start": -1, "end": 2}, {"start": 2, "end": 2},
     {"start": True, "end": 2}, {"start": 0.0, "end": 2.0}, {"start": "0", "end": "2"}],
)  # fmt: skip
def test_spans_that_are_none(span):
    flow = {"money": span, "commodity": span, "evidence": [span], "part_of": span, "same_as": span}
    (flow,) = article_of(document_of(text="мәтін", flows=[flow]), "a").flows
    assert (flow.money, flow.commodity, flow.evidence, flow.total, flow.first) == (None, None, [], None, None)


def test_entities_that_overlap_or_leave_the_text_are_left_out():
    ents = [(0, 3), (2, 5), (3, 5), (4, 9), (5, 5), (-2, 1)]
    document = document_of(text="мәтін", ents=[{"start": start, "end": end, "label": "GPE"} for start, end in ents])
    assert [ent[:2] for ent in article_of(document, "a").ents] == [(0, 3), (3, 5)]


@pytest.mark.parametrize(
    "period, bounds, year",
    [
        ("2025", (20250101, 20251231), "2025"),
        ("2025-02", (20250201, 20250231), "2025"),
        ("2025-02-26", (20250226, 20250226), "2025"),
        ("2025-01/2025-05", (20250101, 20250531), "2025"),
        ("2010/2024", (20100101, 20241231), "2010/2024"),
        ("2024/2010", None, ""),
        ("", None, ""),
        ("былтыр", None, ""),
        ("2025/2026/2027", None, ""),
        ("2025\n", None, ""),
    ],
)
def test_periods(period, bounds, year):
    assert (days(period), year_of(period)) == (bounds, year)


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        (0, "0"),
        (28600000, "28\u202f600\u202f000"),
        (1234.5, "1\u202f234,5"),
        (-1000, "-1\u202f000"),
        (0.128, "0,13"),
    ],
)
def test_number_text(value, text):
    assert number_text(value) == text
