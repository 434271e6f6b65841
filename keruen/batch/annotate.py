"""A stream of documents through a pipeline, every one accounted for."""

from contextlib import nullcontext
from typing import Any, Callable, Iterable, Iterator, Mapping, Optional, Union

from pydantic import ValidationError
from spacy.language import Language
from spacy.tokens import Doc

from ..documents import Document, DocumentError, first_fault, make_doc, publication, to_doc, to_json
from ..inputs import Rejected
from . import pieces
from .readers.base import begins

BATCH_CHARACTERS = 120_000
BATCH_DOCUMENTS = 128

Input = Union[Document, Rejected, Mapping[str, Any], str]
Result = tuple[Union[dict, Rejected], Optional[Doc]]


def annotate(documents: Iterable[Input], nlp: Language, *, date: Optional[str] = None) -> Iterator[Union[dict, Rejected]]:
    """Annotate documents.

    documents (Iterable): documents, JSON documents as dicts (`docs/output.md`), texts, and what `read` rejected, which
        passes through in its place.
    nlp (Language): the pipeline. Its strings don't grow: each batch has a memory zone.
    date (str): ISO publication date of documents that carry none and tell none in their first lines.
    YIELDS (dict or Rejected): in order, one JSON document for each document, plain data; `Rejected` where it can't be
        annotated. A date that is none is told in the document's `meta.warning`, and the document annotated without it.
        A text of more than `keruen.batch.pieces.LONGEST` characters is annotated in pieces (`meta.pieces`).
    """
    for content, _ in results(documents, nlp, date=date):
        yield content


def results(
    documents: Iterable[Input],
    nlp: Language,
    *,
    date: Optional[str] = None,
    docs: bool = False,
    before: Optional[Callable[[int], None]] = None,
) -> Iterator[Result]:
    """As `annotate`, with the `Doc` of each document, which may not be kept beyond its turn.

    docs (bool): whether the `Doc` is wanted of documents in pieces, too; it is made anew of their JSON.
    before (Callable): called with the number of each document before it is annotated; they then go one by one.
    """
    for number, batch in _batches(documents, date, 1 if before else BATCH_DOCUMENTS):
        if before:
            before(number)
        with nullcontext() if nlp.vocab.in_memory_zone else nlp.memory_zone():
            yield from _annotated(batch, nlp, docs)


def _batches(documents: Iterable[Input], date: Optional[str], most: int) -> Iterator[tuple[int, list]]:
    batch: list[Union[Document, Rejected]] = []
    characters, first = 0, 0
    for number, given in enumerate(documents):
        document = _dated(_document(given, number), date)
        length = len(document.text)
        if batch and (characters + length > BATCH_CHARACTERS or len(batch) == most):
            yield first, batch
            batch, characters, first = [], 0, number
        batch.append(document)
        characters += length
    if batch:
        yield first, batch


def _document(given: Input, number: int) -> Union[Document, Rejected]:
    if isinstance(given, (Document, Rejected)):
        return given
    try:
        return Document(text=given) if isinstance(given, str) else Document.model_validate(given)
    except ValidationError as error:
        return Rejected(f"document {number}", first_fault(error))


def _dated(document: Union[Document, Rejected], date: Optional[str]) -> Union[Document, Rejected]:
    if isinstance(document, Rejected):
        return document
    found, told, problem = publication(document)
    if found is None and date is not None:
        found, told = date, "option"
    meta = dict(document.meta)
    if told in ("text", "option"):
        meta["date"] = found
    if told:
        meta.setdefault("date_from", told)
    if problem:
        meta["warning"] = f"{meta['warning']}; {problem}" if "warning" in meta else problem
    return document.model_copy(update={"meta": meta})


def _annotated(batch: list[Union[Document, Rejected]], nlp: Language, wanted: bool) -> Iterator[Result]:
    short = [each for each in batch if isinstance(each, Document) and len(each.text) <= pieces.LONGEST]
    try:
        docs = iter(list(nlp.pipe([make_doc(nlp, each, dated=True) for each in short], batch_size=len(short) or 1)))
    except Exception:  # which document fails, and why, is found one by one
        docs = None
    for each in batch:
        if isinstance(each, Rejected):
            yield each, None
        elif len(each.text) > pieces.LONGEST:
            yield _in_pieces(each, nlp, wanted)
        elif docs is None:
            yield _alone(each, nlp)
        else:
            yield _content(each, next(docs))


def _alone(document: Document, nlp: Language) -> Result:
    """One document, so that only it is lost if the pipeline can't read it."""
    name = "tokenizer"
    try:
        doc = make_doc(nlp, document, dated=True)
        for name, component in nlp.pipeline:
            doc = component(doc)
    except Exception as error:
        return _rejected(document, f"the component '{name}' failed: {type(error).__name__}: {error}"), None
    return _content(document, doc)


def _content(document: Document, doc: Doc) -> Result:
    try:
        return to_json(doc), doc
    except Exception as error:  # a meta that is nested too deep
        return _rejected(document, f"can't be written: {type(error).__name__}: {error}"), None


def _in_pieces(document: Document, nlp: Language, wanted: bool) -> Result:
    found: list[tuple[int, dict]] = []
    for start, text in pieces.cut(document.text):
        content, _ = _alone(Document(id=document.id, text=text, meta=document.meta), nlp)
        if isinstance(content, Rejected):
            return _rejected(document, content.reason), None
        found.append((start, content))
    whole = {
        "id": document.id,
        "meta": {**document.meta, "pieces": len(found)},
        "text": document.text,
        **pieces.together(found, document.text),
    }
    if not wanted:
        return whole, None
    limit, nlp.max_length = nlp.max_length, max(nlp.max_length, len(document.text))
    try:
        return whole, to_doc(nlp, Document.model_validate(whole), dated=True)
    except DocumentError as error:
        return _rejected(document, f"its pieces can't be put together: {error}"), None
    finally:
        nlp.max_length = limit


def _rejected(document: Document, reason: str) -> Rejected:
    source = document.meta.get("input") or document.id or "document without id"
    return Rejected(source, reason, document.id, begins(document.text))
