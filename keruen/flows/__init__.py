"""Trade flows: which amounts measure trade or investment, between whom, of what, when, and whether it happened.

`keruen_flows` sets `doc._.flows`, a list of plain dicts (`docs/output.md`); `doc._.trade_flows` gives
`TradeFlow` views.
"""
from .linker import FlowLinker, link, make_flows
from .view import TradeFlow, trade_flows

__all__ = ["FlowLinker", "TradeFlow", "link", "make_flows", "trade_flows"]
