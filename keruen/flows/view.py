"""Typed, read-only views of `Doc._.flows`."""
from decimal import Decimal
from typing import Any, Mapping, Optional

from spacy.tokens import Doc, Span


class TradeFlow:
    """One trade flow of a document: an amount, its direction, parties, goods, period and status.

    doc (Doc): the document. flow (Mapping): an entry of `doc._.flows`.
    """

    __slots__ = ("_doc", "_flow")

    def __init__(self, doc: Doc, flow: Mapping[str, Any]):
        self._doc = doc
        self._flow = flow

    def _span(self, place: Optional[Mapping[str, int]], label: str = "") -> Optional[Span]:
        if place is None:
            return None
        return self._doc.char_span(place["start"], place["end"], label=label, alignment_mode="expand")

    @property
    def money(self) -> Span:
        return self._span(self._flow["money"], "MONEY")

    @property
    def value(self) -> Optional[Decimal]:
        return _decimal(self._flow.get("value"))

    @property
    def value_max(self) -> Optional[Decimal]:
        """The upper end of a range, or None."""
        return _decimal(self._flow.get("value_max"))

    @property
    def currency(self) -> Optional[str]:
        return self._flow.get("currency")

    @property
    def flow(self) -> str:
        """export, import, turnover or investment."""
        return self._flow["flow"]

    @property
    def origin(self) -> Optional[str]:
        return self._flow.get("origin")

    @property
    def destination(self) -> Optional[str]:
        return self._flow.get("destination")

    @property
    def commodity(self) -> Optional[Span]:
        return self._span(self._flow.get("commodity"))

    @property
    def period(self) -> Optional[str]:
        return self._flow.get("period")

    @property
    def status(self) -> str:
        return self._flow.get("status", "actual")

    @property
    def evidence(self) -> list[Span]:
        """The words that the flow was read from."""
        return [self._span(place) for place in self._flow.get("evidence", [])]

    @property
    def part_of(self) -> Optional[Span]:
        """The amount of the total that this is an item of, or None."""
        return self._span(self._flow.get("part_of"), "MONEY")

    @property
    def parts_exceed(self) -> bool:
        """Whether its items, told in one sentence, sum to more than it."""
        return bool(self._flow.get("parts_exceed"))

    @property
    def same_as(self) -> Optional[Span]:
        """The amount of its first mention, where it was told before."""
        return self._span(self._flow.get("same_as"), "MONEY")

    def to_dict(self) -> dict[str, Any]:
        """A copy of the flow as plain data."""
        plain = {key: dict(value) if isinstance(value, Mapping) else value for key, value in self._flow.items()}
        plain["evidence"] = [dict(place) for place in self._flow.get("evidence", ())]
        return plain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TradeFlow) and self._doc is other._doc and self._flow == other._flow

    def __repr__(self) -> str:
        return f"<TradeFlow {self.flow} {self.origin} > {self.destination}: {self.money.text}>"


def _decimal(value) -> Optional[Decimal]:
    return None if value is None else Decimal(str(value))


def trade_flows(doc: Doc) -> list[TradeFlow]:
    """Views of `doc._.flows`."""
    return [TradeFlow(doc, flow) for flow in doc._.flows]
