import package
import srsly


def test_the_model_says_what_it_is(tmp_path):
    srsly.write_json(tmp_path / "scores.json", {"ents_f": 0.93})
    meta = package.describe({"lang": "kk", "name": "x", "performance": {"ents_f": 1.0}}, "trade_news_sm", tmp_path / "scores.json")
    assert (meta["name"], meta["lang"]) == ("trade_news_sm", "kk")
    assert meta["performance"]["ents_f"] == 0.93
    assert "without them" in meta["performance"]["evaluated_on"]
    assert meta["requirements"] == [f"keruen>={meta['version']},<0.2.0"]
    assert "**Limits.**" in meta["notes"] and not meta["notes"].startswith("#")
