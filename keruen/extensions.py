"""Custom attributes. All values are plain data, so that they survive `DocBin`, pickling and `n_process`.

| attribute | value |
| --- | --- |
| `Doc._.date` | publication date, ISO 8601 string or None; set before the pipeline runs |
| `Doc._.flows` | list of dicts, as in the JSON document |
| `Doc._.trade_flows` | typed views of `Doc._.flows` (`keruen.flows.TradeFlow`) |
| `Span._.value`, `Span._.value_max` | of a MONEY entity: int, or float where the amount is not whole |
| `Span._.currency` | of a MONEY entity: ISO 4217 code |
| `Span._.period` | of a DATE entity: ISO 8601 date, month, year or interval |
| `Span._.geonameid` | of a GPE entity that is a city: its GeoNames id |
"""

from typing import Any

from spacy.tokens import Doc, Span

SPAN_ATTRIBUTES = ("value", "value_max", "currency", "period", "geonameid")


def lists(value: Any) -> Any:
    """The same plain data with lists in place of tuples, which `DocBin` makes of them."""
    if isinstance(value, dict):
        return {key: lists(item) for key, item in value.items()}
    return [lists(item) for item in value] if isinstance(value, (list, tuple)) else value


def _flows(doc: Doc) -> list[dict]:
    flows = doc.user_data.setdefault("flows", [])
    if isinstance(flows, tuple):
        flows = doc.user_data["flows"] = lists(flows)
    return flows


def _set_flows(doc: Doc, flows: list[dict]) -> None:
    doc.user_data["flows"] = flows


def _trade_flows(doc: Doc) -> list:
    from .flows import trade_flows

    return trade_flows(doc)


def register() -> None:
    """Register the attributes once; called by every component's module."""
    if not Doc.has_extension("flows"):
        Doc.set_extension("date", default=None)
        Doc.set_extension("flows", getter=_flows, setter=_set_flows)
        Doc.set_extension("trade_flows", getter=_trade_flows)
        for name in SPAN_ATTRIBUTES:
            Span.set_extension(name, default=None)


register()
