import pickle
from datetime import date
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

from keruen.dates import Dates, Partial, find, parse
from keruen.orthography import TARGETS, transliterate
from keruen.vocabulary import read

TABLE = list(srsly.read_jsonl(Path(__file__).parent / "tables" / "dates.jsonl"))
TODAY = "2025-08-21"  # a Thursday
MONTHS = [month for month in read("calendar")["months"] if month != "қыркүйегі"]


def found(text: str, today=TODAY) -> list[tuple]:
    return [(mention.text, mention.period) for mention in parse(text, today)]


def marked(text: str) -> tuple[str, list[str]]:
    """A text without its square brackets, and what stood between them."""
    inside = [part.split("]")[0] for part in text.split("[")[1:]]
    return text.replace("[", "").replace("]", ""), inside


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"][:50])
def test_table(row):
    assert found(row["text"], row["today"]) == [(span["text"], span["period"]) for span in row["spans"]]


def test_seeds(seeds):
    """Every DATE of the seeds with its exact span, and nothing else."""
    for seed in seeds:
        spans = [(mention.start_char, mention.end_char) for mention in parse(seed.text, seed.meta["date"])]
        assert spans == [(ent.start, ent.end) for ent in seed.ents if ent.label == "DATE"], seed.id


# [dates] and their periods
@pytest.mark.parametrize("text, periods", [
    ("[2025 жылғы қаңтар-қыркүйек айларында] экспорт өсті", ["2025-01/2025-09"]),
    ("[2025 жылдың қаңтар-қыркүйегінде] тауар айналымы", ["2025-01/2025-09"]),
    ("[2025 жылдың 1 қаңтары мен 30 маусымы аралығында]", ["2025-01-01/2025-06-30"]),
    ("[2024 жылғы 29 ақпаннан 2 наурызға] дейін", ["2024-02-29/2024-03-02"]),
    ("[2024 жылы] және [2025 жылы], [2023, 2024 және 2025 жылдары]", ["2024", "2025", "2023/2025"]),
    ("[қыркүйектің 10-ы мен 12-сі аралығында]", ["2025-09-10/2025-09-12"]),
    ("[мамырдың бірінде], [мамырдың тоғызы күні]", ["2025-05-01", "2025-05-09"]),
    ("[15, 16 және 17 қарашада]", ["2025-11-15/2025-11-17"]),
    ("[01.01.2024-31.12.2024] мерзімі", ["2024-01-01/2024-12-31"]),
    ("[16.11.25] мен [16/11/2025] және [2025.11.16]", ["2025-11-16"] * 3),
    ("[мың тоғыз жүз тоқсан бірінші жылы], [тоқсан үшінші жылы]", ["1991", "1993"]),
    ("[2021/2022 маркетинг жылында], [2025-2026 оқу жылында]", ["2021/2022", "2025/2026"]),
    ("[XX ғасырдың 90-жылдары], [өткен ғасырдың 60-жылдарында]", ["1990/1999", "1960/1969"]),
    ("[80-90-жылдары], [2000-шы жылдардың басында]", ["1980/1999", "2000/2009"]),
    ("[XIX ғасырдың екінші жартысы], [ХІХ-ХХ ғасырларда], [21-ғасыр]", ["1851/1900", "1801/2000", "2001/2100"]),
    ("б.з.д. [V ғасырда], [751 жылы], [1465 жылы]", [None, "0751", "1465"]),
    ("[жылдың алғашқы тоғыз айында], [2024 жылдың тоғыз айлық] қорытындысы", ["2025-01/2025-09", "2024-01/2024-09"]),
    ("[алғашқы 10 айда] импорт", ["2024-01/2024-10"]),
    ("[2024 жылдың соңғы тоқсанында], [өткен тоқсанда], [биыл III тоқсанда]",
     ["2024-10/2024-12", "2025-04/2025-06", "2025-07/2025-09"]),
    ("[былтырғы кезеңмен], [2024 жылдың осы кезеңімен], [өткен жылғы сәйкес кезеңмен]", ["2024", "2024", "2024"]),
    ("[биылғы алты айда] 3 млрд доллар", ["2025-01/2025-06"]),
    ("[былтыр көктемде], [жазғы маусымда], [қысқы мезгілде], [жаз] бойы", [None] * 4),
    ("[үш ай] бұрын, [екі жыл] бұрын, [бес күн] бұрын, [екі апта] бұрын",
     ["2025-05", "2023", "2025-08-16", "2025-08-04/2025-08-10"]),
    ("[5 жылдан] кейін, [30 жылдан] астам, [20-дан астам жыл], [бір жарым жыл], [ширек ғасыр]", [None] * 5),
    ("[алдағы үш жылда], [келесі онжылдықта], [соңғы алты айда]", ["2026/2028", "2026/2035", "2025-02/2025-07"]),
    ("[осы айдың 15-інде], [өткен аптаның сәрсенбісінде]", ["2025-08-15", "2025-08-13"]),
    ("[16 қараша], [жексенбі күні]", ["2025-11-16", "2025-11-16"]),
    ("[дүйсенбіден жұмаға] дейін, [сейсенбіде]", ["2025-08-18/2025-08-22", "2025-08-19"]),
    ("[бүгінге] дейін, [кешегі] кездесу, [бүгін-ертең]", ["2025-08-21", "2025-08-20", "2025-08-21/2025-08-22"]),
    ("[жыл басынан] бері, [жыл соңына] дейін, [айдың соңына]", ["2025-01/2025-08", "2025", "2025-08"]),
    ("[1992 -جىلدىڭ 15-قازانىنان]، [بيىلعى جىلدىڭ 9 ايىندا]", ["1992-10-15", "2025-01/2025-09"]),
    ("[2025 jylǵy 16 qarasha], [byltyr], [ótken jyly]", ["2025-11-16", "2024", "2024"]),
    ("[2025-жылдың дәслепки 9 айында], [өткен жылдың усы дәўири] менен", ["2025-01/2025-09", "2024"]),
    ("[2025-жылдың биринши ярым жыллығында], [бир ярым жыл]", ["2025-01/2025-06", None]),
    ("[октябрьде], [ноябрьдиң басында], [бұл айда]", ["2025-10", "2025-11", None]),
    ("[быйылғы жылдың 1-октябрь күнине] шекем, [төртинши шеректе]", ["2025-10-01", "2025-10/2025-12"]),
    ("[2025-jıl 10-noyabr kúni], [byıl], [9-may kúni]", ["2025-11-10", "2025", "2025-05-09"]),
    # a number word after a month is no day of it
    ("[2007 жылғы шілдеде] екі тарап, [2023 жылғы қарашада] жиырма миллион", ["2007-07", "2023-11"]),
    ("[қаңтарда] бір фунт, [2015-жыл сентябрьде] биринши", ["2025-01", "2015-09"]),
    ("[мамырдың бірінде] екі адам, [мамырдың жиырма бесінде] үш адам", ["2025-05-01", "2025-05-25"]),
    ("[2024 жылғы желтоқсандағы] бірінші борт", ["2024-12"]),
    # days and parts of a month
    ("[шілденің 22-күні], [наурыз айының 25-іне], [тамыздың 3-5 аралығында]",
     ["2025-07-22", "2025-03-25", "2025-08-03/2025-08-05"]),
    ("[17 сәуірден 18-іне] қараған түні, [8-сәуірден 9-сәуірге] қараған түні, [17 сәуірден 20-ға] дейін",
     ["2025-04-17/2025-04-18", "2025-04-08/2025-04-09", "2025-04-17/2025-04-20"]),
    ("[наурыздың екінші жартысында], [қазан айының соңғы күндері]", ["2025-03", "2025-10"]),
    ("[желтоқсанның бірінші аптасында], [қазан айының соңғы аптасында]", ["2025-12", "2025-10"]),
    ("[сентябрь айының биринши онкүнлигинде], [айдың 20-сына] дейін", ["2025-09", "2025-08-20"]),
    ("[13 қазан дүйсенбі күні], [13 қазан], [дүйсенбі]", ["2025-10-13"] * 3),
    ("[қазанға] дейін, [маусымға] дейін, [сенбіден] бастап, [жұмаға] дейін",
     ["2025-10", "2025-06", "2025-08-23", "2025-08-22"]),
    ("[дүйсенбі-сәрсенбі аралығында], [май ҳәм июнь]", ["2025-08-18/2025-08-20", "2025-05/2025-06"]),
    # the same time of another year
    ("[2021 жылдың осындай мерзімінде], [былтыр осы кезде], [Былтыр осы мерзімде]", ["2021", "2024", "2024"]),
    ("[2021-жылдың тап усы айларына], [өткен жылғы усы дәўирден], [бұрнағы жылы осы мерзімде]",
     ["2021", "2024", "2023"]),
    ("[былтырғы сәйкесті мезгілмен], [2024 жылғы сондай үш айда]", ["2024", "2024-01/2024-03"]),
    ("[2020 жылдан] осы уақытқа дейін, [2020 жылы] сол кезде", ["2020", "2020"]),
    # halves, quarters, runs of time
    ("[биылғы жартыжылдықта], [жартыжылдықта], [2025 жылдың үш тоқсанында]",
     ["2025-01/2025-06", "2025-01/2025-06", "2025-01/2025-09"]),
    ("[7 жыл 6 айға], [3 жыл 6 ай], [3 жылда] [6 ай]", [None] * 4),
    ("[үш жылдық] келісім, [бес жыллық] бағдарлама, [бір жарым жылдық]", [None] * 3),
    ("[ай бойы], [жыл бойғы] өсім, [екі жыл] бойы, [айлар] бойы, [күнтізбелік он күн] ішінде", [None] * 5),
    ("[2013 жылдан бастап 2020 жылға] дейін, [биыл] [жыл басынан] бері", ["2013/2020", "2025", "2025-01/2025-08"]),
    ("[2024–2025 жылдың қысында], [2024-2025 жылғы қысқы кезең], [2024-2025 жылдары] қысқы киім, [наурыз] бойы",
     [None, None, "2024/2025", "2025-03"]),
    ("[2025 жылы] жазды, [2025 жылдың жазын]", ["2025", None]),
    ("[жаңа оқу жылында], [быйылғы оқыў мәўсиминде], [алдымыздағы жыллары]", [None, "2025", None]),
    ("[өткен демалыс күндері], [дем алыс күнлери], [күзгі-қысқы кезеңге], [төртінші қыс]", [None] * 4),
    ("ҚАЖЫЛЫҚ – [2026]: АЛҒАШҚЫ ТОП, Ол [1938 жылы], [ұзақ жылдар] бойы", ["2026", "1938", None]),
    ("[2007 جىلعى شىلدەدە] ەكى، [ناۋرىزدىڭ ەكىنشى جارتىسىندا]، [بىلتىر وسى كەزدە]", ["2007-07", "2007-03", "2024"]),
    ("[2007 jylǵy shildede] eki, [naýryzdyń ekinshi jartysynda], [byltyr osy kezde]", ["2007-07", "2007-03", "2024"]),
    ("[2015-jıl sentyabrde] birinshi, [3 jıl 6 ay], [dem alıs kúnleri]", ["2015-09", None, None]),
])  # fmt: skip
def test_spans_and_periods(text, periods):
    plain, inside = marked(text)
    assert found(plain) == list(zip(inside, periods))


