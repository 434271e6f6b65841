"""CoNLL-2003 (https://www.clips.uantwerpen.be/conll2003/ner/): entities on tokens, in four columns.

`token POS chunk NER`, a blank line after each sentence, `-DOCSTART-` before each document. Keruen writes `-X-` and `O` for
POS and chunk, IOB2 tags, and a token with blanks inside (`28 000`, `ق ر`) in several lines. The format holds no spacing,
ids and metadata, nor anything of an entity but its label.
"""

import re
from typing import Iterable, Iterator, Optional, Union

from ..documents import Document
from ..inputs import Rejected
from .assemble import from_marks
from .marks import Mark, Marking, key_of
from .notes import Notes
from .offsets import Units
from .readers import Source
from .words import Words

START = "-DOCSTART-"
TAG = re.compile(r"(?:O|[BIESLU]-\S+)\Z")
OPENING, CLOSING = "BSU", "ESLU"


def recognises(line: str) -> bool:
    """Whether a line is one of CoNLL-2003's."""
    columns = line.split()
    return bool(columns) and (columns[0] == START or len(columns) > 1 and TAG.match(columns[-1]) is not None)


def write(documents: Iterable[Document], notes: Notes, words: Words, units: Optional[Units] = None) -> Iterator[str]:
    """Documents one after another."""
    for document in documents:
        where = f"document {document.id}"
        yield f"{START} -X- -X- O\n\n"
        _lost(document, notes, where)
        doc = words.sentences(document.text)
        tags = ["O"] * len(doc)
        for ent in sorted(document.ents, key=lambda ent: (ent.start - ent.end, ent.start)):
            inside = 0 <= ent.start < ent.end <= len(document.text)
            span = Words.whole(doc, ent.start, ent.end) if inside else None
            told = f"{where}: {ent.label} {ent.start}:{ent.end}"
            if span is None or any(tags[i] != "O" for i in range(span.start, span.end)):
                notes.add("Entities that overlap a longer one, or hold no word, were left out", told)
                continue
            if (span.start_char, span.end_char) != (ent.start, ent.end):
                notes.add("Entities that cut a word were widened to the whole word", told)
            named = [i for i in range(span.start, span.end) if not doc[i].is_space]
            for i in named:
                tags[i] = f"{'B' if i == named[0] else 'I'}-{ent.label}"
        yield from _sentences(doc, tags)


def _lost(document: Document, notes: Notes, where: str) -> None:
    notes.add("CoNLL-2003 can't hold the spacing between words", where)
    held = {"id": document.id, "metadata": document.meta, "flows": document.flows, "unannotated spans": document.unannotated}
    for name, value in {**held, "other fields": document.model_extra}.items():
        if value:
            notes.add(f"CoNLL-2003 can't hold {name}", where)
    if any(ent.model_extra for ent in document.ents):
        notes.add("CoNLL-2003 can't hold codes, values and periods of entities", where)


def _sentences(doc, tags: list[str]) -> Iterator[str]:
    lines: list[str] = []
    for token in doc:
        if token.is_sent_start and lines and not tags[token.i].startswith("I-"):
            yield "".join(lines) + "\n"
            lines = []
        for n, word in enumerate(token.text.split()):
            tag = tags[token.i] if n == 0 else tags[token.i].replace("B-", "I-", 1)
            lines.append(f"{word} -X- O {tag}\n")
    if lines:
        yield "".join(lines) + "\n"


def read(
    source: Source, notes: Notes, words: Words, units: Optional[Units] = None, corrected: bool = False
) -> Iterator[Union[Document, Rejected]]:
    """Documents of a file: words in the first column, IOB, IOB2 or BILOU tags in the last. Words are joined by blanks,
    sentences by line breaks."""
    number, begun = 0, False
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in source:
        if isinstance(line, Rejected):
            yield line
            continue
        columns = line.text.split()
        if columns and columns[0] == START:
            if begun or any(sentences):
                number += 1
                yield _document(sentences, f"{source.name}:{number}", notes, words)
            begun, sentences = True, [[]]
        elif not columns:
            sentences.append([])
        elif len(columns) < 2 or not TAG.match(columns[-1]):
            yield Rejected(line.place, "expected a word and, last, a tag such as B-GPE or O", text=line.text)
        else:
            sentences[-1].append((columns[0], columns[-1]))
    if begun or any(sentences):
        yield _document(sentences, f"{source.name}:{number + 1}", notes, words)


def _document(sentences: list[list[tuple[str, str]]], name: str, notes: Notes, words: Words) -> Document:
    notes.add("The spacing of the text is not known: words are joined by blanks", f"document {name}")
    text = ""
    marks: list[Mark] = []
    for sentence in filter(None, sentences):
        text += "\n" if text else ""
        label, start = "", 0
        for i, (word, tag) in enumerate(sentence):
            text += " " if i else ""
            prefix, _, named = tag.partition("-")
            if label and (named != label or prefix in OPENING):
                label = ""
            if named and not label:
                label, start = named, len(text)
                marks.append(Mark(key_of(start, start + len(word)), start, start, label))
            text += word
            if label:
                marks[-1].end = len(text)
            if prefix in CLOSING:
                label = ""
    for mark in marks:
        mark.key = key_of(mark.start, mark.end)
    return from_marks(Marking(name, text, marks=marks), notes, words)
