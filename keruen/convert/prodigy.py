"""Prodigy: JSON lines with `tokens`, `spans` and `relations` (https://prodi.gy/docs/api-interfaces).

Spans lie on tokens and don't overlap, offsets are code points, a relation names the last token of each of its spans. A line
that an annotator rejected or ignored (`answer`) is left out.
"""

import json
from typing import Any, Iterable, Iterator, Optional, Union

from spacy.tokens import Doc

from ..documents import Document
from ..inputs import Rejected
from .assemble import from_marks
from .labelled import fold, unfold
from .marks import Link, Mark, Marking, kept_of, key_of, listed, to_marks
from .notes import Notes
from .offsets import Offsets, Units, locate
from .readers import Source, objects
from .words import Words

TOOL = "Prodigy"
UNITS: Units = "code-points"
SIGNS = ("tokens", "spans", "_input_hash", "_task_hash", "answer")
OWN = ("id", "text", "tokens", "spans", "relations", "meta", "keruen", "answer", "label", "html", "options", "accept")


def recognises(content: Any) -> bool:
    """Whether an object is a line of Prodigy's."""
    return isinstance(content, dict) and isinstance(content.get("text"), str) and any(name in content for name in SIGNS)


def write(documents: Iterable[Document], notes: Notes, words: Words, units: Optional[Units] = None) -> Iterator[str]:
    """A line for each document, with its tokens."""
    for document in documents:
        marking = fold(to_marks(document, notes), words, notes, TOOL, overlaps=False)
        doc = words.tokens(marking.text)
        offsets = Offsets(marking.text, units or UNITS)
        made = ((mark.key, _span(mark, doc, offsets, notes, marking)) for mark in marking.marks)
        spans = {key: span for key, span in made if span is not None}
        links = [link for link in marking.links if link.head in spans and link.child in spans]
        relations = [_relation(spans[link.head], spans[link.child], link.type) for link in links]
        places = [(offsets.of_tool(token.idx), offsets.of_tool(token.idx + len(token))) for token in doc]
        tokens = [
            {"text": token.text, "start": start, "end": end, "id": token.i, "ws": bool(token.whitespace_)}
            for token, (start, end) in zip(doc, places)
        ]
        line = {"id": marking.id, "text": marking.text, "meta": marking.meta, "tokens": tokens}
        line.update(spans=list(spans.values()), relations=relations, keruen=marking.kept)
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _span(mark: Mark, doc: Doc, offsets: Offsets, notes: Notes, marking: Marking) -> Optional[dict[str, Any]]:
    span = Words.whole(doc, mark.start, mark.end)
    if span is None:
        notes.add("Prodigy can't show spans that hold no token: they were left out", f"document {marking.id}: {mark.key}")
        return None
    if (span.start_char, span.end_char) != (mark.start, mark.end):
        notes.add("Prodigy can't show spans that cut a token: they were widened", f"document {marking.id}: '{mark.quoted}'")
    return {
        "text": span.text, "start": offsets.of_tool(span.start_char), "end": offsets.of_tool(span.end_char),
        "token_start": span.start, "token_end": span.end - 1, "type": "span", "label": mark.label,
    }  # fmt: skip


def _relation(head: dict[str, Any], child: dict[str, Any], label: str) -> dict[str, Any]:
    names = ("start", "end", "token_start", "token_end", "label")
    spans = {"head_span": {name: head[name] for name in names}, "child_span": {name: child[name] for name in names}}
    return {"head": head["token_end"], "child": child["token_end"], **spans, "label": label}


