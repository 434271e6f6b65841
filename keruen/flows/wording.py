"""What the network of `network.py` is shown: the words near the amounts of a passage, and what is asked about an amount.

It sees no codes. Words come by their skeletons, names as the label of their entity; a party is the places where it is
named or stood for, each with its case.
"""
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from math import log2
from typing import Iterator, Mapping, NamedTuple, Optional, Sequence

import numpy as np

from .features import Asked, Reading
from .history import Decided
from .judge import KINDS, Pair
from .passage import Sentence, Zone

COLUMNS = ("stem", "norm", "suffix", "mention", "cue")
FAMILIES = KINDS[1:]
BEFORE, AFTER = 4, 1  # sentences about an amount's own
FARTHEST = 22  # of the steps that distances are told in
TITLE, UNNAMED = 6, 7  # beside the sentences from -BEFORE to AFTER, as numbers from 0
SUFFIX = 3
FACTS = 10
EARLIER, AMONG = 12, 48  # flows told before that an amount may carry on, and the decisions that they are sought in
ORIGIN, DESTINATION, EITHER = range(3)


class Question(NamedTuple):
    """Who are the parties of an amount?

    first, last (int): its tokens. family (int): of `FAMILIES`.
    mentions (ndarray): a row for each mention of a code that may be a party: its first and its last token, how far it is
        from the amount and in which sentence; a code that isn't named near has a row too, with tokens -1.
    owners (ndarray): of each mention its code, as a row of `facts`; in growing order.
    facts (ndarray): a row for each code, None first: what the article told of it before (`_facts`).
    pairs (ndarray): the two codes of each pair, as rows of `facts`.
    earlier (ndarray): a row for each of the last flows decided, the last one first: the first and the last token of its
        amount, and its family.
    sides (ndarray): a row for each side that a code had in one of these: the code, the flow, and `ORIGIN`, `DESTINATION` or,
        of a turnover, `EITHER`.
    """

    first: int
    last: int
    family: int
    mentions: np.ndarray
    owners: np.ndarray
    facts: np.ndarray
    pairs: np.ndarray
    earlier: np.ndarray
    sides: np.ndarray


class Wording:
    """A passage's words in runs: the title, and the sentences near an amount, as far as they touch.

    states (dict): what the network makes of a run, by its number; it keeps them here.
    told (dict): what it makes of an amount that was decided, by the task, its first token and what was decided.
    """

    def __init__(self, reading: Reading):
        self.reading, self.parties = reading, reading.parties
        self.states: dict[int, np.ndarray] = {}
        self.told: dict[tuple[str, int, int], np.ndarray] = {}

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """The tokens of each run."""
        sentences = self.reading.passage.sentences
        near = {0}
        for sentence in sentences:
            if sentence.money:
                near.update(range(max(0, sentence.index - BEFORE), min(len(sentences), sentence.index + AFTER + 1)))
        runs: list[tuple[int, int]] = []
        before = None
        for index in sorted(near):
            start, end = sentences[index].start, sentences[index].end
            if before == index - 1:
                runs[-1] = runs[-1][0], end
            else:
                runs.append((start, end))
            before = index
        return runs

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.runs]

    def place(self, token: int) -> tuple[int, int]:
        """The run of a token, and its place in it."""
        run = bisect_right(self._starts, token) - 1
        return run, token - self._starts[run]

    def columns(self, run: int) -> list[tuple[str, ...]]:
        """The words of a run: for each its value in each of `COLUMNS`."""
        start, end = self.runs[run]
        reading, home = self.reading, self.parties.home
        passage, labels = reading.passage, reading.labels
        mentions = [""] * (end - start)
        cues = list(mentions)
        for sentence in passage.sentences[passage.of_token[start] : passage.of_token[end - 1] + 1]:
            for m in self.parties.every[sentence.index]:
                told = f"{m.kind}:{m.case}:{m.head}:{home in m.codes}"
                for i in range(m.start, min(m.end, end)):
                    mentions[i - start] = told
            for cue in passage.cues(sentence):
                for i in range(cue.start, min(cue.end, end)):
                    cues[i - start] = cues[i - start] or f"{cue.role}:{cue.kind}:{cue.form}:{cue.passive}"
        words = zip(reading.stems[start:end], labels[start:end], passage.norms[start:end], mentions, cues)
        return [(stem, label or norm, label or norm[-SUFFIX:], told, cue) for stem, label, norm, told, cue in words]

    def question(self, asked: Asked, pairs: Sequence[Pair], decided: Optional[Decided]) -> Question:
        """Who are the parties of an amount, of these pairs? `decided` is the decision before."""
        zone, index = asked.zone, asked.sentence.index
        codes: list[Optional[str]] = list(dict.fromkeys([None, *(code for pair in pairs for code in pair)]))
        places = {code: row for row, code in enumerate(codes)}
        rows: list[list[tuple[int, int, int, int]]] = [[] for _ in codes]
        last = len(self.parties.every) - 1
        near = range(max(0, index - BEFORE), min(last, index + AFTER) + 1)
        for at in near if 0 in near else (0, *near):
            sentence = TITLE if at == 0 < index else at - index + BEFORE
            for m in self.parties.every[at]:
                row = m.start, m.end - 1, _step(m.start - zone.start), sentence
                for code in m.codes:
                    if code in places:
                        rows[places[code]].append(row)
        named = [len(told) for told in rows]
        for told in rows[1:]:
            if not told:
                told.append((-1, -1, FARTHEST, UNNAMED))
        return Question(
            zone.start, zone.end - 1, FAMILIES.index(asked.family),
            np.array([row for told in rows[1:] for row in told], dtype=np.int64).reshape(-1, 4),
            np.array([n for n, told in enumerate(rows[1:], 1) for _ in told], dtype=np.int64),
            np.array([self._facts(asked, code, len(codes), named[n]) for n, code in enumerate(codes)], dtype=np.float32),
            np.array([(places[a], places[b]) for a, b in pairs], dtype=np.int64),
            *_remembered(decided, places),
        )  # fmt: skip

    def _facts(self, asked: Asked, code: Optional[str], codes: int, named: int) -> tuple[float, ...]:
        """What holds of a code: home, none; the sides that it had in the flow before, and in any one before; whether there
        was one, and of this family; how many codes there are, and how often this one is named."""
        before = tuple(asked.before)
        return (
            code == self.parties.home, code is None, before[:1] == (code,), before[1:] == (code,),
            any(origin == code for _, origin, _ in asked.past), any(destination == code for _, _, destination in asked.past),
            bool(before), bool(before) and (asked.family, *before) in asked.past, codes / 8, min(named, 8) / 4,
        )  # fmt: skip


