"""Amounts in a row that share their words."""
import pytest
from marked import read

from keruen.flows.lists import codes_of, rows
from keruen.flows.parties import Parties
from keruen.flows.passage import Passage

ROWS = {
    "told respectively": (
        "[Қытай|CN] мен [Ресейге|RU] тиісінше {5 млн доллар} және {3 млн доллардың} ұны барды.",
        [({"CN"}, {"RU"}), ({"RU"}, {"CN"})],
    ),
    "told one by one": (
        "[Қытайға|CN] {5 млн доллардың}, [Ресейге|RU] {3 млн доллардың} ұны барды.", [(set(), set()), (set(), set())],
    ),
    "three countries, two amounts": (
        "[Қытай|CN], [Ресей|RU] мен [Иранға|IR] тиісінше {5 млн доллар} және {3 млн доллардың} ұны барды.",
        [(set(), set()), (set(), set())],
    ),
}  # fmt: skip


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("name", ROWS)
def test_codes_that_fall_to_an_amount(name, script):
    marked, expected = ROWS[name]
    passage = Passage(read(marked, script, "kk"))
    parties = Parties(passage)
    (sentence,) = passage.sentences
    zones = passage.zones(sentence)
    shares = rows(passage, sentence, zones, parties.mentions[0])
    assert [codes_of(shares.get(zone.start), parties.mentions[0]) for zone in zones] == expected
