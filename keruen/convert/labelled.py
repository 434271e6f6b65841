"""Flows for tools whose spans have a label and nothing else: kind and status stand in the label, parties in relations.

An amount that is a flow is labelled `MONEY:export` or `MONEY:export:forecast`. "origin" and "destination" link it to a place
or a body of that country. Period, value and currency, and a party whose country no entity names, are kept beside the text
where the tool doesn't show them; of an amount that an annotator made a flow, value and currency are read from its words.
"""

from typing import Any

from ..documents import KINDS, LABELS, STATUSES
from .fields import FIELDS
from .marks import AMOUNT, NO_ENTITIES, Link, Mark, Marking
from .notes import Notes
from .words import SIDES, Words

HIDDEN = ("period", "value", "value_max", "currency")


def fold(marking: Marking, words: Words, notes: Notes, tool: str, overlaps: bool) -> Marking:
    """The marking with labels and links alone.

    tool (str): the tool's name, for notes. overlaps (bool): whether its spans may overlap; where not, goods and evidence
        that do are kept beside the text.
    """
    codes = words.codes(marking.text, marking.marks, marking.kept.get("ents") or {})
    flows = {key: dict(rest) for key, rest in (marking.kept.get("flows") or {}).items()}
    marks, links = [], list(marking.links)
    for mark in marking.marks:
        label = mark.label
        if mark.fields:
            label = _label(mark)
            parties, rest = _parties(mark, marking, codes, notes, tool)
            links += parties
            for name in HIDDEN:
                if name in rest:
                    what = f"{tool} can't show '{name}' of a flow: it is kept beside the text"
                    notes.add(what, f"document {marking.id}: {rest[name]} of '{mark.quoted}'")
            if rest:
                flows[mark.key] = {**flows.get(mark.key, {}), **rest}
        marks.append(Mark(mark.key, mark.start, mark.end, label, quoted=mark.quoted))
    folded = Marking(marking.id, marking.text, marking.meta, marks, links, {**marking.kept, "flows": flows})
    if not overlaps:
        _part(folded, notes, tool)
    folded.kept = {name: value for name, value in folded.kept.items() if value}
    return folded


def unfold(marking: Marking, words: Words, notes: Notes) -> Marking:
    """The marking with fields, out of labels and links."""
    kept = marking.kept.get("flows") or {}
    codes = words.codes(marking.text, marking.marks, marking.kept.get("ents") or {})
    marks = {mark.key: mark for mark in marking.marks}
    rests: dict[str, Any] = {}
    for mark in marking.marks:
        label, _, named = mark.label.partition(":")
        if label != AMOUNT or not named:
            continue
        kind, _, status = named.partition(":")
        if kind not in KINDS or (status or "actual") not in STATUSES:
            notes.add("Labels of amounts that name no flow were read as MONEY", f"document {marking.id}: '{mark.label}'")
            mark.label = AMOUNT
            continue
        rest = dict(_nearest(kept, mark))
        mark.label = AMOUNT
        mark.fields = {name: rest.pop(name) for name in FIELDS if name in rest}
        mark.fields.update(flow=kind, status=status or "actual")
        rests[mark.key] = _restored(rest, mark, marking, marks)
    links = [link for link in marking.links if not _is_party(link, marks, codes, notes, marking)]
    unfolded = Marking(marking.id, marking.text, marking.meta, list(marks.values()), links)
    unfolded.kept = {**marking.kept, "flows": {key: rest for key, rest in rests.items() if rest}}
    return unfolded


def _label(mark: Mark) -> str:
    status = mark.fields.get("status", "actual")
    return f"{AMOUNT}:{mark.fields['flow']}" + (f":{status}" if status != "actual" else "")


def _parties(
    mark: Mark, marking: Marking, codes: dict[str, str], notes: Notes, tool: str
) -> tuple[list[Link], dict[str, Any]]:
    """Links to the nearest entities that name the parties, and the fields that have no link."""
    rest = {name: value for name, value in mark.fields.items() if name not in ("flow", "status")}
    links = []
    for side in sorted(SIDES & rest.keys(), reverse=True):
        named = [other for other in marking.marks if codes.get(other.key) == rest[side] and other.label in LABELS]
        if named:
            nearest = min(named, key=lambda other: abs(other.start - mark.start))
            links.append(Link(mark.key, nearest.key, side))
            del rest[side]
        else:
            what = f"{tool} can't show '{side}' of a flow where no entity names it: it is kept beside the text"
            notes.add(what, f"document {marking.id}: {rest[side]} of '{mark.quoted}'")
    return links, rest


def _is_party(link: Link, marks: dict[str, Mark], codes: dict[str, str], notes: Notes, marking: Marking) -> bool:
    """Whether a link names a party; the flow then has it."""
    if link.type not in SIDES:
        return False
    ends = marks.get(link.head), marks.get(link.child)
    if None in ends:
        return False
    head, child = ends if ends[0].fields else ends[::-1]
    told = f"document {marking.id}: {link.type} '{marking.text[child.start : child.end]}'"
    if not head.fields:
        notes.add("Parties of what is no flow were left out", told)
    elif child.key not in codes:
        notes.add("Parties whose country is not known from their name were left open", told)
    else:
        head.fields[link.type] = codes[child.key]
    return True


def _nearest(kept: dict[str, Any], mark: Mark) -> dict[str, Any]:
    """What was kept of a flow: of the same span, else of one that it overlaps."""
    if mark.key in kept:
        return kept[mark.key]
    for key, rest in kept.items():
        start, end = map(int, key.split("-"))
        if start < mark.end and mark.start < end:
            return rest
    return {}


def _part(marking: Marking, notes: Notes, tool: str) -> None:
    """Take away goods and evidence that overlap another span, and keep their places."""
    taken = [mark for mark in marking.marks if mark.label not in NO_ENTITIES]
    for mark in [mark for mark in marking.marks if mark.label in NO_ENTITIES]:
        if not any(other.start < mark.end and mark.start < other.end for other in taken):
            taken.append(mark)
            continue
        told = f"{tool} can't show goods and evidence that overlap other spans: they are kept beside the text"
        notes.add(told, f"document {marking.id}: '{mark.quoted}'")
        span = {"start": mark.start, "end": mark.end}
        for link in [link for link in marking.links if link.child == mark.key]:
            marking.links.remove(link)
            rest = marking.kept["flows"].setdefault(link.head, {})
            if link.type == "evidence":
                rest.setdefault("hidden_evidence", []).append(span)
            else:
                rest[link.type] = span
        if mark.label == "UNANNOTATED":
            marking.kept.setdefault("unannotated", []).append(span)
    marking.marks = sorted(taken, key=lambda mark: (mark.start, mark.end))


def _restored(rest: dict[str, Any], mark: Mark, marking: Marking, marks: dict[str, Mark]) -> dict[str, Any]:
    """Give spans that were kept beside the text back as marks with links; what else was kept stays."""
    hidden = [("EVIDENCE", "evidence", span) for span in rest.pop("hidden_evidence", [])]
    if rest.get("commodity") is not None:
        hidden.append(("COMMODITY", "commodity", rest.pop("commodity")))
    for label, kind, span in hidden:
        key = f"{span['start']}-{span['end']}"
        if key not in marks:
            marks[key] = Mark(key, span["start"], span["end"], label)
        marking.links.append(Link(mark.key, key, kind))
    return rest
