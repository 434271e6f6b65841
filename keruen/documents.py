"""JSON documents (`docs/output.md`) to `Doc` and back."""

import json
from datetime import date
from typing import Any, NamedTuple, Optional

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from .dates.dateline import dateline
from .extensions import SPAN_ATTRIBUTES, lists

LABELS = ("GPE", "PERSON", "ORG", "MONEY", "DATE")
KINDS = ("export", "import", "turnover", "investment")
STATUSES = ("actual", "forecast", "target")


class DocumentError(ValueError):
    """A document that can't be read; the message says where, and what is wrong (`reason`). `id` is the document's, where
    known."""

    def __init__(self, where: str, reason: str, id: Optional[str] = None):
        super().__init__(f"{where}: {reason}")
        self.reason, self.id = reason, id


class Entity(BaseModel):
    """An entity: character offsets (code points, end exclusive) and label; see `docs/output.md`."""

    model_config = ConfigDict(extra="allow")
    start: int
    end: int
    label: str


class Document(BaseModel):
    """An article as one JSON line. Only `text` is needed; what the model doesn't know is kept."""

    model_config = ConfigDict(extra="allow")
    id: Optional[str] = None
    meta: dict[str, Any] = {}
    text: str
    ents: list[Entity] = []
    flows: list[dict[str, Any]] = []
    unannotated: list[dict[str, int]] = []

    @field_validator("id", mode="before")
    @classmethod
    def _id_as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def read_document(line: str, where: str) -> Document:
    """Read one JSON line.

    where (str): the line's place (`news.jsonl:17`), for messages.
    RAISES (DocumentError): if it is no JSON, no object, or lacks a text.
    """
    content = read_object(line, where)
    try:
        return Document.model_validate(content)
    except ValidationError as error:
        number = content.get("id")
        raise DocumentError(where, first_fault(error), number if isinstance(number, str) else None) from None


def read_object(line: str, where: str) -> dict[str, Any]:
    """Read the JSON object of one line.

    where (str): the line's place, for messages.
    RAISES (DocumentError): if it is no JSON or no object.
    """
    try:
        content = read_json(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, f"not a line of JSON ({error})") from None
    if not isinstance(content, dict):
        raise DocumentError(where, f"expected a JSON object with a 'text', found {type(content).__name__}")
    return content