@pytest.mark.parametrize("text", [
    "Наурыз мейрамы", "Желтоқсан оқиғасы", "Қазан қаласында", "Ол Қазанда тұрады", "өсимлик майы", "еки мәрте келди",
    "ол хат жазды", "қысқа мерзім", "теңге құны", "бұл жылқы", "мұны білді", "بىلىم بەرۋ", "көзін жұмады",
    "кешенді шара", "бір күні",
    "бүгінгі таңда", "бүгінгі күнде", "ҳәр жылы", "жыл сайын", "екі жыл сайын", "жылдан жылға", "күн тәртібі",
    "100 жылдығы", "30 жылдық тарих", "25 жастағы", "22-мәжилис", "үш жүз тоқсан адам", "200 айлық есептік көрсеткіш",
    "2024 млн теңге", "2025 адам", "2000-ға жуық мектеп", "COVID-19", "192.168.10.12", "1.2.3 тармақ", "сағат 15:30-да",
    "Қызыл Жарты Ай қоғамы", "Қызыл ярым ай жәмийети", "قىزىل جارتى اي قوعامى",
    "Юньнань провинциясы", "ауданның бір қыстағында",
    "«23 наурыз» қозғалысы", "Көктем мерекесінен кейін", "ол жылына 5 млн төлейді", "95 жыл толуына орай",
    "жаңа маусымға дайындық", "баға маусымға қарай құбылады", "Қазанға барды", "он үш жылдық соғыс",
    "бес жылдық мерейтой", "Ғасырдан да ұзақ күні", "Жаңа жылмен құттықтады", "сан – 2020", "жартыжылдық есебі",
    "дем алған күні",
    "31 ақпан 2025", "31.02.2025", "2025-13-01", "99999 жылға", "0 қаңтар 2024", "45 қаңтар", "2025 жылғы 40 мамыр",
])  # fmt: skip
def test_no_date(text):
    assert found(text) == []


