"""What is missing is told in one sentence that says what to do. Needs no torch."""

import pytest
import spacy
import trf_check
from thinc.api import Config
from typer.testing import CliRunner

from keruen import transformer
from keruen.batch import load_model
from keruen.cli import app

SENTENCE = (
    "The transformer model needs torch and spacy-transformers, not installed here: "
    "pip install 'keruen[transformers]' (docs/gpu.md)."
)


@pytest.fixture
def without_torch(monkeypatch):
    """torch and spacy-transformers look as though they were not installed."""
    monkeypatch.setattr(
        transformer, "find_spec", lambda name: None if name in ("torch", "spacy_transformers") else object()
    )


@pytest.fixture
def model(tmp_path):
    """A folder whose pipeline has a component that spaCy can't make without spacy-transformers."""
    nlp = spacy.blank("kk")
    nlp.add_pipe("keruen_sentences", name="transformer")
    nlp.to_disk(tmp_path / "trf")
    config = Config().from_disk(tmp_path / "trf" / "config.cfg")
    config["components"]["transformer"]["factory"] = "transformer"
    config["components"]["transformer"]["model"] = {
        "@architectures": "keruen.WindowedTransformer.v1", "name": "x", "script": "raw", "window": 64, "context": 8,
    }  # fmt: skip
    config.to_disk(tmp_path / "trf" / "config.cfg")
    return tmp_path / "trf"


def test_loading_without_the_extra(without_torch, model):
    with pytest.raises(OSError) as error:
        load_model(str(model))
    assert str(error.value) == SENTENCE


def test_annotating_without_the_extra(without_torch, model, tmp_path):
    (tmp_path / "a.txt").write_text("Мәтін", encoding="utf-8")
    result = CliRunner().invoke(app, ["annotate", str(tmp_path / "a.txt"), "--model", str(model)])
    assert result.exit_code == 2
    assert result.output == SENTENCE + "\n"


def test_building_without_the_extra(without_torch):
    with pytest.raises(ImportError) as error:
        transformer.make_windowed_transformer("x", "raw", 64, 8)
    assert str(error.value) == SENTENCE


def test_training_without_the_extra(without_torch, monkeypatch):
    monkeypatch.setattr(trf_check, "lacking", transformer.lacking)
    with pytest.raises(SystemExit) as stop:
        trf_check.main("xlm-roberta-base", -1)
    assert str(stop.value) == SENTENCE


def test_other_faults_of_a_model_are_not_taken_for_it(tmp_path):
    spacy.blank("kk").to_disk(tmp_path / "broken")
    text = (tmp_path / "broken" / "config.cfg").read_text().replace('"keruen.Tokenizer.v1"', '"no.Tokenizer.v1"')
    (tmp_path / "broken" / "config.cfg").write_text(text)
    with pytest.raises(Exception, match="no.Tokenizer.v1"):
        load_model(str(tmp_path / "broken"))


@pytest.mark.parametrize("window, context, least", [(64, 16, 65), (64, 40, 161), (4, 0, 8), (64, -1, 8)])
def test_windows_that_are_too_small(monkeypatch, window, context, least):
    monkeypatch.setattr(transformer, "lacking", lambda: None)
    with pytest.raises(ValueError, match=f"more than {least - 1}"):
        transformer.make_windowed_transformer("x", "raw", window, context)