def read_json(text: str) -> Any:
    """Plain data out of JSON, with U+FFFD in place of each half of a surrogate pair, which is no Unicode text and can't be
    written. Offsets stay.

    RAISES (ValueError or RecursionError): if it is no JSON, or nested too deep.
    """
    content = json.loads(text)
    if "\\ud" not in text.lower():
        return content
    return json.loads(to_line(content).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def first_fault(error: ValidationError) -> str:
    """What is wrong with the first field that is no document's."""
    problem = error.errors()[0]
    return f"field '{'.'.join(map(str, problem['loc']))}': {problem['msg'].lower()}"


class Publication(NamedTuple):
    """When a document was published: ISO date or None, where that was told (`meta`, or `text`: its first lines), and a
    sentence about a `meta.date` that is no date."""

    date: Optional[str] = None
    told: Optional[str] = None
    problem: Optional[str] = None


def publication(document: Document) -> Publication:
    """The publication date: `meta.date`, else what the text's first lines say (`keruen.dates.dateline`)."""
    if given := given_date(document):
        return Publication(given, "meta")
    problem = None
    if (given := document.meta.get("date")) is not None:
        problem = f"meta.date {given!r} is no date of the form YYYY-MM-DD; relative dates stay open"
    found = dateline(document.text)
    return Publication(found, "text" if found else None, problem if found is None else None)


def given_date(document: Document) -> Optional[str]:
    """The ISO date of `meta.date`; None where it holds none."""
    given = document.meta.get("date")
    return given[:10] if is_date(given) else None


def is_date(text: Any) -> bool:
    """Whether a value is an ISO 8601 calendar date, or begins with one and a time."""
    if not isinstance(text, str):
        return False
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return len(text) == 10 or text[10] in "T "


def span_of(value: Any, text: str) -> Optional[tuple[int, int]]:
    """Start and end of a value that is a span (`start`, `end`) and holds something of a text; None for anything else."""
    if not isinstance(value, dict):
        return None
    start, end = value.get("start"), value.get("end")
    if any(not isinstance(offset, int) or isinstance(offset, bool) for offset in (start, end)):
        return None
    return (start, end) if 0 <= start < end <= len(text) else None


def make_doc(nlp: Language, document: Document, *, dated: bool = False) -> Doc:
    """Tokenize a document and set what the pipeline may know: its publication date, id and meta.

    dated (bool): whether the date was looked for before, so that only `meta.date` tells it and the first lines aren't
        read again.
    """
    doc = nlp.make_doc(document.text)
    doc._.date = given_date(document) if dated else publication(document).date
    doc.user_data["id"] = document.id
    doc.user_data["meta"] = document.meta
    return doc


def to_doc(nlp: Language, document: Document, *, dated: bool = False) -> Doc:
    """A `Doc` with the document's own annotation: entities with their values, and flows. Tokens of `unannotated`
    spans are neither entities nor outside: training learns nothing from them.

    dated (bool): as for `make_doc`.
    RAISES (DocumentError): if an entity, or a flow's money or commodity, doesn't begin and end with a token, or
        entities overlap.
    """
    doc = make_doc(nlp, document, dated=dated)
    spans = []
    for ent in document.ents:
        extra = ent.model_extra or {}
        span = _aligned(doc, document, ent.start, ent.end, ent.label, str(extra.get("code") or ""))
        for name in SPAN_ATTRIBUTES:
            if extra.get(name) is not None:
                span._.set(name, extra[name])
        spans.append(span)
    if len(filter_spans(spans)) < len(spans):
        raise DocumentError(f"document {document.id}", "entities overlap")
    for flow in document.flows:
        for field in ("money", "commodity"):
            if flow.get(field):
                _aligned(doc, document, flow[field]["start"], flow[field]["end"])
    missing = [_aligned(doc, document, span["start"], span["end"]) for span in document.unannotated]
    doc.set_ents(spans, missing=missing, default="outside")
    doc._.flows = document.flows
    return doc


def _aligned(doc: Doc, document: Document, start: int, end: int, label: str = "", code: str = "") -> Span:
    span = doc.char_span(start, end, label=label, kb_id=code)
    if span is None or start >= end:
        around = (
            document.text[max(0, start - 15) : start]
            + "⟦"
            + document.text[start:end]
            + "⟧"
            + document.text[end : end + 15]
        )
        raise DocumentError(f"document {document.id}", f"{label or 'span'} {start}:{end} cuts a token: …{around}…")
    return span


def to_json(doc: Doc) -> dict[str, Any]:
    """A document as plain data: the contract of `docs/output.md`."""
    return {
        "id": doc.user_data.get("id"),
        "meta": lists(doc.user_data.get("meta") or {}),
        "text": doc.text,
        "ents": [_entity(ent) for ent in doc.ents],
        "flows": doc._.flows,
    }


def _entity(ent: Span) -> dict[str, Any]:
    out: dict[str, Any] = {"start": ent.start_char, "end": ent.end_char, "label": ent.label_}
    if ent.kb_id_:
        out["code"] = ent.kb_id_
    if ent.label_ == "DATE":
        out["period"] = ent._.period
    for name in SPAN_ATTRIBUTES:
        value = ent._.get(name)
        if value is not None:
            out[name] = value
    return out


def to_line(content: dict[str, Any]) -> str:
    """One JSON line, letters as they are (no `\\u` escapes)."""
    return json.dumps(content, ensure_ascii=False)
