"""What the pages know of a document: its article and flows, every field checked, whatever the document holds."""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Iterator, NamedTuple, Optional, Sequence, Union

from ..documents import Document, publication, span_of
from ..orthography import script_of
from .words import address, host, visible

PARTY, TIME, CUE = "party", "date", "cue"
TITLE, CODE = 160, 40
LARGEST = 10**18
_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")

Span = tuple[int, int]
Number = Union[int, float]


@dataclass
class Flow:
    """A flow as the pages show it. Spans are code points, end exclusive; codes, kinds and dates are text made visible,
    "" where unknown.

    number: its place in the article, from 1. evidence: spans, each with what it is (party, date or cue).
    total, first: numbers of the flow that it is an item of, and of its first mention, which is told before it; None
    where there is none. They never lead in a circle.
    """

    number: int
    money: Optional[Span]
    amount: str
    value: Optional[Number]
    value_max: Optional[Number]
    currency: str
    kind: str
    origin: str
    destination: str
    commodity: Optional[Span]
    goods: str
    period: str
    status: str
    evidence: list[tuple[int, int, str]]
    parts_exceed: bool
    total: Optional[int] = None
    first: Optional[int] = None


class Named(NamedTuple):
    """An entity: its span, label, and what is known of it."""

    start: int
    end: int
    label: str
    known: str


@dataclass
class Article:
    """A document as its page shows it. date: ISO or "". language: `kk`, `kaa` or "". script: `Arab`, `Cyrl`, `Latn`
    or None. url: an address that may be followed, else ""; url_text: the address as it was given."""

    id: str
    title: str
    source: str
    date: str
    language: str
    script: Optional[str]
    url: str
    url_text: str
    text: str
    warning: str
    ents: list[Named] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)


def article_of(document: Document, file: str) -> Article:
    """Read a document's fields, with whatever is not as `docs/output.md` says left out."""
    meta, text = document.meta, document.text
    ents = _entities(document)
    return Article(
        id=visible(document.id),
        title=_title(meta, text) or visible(document.id, TITLE),
        source=_source(meta, file),
        date=publication(document).date or "",
        language=meta["lang"] if meta.get("lang") in ("kk", "kaa") else "",
        script=script_of(text),
        url=address(meta.get("url")),
        url_text=visible(meta.get("url")),
        text=text,
        warning=visible(meta.get("warning")),
        ents=ents,
        flows=_flows(document, ents),
    )


