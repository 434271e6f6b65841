"""What the transformer is shown of a document, and that a long one is read as short ones are."""

import pickle
import random
import unicodedata

import pytest
import spacy
from extra import needed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import fix_random_seed

needed()

import torch  # noqa: E402
from thinc.api import PyTorchGradScaler  # noqa: E402

from keruen.transformer.model import LONGEST_WORD, GradScaler, read, seen_words  # noqa: E402

WINDOW, CONTEXT = 64, 12
NAMES = "Абай Алтай Отырар Жамбыл Қордай".split()
NEUTRAL = "кеше бүгін тауар сауда тағы көп жаңа мол ірі арзан".split()
TELLS = {"GPE": "ауданы", "PERSON": "айтты"}
ARTICLE = "ب ۇ ۇ مەن قازاقستان رەسپۋبليكاسىنىڭ پرەزيدەنتى قاسىم-جومارت توقايەۆ، 2025 -جىلى 28,6 ميلليون دوللار."


def pipeline(tiny, script="cyrillic"):
    """A tagger on the tiny model, with random weights."""
    fix_random_seed(0)
    nlp = spacy.blank("kk")
    nlp.add_pipe(
        "transformer",
        config={
            "model": {
                "@architectures": "keruen.WindowedTransformer.v1",
                "name": str(tiny),
                "script": script,
                "window": WINDOW,
                "context": CONTEXT,
            }
        },
    )
    listener = {
        "@architectures": "spacy-transformers.TransformerListener.v1",
        "grad_factor": 1.0,
        "pooling": {"@layers": "reduce_mean.v1"},
        "upstream": "*",
    }
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False}
    sizes = {"hidden_width": 64, "maxout_pieces": 2, "use_upper": False, "nO": None}
    ner = nlp.add_pipe("ner", config={"model": {**parser, **sizes, "tok2vec": listener}})
    for label in TELLS:
        ner.add_label(label)
    nlp.add_pipe("doc_cleaner", config={"attrs": {"_.trf_data": None}})
    nlp.initialize()
    return nlp


@pytest.fixture(scope="module")
def untrained(tiny):
    return pipeline(tiny)


@pytest.fixture(scope="module")
def trained(tiny):
    """A tagger that has learned a task which one word alone can't tell: a name is a place or a person after the word that
    follows the next one."""
    nlp = pipeline(tiny)
    draw = random.Random(0)
    optimizer = nlp.create_optimizer()
    optimizer.learn_rate = 1e-3
    held_out = [example(nlp, random.Random(seed)) for seed in range(1000, 1200)]
    for _ in range(30):
        for _ in range(50):
            nlp.update([example(nlp, draw) for _ in range(8)], sgd=optimizer, drop=0.0)
        if nlp.evaluate(held_out)["ents_f"] == 1.0:
            break
    else:
        pytest.fail("the tiny model hasn't learned the task in 1,500 steps")
    return nlp


def example(nlp, draw: random.Random) -> Example:
    length = draw.choice((5, 20, 50, 150))
    place, label = draw.randint(0, length), draw.choice(list(TELLS))
    words = [draw.choice(NEUTRAL) for _ in range(length)]
    words[place:place] = [draw.choice(NAMES), draw.choice(NEUTRAL), TELLS[label]]
    tags = ["O"] * len(words)
    tags[place] = f"B-{label}"
    return Example(Doc(nlp.vocab, words=words), Doc(nlp.vocab, words=words, ents=tags))


def differences(nlp) -> int:
    """How often a name in a long text is not what it is in a short one, wherever in the windows it stands."""
    count = 0
    for label, tells in TELLS.items():
        for place in range(2 * WINDOW):
            words = ["тауар"] * place + ["Отырар", "бүгін", tells] + ["сауда"] * (3 * WINDOW - place)
            begin = max(0, place - 5)
            long, short = nlp(Doc(nlp.vocab, words=words)), nlp(Doc(nlp.vocab, words=words[begin : place + 8]))
            assert [(ent.text, ent.label_) for ent in short.ents] == [("Отырар", label)]
            in_long = [(ent.start, ent.label_) for ent in long.ents]
            count += in_long != [(ent.start + begin, ent.label_) for ent in short.ents]
    return count


def test_names_at_window_borders_are_what_they_are_in_short_texts(trained):
    assert differences(trained) == 0


def test_without_context_they_are_not(trained):
    """What the test above would say of windows that don't overlap."""
    model = trained.get_pipe("transformer").model
    model.attrs["context"] = 0
    try:
        assert differences(trained) > 0
    finally:
        model.attrs["context"] = CONTEXT


def spelled(nlp, docs) -> list[list[str]]:
    """For each document the wordpieces of each token, as text."""
    _, batch, align = read(nlp.get_pipe("transformer").model, docs)
    strings = [piece for row in batch.strings for piece in row]
    assert batch.input_ids.shape[1] <= WINDOW + 2
    places, out = iter(align.lengths), []
    start = 0
    for doc in docs:
        out.append([])
        for _ in doc:
            length = next(places)
            own = align.data[start : start + length].ravel()
            out[-1].append("".join(strings[i] for i in own).replace("▁", ""))
            start += length
    return out


