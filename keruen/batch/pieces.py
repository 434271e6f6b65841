"""Documents too long to be annotated at once: cut where paragraphs end, and put together again."""

import re
from typing import Any, Iterator

LONGEST = 100_000  # characters annotated at once
_NEAR = LONGEST // 4  # how far before the limit a place to cut is looked for
_PLACES = (re.compile(r"\n\s*"), re.compile(r"[.!?؟…]\s+"), re.compile(r"\s+"))
_SPANS = ("money", "commodity", "part_of", "same_as")


def cut(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """Pieces of a text and where they begin. They end at the last paragraph before the limit, where there is none at
    the last sentence, the last white space, or right at it. They add up to the text."""
    start = 0
    while len(text) - start > longest:
        stop = _place(text, start, longest)
        yield start, text[start:stop]
        start = stop
    yield start, text[start:]


def _place(text: str, start: int, longest: int) -> int:
    stop = start + longest
    near = max(start + 1, stop - _NEAR)
    for place in _PLACES:
        ends = [match.end() for match in place.finditer(text, near, stop)]
        if ends:
            return ends[-1]
    return stop


def together(pieces: list[tuple[int, dict[str, Any]]], text: str) -> dict[str, list[dict[str, Any]]]:
    """Entities and flows of the whole of a text.

    pieces (list): where each begins, and its JSON document.
    RETURNS (dict): `ents` and `flows`, with offsets into the text. Entities, and what refers to them, that touch a cut
        within a word are left out: they are halves of words.
    """
    ents: list[dict[str, Any]] = []
    flows: list[dict[str, Any]] = []
    for start, content in pieces:
        end = start + len(content["text"])
        torn = {at for at in (start, end) if 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()}
        found = [_shift(ent, start) for ent in content["ents"]]
        lost = {(ent["start"], ent["end"]) for ent in found if {ent["start"], ent["end"]} & torn}
        ents += [ent for ent in found if (ent["start"], ent["end"]) not in lost]
        for flow in content["flows"]:
            flow = _shift_flow(flow, start)
            if (flow["money"]["start"], flow["money"]["end"]) not in lost:
                flows.append(flow)
    return {"ents": ents, "flows": flows}


def _shift(span: dict[str, Any], by: int) -> dict[str, Any]:
    return {**span, "start": span["start"] + by, "end": span["end"] + by}


def _shift_flow(flow: dict[str, Any], by: int) -> dict[str, Any]:
    moved = {name: _shift(flow[name], by) for name in _SPANS if flow.get(name)}
    return {**flow, **moved, "evidence": [_shift(span, by) for span in flow["evidence"]]}
