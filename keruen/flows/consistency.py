"""What the flows of a document say of each other: a total told twice, and parts that sum to more than their total."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, Iterable, NamedTuple

from .judge import FAMILY

MEASURED = ("value", "value_max", "currency", "origin", "destination", "status")


class Part(NamedTuple):
    """A flow that is an item of a breakdown: places of the item and its total among the flows; items of one sentence
    sum up together."""

    item: int
    total: int
    sentence: int


def mark(flows: list[dict[str, Any]], parts: Iterable[Part]) -> None:
    """Add `same_as`, `part_of` and `parts_exceed` to flows where they hold (`docs/output.md`).

    flows (list): the flows of a document in text order; changed in place.
    """
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for part in parts:
        item, total = flows[part.item], flows[part.total]
        if item["currency"] != total["currency"] or FAMILY[item["flow"]] != FAMILY[total["flow"]]:
            continue
        if not item["value"] or not total["value"]:
            continue
        item["part_of"] = dict(total["money"])
        sums[part.total, part.sentence] += Decimal(str(item["value"]))
    for (total, _), together in sums.items():
        if together > Decimal(str(flows[total].get("value_max") or flows[total]["value"])):
            flows[total]["parts_exceed"] = True
    _mark_same(flows)


def _mark_same(flows: list[dict[str, Any]]) -> None:
    """A later mention of a flow points to its first: amount, way and status are equal, and period and goods don't
    contradict each other."""
    told: dict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for flow in flows:
        key = (FAMILY[flow["flow"]], *(flow.get(field) for field in MEASURED))
        for first in told[key]:
            periods = {first["period"], flow["period"]} - {None}
            if flow["value"] and len(periods) < 2 and (first["commodity"] is None or flow["commodity"] is None):
                flow["same_as"] = dict(first["money"])
                break
        else:
            told[key].append(flow)
