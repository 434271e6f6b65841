import csv

import places as script
import pytest


@pytest.fixture(scope="module")
def rows():
    return script.build()


def test_the_committed_table_is_what_the_script_builds(rows):
    lines = script.TABLE.read_text(encoding="utf8").split("\n")[1:-1]
    assert lines == ["\t".join(map(str, row)) for row in rows], "run scripts/places.py"


def test_every_row_has_its_source_and_a_known_kind(rows):
    assert {row.source for row in rows} == {"keruen", "cldr", "iso-codes", "geonames"}
    assert {row.kind for row in rows} == {"country", "region", "district", "city", "adjective", "none"}
    assert {row.use for row in rows} == {"", "add", "initials", "spelt", "cased", "named"}
    assert all(len(row.code) == 2 or row.kind == "none" for row in rows)


def test_one_row_for_a_skeleton_and_meaning(rows):
    meanings = [(row.norms, row.kind, row.code, row.geonameid or row.place or row.name) for row in rows]
    assert len(set(meanings)) == len(meanings)


def test_reviewed_names_go_before_others(rows):
    first = {}
    for row in rows:
        first.setdefault(row.norms, row)
    assert (first["konstantinopol"].code if "konstantinopol" in first else "TR") == "TR"
    assert first["aqtau"].code == first["semei"].code == "KZ"
    assert first["belgrad"].code == "RS" and first["moskva"].code == "RU" and first["london"].code == "GB"


def test_corrections_hold_whole_lines():
    with script.CORRECTIONS.open(encoding="utf8", newline="") as lines:
        entries = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(None not in entry and None not in entry.values() for entry in entries)
    assert all(name.strip() == name and name.strip("!*^-") for entry in entries for name in entry["names"].split("|"))


def test_slips_of_the_sources_stay_out(rows):
    names = {row.name for row in rows if row.source in ("cldr", "iso-codes")}
    assert not names & script.SLIPS
