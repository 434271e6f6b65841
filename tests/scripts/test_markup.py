import pytest
from markup import MarkupError, parse, render

ARTICLE = """=== brief-0001
lang: kk
date: 2026-03-12
kind: agency brief
script: Cyrl
---
Тақырып
[GPE Қазақстан] [DATE 2025 жылы] [GPE Сербияға] [MONEY#1 28,6 миллион доллардың] {1,2 мырышын} және [MONEY#2 1,2–1,3 млн еуроға] сатты.
Бюджет – [MONEY 5 млрд теңге].
---
1 export KZ RS 2025 actual 28600000 USD
2 export KZ - - forecast 1200000..1300000.5 EUR
"""


def test_parse():
    (record,) = parse(ARTICLE)
    text = record["text"]
    assert record["meta"] == {"lang": "kk", "date": "2026-03-12", "kind": "agency brief", "script": "Cyrl"}
    assert [(text[ent["start"] : ent["end"]], ent["label"]) for ent in record["ents"]] == [
        ("Қазақстан", "GPE"),
        ("2025 жылы", "DATE"),
        ("Сербияға", "GPE"),
        ("28,6 миллион доллардың", "MONEY"),
        ("1,2–1,3 млн еуроға", "MONEY"),
        ("5 млрд теңге", "MONEY"),
    ]
    one, two = record["flows"]
    assert text[one["commodity"]["start"] : one["commodity"]["end"]] == "мырышын"
    assert one["commodity"] == two["commodity"]
    assert (two["value"], two["value_max"], two["destination"], two["period"]) == (1200000, 1300000.5, None, None)


def test_render_gives_it_back(seeds):
    (record,) = parse(ARTICLE)
    assert render(record) == ARTICLE.replace(
        "сатты.\nБюджет – [MONEY 5 млрд теңге].\n---", "сатты.\nБюджет – [MONEY 5 млрд теңге].\n---"
    )
    for seed in seeds:
        gold = seed.model_dump()
        gold["meta"]["kind"] = "article"
        (again,) = parse(render(gold))
        assert again["text"] == gold["text"].strip("\n")
        assert (again["ents"], again["flows"]) == (gold["ents"], gold["flows"])


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        ("[GPE Қазақстан]", "[GPA Қазақстан]", "has no label out of"),
        ("[GPE Қазақстан]", "[GPE Қазақстан", "stray '['"),
        ("[GPE Қазақстан]", "[GPE Қазақстан ]", "space at the edge"),
        ("1 export", "3 export", "has no MONEY#3"),
        ("2 export KZ - - forecast 1200000..1300000.5 EUR", "", "#2 in the text has no flow line"),
        ("1 export KZ RS", "1 turnover RS KZ", "alphabetical order"),
        ("1 export KZ RS", "1 export KZ Сербия", "is no country code"),
        ("2025 actual", "2025-13-1x actual", "is no ISO 8601 period"),
        ("actual", "done", "a flow, status or currency that is none"),
        ("28600000", "28,6", "is no number"),
        ("kind: agency brief\n", "", "the header needs"),
    ],
)
def test_faults_are_told(old, new, complaint):
    with pytest.raises(MarkupError, match="brief-0001") as error:
        list(parse(ARTICLE.replace(old, new, 1)))
    assert complaint in str(error.value)