def years(period: str) -> Optional[tuple[int, int]]:
    """First and last year of an ISO 8601 date, month, year or interval; None for anything else."""
    bounds = days(period)
    return bounds and (bounds[0] // 10000, bounds[1] // 10000)


def days(period: str) -> Optional[tuple[int, int]]:
    """First and last day of a period as numbers (`2025-01/2025-05`: 20250101, 20250531); a month counts 31 days."""
    ends = [_CALENDAR.match(part) for part in period.split("/")]
    if len(ends) > 2 or not all(ends):
        return None
    first, last = ends[0], ends[-1]
    low = int(first[1]) * 10000 + int(first[2] or 1) * 100 + int(first[3] or 1)
    high = int(last[1]) * 10000 + int(last[2] or 12) * 100 + int(last[3] or 31)
    return (low, high) if low <= high else None


def year_of(period: str) -> str:
    """The year or years that a figure is counted under: `2025`, `2010/2024`, "" where the period is not known."""
    known = years(period)
    return "" if known is None else str(known[0]) if known[0] == known[1] else f"{known[0]}/{known[1]}"


def number_text(value: Optional[Number]) -> str:
    """A number with its thousands parted by narrow no-break spaces, and a comma before its decimals."""
    if value is None:
        return ""
    whole, _, decimals = (f"{value:,}" if isinstance(value, int) else f"{value:,.2f}").partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", "\u202f") + ("," + decimals if decimals else "")


def _title(meta: dict, text: str) -> str:
    given = meta.get("title")
    if isinstance(given, str) and given.strip():
        return visible(given, TITLE)
    return visible(next((line for line in text.splitlines() if line.strip()), ""), TITLE)


def _source(meta: dict, file: str) -> str:
    for name in ("source", "publisher"):
        if visible(meta.get(name)):
            return visible(meta[name], TITLE)
    return host(meta.get("url")) or visible(PurePath(file).name, TITLE)


def _entities(document: Document) -> list[Named]:
    """Entities in the order of the text; of those that overlap the first and longest stays."""
    kept: list[Named] = []
    size = len(document.text)
    for ent in sorted(document.ents, key=lambda ent: (ent.start, -ent.end)):
        if 0 <= ent.start < ent.end <= size and (not kept or ent.start >= kept[-1].end):
            extra = ent.model_extra or {}
            if ent.label == "MONEY":
                known = " ".join(filter(None, (_range(extra), visible(extra.get("currency"), CODE))))
            else:
                known = visible(extra.get("code") or extra.get("period"), CODE)
            kept.append(Named(ent.start, ent.end, visible(ent.label, CODE), known))
    return kept


def _range(extra: dict) -> str:
    low, high = _number(extra.get("value")), _number(extra.get("value_max"))
    return number_text(low) + (f"–{number_text(high)}" if high is not None else "")


def _flows(document: Document, ents: list[Named]) -> list[Flow]:
    flows, text = [], document.text
    ends = [ent.end for ent in ents]
    for number, raw in enumerate(document.flows, 1):
        money, commodity = span_of(raw.get("money"), text), span_of(raw.get("commodity"), text)
        spans = raw.get("evidence") if isinstance(raw.get("evidence"), list) else []
        known = sorted({span for span in (span_of(item, text) for item in spans) if span})
        flows.append(
            Flow(
                number, money, visible(text[slice(*money)]) if money else "",
                _number(raw.get("value")), _number(raw.get("value_max")), _code(raw.get("currency")),
                _code(raw.get("flow")), _code(raw.get("origin")), _code(raw.get("destination")),
                commodity, visible(text[slice(*commodity)]) if commodity else "",
                _code(raw.get("period")), _code(raw.get("status")),
                [(*span, _role(span, ents, ends)) for span in known], raw.get("parts_exceed") is True,
            )
        )  # fmt: skip
    places = {flow.money: flow.number for flow in reversed(flows) if flow.money}
    for flow, raw in zip(flows, document.flows):
        first = places.get(span_of(raw.get("same_as"), text))
        flow.first = first if first is not None and first < flow.number else None
    for flow, raw in zip(flows, document.flows):
        total = places.get(span_of(raw.get("part_of"), text))
        flow.total = None if total is None or _leads(total, flow, flows) else total
    return flows


def first_mention(flow: Flow, flows: Sequence[Flow]) -> Flow:
    """The flow of an article that this one tells again, or itself."""
    while flow.first is not None:
        flow = flows[flow.first - 1]
    return flow


def totals_above(flow: Flow, flows: Sequence[Flow]) -> Iterator[Flow]:
    """The total that a flow is an item of, that one's total, and so on; first mentions."""
    while flow.total is not None:
        flow = first_mention(flows[flow.total - 1], flows)
        yield flow


def _leads(total: int, flow: Flow, flows: Sequence[Flow]) -> bool:
    """Whether a total is the flow itself, or an item of it: a circle, which no total can be."""
    above = first_mention(flows[total - 1], flows)
    own = first_mention(flow, flows)
    return above is own or any(one is own for one in totals_above(above, flows))


def _role(span: Span, ents: list[Named], ends: list[int]) -> str:
    """What a span of evidence is, by the entities that it shares words with.

    ents (list): in the order of the text, none overlapping. ends (list): where each ends.
    """
    labels = set()
    for at in range(bisect_right(ends, span[0]), len(ents)):
        if ents[at].start >= span[1]:
            break
        labels.add(ents[at].label)
    return PARTY if labels & {"GPE", "ORG", "PERSON"} else TIME if "DATE" in labels else CUE


def _number(value: Any) -> Optional[Number]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        value = int(value) if value.is_integer() else value
    return value if abs(value) < LARGEST else None


def _code(value: Any) -> str:
    return visible(value, CODE)
