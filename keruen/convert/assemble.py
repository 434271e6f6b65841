"""From what annotators marked to a document: spans on whole words, entities that don't overlap, flows with their fields."""

from typing import Any, Optional

from ..documents import Document
from .fields import FIELDS, checked
from .marks import AMOUNT, BETWEEN_AMOUNTS, COMMODITY, EVIDENCE, NO_ENTITIES, UNANNOTATED, Mark, Marking, key_of
from .notes import Notes
from .words import Words

BLANKS = " \t\n\r\u00a0\u200b"


def from_marks(marking: Marking, notes: Notes, words: Words) -> Document:
    """A document of marks and links; whatever is mended or left out on the way is noted."""
    return _Assembly(marking, notes, words).document()


class _Assembly:
    def __init__(self, marking: Marking, notes: Notes, words: Words):
        self.marking, self.notes, self.words = marking, notes, words
        self.text = marking.text
        self.where = f"document {marking.id}"
        self.kept_flows = dict(marking.kept.get("flows") or {})
        self.marks: dict[str, Mark] = {}

    def document(self) -> Document:
        self._place_marks()
        amounts = {key: mark for key, mark in self.marks.items() if mark.label == AMOUNT and self._is_flow(mark)}
        links = self._links(amounts)
        flows = {key: self._flow(mark, links.get(key, [])) for key, mark in amounts.items()}
        flows = {key: flow for key, flow in flows.items() if flow["flow"]}
        self._unlinked({child for found in links.values() for _, child in found})
        marks = sorted(self.marks.values(), key=lambda mark: (mark.start, mark.end))
        unannotated = [_span(mark) for mark in marks if mark.label == UNANNOTATED]
        unannotated += self.marking.kept.get("unannotated") or []
        content = {
            **(self.marking.kept.get("extra") or {}),
            "id": self.marking.id,
            "meta": self.marking.meta,
            "text": self.text,
            "ents": [self._entity(mark, flows.get(mark.key)) for mark in marks if mark.label not in NO_ENTITIES],
            "flows": sorted(flows.values(), key=lambda flow: flow["money"]["start"]),
            "unannotated": sorted(unannotated, key=lambda span: (span["start"], span["end"])),
        }
        return Document.model_validate(content)

    # Marks

    def _place_marks(self) -> None:
        """Marks on whole words, and of entities that overlap the longest."""
        doc = self.words.tokens(self.text)
        placed = [mark for mark in self.marking.marks if self._mend(mark, doc)]
        taken: list[Mark] = []
        seen: set[tuple[int, int, str]] = set()
        for mark in sorted(placed, key=lambda mark: (mark.start - mark.end, mark.start, not mark.fields)):
            told = f"{self.where}: {mark.label} '{self._quote(mark)}'"
            if (mark.start, mark.end, mark.label) in seen:
                self.notes.add("Spans that were marked twice were taken once", told)
                self._same_as_before(mark)
                continue
            if mark.label not in NO_ENTITIES:
                if any(other.start < mark.end and mark.start < other.end for other in taken):
                    self.notes.add("Entities that overlap a longer one were left out", told)
                    continue
                taken.append(mark)
            seen.add((mark.start, mark.end, mark.label))
            self.marks[mark.key] = mark

    def _same_as_before(self, mark: Mark) -> None:
        """Links to the second mark of a span are links to the first."""
        place = (mark.start, mark.end, mark.label)
        first = next(other for other in self.marks.values() if (other.start, other.end, other.label) == place)
        for i, link in enumerate(self.marking.links):
            ends = {end: first.key for end in ("head", "child") if getattr(link, end) == mark.key}
            self.marking.links[i] = link._replace(**ends)

    def _mend(self, mark: Mark, doc) -> bool:
        start, end = max(0, mark.start), min(len(self.text), mark.end)
        told = f"{self.where}: {mark.label} {mark.start}:{mark.end}"
        if start >= end:
            self.notes.add("Spans that hold no text were left out", told)
            return False
        if (start, end) != (mark.start, mark.end):
            self.notes.add("Spans that reach past the text were cut", told)
        held = self.text[start:end]
        left, right = len(held) - len(held.lstrip(BLANKS)), len(held) - len(held.rstrip(BLANKS))
        if left == len(held):
            self.notes.add("Spans that hold no text were left out", told)
            return False
        if left or right:
            self.notes.add("Blanks at the edges of spans were cut off", f"{told} '{held}'")
            start, end = start + left, end - right
        span = self.words.whole(doc, start, end)
        if span is None:
            self.notes.add("Spans that hold no word were left out", told)
            return False
        if (span.start_char, span.end_char) != (start, end):
            whole = f"{told} '{self.text[start:end]}' became '{span.text}'"
            self.notes.add("Spans that cut a word were widened to the whole word", whole)
        mark.start, mark.end = span.start_char, span.end_char
        return True

    def _quote(self, mark: Mark) -> str:
        return self.text[mark.start : mark.end]

    def _entity(self, mark: Mark, flow: Optional[dict[str, Any]]) -> dict[str, Any]:
        known = dict((self.marking.kept.get("ents") or {}).get(key_of(mark.start, mark.end)) or {})
        if known.pop("label", mark.label) != mark.label:
            known = {}
        if flow is not None and "value" in known:
            known = {name: value for name, value in known.items() if name not in ("value", "value_max", "currency")}
            known.update({name: flow[name] for name in ("value", "value_max", "currency") if name in flow})
        return {**known, **_span(mark), "label": mark.label}

    # Flows

    def _is_flow(self, mark: Mark) -> bool:
        filled = {name: value for name, value in mark.fields.items() if value not in ("", None, [])}
        if filled and "flow" not in mark.fields:
            told = f"{self.where}: '{self._quote(mark)}'"
            self.notes.add("Amounts with fields of a flow but no kind of flow are no flow", told)
        return "flow" in mark.fields

    def _links(self, amounts: dict[str, Mark]) -> dict[str, list[tuple[str, str]]]:
        """The links of each flow: (type, key of the other mark)."""
        out: dict[str, list[tuple[str, str]]] = {}
        for link in self.marking.links:
            told = f"{self.where}: {link.type or 'unnamed'} {link.head} → {link.child}"
            if link.head not in self.marks or link.child not in self.marks:
                self.notes.add("Relations to a span that is no longer there were left out", told)
                continue
            head, child, kind = link.head, link.child, link.type
            if not kind:
                labels = {self.marks[head].label, self.marks[child].label}
                kind = "commodity" if COMMODITY in labels else "evidence" if EVIDENCE in labels else ""
            if kind in BETWEEN_AMOUNTS and link.both_ways:
                self.notes.add("Relations that point both ways between amounts were read from left to right", told)
                head, child = sorted((head, child), key=lambda key: self.marks[key].start)
            if head not in amounts and child in amounts and kind not in BETWEEN_AMOUNTS:
                head, child = child, head
            if head not in amounts:
                self.notes.add("Relations that begin at no flow were left out", told)
            elif kind in BETWEEN_AMOUNTS and self.marks[child].label != AMOUNT:
                self.notes.add("Relations 'part_of' and 'same_as' to what is no amount were left out", told)
            elif kind not in ("commodity", "evidence", *BETWEEN_AMOUNTS):
                self.notes.add("Relations of a type that Keruen doesn't know were left out", told)
            else:
                out.setdefault(head, []).append((kind, child))
        return out

    def _flow(self, mark: Mark, links: list[tuple[str, str]]) -> dict[str, Any]:
        told = f"{self.where}: '{self._quote(mark)}'"
        fields = checked(mark.fields, self.notes, told)
        fields = self._valued(mark, fields, told)
        if "status" not in fields:
            self.notes.add("Flows without a status are taken as actual", told)
        out: dict[str, Any] = {"money": _span(mark), "value": fields.get("value")}
        if "value_max" in fields:
            out["value_max"] = fields["value_max"]
        out.update(
            currency=fields.get("currency"), flow=fields.get("flow"), origin=fields.get("origin"),
            destination=fields.get("destination"), commodity=None, period=fields.get("period"),
            status=fields.get("status", "actual"),
        )  # fmt: skip
        evidence = set()
        for kind, child in links:
            other = self.marks[child]
            if kind == "evidence":
                evidence.add((other.start, other.end))
            elif out.get(kind) not in (None, _span(other)):
                self.notes.add(f"Flows with several relations '{kind}' keep the first", told)
            else:
                out[kind] = _span(other)
        if evidence:
            out["evidence"] = [{"start": start, "end": end} for start, end in sorted(evidence)]
        kept = self.kept_flows.get(mark.key) or self.kept_flows.get(key_of(mark.start, mark.end)) or {}
        return {**out, **{name: value for name, value in kept.items() if name not in FIELDS}}

    def _valued(self, mark: Mark, fields: dict[str, Any], told: str) -> dict[str, Any]:
        """A value or a currency that nobody gave is read from the amount's words."""
        if "value" in fields and "currency" in fields:
            return fields
        read = self.words.amount(self._quote(mark))
        if "value" in fields:
            read = {name: value for name, value in read.items() if name == "currency"}
        added = [name for name in read if name not in fields]
        if added:
            self.notes.add("Values and currencies that were left open were read from the amount's words", told)
        if not {"value", "currency"} <= {*fields, *read}:
            self.notes.add("Flows whose value or currency is not known have none", told)
        return {**{name: read[name] for name in added}, **fields}

    def _unlinked(self, linked: set[str]) -> None:
        for mark in self.marks.values():
            if mark.label in (COMMODITY, EVIDENCE) and mark.key not in linked:
                kind = "goods" if mark.label == COMMODITY else "evidence"
                told = f"{self.where}: '{self._quote(mark)}'"
                self.notes.add(f"Spans of {kind} that no relation joins to a flow were left out", told)


def _span(mark: Mark) -> dict[str, int]:
    return {"start": mark.start, "end": mark.end}
