import sys
from pathlib import Path

import pytest
import spacy
import train
from spacy.tokens import DocBin

SHORT = {"training.max_steps": "2", "training.eval_frequency": "2"}
TEXTS = (
    ("Қазақстан Қытайға 5 млн долларға астық сатты.", [(0, 9, "GPE"), (10, 17, "GPE")]),
    ("Премьер-министр Олжас Бектенов кеңес өткізді.", [(16, 30, "PERSON")]),
)


@pytest.fixture(scope="module")
def fold(tmp_path_factory, kk) -> Path:
    folder = tmp_path_factory.mktemp("fold")
    docs = []
    for text, spans in TEXTS:
        doc = kk(text)
        doc.ents = [doc.char_span(*span[:2], label=span[2]) for span in spans]
        docs.append(doc)
    DocBin(docs=docs).to_disk(folder / "train.spacy")
    return folder


def test_a_resumed_training_goes_on_from_the_weights_of_the_model(fold, tmp_path):
    dev = fold / "train.spacy"
    train.train(Path("configs/sm.cfg"), fold, dev, tmp_path / "first", SHORT)
    nlp = spacy.load(tmp_path / "first" / "model-last")
    layer = next(layer for layer in nlp.get_pipe("tok2vec").model.walk() if layer.name == "hashembed")
    layer.set_param("E", layer.get_param("E") + 100)
    nlp.to_disk(tmp_path / "marked")

    model = train.resume(tmp_path / "marked", fold, dev, tmp_path / "second")
    resumed = next(layer for layer in spacy.load(model).get_pipe("tok2vec").model.walk() if layer.name == "hashembed")
    assert 50 < resumed.get_param("E").mean() < 101  # averaged with zero over the first steps
    assert (resumed.get_param("E") != layer.get_param("E")).any()


def test_a_step_that_fails_says_the_end_of_its_log(tmp_path):
    with pytest.raises(SystemExit, match=r"(?s)the end of .*log.txt:\nno corpus here"):
        train.run([sys.executable, "-c", "raise SystemExit('no corpus here')"], tmp_path / "log.txt")
    with pytest.raises(SystemExit, match="what it printed stands above"):
        train.run([sys.executable, "-c", "raise SystemExit(1)"])
