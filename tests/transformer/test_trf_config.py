from pathlib import Path

from thinc.api import Config

CONFIGS = Path(__file__).parents[2] / "configs"


def test_all_but_the_tagger_is_as_in_the_small_model():
    small, transformer = (Config().from_disk(CONFIGS / name, interpolate=False) for name in ("sm.cfg", "trf.cfg"))
    ours = [name for name in small["nlp"]["pipeline"] if name.startswith("keruen_")]
    assert [name for name in transformer["nlp"]["pipeline"] if name.startswith("keruen_")] == ours
    assert len(ours) == 6
    for name in ours:
        assert transformer["components"][name] == small["components"][name]
    assert transformer["components"]["ner"]["scorer"] == small["components"]["ner"]["scorer"]
    assert transformer["nlp"]["tokenizer"] == small["nlp"]["tokenizer"]
    for part in ("corpora", "initialize"):
        assert transformer[part] == small[part]
    assert transformer["training"]["score_weights"] == small["training"]["score_weights"]


def test_vectors_are_dropped_before_anything_else_reads_the_document():
    pipeline = Config().from_disk(CONFIGS / "trf.cfg", interpolate=False)["nlp"]["pipeline"]
    place = pipeline.index("transformer")
    assert pipeline[place : place + 3] == ["transformer", "ner", "doc_cleaner"]
