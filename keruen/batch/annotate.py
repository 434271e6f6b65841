"""A stream of documents through a pipeline, every one accounted for."""

from collections import deque
from typing import Iterable, Iterator, Optional, Union

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from .. import transformer
from ..documents import Document, make_doc, publication_date, to_json
from .readers import Rejected

MAX_LENGTH = 10_000_000
BATCH_SIZE = 64


def load_model(name: str) -> Language:
    """Load a packaged model or a model folder.

    RAISES (OSError): with a sentence, if there is none, or what it is made with is not installed.
    """
    try:
        nlp = spacy.load(name)
    except OSError:
        raise OSError(
            f"There is no model '{name}': install its wheel (pip install packages/*.whl) or give a model folder with --model."
        ) from None
    except (ImportError, ValueError) as error:
        sentence = transformer.problem(error)
        if sentence is None:
            raise
        raise OSError(sentence) from None
    nlp.max_length = MAX_LENGTH
    return nlp


def annotate(
    nlp: Language, documents: Iterable[Union[Document, Rejected]], *, date: Optional[str] = None, n_process: int = 1
) -> Iterator[Union[dict, Rejected]]:
    """Annotate documents.

    documents (Iterable): what `read` gives; what it rejected passes through, in its place.
    date (str): ISO publication date of documents that carry none.
    n_process (int): processes.
    YIELDS (dict or Rejected): one JSON document for each document, in order; `Rejected` where a document can't be
        annotated. A date that is none is told in the document's `meta.warning`, and the document annotated without it.
    """
    numbered = enumerate(documents)
    waiting: deque = deque()

    def docs() -> Iterator[tuple[Doc, int]]:
        for number, document in numbered:
            if isinstance(document, Document):
                document = _dated(document, date)
            waiting.append((number, document))
            if isinstance(document, Document) and len(document.text) <= nlp.max_length:
                yield make_doc(nlp, document), number

    def before(limit: float) -> Iterator[Union[dict, Rejected]]:
        while waiting and waiting[0][0] < limit:
            yield _alone(nlp, waiting.popleft()[1])

    more = True
    while more:
        more = False
        try:
            for doc, number in nlp.pipe(docs(), as_tuples=True, batch_size=BATCH_SIZE, n_process=n_process):
                yield from before(number)
                waiting.popleft()
                yield to_json(doc)
        except GeneratorExit:
            raise
        except Exception:  # a document that fails ends spaCy's stream: `_alone` tells which, and why
            more = True
        yield from before(float("inf"))


def _dated(document: Document, date: Optional[str]) -> Document:
    found, problem = publication_date(document)
    if found is None and date is not None:
        return document.model_copy(update={"meta": {**document.meta, "date": date}})
    if problem:
        return document.model_copy(update={"meta": {**document.meta, "warning": problem}})
    return document


def _alone(nlp: Language, document: Union[Document, Rejected]) -> Union[dict, Rejected]:
    """A document that did not come out of the stream: what the pipeline makes of it by itself."""
    if isinstance(document, Rejected):
        return document
    where = document.id or "document without id"
    if len(document.text) > nlp.max_length:
        return Rejected(
            where, f"{len(document.text):,} characters are more than {nlp.max_length:,}; cut the text", document.text
        )
    doc = make_doc(nlp, document)
    for name, component in nlp.pipeline:
        try:
            doc = component(doc)
        except Exception as error:
            return Rejected(where, f"the component '{name}' failed: {type(error).__name__}: {error}", document.text)
    return to_json(doc)
