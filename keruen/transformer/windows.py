"""Windows over the wordpieces of a document: every token is read where it stands far from a window's border.

A transformer reads a limited number of wordpieces at once, so a long document is read in windows that overlap. A window is
counted in wordpieces, as the transformer counts, and cuts no token; a token is read in that one of its windows whose
borders are farthest. Knows nothing of spaCy and torch.
"""

from typing import NamedTuple

import numpy


class Pieces(NamedTuple):
    """The wordpieces of a document, and the tokens that they stand for.

    first, stop (numpy.ndarray): tokens [first, stop) that each piece has letters of; equal where it has none.
    """

    first: numpy.ndarray
    stop: numpy.ndarray


def align(offsets: numpy.ndarray, starts: numpy.ndarray, ends: numpy.ndarray) -> Pieces:
    """Which tokens each wordpiece has letters of.

    offsets (numpy.ndarray): start and end of each piece in the text, shape (pieces, 2).
    starts, ends (numpy.ndarray): of each token, none of them empty.
    """
    begin, end = offsets[:, 0], offsets[:, 1]
    first = numpy.searchsorted(ends, begin, side="right")
    stop = numpy.maximum(numpy.searchsorted(starts, end, side="left"), first)
    return Pieces(first, numpy.where(begin < end, stop, first))


def cut(pieces: Pieces, size: int, context: int) -> list[tuple[int, int]]:
    """Windows [start, end) over the pieces of a document, at least one.

    size (int): the most pieces in a window.
    context (int): pieces that a token has on both sides, in one window at least, save at the text's own ends. Where a token
        would be cut a window ends before it, so that the context may be shorter by that token.
    """
    count = len(pieces.first)
    whole = numpy.ones(count + 1, dtype=bool)  # a border before this piece cuts no token
    whole[1:count] = pieces.stop[:-1] <= pieces.first[1:]
    borders = numpy.flatnonzero(whole)

    def border(place: int, least: int) -> int:
        """The last border up to a place; the place itself where a token is longer than a window."""
        found = int(borders[numpy.searchsorted(borders, place, side="right") - 1])
        return found if found >= least else place

    windows, start = [], 0
    while True:
        end = start + size
        if end >= count:
            windows.append((start, count))
            return windows
        end = border(end, start + size // 2)
        windows.append((start, end))
        start = border(end - 2 * context, start + 1)


def owners(pieces: Pieces, windows: list[tuple[int, int]], tokens: int) -> list[tuple[int, int, int]]:
    """For each token its window and the pieces [start, end) that it is read from; (0, 0, 0) for a token without pieces."""
    count = len(pieces.first)
    low = numpy.full(tokens, count)
    high = numpy.zeros(tokens, dtype=int)
    places = numpy.arange(count)
    for shift in range(int((pieces.stop - pieces.first).max(initial=0))):
        own = pieces.first + shift < pieces.stop
        numpy.minimum.at(low, pieces.first[own] + shift, places[own])
        numpy.maximum.at(high, pieces.first[own] + shift, places[own] + 1)
    best = numpy.full(tokens, -count - 1)
    window_of = numpy.zeros(tokens, dtype=int)
    seen = numpy.flatnonzero(high)
    lows, highs = low[seen], high[seen]
    for number, (start, end) in enumerate(windows):
        inside = slice(numpy.searchsorted(highs, start, side="right"), numpy.searchsorted(lows, end, side="left"))
        left = lows[inside] - start if start else numpy.full(len(lows[inside]), count)
        right = end - highs[inside] if end < count else numpy.full(len(lows[inside]), count)
        room, here = numpy.minimum(left, right), seen[inside]
        better = room > best[here]
        best[here[better]] = room[better]
        window_of[here[better]] = number
    out = []
    for token in range(tokens):
        if not high[token]:
            out.append((0, 0, 0))
            continue
        start, end = windows[window_of[token]]
        out.append((int(window_of[token]), max(int(low[token]), start), min(int(high[token]), end)))
    return out
