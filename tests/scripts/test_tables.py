import srsly
import tables

SCORES = {
    "ents_p": 0.9,
    "ents_r": 0.8,
    "ents_f": 0.847,
    "ents_per_type": {"ORG": {"p": 0.5, "r": 0.6, "f": 0.55}, "Arab": {"p": 1.0, "r": 1.0, "f": 1.0}},
    "spans_flows_p": None,
    "spans_flows_r": None,
    "spans_flows_f": None,
    "spans_flows_per_type": {},
    "flows_found": 1.0,
    **{f"flows_{field}": None for field in tables.FIELDS},
}


def test_rows_are_labels_then_scripts():
    assert tables.entity_rows(SCORES) == [
        ["", "P", "R", "F"],
        ["all", "0.90", "0.80", "0.85"],
        ["ORG", "0.50", "0.60", "0.55"],
        ["Arab", "1.00", "1.00", "1.00"],
    ]


def test_what_was_not_measured_is_a_dash():
    assert tables.flow_rows(SCORES)[1] == ["all", "–", "–", "–"]


def test_markdown():
    assert tables.markdown([["", "P"], ["all", "0.90"]]) == "|  | P |\n| --- | --- |\n| all | 0.90 |"


def test_sections_of_what_was_measured(tmp_path):
    srsly.write_json(tmp_path / "seeds.json", SCORES)
    srsly.write_json(tmp_path / "times.json", {"train": 61.2})
    found = tables.sections(tmp_path)
    assert set(found) == {"seeds", "times"}
    assert found["times"].endswith("| train | 61 |")
