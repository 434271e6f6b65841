"""A document as annotation tools see it: marked spans, and links between them.

An amount that is a flow is a mark with fields (kind, status, parties, period, value, currency). Its goods are a mark
`COMMODITY` that it is linked to by "commodity", the words that it was read from are linked by "evidence": entities where
they are ones, else marks `EVIDENCE`. "part_of" and "same_as" link amounts. What no tool shows is `kept` beside them.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Optional

from ..documents import Document, span_of
from .fields import FIELDS
from .notes import Notes

AMOUNT = "MONEY"
COMMODITY, EVIDENCE, UNANNOTATED = "COMMODITY", "EVIDENCE", "UNANNOTATED"
NO_ENTITIES = (COMMODITY, EVIDENCE, UNANNOTATED)
BETWEEN_AMOUNTS = ("part_of", "same_as")
KEY = re.compile(r"\d+-\d+\Z", re.ASCII)


@dataclass
class Mark:
    """A marked span: code points, end exclusive; `fields` are those of a flow, of an amount that is one.

    key (str): what the tool calls it; of those that Keruen makes, `start-end`, so the same span always has the same.
    quoted (str): its words as the tool gives them, or None.
    """

    key: str
    start: int
    end: int
    label: str
    fields: dict[str, Any] = field(default_factory=dict)
    quoted: Optional[str] = None


class Link(NamedTuple):
    """A link from one mark to another, by their keys. type (str): "" where the tool names none."""

    head: str
    child: str
    type: str
    both_ways: bool = False


@dataclass
class Marking:
    """A document's marks and links, and what is kept of it that no tool shows.

    kept (dict): "ents" and "flows", span to what else is known of it; "unannotated"; "extra", fields of the document
        that Keruen doesn't know.
    """

    id: Optional[str]
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)


def key_of(start: int, end: int) -> str:
    return f"{start}-{end}"


def fits(span: Any, text: str) -> bool:
    """Whether a value is a span (`start`, `end`) that holds something of a text."""
    return span_of(span, text) is not None


def listed(value: Any) -> list:
    """A value that should be a list, or an empty one."""
    return value if isinstance(value, list) else []


def kept_of(given: Any, text: str, others: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a file says was kept beside its text, as far as it has the form: a tool may have changed it.

    others (dict): fields beside the text that neither Keruen nor the tool knows; they are kept, too.
    RETURNS (tuple): what was kept, and `meta` that stood among it.
    """
    given = given if isinstance(given, dict) else {}
    ents, flows, extra, meta = (
        given[name] if isinstance(given.get(name), dict) else {} for name in ("ents", "flows", "extra", "meta")
    )
    kept = {
        "ents": {key: dict(rest) for key, rest in ents.items() if isinstance(rest, dict)},
        "flows": {key: _rest_of(rest, text) for key, rest in flows.items() if isinstance(rest, dict) and KEY.match(key)},
        "unannotated": [span for span in listed(given.get("unannotated")) if fits(span, text)],
        "extra": {name: value for name, value in {**extra, **others}.items() if name not in Document.model_fields},
    }
    return {name: value for name, value in kept.items() if value}, dict(meta)


def _rest_of(rest: dict[str, Any], text: str) -> dict[str, Any]:
    spans = {name: [rest[name]] for name in (COMMODITY.lower(), *BETWEEN_AMOUNTS) if name in rest}
    spans |= {name: rest[name] for name in ("evidence", "hidden_evidence") if name in rest}
    bad = [
        name for name, found in spans.items() if not isinstance(found, list) or not all(fits(span, text) for span in found)
    ]
    return {name: value for name, value in rest.items() if name not in bad and name != "money"}


def to_marks(document: Document, notes: Notes) -> Marking:
    """Marks and links of a document."""
    return _Marker(document, notes).marking()


class _Marker:
    def __init__(self, document: Document, notes: Notes):
        self.document, self.notes = document, notes
        self.where = f"document {document.id}"
        self.marks: dict[str, Mark] = {}
        self.links: list[Link] = []
        self.kept: dict[str, Any] = {"ents": {}, "flows": {}}

    def marking(self) -> Marking:
        document = self.document
        for ent in document.ents:
            key = self._mark(ent.start, ent.end, ent.label)
            if key is not None and ent.model_extra:
                self.kept["ents"][key] = {"label": ent.label, **ent.model_extra}
        for flow in document.flows:
            self._flow(flow)
        for span in document.unannotated:
            if not fits(span, document.text):
                self.notes.add("Spans outside the text were left out", f"{self.where}: {span}")
                continue
            if key_of(span["start"], span["end"]) in self.marks:
                self.kept.setdefault("unannotated", []).append(span)
            else:
                self._mark(span["start"], span["end"], UNANNOTATED)
        if document.model_extra:
            self.kept["extra"] = dict(document.model_extra)
        kept = {name: value for name, value in self.kept.items() if value}
        marks = sorted(self.marks.values(), key=lambda mark: (mark.start, mark.end))
        return Marking(document.id, document.text, dict(document.meta), marks, self.links, kept)

    def _mark(self, start: int, end: int, label: str) -> Optional[str]:
        key = key_of(start, end)
        if not 0 <= start < end <= len(self.document.text):
            self.notes.add("Spans outside the text were left out", f"{self.where}: {label} {start}:{end}")
            return None
        if key in self.marks:
            self.notes.add("Entities on the very words of another were left out", f"{self.where}: {label} {start}:{end}")
            return None
        self.marks[key] = Mark(key, start, end, label, quoted=self.document.text[start:end])
        return key

    def _flow(self, flow: dict[str, Any]) -> None:
        money = flow.get("money")
        if not fits(money, self.document.text):
            self.notes.add("Flows without an amount in the text were left out", f"{self.where}: {money}")
            return
        key = key_of(money["start"], money["end"])
        if key not in self.marks:
            self.notes.add("Amounts of flows that were no entity became one", f"{self.where}: {money}")
            self._mark(money["start"], money["end"], AMOUNT)
        mark = self.marks[key]
        if mark.fields:
            self.notes.add("Second flows of one amount were left out", f"{self.where}: '{mark.quoted}'")
            return
        mark.fields = {name: flow[name] for name in FIELDS if flow.get(name) is not None}
        mark.fields.setdefault("flow", "")
        rest = {name: value for name, value in flow.items() if name not in FIELDS and name != "money"}
        self._link(key, rest, "commodity", COMMODITY)
        for name in BETWEEN_AMOUNTS:
            self._link(key, rest, name, "")
        if rest.get("evidence") != []:
            for span in listed(rest.pop("evidence", [])):
                self._link(key, {"evidence": span}, "evidence", EVIDENCE)
        if rest:
            self.kept["flows"][key] = rest

    def _link(self, head: str, rest: dict[str, Any], name: str, label: str) -> None:
        """Link an amount to the span that a field holds, and take the field away; a null one says nothing."""
        span = rest.get(name)
        if span is None:
            rest.pop(name, None)
        elif not fits(span, self.document.text):
            del rest[name]
            self.notes.add(f"Spans of '{name}' outside the text were left out", f"{self.where}: {span}")
        else:
            child = key_of(span["start"], span["end"])
            if child not in self.marks and label:
                self._mark(span["start"], span["end"], label)
            if child in self.marks:
                self.links.append(Link(head, child, name))
                del rest[name]