@pytest.mark.parametrize("text, today, periods", [
    ("2017 жылы делегация 5 мамырда барды", TODAY, ["2017", "2017-05-05"]),
    ("2017 жылы барды. 5 мамырда қайтты", TODAY, ["2017", "2017-05-05"]),
    ("2017 жылы барды.\n5 мамырда қайтты", TODAY, ["2017", "2025-05-05"]),
    ("2030 жылға арналған. 5 мамырда қабылданды", TODAY, ["2030", "2025-05-05"]),
    ("1 қаңтардағы жағдай бойынша", TODAY, ["2025-01-01"]),
    ("1 қаңтарда күшіне енеді", "2025-11-14", ["2026-01-01"]),
    ("2024 жылы алдыңғы жылмен салыстырғанда", TODAY, ["2024", "2023"]),
    ("алдыңғы жылмен салыстырғанда", TODAY, ["2024"]),
    ("1991 жылы туған. Сол жылы", TODAY, ["1991", "1991"]),
    ("биыл, былтыр, бүгін, 22-тамызда, қаңтарда", None, [None] * 5),
    ("биыл", "бүгін", [None]), ("бүгін", date(2025, 8, 21), ["2025-08-21"]), ("бүгін", "0001-01-01", [None]),
])  # fmt: skip
def test_the_passage_and_today_decide(text, today, periods):
    assert [mention.period for mention in parse(text, today)] == periods


