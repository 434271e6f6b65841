import csv

import gate
import srsly
from tables import TITLES

SCORES = {"ents_f": 0.9, "ents_per_type": {"ORG": {"p": 0.5, "r": 0.6, "f": 0.55}}, "spans_flows_f": None, "flows_period": 0.8}


def write(tmp_path, *lines):
    srsly.write_json(tmp_path / "seeds.json", SCORES)
    path = tmp_path / "thresholds.csv"
    path.write_text("\n".join(["corpus,task,row,metric,minimum", *lines]))
    return path


def test_what_holds_is_silent(tmp_path):
    path = write(tmp_path, "seeds,ents,all,f,0.9", "seeds,ents,ORG,r,0.55")
    assert list(gate.failures(path, tmp_path)) == []


def test_low_and_missing_scores_are_told(tmp_path):
    path = write(
        tmp_path, "seeds,ents,ORG,f,0.56", "seeds,flows,all,f,0.1", "seeds,ents,Latn,f,0.1", "news,ents,all,f,0.1"
    )
    assert list(gate.failures(path, tmp_path)) == [
        "seeds: ents ORG f is 0.550, below 0.56",
        "seeds: flows all f was not measured (minimum 0.1)",
        "seeds: ents Latn f was not measured (minimum 0.1)",
        "news: ents all f was not measured (minimum 0.1)",
    ]


def test_fields_of_flows(tmp_path):
    path = write(tmp_path, "seeds,flows,all,period,0.8", "seeds,flows,all,period,0.9", "seeds,flows,export,period,0.1")
    assert list(gate.failures(path, tmp_path)) == [
        "seeds: flows all period is 0.800, below 0.9",
        "seeds: flows export period was not measured (minimum 0.1)",
    ]


def test_the_table_asks_for_what_is_measured():
    with open("tests/thresholds.csv", encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            assert line["corpus"] in TITLES
            assert line["task"] in gate.PREFIX and line["metric"] in ("p", "r", "f", *gate.FIELDS)
            assert 0 < float(line["minimum"]) <= 1
