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
        "send R KZ=agent:o RS=goal:d",
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
    "a clause ends at a finite verb before a comma; its subject goes on": (
        "[Өзбекстан|UZ] {118 млн доллардың} бидайын алса, [Тәжікстанға|TJ] {61 млн долларға} астық жөнелтті.",
        "get R UZ=agent:d TJ=goal>:x\nsend R UZ=agent:o TJ=goal:d",
    ),
    "the subject of the sentence before": (
        "[Германия|DE] жаңа зауыт ашты. [Қазақстаннан|KZ] {7 млн еуроның} мұнайын сатып алды.",
        "take R KZ=source:o DE=agent:d",
    ),
    "the verb at the end of a row": (
        "[Франция|FR] мұнай ({5 млн доллар}), уран ({3 млн доллар}) сатып алды.",
        "take row FR=agent:d\ntake R FR=agent:d",
    ),
    "the first person is the home country": ("[Қытайға|CN] {5 млн долларға} бидай саттық.", "send R CN=goal:d KZ=agent:o"),
    "money that is paid goes to the origin of the goods": (
        "[Пекин|CN] түрікмен газына {9,6 млрд доллар} төледі.", "pay:money R CN=agent:d TM=goal:o",
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
        "Мажар дәрісі қазақстандық дәріханаларда {52 млн еуроға} сатылды.", "sendP R HU=of:o KZ=at:d",
    ),
    "what falls to a country is no movement": (
        "Экспорттың {16 млн доллары} [Қазақстанға|KZ] тиесілі болды.", "export L KZ=goal>:d",
    ),
    "a name of no trade has no frame": ("[Қазақстан|KZ] бюджеті {5 млрд теңге} болды.", "- -"),
}  # fmt: skip
KARAKALPAK = {
    "an active verb": (
        "[Өзбекстан|UZ] [Аўғанстанға|AF] {190 млн долларлық} ун сатты.", "send R UZ=agent:o AF=goal:d",
    ),
    "a buyer's verb": (
        "[Өзбекстан|UZ] [Қазақстаннан|KZ] {800 млн долларлық} буўдай сатып алды.", "take R UZ=agent:d KZ=source:o",
    ),
    "a passive": ("[Түркиядан|TR] {6 млн евролық} станок әкелинди.", "takeP R TR=source:o"),
    "an amount that is a level is not delivered": (
        "[Өзбекстан|UZ] экспортты {5 млрд долларға} жеткереди.", "export L UZ=agent:o",
    ),
}  # fmt: skip


def described(marked: str, script: str | None, lang: str) -> list[str]:
    passage = Passage(read(marked, script, lang))
    clauses = Clauses(passage, Parties(passage))
    lines = []
    for sentence in passage.sentences:
        for zone in passage.zones(sentence) if sentence.money else ():
            frame = clauses.frame(sentence, zone)
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
