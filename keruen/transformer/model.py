"""`keruen.WindowedTransformer.v1`: spacy-transformers' model with windows and a script of its own."""

import os
from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy
import torch
from spacy.tokens import Doc
from spacy_transformers.data_classes import FullTransformerBatch, WordpieceBatch
from spacy_transformers.layers.transformer_model import TransformerModel, huggingface_from_pretrained
from thinc.api import PyTorchGradScaler, get_torch_default_device
from thinc.types import Ragged
from transformers.file_utils import ModelOutput

from ..orthography import cyrillic, orthography_of
from . import no_model, windows

LONGEST_WORD = 64
WINDOWS_AT_ONCE = 32

# `nlp.pipe(n_process=2)` forks: a child has none of the threads that torch and tokenizers believe to have, and would wait
# for them for ever. Documents are tokenized one by one, so that tokenizers' own threads are no loss.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=lambda: torch.set_num_threads(1))
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


class WindowedTransformer(TransformerModel):
    """The weights, their storage and their training are TransformerModel's; what is read of a document is not.

    Arguments: `keruen.transformer.make_windowed_transformer`.
    """

    def __init__(
        self,
        name: str,
        script: str,
        window: int,
        context: int,
        mixed_precision: bool,
        tokenizer_config: Dict[str, Any],
        transformer_config: Dict[str, Any],
        grad_scaler_config: Dict[str, Any],
    ):
        on_gpu = get_torch_default_device().type == "cuda"
        settings = map(dict, (tokenizer_config, transformer_config))
        super().__init__(name, whole, *settings, mixed_precision and on_gpu, dict(grad_scaler_config))
        shim = self.layers[0].shims[0]
        shim._grad_scaler = GradScaler.of(shim._grad_scaler)
        self._func = forward
        self.init = initialize
        self.attrs.update(script=script, window=window, context=context, replace_listener_cfg=no_replacement)


class GradScaler(PyTorchGradScaler):
    """thinc's, for batches that are read in parts (`training.accumulate_gradient`).

    In half precision gradients are scaled up. thinc scales all that is gathered down after every part, so that the last
    part's alone would count; here it is done once, before the weights are changed.
    """

    _gathered: Sequence[torch.Tensor] = ()

    @classmethod
    def of(cls, scaler: PyTorchGradScaler) -> "GradScaler":
        """The same scaler with this behaviour."""
        own = cls.__new__(cls)
        own.__dict__.update(scaler.__dict__)
        return own

    def unscale(self, tensors: Sequence[torch.Tensor]) -> bool:
        self._gathered = tensors
        return False

    @property
    def found_inf(self) -> bool:
        """Whether a gradient has overflowed; asked before the weights are changed, so that here they are scaled down."""
        gathered, self._gathered = self._gathered, ()
        if gathered:
            super().unscale(gathered)
        return self._found_inf


def whole(docs: List[Doc]) -> List[list]:
    """Spans of spacy-transformers: this model cuts windows of its own."""
    return [[doc[:]] for doc in docs]


def no_replacement(*_) -> dict:
    raise NotImplementedError("This tagger can't be cut from its transformer: take both components from the pipeline.")


def initialize(model: WindowedTransformer, X=None, Y=None) -> None:
    """Load the pretrained weights, unless trained ones are there.

    RAISES (OSError): if there is no such model.
    RAISES (ValueError): if its tokenizer gives no offsets, or it reads fewer wordpieces than the window.
    """
    if model.attrs["has_transformer"]:
        return
    name = model.attrs["name"]
    try:
        found = huggingface_from_pretrained(name, model._init_tokenizer_config, model._init_transformer_config)
    except (OSError, ValueError) as error:
        raise OSError(no_model(name)) from error
    if not found.tokenizer.is_fast:
        raise ValueError(f"The tokenizer of '{name}' tells no offsets: take a model with a fast tokenizer.")
    most = found.tokenizer.model_max_length - found.tokenizer.num_special_tokens_to_add()
    if model.attrs["window"] > most:
        raise ValueError(f"'{name}' reads {most} wordpieces at once: set the window of configs/trf.cfg to no more.")
    model.attrs["set_transformer"](model, found)


