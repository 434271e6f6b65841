"""doccano: JSON lines, of sequence labelling (`label`) and with relations (`entities`, `relations`).

doccano keeps every other column of an imported line, and gives it back at the top of the exported one: so `meta` and what
it can't show (`keruen`) survive. It counts UTF-16 units (doccano/doccano#2290).
"""

import json
from typing import Any, Iterable, Iterator, Optional, Union

from ..documents import Document
from ..inputs import Rejected
from .assemble import from_marks
from .labelled import fold, unfold
from .marks import Link, Mark, Marking, kept_of, key_of, listed, to_marks
from .notes import Notes
from .offsets import WHOLE_BMP, Offsets, Units
from .readers import Source, objects
from .words import Words

TOOL = "doccano"
UNITS: Units = "utf-16"
OWN = ("id", "text", "data", "label", "labels", "entities", "relations", "meta", "keruen", "Comments", "comments", "cats")


def recognises(content: Any) -> bool:
    """Whether an object is a line of doccano's."""
    if not isinstance(content, dict) or not isinstance(content.get("text", content.get("data")), str):
        return False
    entities = content.get("entities")
    spans = entities if isinstance(entities, list) else content.get("label", content.get("labels"))
    if not isinstance(spans, list):
        return False
    first = spans[0] if spans else None
    return first is None or isinstance(first, list) or isinstance(first, dict) and "start_offset" in first


def write(documents: Iterable[Document], notes: Notes, words: Words, units: Optional[Units] = None) -> Iterator[str]:
    """A line for each document, to import as JSONL with relations."""
    for document in documents:
        marking = fold(to_marks(document, notes), words, notes, TOOL, overlaps=True)
        offsets = Offsets(marking.text, units or UNITS)
        ids = {mark.key: number for number, mark in enumerate(marking.marks)}
        entities = [
            {
                "id": ids[mark.key],
                "label": mark.label,
                "start_offset": offsets.of_tool(mark.start),
                "end_offset": offsets.of_tool(mark.end),
            }
            for mark in marking.marks
        ]
        relations = [
            {"id": number, "from_id": ids[link.head], "to_id": ids[link.child], "type": link.type}
            for number, link in enumerate(marking.links)
        ]
        line = {"id": marking.id, "text": marking.text, "entities": entities, "relations": relations}
        yield json.dumps({**line, "meta": marking.meta, "keruen": marking.kept}, ensure_ascii=False) + "\n"


def read(
    source: Source, notes: Notes, words: Words, units: Optional[Units] = None, corrected: bool = False
) -> Iterator[Union[Document, Rejected]]:
    """Documents of exported lines."""
    for place, line in objects(source, source.name):
        text = None if isinstance(line, Rejected) else line.get("text", line.get("data"))
        if isinstance(line, Rejected):
            yield line
        elif not isinstance(text, str):
            yield Rejected(place, "a line of doccano's needs a 'text'", text=json.dumps(line, ensure_ascii=False))
        else:
            marking = _marking(line, text, place, notes, units or UNITS)
            yield from_marks(unfold(marking, words, notes), notes, words)


def _marking(line: dict[str, Any], text: str, place: str, notes: Notes, units: Units) -> Marking:
    kept, _ = kept_of(line.get("keruen"), text, {name: value for name, value in line.items() if name not in OWN})
    known = line.get("id")
    meta = dict(line["meta"]) if isinstance(line.get("meta"), dict) else {}
    marking = Marking(place if known is None else str(known), text, meta, kept=kept)
    where = f"document {marking.id}"
    if any(char > WHOLE_BMP for char in text):
        notes.add(f"Texts with signs that count two in UTF-16 were read as {units} (see --offsets)", where)
    offsets = Offsets(text, units)
    keys: dict[Any, str] = {}
    for number, span in enumerate(listed(line.get("entities") or line.get("label") or line.get("labels"))):
        try:
            if isinstance(span, dict):
                start, end, label = int(span["start_offset"]), int(span["end_offset"]), str(span["label"])
            else:
                start, end, label = int(span[0]), int(span[1]), str(span[2])
        except (KeyError, IndexError, TypeError, ValueError, OverflowError):
            notes.add("Spans without start, end and label were left out", f"{where}: {span}")
            continue
        start, end = offsets.start(start), offsets.end(end)
        key = key_of(start, end)
        if key in keys.values():
            key = f"{key}#{number}"
        keys[str(span.get("id", number)) if isinstance(span, dict) else str(number)] = key
        marking.marks.append(Mark(key, start, end, label))
    for relation in listed(line.get("relations")):
        if isinstance(relation, dict):
            ends = (keys.get(str(relation.get(name)), f"#{relation.get(name)}") for name in ("from_id", "to_id"))
            marking.links.append(Link(*ends, str(relation.get("type", ""))))
    return marking
