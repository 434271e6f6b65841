"""Documents to and from the formats of annotation tools. One module a format; `keruen convert` on the command line."""

from typing import Callable, Iterable, Iterator, NamedTuple, Optional, Union

from ..documents import Document, DocumentError, read_document, to_line
from . import conll, doccano, label_studio, prodigy
from .gold import to_gold
from .notes import Notes, Unread
from .offsets import UNITS, Units
from .readers import objects
from .words import Words

KERUEN = "keruen"


class Format(NamedTuple):
    """A format: `write(documents, notes, words, units)` gives its text in pieces, `read(content, where, notes, words, units,
    corrected)` its documents."""

    name: str
    write: Callable[[Iterable[Document], Notes, Words, Optional[Units]], Iterator[str]]
    read: Callable[[str, str, Notes, Words, Optional[Units], bool], Iterator[Union[Document, Unread]]]


def _write(documents: Iterable[Document], notes: Notes, words: Words, units: Optional[Units] = None) -> Iterator[str]:
    for document in documents:
        content = document.model_dump()
        if not document.unannotated:
            del content["unannotated"]
        yield to_line(content) + "\n"


def _read(
    content: str, where: str, notes: Notes, words: Words, units: Optional[Units] = None, corrected: bool = False
) -> Iterator[Union[Document, Unread]]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip("\ufeff \t\r"):
            continue
        place = f"{where}:{number}"
        try:
            document = read_document(line.strip("\ufeff \t\r"), place)
        except DocumentError as error:
            yield Unread(place, str(error).removeprefix(f"{place}: "), line)
            continue
        yield document if document.id is not None else document.model_copy(update={"id": place})


FORMATS = {
    KERUEN: Format(KERUEN, _write, _read),
    "label-studio": Format("label-studio", label_studio.write, label_studio.read),
    "doccano": Format("doccano", doccano.write, doccano.read),
    "prodigy": Format("prodigy", prodigy.write, prodigy.read),
    "conll": Format("conll", conll.write, conll.read),
}


def guess(content: str) -> Optional[str]:
    """The name of the format that a file's content is in; None where it could be several, or is none."""
    first = next((line for line in content.split("\n") if line.strip("\ufeff \t\r")), "")
    if not first.lstrip("\ufeff \t").startswith(("{", "[")):
        return "conll" if conll.recognises(first.lstrip("\ufeff")) else None
    for _, item in objects(content, ""):
        if isinstance(item, Unread):
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


__all__ = ["FORMATS", "KERUEN", "UNITS", "Format", "Notes", "Units", "Unread", "Words", "guess", "to_gold"]
