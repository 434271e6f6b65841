from pathlib import Path

import bench
import pytest


def test_texts_reach_the_number_of_words():
    texts = bench.texts(20_000)
    assert 20_000 <= sum(len(text.split()) for text in texts) < 22_000
    assert len(set(texts)) == 5


def test_bare_yardstick_has_the_architecture_and_no_rules():
    nlp = bench.bare(Path("configs/sm.cfg"))
    assert nlp.lang == "xx"
    assert nlp.pipe_names == ["tok2vec", "ner"]
    assert set(nlp.get_pipe("ner").labels) == {"GPE", "PERSON", "ORG", "MONEY", "DATE"}
    assert nlp("Қазақстан").has_annotation("ENT_IOB")


@pytest.mark.parametrize("own_features, tables", [(True, 7), (False, 4)])
def test_features_of_the_yardsticks(own_features, tables):
    nlp = bench.bare(Path("configs/sm.cfg"), own_features=own_features)
    assert sum(layer.name == "hashembed" for layer in nlp.get_pipe("tok2vec").model.walk()) == tables


def test_shares_add_up(rules):
    shares = bench._shares(rules, ["Қазақстан 5 млн доллар", "2025 жылы"])
    assert set(shares) == {"tokenizer", *rules.pipe_names}
    assert abs(sum(shares.values()) - 1) < 1e-9
