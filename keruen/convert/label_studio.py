"""Label Studio: its JSON, as tasks to import (with `predictions`) and as an export (with `annotations`).

The form is that of https://labelstud.io/guide/task_format and https://labelstud.io/guide/predictions. A span is a region
(`labels`) whose id stays; the fields of a flow are choices and texts of the region of its amount (`perRegion`), goods,
evidence and other amounts are relations. `label_studio.xml` is the labelling interface that fits.
"""

import json
from pathlib import Path
from typing import Any, Iterable, Iterator, Optional, Union

from ..documents import Document
from ..inputs import Rejected
from .assemble import from_marks
from .fields import FIELDS
from .marks import Link, Mark, Marking, kept_of, listed, to_marks
from .notes import Notes
from .offsets import Offsets, Units, locate
from .readers import Source, objects
from .words import Words

INTERFACE = Path(__file__).with_name("label_studio.xml")
CHOICES = ("flow", "status")
UNITS: Units = "code-points"
MODEL = "keruen"


def recognises(content: Any) -> bool:
    """Whether an object is a task."""
    runs = ("annotations", "predictions", "completions")
    return isinstance(content, dict) and isinstance(content.get("data"), dict) and any(name in content for name in runs)


def write(documents: Iterable[Document], notes: Notes, words: Words, units: Optional[Units] = None) -> Iterator[str]:
    """Tasks to import, each with what Keruen knows as a prediction; a JSON list."""
    yield "["
    for number, document in enumerate(documents):
        task = json.dumps(_task(to_marks(document, notes), units or UNITS), ensure_ascii=False)
        yield ("," if number else "") + "\n" + task
    yield "\n]\n"


def read(
    source: Source, notes: Notes, words: Words, units: Optional[Units] = None, corrected: bool = False
) -> Iterator[Union[Document, Rejected]]:
    """Documents of an export, each as its latest annotation that was not cancelled has it.

    corrected (bool): whether to leave out tasks that nobody annotated.
    """
    for place, task in objects(source, source.name):
        if isinstance(task, Rejected):
            yield task
            continue
        text = _text(task)
        if text is None:
            reason = "no task with a 'text' in its 'data' (export as JSON, not as JSON-MIN, CSV or CoNLL)"
            yield Rejected(place, reason, text=json.dumps(task, ensure_ascii=False))
            continue
        marking = _marking(task, text, place)
        result = _latest(task, marking, notes, corrected)
        if result is not None:
            _Result(marking, result, notes, units or UNITS).read()
            yield from_marks(marking, notes, words)


def _task(marking: Marking, units: Units) -> dict[str, Any]:
    offsets = Offsets(marking.text, units)
    result: list[dict[str, Any]] = []
    for mark in marking.marks:
        place = {"start": offsets.of_tool(mark.start), "end": offsets.of_tool(mark.end)}
        region = {"id": mark.key, "to_name": "text"}
        value = {**place, "text": mark.quoted, "labels": [mark.label]}
        result.append({**region, "from_name": "label", "type": "labels", "value": value})
        for name in FIELDS:
            if mark.fields.get(name) in (None, ""):
                continue
            if name in CHOICES:
                given: dict[str, Any] = {"type": "choices", "value": {**place, "choices": [mark.fields[name]]}}
            else:
                given = {"type": "textarea", "value": {**place, "text": [str(mark.fields[name])]}}
            result.append({**region, "from_name": name, **given})
    for link in marking.links:
        ends = {"from_id": link.head, "to_id": link.child}
        result.append({**ends, "type": "relation", "direction": "right", "labels": [link.type]})
    data = {"text": marking.text, "id": marking.id, "date": marking.meta.get("date")}
    data["keruen"] = {"meta": marking.meta, **marking.kept}
    return {"data": data, "predictions": [{"model_version": MODEL, "result": result}]}


def _text(task: dict[str, Any]) -> Optional[str]:
    """The text of a task: `text`, else the only string among its data."""
    data = task.get("data")
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("text"), str):
        return data["text"]
    strings = [value for name, value in data.items() if isinstance(value, str) and name not in ("id", "date")]
    return strings[0] if len(strings) == 1 else None


def _marking(task: dict[str, Any], text: str, place: str) -> Marking:
    data = task["data"]
    known = data.get("id", task.get("id"))
    others = {name: value for name, value in data.items() if name not in ("id", "date", "keruen") and value is not text}
    kept, meta = kept_of(data.get("keruen"), text, others)
    if "keruen" not in data and isinstance(data.get("date"), str):
        meta = {"date": data["date"]}
    return Marking(place if known is None else str(known), text, meta, kept=kept)