class Look(NamedTuple):
    """An amount that the network is asked about, and the decision before it; `asked` where it is about its parties."""

    wording: Wording
    sentence: Sentence
    zone: Zone
    decided: Optional[Decided] = None
    asked: Optional[Asked] = None

    def amount(self) -> tuple[int, int, int, int]:
        """The first and the last token of the amount, and the tokens of its sentence."""
        return self.zone.start, self.zone.end - 1, self.sentence.start, self.sentence.end

    def earlier(self) -> np.ndarray:
        """The last amounts decided, the last one first: its first and its last token, and its place in `KINDS`."""
        told = [(one.start, one.end - 1, KINDS.index(one.family)) for one in islice(_back_from(self.decided), EARLIER)]
        return np.array(told, dtype=np.int64).reshape(-1, 3)

    def question(self, pairs: Sequence[Pair]) -> Question:
        """Which of these pairs are its parties?"""
        return self.wording.question(self.asked, pairs, self.decided)


def _remembered(decided: Optional[Decided], places: Mapping[Optional[str], int]) -> tuple[np.ndarray, np.ndarray]:
    """`earlier` and `sides` of a question about codes by their rows."""
    flows = [one for one in islice(_back_from(decided), AMONG) if one.pair][:EARLIER]
    sides = []
    for row, flow in enumerate(flows):
        named = (EITHER, EITHER) if flow.family == "turnover" else (ORIGIN, DESTINATION)
        sides += [(places[code], row, side) for code, side in zip(flow.pair, named) if code in places]
    earlier = [(flow.start, flow.end - 1, FAMILIES.index(flow.family)) for flow in flows]
    return np.array(earlier, dtype=np.int64).reshape(-1, 3), np.array(sides, dtype=np.int64).reshape(-1, 3)


def _back_from(decided: Optional[Decided]) -> Iterator[Decided]:
    """A decision and those before it."""
    while decided is not None:
        yield decided
        decided = decided.before


def _step(distance: int) -> int:
    """A distance in tokens as a step from 0 to `FARTHEST`, the nearer the finer; the middle one is none."""
    steps = int(1.5 * log2(1 + abs(distance)))
    return min(max(FARTHEST // 2 + (steps if distance > 0 else -steps), 0), FARTHEST)
