"""What the statistical tagger sees of a word: features of its skeleton, the same in every script.

`keruen.LexicalEmbed.v1` stands in place of spaCy's MultiHashEmbed. Besides skeleton, affixes and shape, a token has its
stem and ending, parted without a lexicon, and the lists that hold it: places by kind, given names and surnames, heads and
initials of institutions, titles of persons.
"""

from functools import lru_cache
from typing import Callable, List, Optional

import numpy
from spacy.attrs import NORM, SHAPE
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Maxout, Model, NumpyOps, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d

from .orthography import skeleton
from .places import gazetteer
from .vocabulary import Lexicon, read
from .vocabulary.endings import ENDINGS

COLUMNS = ("norm", "stem", "ending", "prefix", "suffix", "shape", "lists")
AFFIX = 4
SHORTEST_STEM = 3
CACHE_SIZE = 1 << 17


def part(norm: str) -> tuple[str, str]:
    """Part a skeleton into stem and ending without a lexicon: the longest ending that leaves three letters."""
    for cut in range(SHORTEST_STEM, len(norm)):
        if norm[cut:] in ENDINGS:
            return norm[:cut], norm[cut:]
    return norm, ""


@lru_cache(maxsize=1)
def _lists() -> tuple[list[tuple[str, Lexicon]], dict[str, str], tuple[str, ...]]:
    """Lists of words by name, initials (which take no endings) and the endings that make a surname."""
    names, bodies = read("names"), read("institutions")
    words = {
        "given": names["given"].split(),
        "given?": names["given_ambiguous"].split(),
        "surname": names["surnames"].split(),
        "surname?": names["surnames_ambiguous"].split(),
        "title": bodies["titles"],
        "body": bodies["names"],
        "body?": bodies["names_ambiguous"],
        **{f"head {kind}": heads for kind, heads in bodies["heads"].items()},
    }
    initials = {skeleton(word): name for name in ("initials_ambiguous", "initials") for word in bodies[name]}
    endings = names["surname_endings"].split() + names["patronymic_endings"].split()
    return (
        [(name, Lexicon(dict.fromkeys(entries, name))) for name, entries in words.items()],
        initials,
        tuple(map(skeleton, endings)),
    )


def initials_of(norm: str) -> str:
    """The list of initials that holds a skeleton: "initials", "initials_ambiguous" or ""."""
    return _lists()[1].get(norm, "")


@lru_cache(maxsize=CACHE_SIZE)
def lists_of(norm: str) -> str:
    """The lists that hold a word, in any case, as one string: `city given?`."""
    lists, _, surname_endings = _lists()
    found = [name for name, lexicon in lists if lexicon.word(norm)]
    found.append(initials_of(norm))
    match = gazetteer().match([norm], 0)
    if match is not None:
        place = match.senses[0].place
        found.append(f"{place.kind if place else 'no place'} {match.senses[0].use}")
    if gazetteer().adjective(norm):
        found.append("demonym")
    stem = part(norm)[0]
    if len(norm) > 5 and (norm.endswith(surname_endings) or stem.endswith(surname_endings)):
        found.append("like a surname")
    return " ".join(filter(None, found))


def features(norm: str, shape: str) -> list[str]:
    """The features of a token, in the order of `COLUMNS`."""
    stem, ending = part(norm)
    return [norm, stem, f"+{ending}", norm[:AFFIX], norm[-AFFIX:], shape, lists_of(norm)]


def extract_features(columns: List[str]) -> Model[List[Doc], List[Ints2d]]:
    """A layer that gives each document an array of feature ids, a row for each token."""
    places = [COLUMNS.index(column) for column in columns]
    memo: dict[tuple[int, int], numpy.ndarray] = {}

    def row(vocab: Vocab, norm: int, shape: int) -> numpy.ndarray:
        strings = features(vocab.strings[norm], vocab.strings[shape])
        return numpy.asarray([get_string_id(f"{COLUMNS[i]}={strings[i]}") for i in places], dtype="uint64")

    def forward(model: Model, docs: List[Doc], is_train: bool) -> tuple[List[Ints2d], Callable]:
        out = []
        if len(memo) > CACHE_SIZE:
            memo.clear()
        for doc in docs:
            keys = [tuple(pair) for pair in doc.to_array([NORM, SHAPE]).reshape(len(doc), 2).tolist()]
            for key in set(keys).difference(memo):
                memo[key] = row(doc.vocab, *key)
            rows = [memo[key] for key in keys] or numpy.zeros((0, len(places)), dtype="uint64")
            out.append(model.ops.asarray2i(numpy.asarray(rows), dtype="uint64"))
        return out, lambda _: []

    return Model("extract_features", forward)


@registry.architectures("keruen.LexicalEmbed.v1")
def make_lexical_embed(width: int, columns: List[str], rows: List[int]) -> Model[List[Doc], List[Floats2d]]:
    """Embed tokens by hashed features of their skeletons, mixed by a maxout layer.

    width (int): the width of each feature's table and of the output.
    columns (List[str]): features, out of `COLUMNS`.
    rows (List[int]): rows of each feature's table.
    """
    if len(columns) != len(rows):
        raise ValueError(f"keruen.LexicalEmbed.v1 needs as many rows as columns: {len(rows)} for {len(columns)}")
    unknown = set(columns).difference(COLUMNS)
    if unknown:
        raise ValueError(
            f"keruen.LexicalEmbed.v1 has no column {', '.join(sorted(unknown))}; there are {', '.join(COLUMNS)}"
        )
    tables = [HashEmbed(width, count, column=i, seed=i + 1, dropout=0.0) for i, count in enumerate(rows)]
    mix = with_array(Maxout(width, width * len(columns), nP=3, dropout=0.0, normalize=True))
    layers = extract_features(columns), list2ragged(), with_array(concatenate(*tables)), mix, ragged2list()
    return each_once(chain(*layers))


def each_once(layers: Model[List[Doc], List[Floats2d]]) -> Model[List[Doc], List[Floats2d]]:
    """The embedding of `make_lexical_embed`; in prediction it works out each distinct row of features once, since half the
    words of a few articles come again in them."""

    def forward(model: Model, docs: List[Doc], is_train: bool) -> tuple[List[Floats2d], Callable]:
        extract, _, tables, mix, _ = model.layers
        if is_train or not isinstance(model.ops, NumpyOps) or not any(map(len, docs)):
            return layers(docs, is_train)
        rows = numpy.ascontiguousarray(numpy.concatenate(extract.predict(docs)))
        whole = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel()
        _, first, places = numpy.unique(whole, return_index=True, return_inverse=True)
        found = mix.predict(tables.predict(rows[first]))[places]
        return numpy.split(found, numpy.cumsum([len(doc) for doc in docs])[:-1]), lambda change: []

    def init(model: Model, X: Optional[List[Doc]] = None, Y: Optional[List[Floats2d]] = None) -> None:
        layers.initialize(X, Y)

    dims = {name: layers.maybe_get_dim(name) for name in layers.dim_names}
    return Model(layers.name, forward, init=init, dims=dims, layers=layers.layers)
