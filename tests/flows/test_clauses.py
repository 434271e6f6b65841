"""Which predicate governs each amount, and the part of each place in it: the same in every script.

A line for each amount: `predicate via code=part:side …`, the sides o(rigin), d(estination) or x where the frame doesn't say.
"""
import pytest
from marked import read

from keruen.flows.clauses import Clauses
from keruen.flows.parties import Parties
from keruen.flows.passage import Passage

SENTENCES = {
    "the case of the parts of an active verb": (
        "[Қазақстан|KZ] [Сербияға|RS] {28 млн доллардың} тауарын экспорттады.",
        "sell R KZ=agent:o RS=goal:d",
    ),
    "a buyer's verb turns its subject round": (
        "[Италия|IT] [Қазақстаннан|KZ] {15 млн долларға} мұнай сатып алды.",
        "take R IT=agent:d KZ=source:o",
    ),
    "a passive has no agent": (
        "[Германиядан|DE] [Қазақстанға|KZ] {9 млн еуроның} дәрісі әкелінді.",
        "takeP R DE=source:o KZ=goal:d",
    ),
    "a participle before the amount": (
        "[Қытайдан|CN] келген тауар көлемі {30 млрд доллар} болды.",
        "come L CN=source:o",
    ),
    "a name of a flow": (
        "[Қазақстанның|KZ] [Қытайға|CN] экспорты {5 млрд долларға} жетті.",
        "export L KZ=owner:o CN=goal:d",
    ),
    "who stands behind the name of a flow is the other side": (
        "Импорт бойынша [Ресей|RU] – {1,7 млрд доллар}.",
        "import L RU=agent>:o",
    ),
    "the line before a list says what its items do": (
        "[Өзбекстан|UZ] шиесін ең көп сатып алған елдер:\n– [Ресей|RU] – {24 млн доллар};\n– [Қытай|CN] – {5 млн доллар}.",
        "take R RU=agent>:d UZ=goods:o\ntake R CN=agent>:d UZ=goods:o",
    ),
    "numbered items": (
        "Негізгі жеткізушілер:\n1. [Ресей|RU] – {24 млн доллар}\n2. [Қытай|CN] – {5 млн доллар}",
        "seller R RU=agent>:o\nseller R CN=agent>:o",
    ),
    "where goods went": ("Астық экспортталған елдер:\n• [Иран|IR] ({200 млн доллар});", "sellP R IR=agent>:d"),
    "a clause ends at a finite verb before a comma; its subject goes on": (
        "[Өзбекстан|UZ] {118 млн доллардың} бидайын алса, [Тәжікстанға|TJ] {61 млн долларға} астық жөнелтті.",
        "get R UZ=agent:d TJ=goal>:x\nsell R UZ=agent:o TJ=goal:d",
    ),
    "the subject of the sentence before": (
        "[Германия|DE] жаңа зауыт ашты. [Қазақстаннан|KZ] {7 млн еуроның} мұнайын сатып алды.",
        "take R KZ=source:o DE=agent:d",
    ),
    "the verb at the end of a row": (
        "[Франция|FR] мұнай ({5 млн доллар}), уран ({3 млн доллар}) сатып алды.",
        "take row FR=agent:d\ntake R FR=agent:d",
    ),
    "the first person is the home country": ("[Қытайға|CN] {5 млн долларға} бидай саттық.", "sell R CN=goal:d KZ=agent:o"),
    "money that is paid goes to the origin of the goods": (
        "[Пекин|CN] түрікмен газына {9,6 млрд доллар} төледі.", "pay:money R CN=agent:d TM=goods:o",
    ),
    "what is got for money, and money that is got": (
        "[Швейцария|CH] уранды {11 млн долларға} алды. [Қытай|CN] көкөніс үшін {11 млн доллар} алды.",
        "get R CH=agent:d\nget:money R CN=agent:o",
    ),
    "an amount that is a level is not delivered": (
        "[Қазақстан|KZ] экспортты {5 млрд долларға} жеткізеді.", "export L KZ=agent:o",
    ),
    "an auxiliary after a converb is no movement": (
        "[Иран|IR] [Қазақстаннан|KZ] {5 млн долларға} арпа сатып алып келеді.", "take R IR=agent:d KZ=source:o",
    ),
    "an amount without a predicate goes on with the one before": (
        "Экспорт {20 млрд доллар} болды. [Қытай|CN] – {8 млрд доллар}.", "export L\nexport back CN=agent>:d",
    ),
    "an adjective takes the case of its noun": (
        "Мажар дәрісі қазақстандық дәріханаларда {52 млн еуроға} сатылды.", "sellP R HU=goods:o KZ=at:d",
    ),
    "what falls to a country is no movement": (
        "Экспорттың {16 млн доллары} [Қазақстанға|KZ] тиесілі болды.", "export L KZ=goal>:d",
    ),
    "a name before another party keeps its case": (
        "[Греция|GR] италиялық компанияларға {612 млн еуроның} майын сатты.", "sell R GR=agent:o IT=goal:d",
    ),
    "a genitive's head is what it owns": (
        "[Қытайдың|CN] станциялары компанияға {710 млн доллар} төледі.", "pay:money R CN=owner:d",
    ),
    "a company has the case of what it owns": (
        "[Alstom|ORG:FR] зауытына {5 млн еуроға} болат сатылды.", "sellP R FR=goal:d",
    ),
    "a people in the plural is no adjective": (
        "Ауғандар бізге ұн үшін {468 млн доллар} берді.", "give:money R AF=agent:d KZ=goal:o",
    ),
    "an adjective before a plural noun is its subject": (
        "Алматылық дүкендер {118 млн доллардың} сүтін алып кетті.", "away R KZ=agent:d",
    ),
    "goods of a country come from it": (
        "Катарлықтар қазақстандық қой еті үшін {6,1 млн доллар} төлесе, жақсы.", "pay:money R QA=agent:d KZ=goods:o",
    ),
    "a part belongs to its own predicate": (
        "[Чехиядан|CZ] келген станокқа {1,7 млн еуро} төленді.", "payP:money R CZ=source:o",
    ),
    "also in a clause before": (
        "Көршілер [Қазақстаннан|KZ] полиэтилен алып, {58 млн доллар} төледі.", "pay:money R KZ=source:o",
    ),
    "the place of an unlisted participle is no party": (
        "[Алматыда|KZ] жиналған вагон [Тбилисиге|GE] {7,7 млн долларға} сатылды.", "sellP R KZ=at:x GE=goal:d",
    ),
    "a participle that ends a clause is a perfect": (
        "[Мысыр|EG] бидай үшін {430 млн доллар} төлеген.", "pay:money R EG=agent:d",
    ),
    "the share of a sum that is paid": (
        "Экспорт {20 млн доллар} болды. [Германия|DE] соның {4,9 млн долларын} төледі.", "export L\npay:money R DE=agent:d",
    ),
    "what is ours is of the home country": (
        "Кәсіпкерлеріміз [Ресейге|RU] {5 млн долларға} ұн сатты.", "sell R KZ=agent:o RU=goal:d",
    ),
    "the first person is the subject, whoever else is named": (
        "[Түркияның|TR] аяқкиіміне {96 млн доллар} төледік.", "pay:money R TR=goal:o KZ=agent:d",
    ),
    "a name of no trade has no frame": ("[Қазақстан|KZ] бюджеті {5 млрд теңге} болды.", "- -"),
}  # fmt: skip
KARAKALPAK = {
    "an active verb": (
        "[Өзбекстан|UZ] [Аўғанстанға|AF] {190 млн долларлық} ун сатты.", "sell R UZ=agent:o AF=goal:d",
    ),
    "a buyer's verb": (
        "[Өзбекстан|UZ] [Қазақстаннан|KZ] {800 млн долларлық} буўдай сатып алды.", "take R UZ=agent:d KZ=source:o",
    ),
    "a passive": ("[Түркиядан|TR] {6 млн евролық} станок әкелинди.", "takeP R TR=source:o"),
    "an amount that is a level is not delivered": (
        "[Өзбекстан|UZ] экспортты {5 млрд долларға} жеткереди.", "export L UZ=agent:o",
    ),
}  # fmt: skip


