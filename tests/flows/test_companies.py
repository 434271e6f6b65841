"""Whose a company is, and who stands for whom: the same in every script."""
import pytest
from marked import read

from keruen.flows.companies import company_code
from keruen.flows.parties import Parties
from keruen.flows.passage import Passage
from keruen.orthography import skeleton


@pytest.mark.parametrize(
    "name, code",
    [
        ("Газпром", "RU"), ("Қазақстан темір жолы", "KZ"), ("Samsung", "KR"), ("Қытай мұнай корпорациясы", "CN"),
        ("COSCO Shipping", "CN"), ("Түркменгаз", "TM"), ("Epiroc", "SE"), ("Газпромға", "RU"),
        ("Аграрлық несие корпорациясы", None), ("Евразия даму банкі", None),
        ("Алтын дән", None), ("Қытай және Қазақстан кеңесі", None),
    ],
)  # fmt: skip
def test_company_code(name, code):
    assert company_code(tuple(map(skeleton, name.split()))) == code


TOLD = {
    "an adjective before it": ("Түркиялық «[Йылдыз|ORG:]» келді. «[Йылдыз|ORG:]» {5 млн доллар} құйды.", ["TR", "TR", "TR"]),
    "the country that owns it": ("[Германияның|DE] [Вальдхоф|ORG:] концерні {5 млн еуро} құйды.", ["DE", "DE"]),
    "the country where it is": ("[Швейцариядағы|CH] [Альпина|ORG:] {5 млн еуро} құйды.", ["CH", "CH"]),
    "a country in brackets": ("[Калион|ORG:] ([Түркия|TR]) {5 млн еуро} құйды.", ["TR", "TR"]),
    "a word for a company between": ("Үнді компаниясы «[Шрия|ORG:]» {5 млн доллар} құйды.", ["IN", "IN"]),
    "where it comes from": ("[Бурсадан|TR] шыққан «[Алтун|ORG:]» {5 млн еуро} құйды.", ["TR", "TR"]),
    "in apposition": ("«[Шрия|ORG:]» – үнді компаниясы. «[Шрия|ORG:]» {5 млн доллар} құйды.", ["IN", "IN", "IN"]),
    "another word between": ("[Германияға|DE] барған [Вальдхоф|ORG:] {5 млн еуро} құйды.", ["DE"]),
    "no company": ("[Жапонияның|JP] [Қаржы министрлігі|ORG:] {5 млн доллар} туралы хабарлады.", ["JP"]),
}


def codes(marked: str, script: str | None = None) -> list[list[str]]:
    parties = Parties(Passage(read(marked, script, "kk")))
    return [[code for m in found for code in m.codes] for found in parties.mentions]


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("name", TOLD)
def test_country_told_beside_a_name(name, script):
    marked, expected = TOLD[name]
    assert sum(codes(marked, script), []) == expected


STANDING = {
    "the foreign country told last": ("[Қатар|QA] елшісі келді. Бұл елге {5 млн доллар} бал сатылды.", ["QA"]),
    "not the subject of its clause": (
        "[Қатар|QA] елшісі [Қырғызстанға|KG] келді. Былтыр [Қырғызстан|KG] бұл елге {2 млн доллардың} етін сатты.",
        ["KG", "QA"],
    ),
    "home, where a foreign subject has no other": ("[Моңғолия|MN] көршісіне {5 млн доллардың} етін сатты.", ["MN", "KZ"]),
    "home after a name": ("[Тәжікстан|TJ] біздің елге {5 млн доллардың} мақтасын сатты.", ["TJ", "KZ"]),
    "a name keeps its case before a stand-in": (
        "[Ресей|RU] туралы. [Қазақстан|KZ] көрші елге {7 млн доллардың} кенін сатты.", ["KZ", "RU"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("name", STANDING)
def test_stand_ins(name, script):
    marked, expected = STANDING[name]
    assert codes(marked, script)[-1] == expected