def _latest(task: dict[str, Any], marking: Marking, notes: Notes, corrected: bool) -> Optional[list]:
    """The result to read: of the latest annotation that was not cancelled, else of the latest prediction."""
    where = f"document {marking.id}"
    done = [run for run in listed(task.get("annotations") or task.get("completions")) if isinstance(run, dict)]
    valid = [run for run in done if not run.get("was_cancelled")]
    if done and not valid:
        notes.add("Tasks that every annotator skipped were left out", where)
        return None
    if len(valid) > 1:
        notes.add("Tasks with several annotations were read as the latest has them", where)
    if not valid:
        if corrected:
            notes.add("Tasks that nobody has annotated were left out", where)
            return None
        valid = [run for run in listed(task.get("predictions")) if isinstance(run, dict)]
        if valid and "id" in task:
            notes.add("Tasks that nobody has annotated were read as predicted", where)
    if not valid:
        return []
    times = [str(run.get("updated_at") or run.get("created_at") or "") for run in valid]
    return listed(valid[max(range(len(valid)), key=lambda i: (times[i], i))].get("result"))


class _Result:
    """Reads the items of a result into a marking."""

    def __init__(self, marking: Marking, result: list, notes: Notes, units: Units):
        self.marking, self.notes, self.units = marking, notes, units
        self.items = [item for item in result if isinstance(item, dict)]
        self.where = f"document {marking.id}"

    def read(self) -> None:
        marks: dict[str, Mark] = {}
        for item in self.items:
            if item.get("type") == "labels":
                mark = self._mark(item)
                if mark is not None:
                    marks[mark.key] = mark
        for item in self.items:
            kind = item.get("type")
            if kind == "relation":
                self._relation(item)
            elif kind in ("choices", "textarea", "number") and item.get("from_name") in FIELDS:
                self._field(item, marks)
            elif kind != "labels":
                told = f"Results of the type '{kind}' that Keruen has no field for were left out"
                self.notes.add(told, f"{self.where}: {item.get('id')}")
        self.marking.marks = list(marks.values())

    def _mark(self, item: dict[str, Any]) -> Optional[Mark]:
        value = item.get("value") if isinstance(item.get("value"), dict) else {}
        labels = value.get("labels")
        told = f"{self.where}: {item.get('id')}"
        try:
            start, end = int(value["start"]), int(value["end"])
        except (KeyError, TypeError, ValueError, OverflowError):
            self.notes.add("Regions without a place in the text were left out", told)
            return None
        if not isinstance(labels, list) or not labels:
            self.notes.add("Regions without a label were left out", told)
            return None
        if len(labels) > 1:
            self.notes.add("Regions with several labels keep the first", f"{told} {labels}")
        quoted = value["text"] if isinstance(value.get("text"), str) else None
        found = locate(self.marking.text, start, end, quoted, self.units)
        if found is None:
            self.notes.add("Regions whose words are not those at their place were left out", f"{told} '{quoted}'")
            return None
        return Mark(str(item.get("id", f"{start}-{end}-{labels[0]}")), *found, str(labels[0]), quoted=quoted)

    def _field(self, item: dict[str, Any], marks: dict[str, Mark]) -> None:
        value = item.get("value") if isinstance(item.get("value"), dict) else {}
        given = value.get({"choices": "choices", "textarea": "text", "number": "number"}[item["type"]])
        given = given if isinstance(given, list) else [given]
        mark = marks.get(str(item.get("id")))
        told = f"{self.where}: {item['from_name']} {given}"
        if mark is None:
            self.notes.add("Fields of a region that is no longer there were left out", told)
        elif mark.label != "MONEY":
            self.notes.add("Fields of a flow on what is no amount were left out", told)
        elif given and given[-1] is not None:
            if len(given) > 1:
                self.notes.add("Fields with several answers keep the last", told)
            mark.fields[item["from_name"]] = given[-1]

    def _relation(self, item: dict[str, Any]) -> None:
        labels = listed(item.get("labels")) or [""]
        head, child, direction = str(item.get("from_id")), str(item.get("to_id")), item.get("direction", "right")
        if direction == "left":
            head, child = child, head
        for label in labels:
            self.marking.links.append(Link(head, child, str(label), direction == "bi"))