def test_parts_stay_partial():
    [mention] = parse("22-тамызда")
    assert mention.first == mention.last == Partial(None, 8, 22) and mention.period is None
    [mention] = parse("былтыр күзде", TODAY)
    assert mention.first == Partial(2024) and mention.period is None


def test_stray_spaces_and_offsets():
    [mention] = parse("Ал  2025  жылғы 16  қарашада келді")
    assert (mention.text, mention.period) == ("2025  жылғы 16  қарашада", "2025-11-16")
    assert (mention.start_char, mention.end_char) == (4, 28)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(TARGETS))
def test_a_date_has_one_period_in_every_script(day, script):
    month = MONTHS[day.month - 1]
    for pattern in ("{0} жылғы {1} {2}", "{1} {2} {0}", "{0}-жыл {1}-{2} күні"):
        text = pattern.format(day.year, day.day, month)
        assert [mention.period for mention in parse(text)] == [day.isoformat()]
        assert [mention.period for mention in parse(transliterate(text, script))] == [day.isoformat()]


@given(st.lists(st.sampled_from(
    "2025 16 5 жылы жыл айында күні мен - , . ( ) \n биыл өткен соңғы алғашқы қаңтар мамырда екі бес мың тоқсан "
    "бірінші XX ғасыр тоқсанда жартысы басында аралығында бері бастап дейін бұрын сайын жұма дүйсенбі күз қысқы маусым "
    "25-іне мамырдың осы сондай кезде жылдық демалыс жаңа оқу 31.02.2025".split(" ")
)))  # fmt: skip
def test_any_words_are_read(words):
    end = 0
    for mention in parse(" ".join(words), TODAY):
        assert mention.start_char >= end
        end = mention.end_char
        if mention.period:
            first, _, last = mention.period.partition("/")
            assert not last or first < last


