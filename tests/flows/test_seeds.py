"""The five real articles with their own entities: every flow found, and no other."""
import pytest

from keruen.dates import make_dates  # noqa: F401 - registers the component
from keruen.documents import to_doc
from keruen.flows import link


@pytest.fixture(scope="module")
def linked(seeds, rules):
    """(gold flows, found flows) of each article, both by money span; entities gold, their values read."""
    pairs = []
    for seed in seeds:
        doc = to_doc(rules, seed)
        gold = {(flow["money"]["start"], flow["money"]["end"]): flow for flow in seed.flows}
        for name in ("keruen_dates", "keruen_places"):
            labelled = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
            doc = rules.get_pipe(name)(doc)
            codes = {(ent.start_char, ent.end_char): ent.kb_id_ for ent in doc.ents}
            doc.set_ents([doc.char_span(a, b, label=label, kb_id=codes.get((a, b), "")) for a, b, label in labelled])
        found = {(flow["money"]["start"], flow["money"]["end"]): flow for flow in link(doc)}
        pairs.append((gold, found))
    return pairs


def test_every_flow_is_found_and_no_other(linked):
    assert [set(found) for _, found in linked] == [set(gold) for gold, _ in linked]


def wrong(linked, field: str) -> list[tuple]:
    return [
        (gold[money]["money"], found[money].get(field), gold[money].get(field))
        for gold, found in linked
        for money in set(gold) & set(found)
        if found[money].get(field) != gold[money].get(field)
    ]


@pytest.mark.parametrize("field", ["flow", "origin", "destination", "commodity", "period", "status"])
def test_fields(linked, field):
    assert wrong(linked, field) == []