def seen_words(doc: Doc, script: str) -> list[str]:
    """What the transformer is shown of each token, never empty; of a very long one its beginning."""
    words = [token.text for token in doc]
    if script == "cyrillic":
        orthography = orthography_of(doc.text) or ""
        words = [cyrillic(word, orthography) or word for word in words]
    return [word[:LONGEST_WORD] for word in words]


def read(model: WindowedTransformer, docs: List[Doc]) -> Tuple[List[list], WordpieceBatch, Ragged]:
    """Cut documents into windows of wordpieces.

    RETURNS (tuple): for each document a span for each window, the windows as a batch, and for each token the places of its
        wordpieces in that batch.
    """
    tokenizer = model.tokenizer
    spans: List[list] = []
    rows: list[list[int]] = []
    aligned: list[tuple[int, int, int]] = []  # a token's row, and its pieces [start, end) in that row
    for doc in docs:
        if not len(doc):
            spans.append([])
            continue
        words = seen_words(doc, model.attrs["script"])
        text = "".join(word + token.whitespace_ for word, token in zip(words, doc))
        lengths = numpy.asarray([len(word) for word in words])
        ends = numpy.cumsum(lengths + numpy.asarray([len(token.whitespace_) for token in doc]))
        starts = numpy.concatenate(([0], ends[:-1]))
        encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        ids = encoded["input_ids"]
        pieces = windows.align(numpy.asarray(encoded["offset_mapping"]).reshape(-1, 2), starts, starts + lengths)
        cuts = windows.cut(pieces, model.attrs["window"], model.attrs["context"])
        spans.append([doc[:]] * len(cuts))
        for number, start, end in windows.owners(pieces, cuts, len(doc)):
            own = cuts[number][0]
            aligned.append((len(rows) + number, start - own, end - own))
        rows.extend(ids[start:end] for start, end in cuts)
    return spans, *_batch(tokenizer, rows, aligned)


def _batch(tokenizer, rows: list[list[int]], aligned: list[tuple[int, int, int]]) -> Tuple[WordpieceBatch, Ragged]:
    marks = tokenizer("1", return_special_tokens_mask=True)
    special = [number for number, own in zip(marks["input_ids"], marks["special_tokens_mask"]) if own]
    before = marks["special_tokens_mask"].index(0)
    full = [[*special[:before], *row, *special[before:]] for row in rows]
    width = max(map(len, full))
    ids = numpy.full((len(full), width), tokenizer.pad_token_id, dtype="int64")
    mask = numpy.zeros((len(full), width), dtype="int64")
    for i, row in enumerate(full):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    strings = [tokenizer.convert_ids_to_tokens(row) for row in ids.tolist()]
    batch = WordpieceBatch(strings, ids, mask, list(map(len, full)), None)
    places = [numpy.arange(row * width + before + start, row * width + before + end) for row, start, end in aligned]
    return batch, Ragged(
        numpy.concatenate(places).astype("i"), numpy.asarray([end - start for _, start, end in aligned], dtype="i")
    )


def forward(model: WindowedTransformer, docs: List[Doc], is_train: bool) -> Tuple[FullTransformerBatch, Callable]:
    spans, batch, align = read(model, docs)
    transformer = model.layers[0]
    if is_train:
        output, backprop = transformer(batch, is_train)
    else:
        parts = [transformer.predict(batch[i : i + WINDOWS_AT_ONCE]) for i in range(0, len(batch), WINDOWS_AT_ONCE)]
        output = ModelOutput(last_hidden_state=torch.cat([part.last_hidden_state for part in parts]))

    def backprop_transformer(d_output: FullTransformerBatch) -> List[Doc]:
        backprop(d_output.model_output)
        return docs

    return FullTransformerBatch(spans=spans, wordpieces=batch, model_output=output, align=align), backprop_transformer
