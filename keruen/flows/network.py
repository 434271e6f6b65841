"""A small network that reads the words about an amount, where the log-linear models are unsure.

Those weigh what has a name (`features.py`); the network finds for itself what words in what order mean. Each word is the
sum of five embeddings (`wording.COLUMNS`); four convolutions, each over three words that stand farther apart than those
of the one before, let it know the fifteen words to either side. A code is the strongest of its mentions, each seen
beside the amount; a pair is scored by its two sides and both together. It also looks back at what was decided before, as
attention does: from how each of those amounts is worded it knows how far this one goes the same way.

`scripts/flow_network.py` trains it, with torch, from the authored articles; no seed is among them. Here are only its
forward steps, in NumPy.
"""
from functools import lru_cache
from pathlib import Path
from typing import Mapping, Sequence

import numpy as np
import srsly

from .judge import KINDS, Pair
from .wording import COLUMNS, FAMILIES, Look, Question, Wording

PATH = Path(__file__).parent.parent / "vocabulary" / "flow_network.npz"
DILATIONS = (1, 2, 4, 8)
HEADS, SOUGHT = 4, 16  # looks at what was decided before, each by so many numbers
SAID, OWN = 32, 16  # numbers for what all flows before say, and for what those say in which a code had its side
TINY = 1e-5


