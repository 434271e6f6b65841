import pytest

from keruen.flows.consistency import Part, mark


def flow(start, value, way="export KZ RS", period="2025", goods=None, status="actual", currency="USD"):
    kind, origin, destination = way.split()
    money = {"start": start, "end": start + 5}
    return {"money": money, "value": value, "currency": currency, "flow": kind, "origin": origin,
            "destination": destination, "period": period, "commodity": goods, "status": status}  # fmt: skip


@pytest.mark.parametrize("parts, exceeds", [
    ([60, 40], False), ([60, 40.5], True), ([100], False), ([], False),
])  # fmt: skip
def test_parts_and_their_total(parts, exceeds):
    flows = [flow(0, 100), *(flow(10 * i, value) for i, value in enumerate(parts, 1))]
    mark(flows, [Part(i, 0, 3) for i in range(1, len(flows))])
    assert flows[0].get("parts_exceed", False) is exceeds
    assert all(item["part_of"] == flows[0]["money"] for item in flows[1:])


def test_two_breakdowns_of_one_total_are_two_sums():
    flows = [flow(0, 100), flow(10, 70), flow(20, 30), flow(30, 90)]
    mark(flows, [Part(1, 0, 1), Part(2, 0, 1), Part(3, 0, 2)])
    assert "parts_exceed" not in flows[0]


def test_a_part_in_another_currency_or_direction_is_no_part():
    flows = [flow(0, 100), flow(10, 700, currency="KZT"), flow(20, 150, way="investment KZ RS")]
    mark(flows, [Part(1, 0, 1), Part(2, 0, 1)])
    assert not any(key in flow for flow in flows for key in ("part_of", "parts_exceed"))


@pytest.mark.parametrize("other, same", [
    (flow(50, 100), True),
    (flow(50, 100, period=None), True),
    (flow(50, 100, way="import KZ RS"), True),
    (flow(50, 100, goods={"start": 60, "end": 65}), True),
    (flow(50, 101), False),
    (flow(50, 100, period="2024"), False),
    (flow(50, 100, way="export RS KZ"), False),
    (flow(50, 100, way="turnover KZ RS"), False),
    (flow(50, 100, status="target"), False),
])  # fmt: skip
def test_a_flow_told_twice(other, same):
    flows = [flow(0, 100), dict(other)]
    mark(flows, [])
    assert flows[1].get("same_as") == ({"start": 0, "end": 5} if same else None)


def test_no_amount_is_the_same_as_itself():
    flows = [flow(0, 100)]
    mark(flows, [])
    assert "same_as" not in flows[0]
