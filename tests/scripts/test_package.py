import package
import srsly
from thinc.api import Config


def test_the_model_says_what_it_is(tmp_path):
    srsly.write_json(tmp_path / "scores.json", {"ents_f": 0.93})
    meta = package.describe({"lang": "kk", "name": "x", "performance": {"ents_f": 1.0}}, "trade_news_sm", tmp_path / "scores.json")
    assert (meta["name"], meta["lang"]) == ("trade_news_sm", "kk")
    assert meta["performance"]["ents_f"] == 0.93
    assert "without them" in meta["performance"]["evaluated_on"]
    assert meta["requirements"] == [f"keruen>={meta['version']},<0.2.0"]
    assert "**Limits.**" in meta["notes"] and not meta["notes"].startswith("#")


def test_a_model_with_a_transformer_names_it_and_requires_the_extra(tmp_path):
    meta = package.describe({"lang": "kk"}, "trade_news_trf", tmp_path / "none.json", "xlm-roberta-base")
    assert meta["requirements"] == [f"keruen[transformers]>={meta['version']},<0.2.0"]
    assert meta["sources"][-1]["name"] == "xlm-roberta-base"


def test_the_path_of_a_transformer_is_no_part_of_a_model(tmp_path):
    (tmp_path / "xlmr").mkdir()
    config = Config().from_disk("configs/trf.cfg", interpolate=False)
    assert package.without_folder(config) == "xlm-roberta-base"
    config["paths"]["transformer"] = str(tmp_path / "xlmr")
    assert package.without_folder(config) == "xlmr"
    assert str(tmp_path) not in config.to_str()
    assert config.interpolate()["components"]["transformer"]["model"]["name"] == "xlmr"
    assert package.without_folder(Config().from_disk("configs/sm.cfg", interpolate=False)) is None
