"""The text of an article cut into pieces that a page can light: no two pieces overlap, whatever the spans do."""

import re
import unicodedata
from collections import defaultdict
from typing import Iterator, NamedTuple, Optional

from ..documents import LABELS
from ..orthography import script_of
from .rows import Article, Flow, Named
from .words import CONTROLS, shown

LINE = re.compile(r"[^\r\n]+")
AMOUNT, GOODS = "amount", "goods"
# the letter that a role has in the page: amount, goods, party, date, cue
LETTERS = {AMOUNT: "a", GOODS: "g", "party": "p", "date": "d", "cue": "c"}


class Piece(NamedTuple):
    """Characters that the same spans cover. roles: flow numbers, each with the letter of its role (`3a 4p`), or "".
    control: whether it stands for a control character."""

    text: str
    roles: str
    control: bool = False


class Run(NamedTuple):
    """Pieces in a row within one entity, or outside any. label: the entity's, "" outside; kind: its class on the page.
    known: code, period or value of the entity. joined: whether it begins or ends within a word."""

    label: str
    kind: str
    known: str
    joined: bool
    pieces: list[Piece]


class Paragraph(NamedTuple):
    """A line of the text. direction: `rtl` or `ltr` where it isn't the article's, else ""."""

    direction: str
    runs: list[Run]


def direction(script: Optional[str]) -> str:
    return "rtl" if script == "Arab" else "ltr"


def paragraphs(article: Article) -> Iterator[Paragraph]:
    """The lines of an article that are not empty. Together their pieces are the text itself, but that a control
    character stands as what it is called (`words.shown`)."""
    text, own = article.text, direction(article.script)
    roles = _Roles(article.flows)
    ents = iter(article.ents)
    ent: Optional[Named] = next(ents, None)
    for line in LINE.finditer(text):
        start, end = line.span()
        if not line[0].strip():
            continue
        script = script_of(line[0])
        other = direction(script) if script else own
        runs: list[Run] = []
        at = start
        while at < end:
            while ent is not None and ent.end <= at:
                ent = next(ents, None)
            inside = ent is not None and ent.start <= at
            until = min(end, ent.end if inside else ent.start if ent is not None else end)
            pieces = list(_pieces(text, at, until, roles))
            if inside:
                kind = ent.label if ent.label in LABELS else "other"
                runs.append(Run(ent.label, kind.lower(), ent.known, _joined(text, at) or _joined(text, until), pieces))
            else:
                runs.append(Run("", "", "", False, pieces))
            at = until
        yield Paragraph("" if other == own else other, runs)


def _joined(text: str, at: int) -> bool:
    """Whether a cut stands between two letters, so that those of Arabic script have to stay joined over it."""
    return 0 < at < len(text) and all(unicodedata.category(char)[0] in "LM" for char in text[at - 1 : at + 1])


class _Roles:
    """What covers a place of the text. Places are asked for in the order of the text."""

    def __init__(self, flows: list[Flow]):
        cuts: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for flow in flows:
            for start, end, role in spans(flow):
                name = f"{flow.number}{LETTERS[role]}"
                cuts[start][0].add(name)
                cuts[end][1].add(name)
        self._cuts = sorted(cuts.items())
        self.places = frozenset(cuts)
        self._next = 0
        self._open: set[str] = set()

    def at(self, place: int) -> str:
        while self._next < len(self._cuts) and self._cuts[self._next][0] <= place:
            opened, closed = self._cuts[self._next][1]
            self._open = (self._open - closed) | opened
            self._next += 1
        return " ".join(sorted(self._open, key=lambda name: (int(name[:-1]), name[-1])))


def spans(flow: Flow) -> list[tuple[int, int, str]]:
    """What a flow lights. Spans of one role that overlap or touch are one."""
    found = [(*span, role) for span, role in ((flow.money, AMOUNT), (flow.commodity, GOODS)) if span]
    merged: list[tuple[int, int, str]] = []
    for start, end, role in sorted(found + flow.evidence, key=lambda span: (span[2], span[0], span[1])):
        if merged and merged[-1][2] == role and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), role)
        else:
            merged.append((start, end, role))
    return merged


def _pieces(text: str, start: int, end: int, roles: _Roles) -> Iterator[Piece]:
    edges = [start, *(at for at in range(start + 1, end) if at in roles.places), end]
    for at, until in zip(edges, edges[1:]):
        names, last = roles.at(at), at
        for control in CONTROLS.finditer(text, at, until):
            if last < control.start():
                yield Piece(text[last : control.start()], names)
            yield Piece(shown(control[0]), names, True)
            last = control.end()
        if last < until:
            yield Piece(text[last:until], names)
