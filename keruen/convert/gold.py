"""Documents as the corpora want them: annotation that people stand behind, and nothing that the pipeline adds to it."""

from typing import Optional, Union

from ..documents import LABELS, Document, DocumentError, to_doc
from ..inputs import Rejected
from ..orthography import orthography_of, script_of
from .marks import fits
from .notes import Notes
from .words import Words

FIELDS = ("money", "value", "value_max", "currency", "flow", "origin", "destination", "commodity", "period", "status")
LANGUAGES = ("kk", "kaa")
ADDED = ("input", "date_from", "pieces", "warning")  # to meta, by annotation


def to_gold(document: Document, notes: Notes, words: Words) -> Union[Document, Rejected]:
    """A document without codes, values and periods of entities, evidence and what annotation adds to its meta; with its
    language and script.

    RETURNS (Document or Rejected): `Rejected` where the corpora could not use it: an entity or goods that cut a word, or a
        flow without value and currency.
    """
    where = f"document {document.id}"
    ents = [{"start": ent.start, "end": ent.end, "label": ent.label} for ent in document.ents if ent.label in LABELS]
    for ent in document.ents:
        if ent.label not in LABELS:
            notes.add(f"Entities with a label other than {', '.join(LABELS)} were left out", f"{where}: {ent.label}")
    flows = [{name: flow.get(name) for name in FIELDS if name != "value_max" or flow.get(name)} for flow in document.flows]
    meta = {name: value for name, value in document.meta.items() if name not in ADDED}
    script = script_of(document.text)
    if meta.get("script") not in ("Arab", "Cyrl", "Latn"):
        meta["script"] = script or "Cyrl"
    if meta.get("lang") not in LANGUAGES:
        meta["lang"] = _language(document.text)
        told = "Documents that didn't say their language (meta.lang) were taken as their letters suggest"
        notes.add(told, f"{where}: {meta['lang']}")
    if "date" not in meta:
        notes.add("Documents without a publication date (meta.date) teach less of periods", where)
    content = {"id": document.id, "meta": meta, "text": document.text, "ents": ents, "flows": flows}
    unannotated = [span for span in document.unannotated if fits(span, document.text)]
    gold = Document.model_validate({**content, "unannotated": unannotated})
    fault = _fault(gold, words)
    return gold if fault is None else Rejected(where, fault, document.id, document.text)


def _language(text: str) -> str:
    return "kaa" if "kaa" in (orthography_of(text) or "") else "kk"


def _fault(document: Document, words: Words) -> Optional[str]:
    if document.id is None:
        return "a document of the corpora needs an 'id'"
    for ent in document.ents:
        if not 0 <= ent.start < ent.end <= len(document.text):
            return f"an entity {ent.start}:{ent.end} lies outside the text"
    amounts = {(ent.start, ent.end) for ent in document.ents if ent.label == "MONEY"}
    for flow in document.flows:
        if not fits(flow["money"], document.text) or (flow["money"]["start"], flow["money"]["end"]) not in amounts:
            return f"a flow's amount {flow['money']} is no MONEY entity"
        if flow["commodity"] is not None and not fits(flow["commodity"], document.text):
            return f"a flow's goods {flow['commodity']} are no span of the text"
        for name in ("value", "currency", "flow", "status"):
            if flow[name] in (None, ""):
                quoted = document.text[flow["money"]["start"] : flow["money"]["end"]]
                return f"the flow of '{quoted}' has no {name}: fill it in where it was annotated"
    try:
        to_doc(words.nlp, document)
    except DocumentError as error:
        return str(error)
    return None
