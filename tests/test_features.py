import numpy
import pytest
from thinc.api import Config

from keruen.features import COLUMNS, extract_features, features, lists_of, make_lexical_embed, part
from keruen.orthography import skeleton

MODEL = """
[model]
@architectures = "keruen.LexicalEmbed.v1"
width = 8
columns = ["norm","ending","lists"]
rows = [50,50,50]
"""


@pytest.mark.parametrize(
    "word, stem, ending",
    [
        ("Тоқаевтың", "toqaev", "tin"),
        ("توقايەۆتىڭ", "toqaev", "tin"),
        ("Сербияға", "serbia", "ga"),
        ("министрлігінің", "ministr", "liginin"),
        ("үй", "ui", ""),
    ],
)
def test_part(word, stem, ending):
    assert part(skeleton(word)) == (stem, ending)


@pytest.mark.parametrize(
    "words, expected",
    [
        (("Қазақстанға", "قازاقستانعا", "Qazaqstanǵa"), "country"),
        (("министрлігінің", "مينيسترلىگىنىڭ", "mınıstrliginiń"), "head government"),
        (("президенті", "پرەزيدەنتى", "prezidentі"), "title"),
        (("Смағұлов", "سماعۇلوۆ", "Smaǵulov"), "surname"),
        (("БҰҰ", "ب ۇ ۇ", "BUU"), "initials"),
        (("сербиялық", "سەربيالىق", "serbıalyq"), "demonym"),
    ],
)
def test_lists_in_every_script(words, expected):
    found = {lists_of(skeleton(word)) for word in words}
    assert len(found) == 1
    assert expected in found.pop()


def test_initials_take_no_ending():
    assert "initials" not in lists_of(skeleton("бұдан"))


def test_features_are_one_for_each_column():
    assert len(features("qazaqstanga", "xxxx")) == len(COLUMNS)


def test_embedding_of_documents(kk):
    from spacy.util import registry

    model = registry.resolve(Config().from_str(MODEL))["model"]
    docs = [kk("Қазақстан БҰҰ-ға мүше"), kk(""), kk("قازاقستان")]
    model.initialize(X=docs)
    out = model.predict(docs)
    assert [array.shape for array in out] == [(5, 8), (0, 8), (1, 8)]
    ids = extract_features(["norm", "lists"]).predict(docs)
    assert (ids[0][0] == ids[2][0]).all()
    assert (ids[0][0] != ids[0][1]).all()


@pytest.mark.parametrize(
    "columns, rows, complaint", [(["norm"], [1, 2], "as many rows"), (["word"], [5], "no column word")]
)
def test_bad_configuration_is_told(columns, rows, complaint):
    with pytest.raises(ValueError, match=complaint):
        make_lexical_embed(8, columns, rows)


def test_prediction_embeds_each_distinct_row_once(kk):
    model = make_lexical_embed(8, ["norm", "shape"], [50, 20])
    docs = [kk("Қазақстан мұнай сатты. Қазақстан астық сатты."), kk(""), kk("Мұнай мен астық, мұнай мен астық.")]
    model.initialize(docs)
    read, trained = model.predict(docs), model(docs, is_train=True)[0]
    assert [len(rows) for rows in read] == [len(doc) for doc in docs]
    for one, other in zip(read, trained):
        numpy.testing.assert_allclose(one, other, rtol=1e-5)
    assert [rows.shape for rows in model.predict([kk("")])] == [(0, 8)]