@pytest.mark.parametrize("script", ["raw", "cyrillic"])
def test_every_token_has_its_own_wordpieces(untrained, script):
    docs = [untrained.make_doc(text) for text in (ARTICLE * 30, "", "\n\n", "Абай, «Сербия»-ға (2025).\n" * 40, " ")]
    model = untrained.get_pipe("transformer").model
    model.attrs["script"] = script
    try:
        tokens = spelled(untrained, docs)
    finally:
        model.attrs["script"] = "cyrillic"
    for doc, own in zip(docs, tokens):
        assert len(own) == len(doc)
        for word, pieces in zip(seen_words(doc, script), own):
            plain = "".join(unicodedata.normalize("NFKC", word).split())
            assert plain in pieces or "<unk>" in pieces


def test_what_is_seen(kk):
    doc = kk(ARTICLE)
    assert seen_words(doc, "raw") == [token.text for token in doc]
    assert seen_words(doc, "cyrillic")[:4] == ["БҰҰ", "мен", "қазақстан", "республикасының"]
    assert doc.text == ARTICLE
    (word,) = seen_words(Doc(kk.vocab, words=["ا" * 5000]), "cyrillic")
    assert word == "а" * LONGEST_WORD


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400))
def test_any_text_is_read(untrained, text):
    doc = untrained(text)
    assert doc.text == text and doc._.trf_data is None


def test_a_word_longer_than_a_window(trained):
    words = ["тауар"] * 10 + ["ﷺ" * 5000] + ["Отырар", "бүгін", "ауданы"]
    assert [(ent.text, ent.label_) for ent in trained(Doc(trained.vocab, words=words)).ents][-1:] == [("Отырар", "GPE")]


def test_processes_pickles_docbin_and_memory_zones(trained):
    texts = [f"{' '.join(NEUTRAL)} Отырар бүгін {tells}" for tells in TELLS.values()] * 4

    def found(docs) -> list:
        return [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in docs]

    docs = list(trained.pipe(texts))
    assert found(docs) == [[(10, 11, label)] for label in TELLS] * 4
    assert found(trained.pipe(texts, n_process=2, batch_size=2)) == found(docs)
    assert found(pickle.loads(pickle.dumps(trained)).pipe(texts)) == found(docs)
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    assert found(DocBin().from_bytes(stored).get_docs(trained.vocab)) == found(docs)
    assert len(stored) < 100 * len("".join(texts))
    with trained.memory_zone():
        assert found(trained.pipe([text + " тауар" for text in texts])) == found(docs)
    assert found(trained.pipe(texts)) == found(docs)


def test_a_tagger_is_not_cut_from_its_windows(untrained):
    with pytest.raises(NotImplementedError, match="take both components"):
        untrained.replace_listeners("transformer", "ner", ["model.tok2vec"])


def gradients(nlp, scaler, parts: int) -> torch.Tensor:
    """Of a batch that is read in parts, as they are when the weights are to be changed."""
    shim = nlp.get_pipe("transformer").model.layers[0].shims[0]
    own, shim._grad_scaler = shim._grad_scaler, scaler
    draw = random.Random(0)
    examples = [example(nlp, draw) for _ in range(6)]
    for weights in shim._model.parameters():
        weights.grad = None
    fix_random_seed(0)
    for part in range(parts):
        nlp.update(examples[part::parts], sgd=False)
    assert not scaler.found_inf
    shim._grad_scaler = own
    return torch.cat([weights.grad.ravel() for weights in shim._model.parameters() if weights.grad is not None])


@pytest.mark.parametrize("parts", [1, 3])
def test_scaled_gradients_of_parts_add_up(untrained, monkeypatch, parts):
    """As in half precision on a GPU, here on a CPU in single precision; thinc's own scaler keeps the last part's alone."""
    monkeypatch.setattr(PyTorchGradScaler, "_scale_tensor", lambda self, tensor, *_: tensor.mul_(self._scale))
    assert type(untrained.get_pipe("transformer").model.layers[0].shims[0]._grad_scaler) is GradScaler
    plain = gradients(untrained, GradScaler(enabled=False), parts)
    scaled = gradients(untrained, GradScaler(enabled=True), parts)
    assert torch.allclose(plain, scaled, rtol=1e-3, atol=1e-4 * plain.abs().max().item())
    theirs = gradients(untrained, PyTorchGradScaler(enabled=True), parts)
    assert (theirs.norm() < 0.7 * plain.norm()) == (parts > 1)


def test_an_overflow_is_told_once():
    scaler = GradScaler(enabled=True, init_scale=1024.0)
    for gradient, overflows in ((float("inf"), True), (2048.0, False)):
        scaler.unscale([torch.tensor([gradient])])
        assert scaler.found_inf is overflows and scaler.found_inf is overflows
        scaler.update()
    assert scaler._scale.item() == 512.0
