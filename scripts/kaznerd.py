"""KazNERD sentences (CC BY 4.0, an optional asset) as documents that follow our guidelines.

GPE, PERSON, ORGANISATION, MONEY and DATE carry over: a generic word after a place (`қаласы`) joins it, approximators
and postpositions at the edges of amounts and dates go. Spans of classes that may hold entities of ours (a country in
a POSITION, a place in an EVENT) are left unannotated; all else is outside.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Iterator

from keruen.documents import Document, Entity
from keruen.numerals import like_num
from keruen.orthography import skeleton
from keruen.vocabulary import Lexicon

LABELS = {"GPE": "GPE", "PERSON": "PERSON", "ORGANISATION": "ORG", "MONEY": "MONEY", "DATE": "DATE"}
UNSURE = {"POSITION", "EVENT", "LAW", "PROJECT", "FACILITY", "ART", "LOCATION", "CONTACT", "MISCELLANEOUS"}
GENERIC = Lexicon(dict.fromkeys(["қала", "облыс", "аудан", "республика", "өңір", "провинция", "штат"], True))
EDGES = frozenset(
    map(
        skeleton,
        (
            "шамамен жуық астам дейін дейінгі артық кем таяу көп аса бері бастап кейін кейінгі ішінде сайын бойы соң "
            "қарай қатысты үшін тек кемінде"
        ).split(),
    )
)
RAREST, ALIKE = 6, 0.6
NO_SPACE_BEFORE = frozenset(",.:;!?»)%…”")
NO_SPACE_AFTER = frozenset("«(“")


def documents(path: Path, ours: bool = True) -> Iterator[Document]:
    """Read an IOB2 file.

    path (Path): `IOB2_train.txt` or `IOB2_valid.txt`; the test file is for the final measurement only.
    ours (bool): move spans to our guidelines; else KazNERD's own spans of the five classes, and no `unannotated` ones.
    YIELDS (Document): one for each sentence.
    """
    for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        words, tags = zip(*(line.rsplit(" ", 1) for line in block.splitlines()))
        yield _document(f"{path.stem}-{number}", list(words), list(tags), ours)


def originals(texts: list[str]) -> list[int]:
    """Number the originals of sentences: one that repeats another with digits, Latin names or a word changed has its
    number. Two are alike where they share six tenths of their words, numerals left aside."""
    folded = [[skeleton(word) for word in text.split() if word[0].isalpha()] for text in texts]
    words = [frozenset(word for word in own if not like_num(word)) for own in folded]
    counts = Counter(word for own in words for word in own)
    parents = list(range(len(texts)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    holders: dict[str, list[int]] = {}
    for i, own in enumerate(words):
        rare = sorted(own, key=lambda word: (counts[word], word))[:RAREST]
        for j in {j for word in rare for j in holders.get(word, ())}:
            if len(own & words[j]) >= ALIKE * max(len(own), len(words[j])):
                parents[root(i)] = root(j)
        for word in rare:
            holders.setdefault(word, []).append(i)
    return [root(i) for i in range(len(texts))]


def _document(name: str, words: list[str], tags: list[str], ours: bool) -> Document:
    text, starts = "", []
    for i, word in enumerate(words):
        tight = i == 0 or word in NO_SPACE_BEFORE or words[i - 1] in NO_SPACE_AFTER
        tight = (
            tight
            or word == ","
            and tags[i].startswith("I-")
            or words[i - 1] == ","
            and tags[i].startswith("I-")
            and word.isdigit()
        )
        text += word if tight else f" {word}"
        starts.append(len(text) - len(word))
    ents, unannotated = [], []
    for kind, first, last in _spans(tags):
        if kind in LABELS and ours:
            first, last = _ours(kind, words, tags, first, last)
        if first > last:
            continue
        span = {"start": starts[first], "end": starts[last] + len(words[last])}
        if kind in LABELS:
            ents.append(Entity(**span, label=LABELS[kind]))
        elif kind in UNSURE and ours:
            unannotated.append(span)
    meta = {"lang": "kk", "script": "Cyrl", "source": "KazNERD"}
    return Document(id=name, meta=meta, text=text, ents=ents, unannotated=unannotated)


def _spans(tags: list[str]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for i, tag in enumerate([*tags, "O"]):
        if i and tags[i - 1] != "O" and not tag.startswith("I-"):
            yield tags[i - 1][2:], start, i - 1
        if tag.startswith("B-"):
            start = i


def _ours(kind: str, words: list[str], tags: list[str], first: int, last: int) -> tuple[int, int]:
    """Move a span's edges from KazNERD's conventions to ours; an emptied span ends before it starts."""
    if kind == "GPE" and last + 1 < len(words) and tags[last + 1] == "O":
        hit = GENERIC.word(skeleton(words[last + 1]))
        if hit and hit[1].possessive == "3":
            return first, last + 1
    if kind in ("MONEY", "DATE"):
        while first <= last and skeleton(words[first]) in EDGES:
            first += 1
        while first <= last and (skeleton(words[last]) in EDGES or re.fullmatch(r"\W+", words[last])):
            last -= 1
    return first, last
