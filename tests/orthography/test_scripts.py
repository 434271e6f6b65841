import pytest
from hypothesis import given
from hypothesis import strategies as st

from keruen.orthography import ORTHOGRAPHIES, SCRIPTS, TARGETS, orthography_of, script_of, transliterate


@pytest.mark.parametrize("text, script", [
    ("Қазақстан", "Cyrl"), ("قازاقستان", "Arab"), ("Qazaqstan", "Latn"), ("Ózbekstan", "Latn"), ("ҳәм", "Cyrl"),
    ("ء", "Arab"),
    ("استانا. KAZINFORM - بۇگىن سەربيا پرەزيدەنتى كەلەدى", "Arab"), ("Kazinform агенттігінің шолушысы", "Cyrl"),
    ("2025", None), ("", None), ("$ – «»", None), ("北京", None), ("ﻗﺎزاق", "Arab"),
])  # fmt: skip
def test_script_of(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize("text, orthography", [
    ("Үкіметтің жаңа жоспары бойынша жұмыс жалғасады.", "Cyrl-kk"),
    ("Мәмлекет басшылары тәрепинен алға қойылған ўазыйпалар ҳаққында.", "Cyrl-kaa"),
    ("Олардың сапары ушын жаңа режениң мәниси", "Cyrl-kaa"),
    ("ءىنۆەستيتسيالىق جوبالار مەن تسيفرلىق تەحنولوگيا تۋرالى جيىن ءوتتى", "Arab"),
    ("ينۆەستيسيالىق جوبالار تۋرالى جىيىن ٴوتتى", "Arab-CN"),
    ("Qazaqstan Respy'bli'kasynyn' U'kimeti s'es'im qabyldady", "Latn-2017"),
    ("Qazaqstan Respýblıkasynyń Úkimeti sheshim qabyldady", "Latn-2018"),
    ("Qazaqstan Respublikasynyñ Ükımetı şeşım qabyldady", "Latn-2021"),
    ("Qazaqstan Respwblïkasınıñ Ükimeti şeşim qabıldadı", "Latn-QazAqparat"),
    ("O'zbekstan Respublikası Prezidenti jan'a qararg'a qol qoydı, sawda ha'm xızmet", "Latn-kaa-2009"),
    ("Ózbekstan Respublikası Prezidenti jańa qararǵa qol qoydı, sawda hám xızmet", "Latn-kaa-2016"),
    ("The president signed a decree", None), ("2025", None), ("", None),
])  # fmt: skip
def test_orthography_of(text, orthography):
    assert orthography_of(text) == orthography


def test_seeds(seeds):
    expected = {("kk", "Arab"): "Arab", ("kk", "Cyrl"): "Cyrl-kk", ("kaa", "Cyrl"): "Cyrl-kaa"}
    for seed in seeds:
        assert script_of(seed.text) == seed.meta["script"]
        assert orthography_of(seed.text) == expected[seed.meta["lang"], seed.meta["script"]]


@pytest.mark.parametrize("to", TARGETS)
def test_transliterated_seeds(seeds, to):
    lang = "kaa" if "kaa" in to else "kk"
    for seed in seeds:
        if seed.meta["lang"] == lang and seed.meta["script"] == "Cyrl":
            assert orthography_of(transliterate(seed.text, to)) == to


@given(st.text())
def test_any_text(text):
    assert script_of(text) in (*SCRIPTS, None)
    assert orthography_of(text) in (*ORTHOGRAPHIES, None)
