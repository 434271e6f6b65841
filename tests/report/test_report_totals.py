from decimal import Decimal

import pytest
from report_documents import document_of

from keruen.report.rows import article_of
from keruen.report.totals import overlapping, totals

TEXT = "0123456789"
USUAL = {"currency": "USD", "flow": "export", "origin": "KZ", "destination": "RS", "period": "2025", "status": "actual"}


def at(place):
    return {"start": place, "end": place + 1}


def flow(place, value, total=None, first=None, **fields):
    links = {"part_of": at(total)} if total is not None else {}
    links |= {"same_as": at(first)} if first is not None else {}
    return {**USUAL, "money": at(place), "value": value, **links, **fields}


def summed(*articles):
    rows = totals(
        [article_of(document_of(id=str(place), text=TEXT, flows=list(flows)), "a") for place, flows in enumerate(articles)]
    )
    return {" ".join(row.heading).replace("KZ RS export actual 2025 ", ""): row for row in rows}


@pytest.mark.parametrize(
    "flows, value, counted, left_out",
    [
        ([flow(0, 10), flow(1, 5)], 15, 2, 0),
        ([flow(0, 10), flow(1, 10, first=0)], 10, 1, 1),
        ([flow(0, 10), flow(1, 10, first=0), flow(2, 10, first=1)], 10, 1, 2),
        ([flow(0, 10), flow(1, 4, total=0), flow(2, 3, total=0)], 10, 1, 2),
        ([flow(0, 10), flow(1, 4, total=0), flow(2, 3, total=1)], 10, 1, 2),
        ([flow(0, 10, status="forecast"), flow(1, 4, total=0)], 4, 1, 0),
        ([flow(0, 10), flow(1, 10, first=0), flow(2, 4, total=1)], 10, 1, 2),
        ([flow(0, 10), flow(1, 4, total=9)], 14, 2, 0),
        ([flow(0, 10, first=0, total=0)], 10, 1, 0),
        ([flow(0, 10, total=1), flow(1, 10, first=0)], 10, 1, 1),
        ([flow(0, 10, total=1), flow(1, 4, total=0)], 4, 1, 1),
        ([flow(0, 10, first=1), flow(1, 10, first=0)], 10, 1, 1),
        ([flow(0, None), flow(1, 4, total=0)], 4, 1, 0),
        ([flow(0, None), flow(1, 4, first=0)], 4, 1, 0),
    ],
    ids=[
        "sum",
        "told again",
        "told again twice",
        "items",
        "items of items",
        "total of another status",
        "item of a repeat",
        "no such total",
        "of itself",
        "of its own repeat",
        "in a circle",
        "told again in a circle",
        "total without a value",
        "first without a value",
    ],
)
def test_what_is_added(flows, value, counted, left_out):
    row = summed(flows)["USD"]
    assert (row.value, row.flows, row.left_out) == (value, counted, left_out)


def test_an_item_for_another_country_counts_for_that_country():
    rows = summed([flow(0, 100, destination=None), flow(1, 30, total=0, destination="CN")])
    assert {key: row.value for key, row in rows.items()} == {
        "KZ  export actual 2025 USD": 100,
        "KZ CN export actual 2025 USD": 30,
    }


@pytest.mark.parametrize(
    "field", [{"currency": "EUR"}, {"flow": "import"}, {"status": "target"}, {"period": "2024"}, {"origin": None}]
)
def test_never_summed_together(field):
    assert sorted(row.value for row in summed([flow(0, 10), flow(1, 5, **field)]).values()) == [5, 10]


def test_articles_ranges_and_periods():
    row = summed([flow(0, 10, value_max=12), flow(1, 0.1, period="2025-03")], [flow(0, 0.2)])["USD"]
    assert row[1:] == (3, 0, 2, Decimal("10.3"), Decimal("12.3"), Decimal(10), True)


@pytest.mark.parametrize(
    "periods, overlap",
    [
        (["2025"], False),
        (["2025", "2025-01/2025-05"], True),
        (["2025-01", "2025-02"], False),
        (["2025-01/2025-05", "2025-05/2025-08"], True),
        (["2025", "", "кеше"], False),
        (["2024", "2025", "2024-12-31"], True),
    ],
)
def test_overlapping(periods, overlap):
    assert overlapping(periods) is overlap