def read(
    source: Source, notes: Notes, words: Words, units: Optional[Units] = None, corrected: bool = False
) -> Iterator[Union[Document, Rejected]]:
    """Documents of the lines that were accepted, each as its last annotation has it.

    corrected (bool): whether to leave out lines that nobody annotated.
    """
    for place, line in _last(list(objects(source, source.name)), notes):
        if isinstance(line, Rejected):
            yield line
            continue
        if not isinstance(line.get("text"), str):
            yield Rejected(place, "a line of Prodigy's needs a 'text'", text=json.dumps(line, ensure_ascii=False))
            continue
        name = f"document {line.get('id', place)}"
        answer = line.get("answer")
        if answer in ("reject", "ignore"):
            notes.add(f"Lines answered '{answer}' were left out", name)
        elif answer is None and corrected:
            notes.add("Lines that nobody has annotated were left out", name)
        else:
            yield from_marks(unfold(_marking(line, place, notes, words, units or UNITS), words, notes), notes, words)


def _last(lines: list, notes: Notes) -> Iterator[tuple[str, Any]]:
    """Of the annotations of one text (`_input_hash`) the last that was accepted, in the place of the first."""
    groups: dict[Any, list] = {}
    for place, line in lines:
        known = None if isinstance(line, Rejected) else line.get("_input_hash")
        known = known if isinstance(known, (int, str)) else None
        groups.setdefault(place if known is None else ("hash", known), []).append((place, line))
    for group in groups.values():
        if len(group) == 1:
            yield group[0]
            continue
        accepted = [pair for pair in group if pair[1].get("answer", "accept") == "accept"]
        place, line = (accepted or group)[-1]
        told = f"document {line.get('id', place)}"
        notes.add("Texts with several annotations were read as the last accepted has them", told)
        yield place, line


def _marking(line: dict[str, Any], place: str, notes: Notes, words: Words, units: Units) -> Marking:
    text = line["text"]
    others = {name: value for name, value in line.items() if name not in OWN and not name.startswith("_")}
    kept, _ = kept_of(line.get("keruen"), text, others)
    meta = dict(line["meta"]) if isinstance(line.get("meta"), dict) else {}
    known = line.get("id")
    marking = Marking(place if known is None else str(known), text, meta, kept=kept)
    seen: set[str] = set()
    for number, span in enumerate(listed(line.get("spans"))):
        found = _found(span, text, units)
        if found is None:
            notes.add("Spans without a place in the text and a label were left out", f"document {marking.id}: {span}")
            continue
        key = key_of(*found)
        key = f"{key}#{number}" if key in seen else key
        seen.add(key)
        marking.marks.append(Mark(key, *found, str(span["label"])))
    for relation in listed(line.get("relations")):
        if isinstance(relation, dict):
            ends = (_end(relation, side, marking, line, words, units) for side in ("head", "child"))
            marking.links.append(Link(*ends, str(relation.get("label", ""))))
    return marking


def _found(span: Any, text: str, units: Units) -> Optional[tuple[int, int]]:
    if not isinstance(span, dict) or not span.get("label"):
        return None
    quoted = span.get("text")
    try:
        return locate(text, int(span["start"]), int(span["end"]), quoted if isinstance(quoted, str) else None, units)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _end(relation: dict[str, Any], side: str, marking: Marking, line: dict[str, Any], words: Words, units: Units) -> str:
    """The key of the mark at one end of a relation: the one on its span, else the one that holds its token."""
    span = relation.get(f"{side}_span")
    if isinstance(span, dict) and all(isinstance(span.get(name), int) for name in ("start", "end")):
        offsets = Offsets(marking.text, units)
        place = offsets.start(span["start"]), offsets.end(span["end"])
        return next((mark.key for mark in marking.marks if (mark.start, mark.end) == place), key_of(*place))
    index = relation.get(side)
    given = [token.get("start") for token in listed(line.get("tokens")) if isinstance(token, dict)]
    starts = given or [token.idx for token in words.tokens(marking.text)]
    if not isinstance(index, int) or not 0 <= index < len(starts) or not isinstance(starts[index], int):
        return f"token {index}"
    at = Offsets(marking.text, units).start(starts[index])
    return next((mark.key for mark in marking.marks if mark.start <= at < mark.end), f"token {index}")
