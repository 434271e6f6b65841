"""Documents to and from the formats of annotation tools. One module a format; `keruen convert` on the command line."""

from typing import Callable, Iterable, Iterator, NamedTuple, Optional, Union

from ..documents import Document, to_line
from ..inputs import Line, Rejected, read_documents
from . import conll, doccano, label_studio, prodigy
from .gold import to_gold
from .notes import Notes
from .offsets import UNITS, Units
from .readers import Source, objects
from .words import Words

KERUEN = "keruen"


class Format(NamedTuple):
    """A format: `write(documents, notes, words, units)` gives its text in pieces, `read(source, notes, words, units,
    corrected)` its documents."""

    name: str
    write: Callable[[Iterable[Document], Notes, Words, Optional[Units]], Iterator[str]]
    read: Callable[[Source, Notes, Words, Optional[Units], bool], Iterator[Union[Document, Rejected]]]


def _write(documents: Iterable[Document], notes: Notes, words: Words, units: Optional[Units] = None) -> Iterator[str]:
    for document in documents:
        content = document.model_dump()
        if not document.unannotated:
            del content["unannotated"]
        yield to_line(content) + "\n"


def _read(
    source: Source, notes: Notes, words: Words, units: Optional[Units] = None, corrected: bool = False
) -> Iterator[Union[Document, Rejected]]:
    for found in read_documents(source):
        if isinstance(found, Rejected):
            yield found
        else:
            line, document = found
            yield document if document.id is not None else document.model_copy(update={"id": line.place})


FORMATS = {
    KERUEN: Format(KERUEN, _write, _read),
    "label-studio": Format("label-studio", label_studio.write, label_studio.read),
    "doccano": Format("doccano", doccano.write, doccano.read),
    "prodigy": Format("prodigy", prodigy.write, prodigy.read),
    "conll": Format("conll", conll.write, conll.read),
}


def guess(source: Source) -> Optional[str]:
    """The name of the format that a file is in; None where it could be several, or is none. It reads no further than it
    must, and what it has read comes again."""
    first = next((line.text for line in source.ahead() if isinstance(line, Line) and line.text), "")
    if not first.startswith(("{", "[")):
        return "conll" if conll.recognises(first) else None
    for _, item in objects(source.ahead(), source.name):
        if isinstance(item, Rejected):
            continue
        if label_studio.recognises(item):
            return "label-studio"
        if any(isinstance(item.get(name), list) for name in ("ents", "flows")):
            return KERUEN
        if prodigy.recognises(item):
            return "prodigy"
        if doccano.recognises(item):
            return "doccano"
    return None


__all__ = ["FORMATS", "KERUEN", "UNITS", "Format", "Notes", "Source", "Units", "Words", "guess", "to_gold"]