def described(marked: str, script: str | None, lang: str, family: str = "goods") -> list[str]:
    passage = Passage(read(marked, script, lang))
    clauses = Clauses(passage, Parties(passage))
    lines = []
    for sentence in passage.sentences:
        for zone in passage.zones(sentence) if sentence.money else ():
            frame = clauses.frame(sentence, zone, family)
            parts = (f"{code}={slot}:{side}" for code, (slot, _, side) in frame.parts.items())
            lines.append(" ".join((frame.kind or "-", frame.via or "-", *parts)))
    return lines


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("case", SENTENCES)
def test_kazakh(case, script):
    marked, expected = SENTENCES[case]
    assert described(marked, script, "kk") == expected.split("\n")


@pytest.mark.parametrize("script", [None, "Latn-kaa-2016", "Arab"])
@pytest.mark.parametrize("case", KARAKALPAK)
def test_karakalpak(case, script):
    marked, expected = KARAKALPAK[case]
    assert described(marked, script, "kaa") == expected.split("\n")


INVESTED = {
    "who pays for a plant gives": ("[Германия|DE] [Қазақстандағы|KZ] зауытқа {250 млн доллар} жұмсады.", "DE=agent:o KZ=goal:d"),
    "who draws takes": ("[Қазақстан|KZ] [Қытайдан|CN] {250 млн доллар} тартты.", "KZ=agent:d CN=source:o"),
}


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("case", INVESTED)
def test_capital_goes_where_money_goes(case, script):
    marked, parts = INVESTED[case]
    (line,) = described(marked, script, "kk", "investment")
    assert line.split(" ", 2)[2] == parts
