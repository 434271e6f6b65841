"""Components over streams: the order, the documents that fail, and what one document alone gives."""

import pytest
from spacy.util import raise_error

from keruen.language.batches import MOST_AT_ONCE, InBatches

TEXTS = [f"Қазақстан {2000 + i} жылы Қытайға {i + 1} млн долларға астық сатты." for i in range(2 * MOST_AT_ONCE + 5)]


class Picky(InBatches):
    """Can't read documents of two words."""

    name = "picky"

    def __call__(self, doc):
        if len(doc) == 2:
            raise ValueError(f"two words: {doc.text}")
        return doc


def found(doc):
    return [(ent.text, ent.label_, ent._.period) for ent in doc.ents], doc._.flows


def test_a_stream_gives_what_each_document_gives_in_order(rules):
    read = list(rules.pipe(iter(TEXTS), batch_size=7))
    assert [doc.text for doc in read] == TEXTS
    assert [found(doc) for doc in read] == [found(rules(text)) for text in TEXTS]


@pytest.mark.parametrize("batch_size", [1, 2, 1000])
def test_a_document_that_fails_goes_to_the_handler_and_the_others_on(kk, batch_size):
    docs = [kk(text) for text in ("бір", "екі сөз", "үш сөз бар", "тағы екі")]
    docs += [kk("бір")] * MOST_AT_ONCE
    told = []
    picky = Picky()
    picky.set_error_handler(lambda name, component, failed, error: told.append((name, failed[0].text, str(error))))
    read = list(picky.pipe(docs, batch_size=batch_size))
    assert [doc.text for doc in read] == ["бір", "үш сөз бар"] + ["бір"] * MOST_AT_ONCE
    assert told == [("picky", text, f"two words: {text}") for text in ("екі сөз", "тағы екі")]


def test_without_a_handler_it_raises(kk):
    with pytest.raises(ValueError, match="two words: екі сөз"):
        list(Picky().pipe([kk("екі сөз")]))


def test_a_pipeline_sets_the_handler_of_its_components(rules):
    told = []
    component = rules.get_pipe("keruen_dates")
    try:
        rules.set_error_handler(lambda name, proc, docs, error: told.append(name))
        component.get_error_handler()("keruen_dates", component, [], ValueError())
        assert told == ["keruen_dates"]
    finally:
        rules.set_error_handler(raise_error)