class Network:
    """The weights, by the names that `scripts/flow_network.py` gives them.

    arrays (Mapping): float arrays, and for each of `COLUMNS` its words, a JSON list as bytes; the first row of an
        embedding is for all other words.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray]):
        words = {column: srsly.json_loads(bytes(arrays[f"words.{column}"])) for column in COLUMNS}
        self.numbers = {column: {word: n for n, word in enumerate(told, 1)} for column, told in words.items()}
        self.weights = {
            name: np.ascontiguousarray(array, dtype=np.float32)
            for name, array in arrays.items() if not name.startswith("words.")
        }  # fmt: skip

    def states(self, wording: Wording, run: int) -> np.ndarray:
        """What is known of each word of a run, found once."""
        if run not in wording.states:
            wording.states[run] = self._read(numbered(self.numbers, wording.columns(run)))
        return wording.states[run]

    def _read(self, numbers: np.ndarray) -> np.ndarray:
        weights = self.weights
        x = sum(weights[f"embed.{name}"][numbers[:, i]] for i, name in enumerate(COLUMNS))
        x = self._normed(x, "embed")
        reach = max(DILATIONS)
        padded = np.zeros((len(x) + 2 * reach, x.shape[1]), dtype=np.float32)
        inside = slice(reach, reach + len(x))
        for layer, apart in enumerate(DILATIONS):
            padded[inside] = x
            about = [padded[reach + shift : reach + shift + len(x)] for shift in (-apart, 0, apart)]
            seen = np.concatenate(about, axis=1) @ weights[f"window.{layer}.W"] + weights[f"window.{layer}.b"]
            x = x + self._normed(np.maximum(seen, 0.0), f"window.{layer}")
        return x

    def _normed(self, x: np.ndarray, name: str) -> np.ndarray:
        x = x - x.mean(1, keepdims=True)
        x /= np.sqrt((x * x).mean(1, keepdims=True) + TINY)
        return x * self.weights[f"{name}.gain"] + self.weights[f"{name}.shift"]

    def _layer(self, x: np.ndarray, name: str) -> np.ndarray:
        return x @ self.weights[f"{name}.W"] + self.weights[f"{name}.b"]

    def _state(self, wording: Wording, token: int) -> np.ndarray:
        run, place = wording.place(token)
        return self.states(wording, run)[place]

    def parties(self, look: Look, pairs: Sequence[Pair]) -> dict[Pair, float]:
        """The log of the share of each of the pairs that may be an amount's parties."""
        return dict(zip(pairs, self._of_pairs(look.wording, look.question(pairs)).tolist()))

    def kinds(self, look: Look) -> dict[str, float]:
        """The log of the share of each of `judge.KINDS`."""
        wording, earlier = look.wording, look.earlier()
        first, last, start, end = look.amount()
        run, place = wording.place(start)
        sentence = self.states(wording, run)[place : place + end - start].max(0)
        about = np.concatenate([self._state(wording, first), self._state(wording, last), sentence])
        before = np.zeros((len(KINDS), HEADS), dtype=np.float32)
        if len(earlier):
            np.add.at(before, earlier[:, 2], self._likeness("kinds", about, self._told("kinds", wording, earlier)))
        scores = self._layer(np.maximum(self._layer(np.concatenate([about, before.ravel()]), "amount"), 0.0), "kind")
        return dict(zip(KINDS, _shares(scores).tolist()))

    def _of_pairs(self, wording: Wording, question: Question) -> np.ndarray:
        weights = self.weights
        amount = (self._state(wording, question.first) + self._state(wording, question.last)) / 2
        family = weights["parties.what"][question.family]
        count = len(question.facts)
        codes = np.zeros((count, len(weights["none"])), dtype=np.float32)
        codes[0] = weights["none"]
        if len(question.owners):
            unnamed = weights["unnamed"]
            ends = [
                [unnamed if token < 0 else self._state(wording, token) for token in row]
                for row in question.mentions[:, :2].tolist()
            ]
            about = np.concatenate([
                np.array(ends, dtype=np.float32).reshape(len(ends), -1), np.broadcast_to(amount, (len(ends), len(amount))),
                weights["distance"][question.mentions[:, 2]], weights["sentence"][question.mentions[:, 3]],
                np.broadcast_to(family, (len(ends), len(family))),
            ], axis=1)  # fmt: skip
            told = np.maximum(self._layer(about, "mention"), 0.0)
            starts = np.flatnonzero(np.diff(question.owners, prepend=0))
            codes[question.owners[starts]] = np.maximum.reduceat(told, starts)
        beside = [codes, np.broadcast_to(amount, (count, len(amount))), question.facts]
        beside += [np.broadcast_to(family, (count, len(family))), *self._remembered(wording, question, amount)]
        codes = np.maximum(self._layer(np.concatenate(beside, axis=1), "code"), 0.0)
        side, one, two = self._layer(codes, "side"), self._layer(codes, "one"), self._layer(codes, "two")
        a, b = question.pairs.T
        both = self._layer(np.maximum(one[a] + two[b], 0.0), "both")
        if FAMILIES[question.family] == "turnover":
            back = self._layer(np.maximum(one[b] + two[a], 0.0), "both")
            return _shares(side[a, 2] + side[b, 2] + both[:, 2] + back[:, 2])
        capital = both[:, 1] if FAMILIES[question.family] == "investment" else 0.0
        return _shares(side[a, 0] + side[b, 1] + both[:, 0] + capital)

    def _remembered(self, wording: Wording, question: Question, amount: np.ndarray) -> list[np.ndarray]:
        """For each code how far it was on either side in the flows before that are worded like this one, a column for each
        of `HEADS`; what those flows say; and what those say in which it was on that side."""
        count = len(question.facts)
        sides = np.zeros((3, count, HEADS), dtype=np.float32)
        own = np.zeros((3, count, OWN), dtype=np.float32)
        if not len(question.earlier):
            return [*sides, np.zeros((count, SAID), dtype=np.float32), *own]
        told = self._told("parties", wording, question.earlier)
        shares = self._likeness("parties", np.concatenate([amount, self.weights["parties.what"][question.family]]), told)
        said = told[:, -SAID - OWN :] * shares.mean(1, keepdims=True)
        code, flow, side = question.sides.T
        np.add.at(sides, (side, code), shares[flow])
        np.add.at(own, (side, code), said[flow, SAID:])
        return [*sides, np.broadcast_to(said[:, :SAID].sum(0), (count, SAID)), *own]

    def _told(self, task: str, wording: Wording, earlier: np.ndarray) -> np.ndarray:
        """What each amount decided before has to say: the words about it, and what was decided. Found once for each."""
        rows = []
        for first, last, what in earlier.tolist():
            if (task, first, what) not in wording.told:
                about = (self._state(wording, first) + self._state(wording, last)) / 2
                about = np.concatenate([about, self.weights[f"{task}.what"][what]])
                wording.told[task, first, what] = self._layer(about, f"{task}.told")
            rows.append(wording.told[task, first, what])
        return np.array(rows)

    def _likeness(self, task: str, asked: np.ndarray, told: np.ndarray) -> np.ndarray:
        """How much each amount decided before has to say of one, in each of `HEADS` looks; what is missing to a whole falls
        to none of them."""
        sought = self._layer(asked, f"{task}.sought")
        scores = (told[:, : len(sought)] * sought).reshape(len(told), HEADS, -1).sum(2) / SOUGHT**0.5
        scores += self.weights[f"{task}.steps"][: len(told)]
        nothing = self.weights[f"{task}.nothing"]
        top = np.maximum(scores.max(0), nothing)
        shares = np.exp(scores - top)
        return shares / (shares.sum(0) + np.exp(nothing - top))


def numbered(numbers: Mapping[str, Mapping[str, int]], columns: Sequence[tuple[str, ...]]) -> np.ndarray:
    """Words by their rows in the embeddings, a column for each of `COLUMNS`; 0 for the unknown.

    numbers (Mapping): the rows of the words of each column.
    """
    told = [[numbers[name].get(word, 0) for word in words] for name, words in zip(COLUMNS, zip(*columns))]
    return np.array(told, dtype=np.int64).T


def _shares(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max()
    return scores - np.log(np.exp(scores).sum())


@lru_cache(maxsize=1)
def load() -> Network:
    """The network that the library brings."""
    with np.load(PATH) as arrays:
        return Network(dict(arrays))
