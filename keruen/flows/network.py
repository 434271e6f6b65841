"""A small network that reads the words about an amount, where the log-linear models are unsure.

Those weigh what has a name (`features.py`); the network finds for itself what words in what order mean. Each word is the
sum of five embeddings (`wording.COLUMNS`); four convolutions, each over three words that stand farther apart than those
of the one before, let it know the fifteen words to either side. A code is the strongest of its mentions, each seen
beside the amount; a pair is scored by its two sides and both together.

`scripts/flow_network.py` trains it, with torch, from the authored articles; no seed is among them. What chance makes of a
training is evened out by several members, trained alike from other beginnings, whose scores are averaged. Here are only
the forward steps, in NumPy, of all members at once.
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
TINY = 1e-5


class Network:
    """The weights, by the names that `scripts/flow_network.py` gives them.

    arrays (Mapping): float arrays, of which the first axis is the members, and for each of `COLUMNS` its words, a JSON
        list as bytes; the first row of an embedding is for all other words.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray]):
        words = {column: srsly.json_loads(bytes(arrays[f"words.{column}"])) for column in COLUMNS}
        self.numbers = {column: {word: n for n, word in enumerate(told, 1)} for column, told in words.items()}
        self.weights = {
            name: np.ascontiguousarray(array[:, None] if array.ndim == 2 else array, dtype=np.float32)
            for name, array in arrays.items() if not name.startswith("words.")
        }  # fmt: skip
        self.members = len(self.weights["none"])

    def states(self, wording: Wording, run: int) -> np.ndarray:
        """What each member knows of each word of a run, found once."""
        if run not in wording.states:
            wording.states[run] = self._read(numbered(self.numbers, wording.columns(run)))
        return wording.states[run]

    def _read(self, numbers: np.ndarray) -> np.ndarray:
        weights = self.weights
        x = sum(weights[f"embed.{name}"][:, numbers[:, i]] for i, name in enumerate(COLUMNS))
        x = self._normed(x, "embed")
        reach = max(DILATIONS)
        length = x.shape[1]
        padded = np.zeros((self.members, length + 2 * reach, x.shape[2]), dtype=np.float32)
        for layer, apart in enumerate(DILATIONS):
            padded[:, reach : reach + length] = x
            about = [padded[:, reach + shift : reach + shift + length] for shift in (-apart, 0, apart)]
            seen = self._layer(np.concatenate(about, axis=-1), f"window.{layer}")
            x = x + self._normed(np.maximum(seen, 0.0), f"window.{layer}")
        return x

    def _normed(self, x: np.ndarray, name: str) -> np.ndarray:
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + TINY)
        return x * self.weights[f"{name}.gain"] + self.weights[f"{name}.shift"]

    def _layer(self, x: np.ndarray, name: str) -> np.ndarray:
        return x @ self.weights[f"{name}.W"] + self.weights[f"{name}.b"]

    def _state(self, wording: Wording, token: int) -> np.ndarray:
        run, place = wording.place(token)
        return self.states(wording, run)[:, place]

    def parties(self, look: Look, pairs: Sequence[Pair]) -> dict[Pair, float]:
        """The log of the share of each of the pairs that may be an amount's parties."""
        return dict(zip(pairs, self._of_pairs(look.wording, look.question(pairs)).tolist()))

    def kinds(self, look: Look) -> dict[str, float]:
        """The log of the share of each of `judge.KINDS`."""
        first, last, start, end = look.amount()
        run, place = look.wording.place(start)
        sentence = self.states(look.wording, run)[:, place : place + end - start].max(1)
        about = np.concatenate([self._state(look.wording, first), self._state(look.wording, last), sentence], axis=-1)
        scores = self._layer(np.maximum(self._layer(about[:, None], "amount"), 0.0), "kind")
        return dict(zip(KINDS, _shares(scores[:, 0]).tolist()))

    def _of_pairs(self, wording: Wording, question: Question) -> np.ndarray:
        weights, count = self.weights, len(question.facts)
        amount = ((self._state(wording, question.first) + self._state(wording, question.last)) / 2)[:, None]
        family = weights["family"][:, question.family, None]
        none = weights["none"]
        codes = np.zeros((self.members, count, none.shape[-1]), dtype=np.float32)
        codes[:, :1] = none
        if len(question.owners):
            unnamed = weights["unnamed"][:, 0]
            ends = [
                [unnamed if token < 0 else self._state(wording, token) for token in row]
                for row in question.mentions[:, :2].tolist()
            ]
            about = np.moveaxis(np.array(ends, dtype=np.float32), 2, 0).reshape(self.members, len(ends), -1)
            where = weights["distance"][:, question.mentions[:, 2]], weights["sentence"][:, question.mentions[:, 3]]
            told = np.maximum(self._layer(self._beside(len(ends), about, amount, *where, family), "mention"), 0.0)
            starts = np.flatnonzero(np.diff(question.owners, prepend=0))
            codes[:, question.owners[starts]] = np.maximum.reduceat(told, starts, axis=1)
        codes = np.maximum(self._layer(self._beside(count, codes, amount, question.facts, family), "code"), 0.0)
        side, one, two = self._layer(codes, "side"), self._layer(codes, "one"), self._layer(codes, "two")
        a, b = question.pairs.T
        both = self._layer(np.maximum(one[:, a] + two[:, b], 0.0), "both")
        if FAMILIES[question.family] == "turnover":
            back = self._layer(np.maximum(one[:, b] + two[:, a], 0.0), "both")
            return _shares(side[:, a, 2] + side[:, b, 2] + both[..., 2] + back[..., 2])
        capital = both[..., 1] if FAMILIES[question.family] == "investment" else 0.0
        return _shares(side[:, a, 0] + side[:, b, 1] + both[..., 0] + capital)

    def _beside(self, rows: int, *arrays: np.ndarray) -> np.ndarray:
        """Arrays beside one another, each first spread over all members and rows."""
        return np.concatenate([np.broadcast_to(x, (self.members, rows, x.shape[-1])) for x in arrays], axis=-1)


def numbered(numbers: Mapping[str, Mapping[str, int]], columns: Sequence[tuple[str, ...]]) -> np.ndarray:
    """Words by their rows in the embeddings, a column for each of `COLUMNS`; 0 for the unknown.

    numbers (Mapping): the rows of the words of each column.
    """
    told = [[numbers[name].get(word, 0) for word in words] for name, words in zip(COLUMNS, zip(*columns))]
    return np.array(told, dtype=np.int64).T


def _shares(scores: np.ndarray) -> np.ndarray:
    """The logs of shares, from the scores that each member gives."""
    scores = scores.mean(0)
    scores = scores - scores.max()
    return scores - np.log(np.exp(scores).sum())


@lru_cache(maxsize=1)
def load() -> Network:
    """The network that the library brings."""
    with np.load(PATH) as arrays:
        return Network(dict(arrays))
