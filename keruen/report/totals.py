"""Totals for each pair and year. The rule stands here and, for the filters of the page, in `assets/totals.js`; a test
holds the two together.

A flow told again in its article (`same_as`) is counted once. An item of a breakdown (`part_of`) isn't added where its
total is counted under the same heading. Kinds, statuses and currencies are never summed together.
"""

from decimal import Decimal
from typing import Iterable, NamedTuple, Optional

from .rows import Article, Flow, days, first_mention, totals_above, year_of

Heading = tuple[str, str, str, str, str, str]  # origin, destination, kind, status, year, currency


class Total(NamedTuple):
    """What the flows under one heading come to.

    flows: how many are added. left_out: how many are not, because they are told again or are items of a total.
    articles: how many articles tell the flows that are added. value, value_max: the sums, alike where there is no range.
    largest: the largest single value. overlap: whether periods that are added overlap without being the same.
    """

    heading: Heading
    flows: int
    left_out: int
    articles: int
    value: Decimal
    value_max: Decimal
    largest: Decimal
    overlap: bool


class _Sum:
    def __init__(self) -> None:
        self.flows = self.left_out = 0
        self.articles: set[int] = set()
        self.value = self.value_max = Decimal(0)
        self.largest: Optional[Decimal] = None
        self.periods: set[str] = set()


def heading(flow: Flow) -> Heading:
    return (flow.origin, flow.destination, flow.kind, flow.status, year_of(flow.period), flow.currency)


def totals(articles: Iterable[Article]) -> list[Total]:
    """Totals of all flows that have a value, most flows first."""
    sums: dict[Heading, _Sum] = {}
    for place, article in enumerate(articles):
        valued = [flow for flow in article.flows if flow.value is not None]
        told: set[int] = set()
        once = {}
        for flow in valued:
            first = first_mention(flow, article.flows).number
            if first not in told:
                told.add(first)
                once[first] = heading(flow)
        told.clear()
        for flow in valued:
            entry = sums.setdefault(heading(flow), _Sum())
            first = first_mention(flow, article.flows).number
            item = any(once.get(above.number) == heading(flow) for above in totals_above(flow, article.flows))
            if first in told or item:
                entry.left_out += 1
                told.add(first)
                continue
            told.add(first)
            value = Decimal(str(flow.value))
            entry.flows += 1
            entry.articles.add(place)
            entry.value += value
            entry.value_max += Decimal(str(flow.value_max)) if flow.value_max is not None else value
            entry.largest = value if entry.largest is None else max(entry.largest, value)
            entry.periods.add(flow.period)
    rows = [
        Total(key, one.flows, one.left_out, len(one.articles), one.value, one.value_max, one.largest or Decimal(0),
              overlapping(one.periods))
        for key, one in sums.items() if one.flows
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.flows, row.heading))


def overlapping(periods: Iterable[str]) -> bool:
    """Whether two of the periods share a day and are not the same."""
    known = sorted({bounds for bounds in map(days, periods) if bounds})
    highest = 0
    for low, high in known:
        if low <= highest:
            return True
        highest = max(highest, high)
    return False
