import pickle

import pytest
import spacy
from spacy.tokens import DocBin

from keruen.language import Karakalpak, Kazakh, Tokenizer

TEXT = "ق س ز ي- ءدىڭ Қазақстан 12 500 доллар, 3,5 млрд. €. Ол келди."


@pytest.fixture(params=["kk", "kaa"])
def nlp(request):
    nlp = spacy.blank(request.param)
    nlp.add_pipe("keruen_sentences")
    return nlp


def tokens(doc) -> list[tuple]:
    names = "text whitespace_ norm_ prefix_ suffix_ shape_ like_num is_currency is_stop is_sent_start"
    return [tuple(getattr(token, name) for name in names.split()) for token in doc]


def test_classes():
    assert type(spacy.blank("kk")) is Kazakh and type(spacy.blank("kaa")) is Karakalpak


def test_pickle(nlp):
    again = pickle.loads(pickle.dumps(nlp))
    assert type(again.tokenizer) is Tokenizer
    assert tokens(again(TEXT)) == tokens(nlp(TEXT))


def test_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.lang == nlp.lang and again.pipe_names == ["keruen_sentences"]
    assert tokens(again(TEXT)) == tokens(nlp(TEXT))


def test_bytes(nlp):
    again = spacy.blank(nlp.lang)
    again.add_pipe("keruen_sentences")
    again.from_bytes(nlp.to_bytes())
    assert tokens(again(TEXT)) == tokens(nlp(TEXT))


def test_doc_bin(nlp):
    doc = nlp(TEXT)
    (again,) = DocBin(docs=[doc]).get_docs(spacy.blank(nlp.lang).vocab)
    assert [(t.text, t.norm_, t.is_sent_start) for t in again] == [(t.text, t.norm_, t.is_sent_start) for t in doc]


def test_processes(nlp, seeds):
    texts = [seed.text for seed in seeds]
    alone, together = nlp.pipe(texts), nlp.pipe(texts, n_process=2, batch_size=2)
    assert [tokens(doc) for doc in together] == [tokens(doc) for doc in alone]