def test_long_documents():
    for text in ("5-" * 20000, "бір " * 20000, "қаңтар мен " * 10000, "2025 жылғы " * 10000, "мамырдың екінші " * 8000):
        parse(text)


def pipeline(owner: str, *ents: tuple[str, str]):
    """A pipeline in which a tagger has set entities: (text, label)."""
    nlp = spacy.blank("kk")
    nlp.add_pipe("keruen_dates", config={"owner": owner})

    def read(text: str) -> list[tuple]:
        doc = nlp.make_doc(text)
        doc._.date = TODAY
        spans = [(text.index(words), label, words) for words, label in ents]
        doc.ents = [doc.char_span(start, start + len(words), label=label) for start, label, words in spans]
        return [(ent.text, ent.label_, ent._.period) for ent in nlp.get_pipe("keruen_dates")(doc).ents]

    return read


def test_owners():
    text = "Былтыр айт мерекесінде, 2025 жылы көктемде келді"
    tagged = ("айт мерекесінде", "DATE"), ("жылы", "DATE")
    last, holiday = ("Былтыр", "DATE", "2024"), ("айт мерекесінде", "DATE", None)
    spring = ("2025 жылы көктемде", "DATE", None)
    assert pipeline("rules", *tagged)(text) == [last, spring]
    assert pipeline("both", *tagged)(text) == [last, holiday, spring]
    assert pipeline("tagger", *tagged)(text) == [holiday, ("жылы", "DATE", None)]
    assert pipeline("tagger", ("2025 жылы", "DATE"))("Ол 2025 жылы келді") == [("2025 жылы", "DATE", "2025")]
    with pytest.raises(ValueError, match="owner"):
        Dates(owner="nobody")


@pytest.mark.parametrize("text, other, dates", [
    ("2025 доллар", ("2025 доллар", "MONEY"), []),
    ("қазанда өтті", ("қазанда", "GPE"), []),
    ("«1 мамыр» серіктестігі", ("«1 мамыр» серіктестігі", "ORG"), []),
    ("2025 жылғы қазанда өтті", ("қазанда", "GPE"), ["2025 жылғы қазанда"]),
    ("Бүгін келді", ("Бүгін", "PERSON"), ["Бүгін"]),
])  # fmt: skip
def test_overlaps(text, other, dates):
    ents = pipeline("rules", other)(text)
    assert [words for words, label, _ in ents if label == "DATE"] == dates
    assert len(ents) == max(1, len(dates))


def test_serialises():
    nlp = spacy.blank("kk")
    nlp.add_pipe("keruen_dates", config={"owner": "both"})
    for copy in (pickle.loads(pickle.dumps(nlp)), spacy.blank("kk").from_config(nlp.config).from_bytes(nlp.to_bytes())):
        assert copy.get_pipe("keruen_dates").owner == "both"
        doc = copy("2025 жылы")
        [doc] = DocBin(docs=[doc], store_user_data=True).get_docs(copy.vocab)
        assert doc.ents[0]._.period == "2025"


def test_find_takes_the_publication_date():
    doc = spacy.blank("kk")("бүгін")
    doc._.date = TODAY
    assert [mention.period for mention in find(doc)] == [TODAY]
    assert [mention.period for mention in find(doc, "2024-01-01")] == ["2024-01-01"]


def test_the_header_of_metadata_holds_no_date():
    assert [mention.text for mention in parse("date 2026-02-26 2025 жылы не болды", "2026-02-26")] == ["2025 жылы"]
    assert [mention.text for mention in parse("Күні: 2026-02-26")] == ["2026-02-26"]
