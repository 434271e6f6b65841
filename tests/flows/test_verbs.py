"""Forms of verbs, read off a stem: the same in every script."""
import pytest

from keruen.flows.verbs import VerbTable
from keruen.orthography import transliterate
from keruen.vocabulary import phrase_norms

VERBS = VerbTable({"сат": "sell", "сатып ал": "take", "бер": "give", "ал": "get", "төле": "pay", "кет": "go"})
FORMS = {
    "сатты": "past", "саттық": "past", "сатқанбыз": "past", "бергенбіз": "past", "сатыппыз": "past", "төлепті": "past",
    "бердіңіздер": "past", "алдыңыз": "past", "алатынбыз": "past", "береміз": "future", "сатасыздар": "future",
    "төлейді": "future", "сатылмақ": "intention", "алмақшымыз": "intention", "сатпақпыз": "intention",
    "сатқан": "participle", "бергендер": "participle", "алғаннан": "participle", "сататын": "habit",
    "алатындар": "habit", "сатып": "converb", "алсақ": "condition", "сатса": "condition", "кетсе": "condition",
    "сатуда": "progressive", "сатудан": "noun", "сатар": "aorist",
}  # fmt: skip


@pytest.mark.parametrize("script", ["Cyrl", "Arab", "Latn-2018", "Latn-2021"])
@pytest.mark.parametrize("word, form", FORMS.items())
def test_forms(word, form, script):
    written = word if script == "Cyrl" else transliterate(word, to=script)
    found = VERBS.longest(phrase_norms(written), 0)
    assert found is not None and (found.form, found.end) == (form, 1)


@pytest.mark.parametrize(
    "phrase, passive, negated",
    [("сатылды", True, False), ("сатып алынған", True, False), ("сатпады", False, True), ("берілмеген", True, True),
     ("төледі", False, False)],
)  # fmt: skip
def test_voice_and_negation(phrase, passive, negated):
    norms = phrase_norms(phrase)
    found = VERBS.longest(norms, 0)
    assert (found.passive, found.negated, found.end) == (passive, negated, len(norms))


@pytest.mark.parametrize("word", ["сатыр", "алма", "төлем", "сауда", "керек"])
def test_no_verb(word):
    assert VERBS.longest(phrase_norms(word), 0) is None
