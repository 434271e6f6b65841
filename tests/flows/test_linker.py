"""The component and its views: what they take, give back and survive."""
import datetime
import pickle
from decimal import Decimal

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import described, read
from spacy.tokens import Doc, DocBin, Span

from keruen.flows import TradeFlow, link, trade_flows

PASSAGE = (
    "<2025 жылы|2025> [Қазақстан|KZ] [Сербияға|RS] {28,6 миллион доллардың} тауарын экспорттады, "
    "оның ішінде мұнай – {20 млн доллар}."
)


@pytest.fixture
def doc() -> Doc:
    doc = read(PASSAGE)
    doc._.flows = link(doc)
    return doc


def test_flows_are_plain_data(doc):
    first = doc._.flows[0]
    assert set(first) == {
        "money", "value", "currency", "flow", "origin", "destination", "commodity", "period", "status", "evidence"
    }
    assert doc.text[first["money"]["start"] : first["money"]["end"]] == "28,6 миллион доллардың"
    assert pickle.loads(pickle.dumps(doc._.flows)) == doc._.flows
    stored = DocBin(store_user_data=True, docs=[doc])
    again = next(iter(DocBin().from_bytes(stored.to_bytes()).get_docs(doc.vocab)))
    assert [flow.to_dict() for flow in trade_flows(again)] == doc._.flows  # msgpack makes tuples of lists


def test_views(doc):
    flow, item = trade_flows(doc)
    assert isinstance(flow.money, Span) and flow.money.text == "28,6 миллион доллардың"
    assert flow.value == Decimal("28600000") and flow.value_max is None and flow.currency == "USD"
    assert (flow.flow, flow.origin, flow.destination) == ("export", "KZ", "RS")
    assert (flow.period, flow.status) == ("2025", "actual")
    assert flow.commodity is None and item.commodity.text == "мұнай"
    assert {"экспорттады", "Қазақстан", "Сербияға", "2025 жылы"} <= {span.text for span in flow.evidence}
    assert flow.to_dict() == doc._.flows[0] and "export" in repr(flow)
    with pytest.raises(AttributeError):
        flow.origin = "UZ"


def test_a_range_keeps_both_ends():
    doc = read("[Қазақстан|KZ] мен [Иран|IR] тауар айналымы {1,2–1,3 миллиард доллар}.")
    doc.ents[-1]._.value, doc.ents[-1]._.value_max = 1_200_000_000, 1_300_000_000
    (flow,) = link(doc)
    assert (flow["value"], flow["value_max"]) == (1_200_000_000, 1_300_000_000)
    doc._.flows = [flow]
    assert TradeFlow(doc, flow).value_max == Decimal(1_300_000_000)


def test_every_flow_has_evidence():
    text = "[Қазақстан|KZ] мен [Иран|IR] саудасы {5 млн доллар}. Ол <2030 жылы|2030> {9 млн долларға} жетпек."
    doc = read(text)
    assert all(flow["evidence"] for flow in link(doc))


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "Мәтін", "5 млрд доллар", "(((", "экспорт", "«»\u200f\ufeff"])
def test_nothing_to_link(text):
    nlp = spacy.blank("kk")
    nlp.add_pipe("keruen_flows")
    assert nlp(text)._.flows == []


def test_entities_without_values_or_codes():
    doc = read("[Қазақстан|KZ] [Қытайға|CN] экспорты {5 млрд доллар} болды.")
    for ent in doc.ents:
        ent._.value = None
    doc.set_ents([Span(doc, ent.start, ent.end, label=ent.label) for ent in doc.ents])
    (flow,) = link(doc)
    assert (flow["flow"], flow["destination"], flow["value"]) == ("export", None, None)
    assert flow["origin"] in (None, "KZ")  # the publisher's home country, where no place has a code


def test_publication_date_is_optional():
    text = "[Қазақстан|KZ] мен [Иран|IR] саудасын <2030 жылға|2030> дейін {3 млрд долларға} жеткізуге келісті."
    doc = read(text, today=None)
    assert described(doc) == ["turnover IR>KZ 2030 target"]


@pytest.mark.parametrize("date, period", [
    ("2025-08-20", "2025-01/2025-07"), (datetime.date(2025, 8, 20), "2025-01/2025-07"), ("2025-08-20T10:00:00Z", "2025-01/2025-07"),
    ("2025", None), ("2025-13-45", None), ("20 тамыз", None), ("", None), (7, None), (None, None),
])  # fmt: skip
def test_any_publication_date(date, period):
    doc = read("<Жеті айда> [Қазақстан|KZ] [Қытайға|CN] {5 млн доллардың} бидайын сатты.", today=date)
    assert [flow["period"] for flow in link(doc)] == [period]


def test_a_list_of_thousands():
    fines = "– [Ресей|RU] айыппұл {5 млн теңге};\n" * 2500
    doc = read(f"Шиені ең көп сатып алған елдер:\n{fines}– [Қытай|CN] – {{7 млн доллар}}.")
    (flow,) = link(doc)
    assert flow["destination"] == "CN"


@pytest.mark.parametrize(
    "text",
    [
        "[Қазақстан|KZ] [Қытайға|CN] мұнай – {5 млрд доллар}, " * 2000,
        "тауар айналымы {5 млрд доллар} болды. " * 2000,
        "(" * 3000 + "{5 млрд доллар} " * 2000,
        "экспорт " * 10000 + "{5 млрд доллар} " * 2000,
    ],
)
def test_two_thousand_amounts(text):
    """Nothing is quadratic: with something that is, these documents take minutes."""
    assert len(link(read(text))) <= 2000


PIECES = (
    "экспорт; импорты; тауар; айналымы; (; ); ,; .; –; және; мен; тиісінше; оның; ішінде; жетті; құраса; жеткізуге; "
    "болды; мұнай; бұл; көрсеткіш; екі ел; еліміз; \n; инвестиция; тартты; {5 млн доллар}; {3 млрд долларға}; "
    "{2 млн доллардан}; [Қытайға|CN]; [Ресейден|RU]; [Қазақстан|KZ]; <2025 жылы|2025>; <бүгін>"
).split("; ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_row_of_words_is_read(pieces):
    doc = read(" ".join(pieces))
    flows = link(doc)
    amounts = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "MONEY"]
    spans = [(flow["money"]["start"], flow["money"]["end"]) for flow in flows]
    assert len(set(spans)) == len(spans)
    assert [span for span in amounts if span in spans] == spans


def test_items_point_to_their_total():
    doc = read(
        "<2025 жылы|2025> [Қазақстан|KZ] [Сербияға|RS] {28 млн доллардың} тауарын экспорттады. "
        "Оның ішінде тыңайтқыш ({20 млн доллар}), қап ({5 млн доллар}) және мақта ({4 млн доллар}) бар."
    )
    doc._.flows = link(doc)
    total, *items = doc._.trade_flows
    assert [item.part_of.text for item in items] == [total.money.text] * 3
    assert total.parts_exceed and total.part_of is None and not any(item.parts_exceed for item in items)


def test_a_flow_told_twice_points_to_the_first():
    doc = read(
        "[Қазақстан|KZ] мен [Түркия|TR] тауар айналымы {5 млрд долларға} жетті\n"
        "<2025 жылы|2025> [Қазақстан|KZ] мен [Түркия|TR] арасындағы тауар айналымы {5 млрд доллар} болды."
    )
    doc._.flows = link(doc)
    title, again = doc._.trade_flows
    assert again.same_as == title.money and title.same_as is None
