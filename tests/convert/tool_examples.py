"""Small documents and the files that the tools make of them, after the structure that each tool documents."""

import io
import json

from keruen.convert import Source

TEXT = "2025 жылы Қазақстан Сербияға 28,6 миллион доллардың мырышын сатты."
FLOW = {
    "money": {"start": 29, "end": 51}, "value": 28600000, "currency": "USD", "flow": "export", "origin": "KZ",
    "destination": "RS", "commodity": {"start": 52, "end": 59}, "period": "2025", "status": "actual",
}  # fmt: skip
ENTS = [
    {"start": 0, "end": 9, "label": "DATE"}, {"start": 10, "end": 19, "label": "GPE"},
    {"start": 20, "end": 28, "label": "GPE"}, {"start": 29, "end": 51, "label": "MONEY"},
]  # fmt: skip
META = {"lang": "kk", "script": "Cyrl", "date": "2026-02-26"}
GOLD = {"id": "a-1", "meta": META, "text": TEXT, "ents": ENTS, "flows": [FLOW]}
OUTPUT = {
    **GOLD,
    "ents": [
        {**ENTS[0], "period": "2025"}, {**ENTS[1], "code": "KZ"}, {**ENTS[2], "code": "RS"},
        {**ENTS[3], "value": 28600000, "currency": "USD"},
    ],
    "flows": [{**FLOW, "evidence": [{"start": 0, "end": 9}, {"start": 60, "end": 65}], "parts_exceed": True}],
}  # fmt: skip


def region(start, end, label, text=TEXT, key=None, **value):
    """A region of Label Studio's."""
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label], **value}
    key = key or f"r{start}"
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value}


def choice(key, name, *given):
    value = {"start": 29, "end": 51, "text": TEXT[29:51], "choices": list(given)}
    return {"id": key, "from_name": name, "to_name": "text", "type": "choices", "value": value}


def words(key, name, *given):
    value = {"start": 29, "end": 51, "text": list(given)}
    return {"id": key, "from_name": name, "to_name": "text", "type": "textarea", "value": value}


def relation(head, child, *labels, direction="right"):
    return {"from_id": head, "to_id": child, "type": "relation", "direction": direction, "labels": list(labels)}


ANNOTATED = [
    region(0, 9, "DATE"), region(10, 19, "GPE"), region(20, 28, "GPE"), region(29, 51, "MONEY"), region(52, 59, "COMMODITY"),
    choice("r29", "flow", "export"), choice("r29", "status", "actual"), words("r29", "origin", "KZ"),
    words("r29", "destination", "RS"), words("r29", "period", "2025"), words("r29", "value", "28600000"),
    words("r29", "currency", "USD"), relation("r29", "r52", "commodity"),
]  # fmt: skip


def task(*results, text=TEXT, number=7, **more):
    """A task of Label Studio's export; several results are several annotations, the last the latest."""
    annotations = [
        {
            "id": 100 + n, "completed_by": 1, "result": result, "was_cancelled": False, "ground_truth": False,
            "created_at": f"2026-03-0{n + 1}T10:00:00Z", "updated_at": f"2026-03-0{n + 1}T10:05:00Z", "lead_time": 12.5,
        }
        for n, result in enumerate(results)
    ]  # fmt: skip
    data = {"text": text, "id": "a-1", "date": "2026-02-26", "keruen": {"meta": META}}
    return {"id": number, "annotations": annotations, "predictions": [], "data": data, "project": 3, **more}


def lines(*items):
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def source(content, name="file"):
    """A file of that content."""
    return Source(io.BytesIO(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")), name)
