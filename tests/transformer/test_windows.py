import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.transformer.windows import Pieces, align, cut, owners

LONGEST = 4


@st.composite
def texts(draw):
    """Pieces of a text whose tokens have up to four pieces, or share one, or have none."""
    sizes = draw(st.lists(st.sampled_from([0, 1, 1, 1, 2, 3, LONGEST, "shared"]), min_size=1, max_size=300))
    first, stop = [], []
    for token, size in enumerate(sizes):
        if size == "shared" and stop:
            stop[-1] = token + 1
        else:
            pieces = 1 if size == "shared" else size
            first += [token] * pieces
            stop += [token + 1] * pieces
    return Pieces(numpy.asarray(first, dtype=int), numpy.asarray(stop, dtype=int)), len(sizes)


def pieces_of(pieces: Pieces, token: int) -> list[int]:
    return [i for i, (first, stop) in enumerate(zip(*pieces)) if first <= token < stop]


@pytest.mark.parametrize(
    "words, offsets, expected",
    [
        (["Сербияға", "тауар"], [(0, 6), (6, 8), (9, 14)], [(0, 1), (0, 1), (1, 2)]),
        (["Абай", ",", "кеше"], [(0, 5), (6, 10)], [(0, 2), (2, 3)]),
        (["Абай", "\n", "кеше"], [(0, 4), (5, 6), (7, 11)], [(0, 1), (1, 2), (2, 3)]),
        (["Абай", "кеше"], [(0, 4), (4, 5), (5, 9)], [(0, 1), (1, 1), (1, 2)]),
        (["Абай", "кеше"], [(0, 4), (4, 4), (4, 9)], [(0, 1), (1, 1), (1, 2)]),
    ],
)
def test_pieces_stand_for_tokens(words, offsets, expected):
    """A piece of several tokens, white space that is a token, white space that is none, an empty piece, a piece that begins
    with the space before its word."""
    starts, ends, place = [], [], 0
    for word, after in zip(words, [*words[1:], ""]):
        starts.append(place)
        place += len(word)
        ends.append(place)
        place += after not in (",", "")
    found = align(numpy.asarray(offsets), numpy.asarray(starts), numpy.asarray(ends))
    assert list(zip(found.first.tolist(), found.stop.tolist())) == expected


@given(texts(), st.integers(4, 12), st.integers(0, 8))
def test_windows_hold_all_pieces_in_order_and_are_no_longer_than_they_may_be(text, size, context):
    pieces, _ = text
    size += 4 * context
    windows = cut(pieces, size, context)
    assert windows[0][0] == 0 and windows[-1][1] == len(pieces.first)
    assert all(end - start <= size for start, end in windows)
    assert all(a[0] < b[0] <= a[1] < b[1] for a, b in zip(windows, windows[1:]))


@given(texts(), st.integers(1, 8))
def test_every_token_is_read_whole_and_far_from_borders(text, context):
    pieces, tokens = text
    windows = cut(pieces, 4 * context + 2 * LONGEST, context)
    for token, (number, start, end) in enumerate(owners(pieces, windows, tokens)):
        own = pieces_of(pieces, token)
        assert list(range(start, end)) == own
        if own:
            left, right = windows[number]
            assert left == 0 or start - left >= context - LONGEST
            assert right == len(pieces.first) or right - end >= context - LONGEST
            room = min(start - left if left else 999, right - end if right < len(pieces.first) else 999)
            for other_left, other_right in windows:
                if other_left <= start and end <= other_right:
                    other = min(
                        start - other_left if other_left else 999,
                        other_right - end if other_right < len(pieces.first) else 999,
                    )
                    assert other <= room


def test_a_token_longer_than_a_window_is_read_in_part():
    pieces = Pieces(numpy.asarray([0, *[1] * 50, 2]), numpy.asarray([1, *[2] * 50, 3]))
    windows = cut(pieces, 12, 2)
    assert all(end - start <= 12 for start, end in windows) and windows[-1][1] == 52
    first, long, last = owners(pieces, windows, 3)
    assert (first[1:], last[1:]) == ((0, 1), (51, 52))
    start, end = windows[long[0]]
    assert start <= long[1] < long[2] <= end


@pytest.mark.parametrize("count", [0, 1, 12, 13])
def test_short_texts_have_as_few_windows_as_can_be(count):
    pieces = Pieces(numpy.arange(count), numpy.arange(count) + 1)
    assert len(cut(pieces, 12, 2)) == 1 + (count > 12)
