"""`DocBin` files: their texts, ids and meta; their annotation is made anew."""

from typing import Iterator, Optional

import spacy
from spacy.tokens import Doc, DocBin

from ...documents import Document
from ...extensions import lists
from ...inputs import Rejected
from .base import WHOLE, Columns, Format, Read, Slice, cut_records, cut_whole, placed


def cut(path: str, name: str, size: int) -> Iterator[Slice]:
    """By documents: as many as make about `size` bytes on disk."""
    stored = _load(path)
    if stored is None:
        yield from cut_whole(path, name, size)
    else:
        yield from cut_records(path, name, size, len(stored))


def read_docs(part: Slice, columns: Columns) -> Read:
    stored = _load(part.path)
    if stored is None:
        yield Rejected(part.name, "no DocBin file that can be read; write it with spacy.tokens.DocBin.to_disk")
        return
    stop = len(stored) if part.stop == WHOLE else part.stop
    for name in ("tokens", "spaces", "cats", "flags", "span_groups", "user_data"):
        values = getattr(stored, name, None)
        if values:
            setattr(stored, name, values[part.start : stop])
    docs = stored.get_docs(spacy.blank("xx").vocab)
    for number in range(part.first, part.first + stop - part.start):
        place = f"{part.name}:{number}"
        try:
            yield placed(_document(next(docs)), place, part.name)
        except StopIteration:
            yield Rejected(place, "the file ends before this document")
            return
        except Exception as error:  # spaCy raises what the damaged part makes it raise
            yield Rejected(place, f"this document and those after it can't be read: {type(error).__name__}: {error}")
            return


def _document(doc: Doc) -> Document:
    number, meta = doc.user_data.get("id"), lists(doc.user_data.get("meta") or {})
    date = doc._.date if Doc.has_extension("date") else None
    if date is not None and "date" not in meta:
        meta = {**meta, "date": date}
    return Document(id=None if number is None else str(number), text=doc.text, meta=meta)


def _load(path: str) -> Optional[DocBin]:
    try:
        return DocBin(store_user_data=True).from_disk(path)
    except OSError:
        raise
    except Exception:  # msgpack, zlib and spaCy each have their own
        return None


DOCBIN = Format((".spacy",), cut, read_docs)
