"""Who is named, and in what case: the same in every script. A line for each mention with a code: `code kind case`."""
import pytest
from marked import read

from keruen.flows.mentions import names_ours
from keruen.flows.parties import Parties
from keruen.flows.passage import Passage
from keruen.orthography import skeleton

MENTIONS = {
    "a name takes the case of the noun it is put before": (
        "[Қытай|CN] нарығына {5 млн доллардың} ұны барды.", ["CN place dat"],
    ),
    "but not across another party": (
        "[Греция|GR] италиялық компанияларға {5 млн еуроның} майын сатты.", ["GR place -", "IT adjective dat"],
    ),
    "nor across a stand-in": (
        "[Тәжікстан|TJ] біздің елге {5 млн доллардың} жемісін сатты.", ["TJ place -", "KZ home dat"],
    ),
    "of a genitive the first noun that is owned": (
        "[Қытайдың|CN] станциялары компанияға {5 млн доллар} төледі.", ["CN place gen"],
    ),
    "and its case, where it has one": (
        "[Қытайдың|CN] станцияларына {5 млн доллардың} ураны барды.", ["CN place dat"],
    ),
    "a port on the way": ("Көмір [Рига|LV] порты арқылы {5 млн доллар} болды.", ["LV place through"]),
    "a company": ("[Alstom|ORG:FR] зауытына {5 млн еуроның} болаты барды.", ["FR company dat"]),
    "a people in the plural": ("Ауғандар ұнға {5 млн доллар} төледі.", ["AF people -"]),
    "a people before a noun": ("Өзбек диірмендеріне {5 млн доллардың} бидайы барды.", ["UZ adjective dat"]),
    "a people in a case": ("[Ресей|RU] зауыттары қырғыздардан {5 млн доллар} алды.", ["RU place -", "KG people abl"]),
    "what belongs to a people": ("Соның {5 млн доллары} – канадалықтардікі.", ["CA people gen"]),
    "a company in quotation marks takes the case of the word for it": (
        "Сербиядан [Gorenje|ORG:RS] пеші келді, «[Gorenje|ORG:RS]» кәсіпорнынан {5 млн доллардікі}.",
        ["RS company -", "RS company abl"],
    ),
    "over several words": (
        "«[Еңбекші жер|ORG:CN]» машина жасау топтық серіктестігінен {5 млн юаньның} комбайны алынды.", ["CN company abl"],
    ),
    "a foreign name that ends like a case": (
        "Жөндеуге «[Toshiba|ORG:JP]» {5 млн доллардың} роторын берді.", ["JP company -"],
    ),
    "traders are no goods": ("Қырғыз көпестері киім-кешекке {5 млн юань} төледі.", ["KG adjective -"]),
    "a noun between that is owned": (
        "Тегеран дүкендерінің сөресіне [Қытай|CN] қызанағы ({5 млн доллар}) шықты.", ["CN place -"],
    ),
    "whom something is for": (
        "Тәжік диірмендері үшін {5 млн доллардың} дәні кетті.", ["TJ adjective for"],
    ),
    "not what it is for": ("[Қазақстан|KZ] бидай үшін {5 млн доллар} төледі.", ["KZ place -"]),
    "a pronoun in a case": (
        "[Қытай|CN] мыс алды. Одан бізге {5 млн доллар} түсті.", ["CN place -", "CN they abl", "KZ home dat"],
    ),
    "but not beside a word that takes the case": (
        "[Қытай|CN] мыс алды. Одан бөлек {5 млн доллар} түсті.", ["CN place -"],
    ),
    "a pronoun means no country of its clause": (
        "[Иран|IR] мен [Қытай|CN] келісті. [Қытай|CN] одан {5 млн доллардың} мұнайын алды.",
        ["IR place -", "CN place -", "CN place -", "IR they abl"],
    ),
    "oneself is the subject": (
        "[Испания|ES] биыл [Грекияның|GR] майына өзі {5 млн еуро} берді.",
        ["ES place -", "GR place gen", "ES self -"],
    ),
    "the first and the last of two": (
        "Раушан [Эквадор|EC] пен [Нидерландтан|NL] келеді. Біріншісіне {5 млн доллар}, соңғысына {7 млн доллар} берілді.",
        ["EC place abl", "NL place abl", "EC first dat", "NL second dat"],
    ),
    "neighbours without a name": ("[Сербия|RS] барлық көршісіне {5 млн еуроның} тогын сатты.", ["RS place -"]),
    "one's own": ("[Қытай|CN] өз мысын {5 млн долларға} сатты.", ["CN place -", "CN self gen"]),
    "trade is no Saudi": ("[Қытай|CN] сауда үшін {5 млн доллар} төледі, бәрінен озды.", ["CN place -"]),
    "how is no town": ("[Қытай|CN] мысты қалай {5 млн долларға} сатты?", ["CN place -"]),
    "residents and Turkic states are no Turks": (
        "[Қытай|CN] тұрғындары түркі мемлекеттеріне {5 млн доллар} төледі.", ["CN place -"],
    ),
    "others are no pronoun": ("[Қытай|CN] өзге елге {5 млн доллардың} мысын сатты.", ["CN place -"]),
    "what is ours": ("Кәсіпкерлеріміз {5 млн доллардың} ұнын сатты.", ["KZ ours -"]),
    "what is ours, in a case": ("Базарымызға {5 млн доллардың} өрігі келді.", ["KZ ours dat"]),
}  # fmt: skip


@pytest.mark.parametrize("script", [None, "Arab", "Latn-2021"])
@pytest.mark.parametrize("name", MENTIONS)
def test_mentions(name, script):
    marked, expected = MENTIONS[name]
    parties = Parties(Passage(read(marked, script, "kk")))
    found = [m for mentions in parties.every for m in mentions if m.codes]
    assert [f"{m.codes[0]} {m.kind} {m.case or '-'}" for m in found] == expected


@pytest.mark.parametrize(
    "word, ours",
    [("дүкендеріміз", True), ("базарымызға", True), ("саудамыздан", True), ("өнімімізді", True), ("барамыз", False),
     ("көреміз", False), ("сатпаймыз", False), ("теңіз", False), ("қызметкерлеримизге", True)],
)  # fmt: skip
def test_nouns_with_the_possessive_of_the_first_person(word, ours):
    assert names_ours(skeleton(word)) == ours
