"""Annotated documents as rows of three tables: documents, entities, flows (`docs/output.md`)."""

import json
from typing import Any, Iterator, Optional

FLOW_COLUMNS = (
    "document", "input", "date", "amount", "flow", "origin", "destination", "value", "value_max", "currency", "commodity",
    "period", "status", "part_of", "same_as", "parts_exceed", "evidence",
)  # fmt: skip
_BLANK = " \n\u00a0\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def document_row(content: dict[str, Any]) -> dict[str, Any]:
    meta = content["meta"]
    return {
        "document": content["id"],
        **{name: _text(meta.get(name)) for name in ("input", "date", "date_from", "lang", "script", "title", "warning")},
        "text": content["text"],
        "entities": len(content["ents"]),
        "flows": len(content["flows"]),
        "meta": json.dumps(meta, ensure_ascii=False, default=str),
    }


def entity_rows(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    text, place = content["text"], content["meta"].get("input")
    for ent in content["ents"]:
        yield {
            **ent,
            "document": content["id"],
            "input": place,
            "text": text[ent["start"] : ent["end"]],
        }


def flow_rows(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Flows with the words that their spans hold."""
    text, meta = content["text"], content["meta"]

    def words(span: Optional[dict[str, int]]) -> Optional[str]:
        return span and text[span["start"] : span["end"]]

    for flow in content["flows"]:
        yield {
            "document": content["id"],
            "input": meta.get("input"),
            "date": _text(meta.get("date")),
            "amount": words(flow["money"]),
            **{
                name: flow.get(name)
                for name in ("flow", "origin", "destination", "value", "value_max", "currency", "period", "status")
            },
            "commodity": words(flow.get("commodity")),
            "part_of": words(flow.get("part_of")),
            "same_as": words(flow.get("same_as")),
            "parts_exceed": bool(flow.get("parts_exceed")),
            "evidence": [words(span) for span in flow.get("evidence", ())],
            "money_start": flow["money"]["start"],
            "money_end": flow["money"]["end"],
        }


def cells(row: dict[str, Any]) -> dict[str, Any]:
    """A flow's row for a spreadsheet: what would be read as a formula begins with an apostrophe."""
    row = {**row, "evidence": " … ".join(row["evidence"]), "parts_exceed": "yes" if row["parts_exceed"] else ""}
    return {name: harmless(row[name]) for name in FLOW_COLUMNS}


def harmless(value: Any) -> Any:
    """A value for a CSV cell. Text that a spreadsheet would take for a formula gets an apostrophe in front; a
    spreadsheet also looks past spaces."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(_BLANK).startswith(_FORMULA) else value


def _text(value: Any) -> Optional[str]:
    return None if value is None else str(value)
