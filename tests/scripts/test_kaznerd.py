import kaznerd
import pytest

SENTENCES = """Қазақстан B-POSITION
Президенті I-POSITION
Қасым-Жомарт B-PERSON
Тоқаев I-PERSON
Шымкент B-GPE
қаласында O
болды O
. O

Шамамен B-MONEY
2 I-MONEY
, I-MONEY
7 I-MONEY
миллиард I-MONEY
теңгеден I-MONEY
астам I-MONEY
« O
Самұрық B-ORGANISATION
» O
2020 B-DATE
жылдан I-DATE
бері I-DATE
өзбек B-NORP
тілінде O
"""


@pytest.fixture
def documents(tmp_path):
    path = tmp_path / "IOB2_valid.txt"
    path.write_text(SENTENCES, encoding="utf-8")
    return list(kaznerd.documents(path))


def spans(document):
    return [(document.text[ent.start : ent.end], ent.label) for ent in document.ents]


def test_titles_are_left_unannotated_and_generic_words_join(documents):
    document = documents[0]
    assert document.text == "Қазақстан Президенті Қасым-Жомарт Тоқаев Шымкент қаласында болды."
    assert spans(document) == [("Қасым-Жомарт Тоқаев", "PERSON"), ("Шымкент қаласында", "GPE")]
    assert document.unannotated == [{"start": 0, "end": 20}]


def test_edges_are_trimmed_and_text_is_closed_up(documents):
    document = documents[1]
    assert document.text == "Шамамен 2,7 миллиард теңгеден астам «Самұрық» 2020 жылдан бері өзбек тілінде"
    assert spans(document) == [("2,7 миллиард теңгеден", "MONEY"), ("Самұрық", "ORG"), ("2020 жылдан", "DATE")]
    assert document.unannotated == []


def test_originals():
    texts = [
        "Қазақстан 2025 жылы экспортты үш есе арттырды .",
        "Ол жерде QR-код арқылы төлейсің .",
        "Қазақстан екі мың жиырма бесінші жылы экспортты 3 есе арттырды .",
        "Астанада жаңа мектеп ашылды .",
    ]
    names = kaznerd.originals(texts)
    assert names[0] == names[2]
    assert len(set(names)) == 3


def test_kaznerds_own_spans(tmp_path):
    path = tmp_path / "IOB2_valid.txt"
    path.write_text("Шамамен B-MONEY\n5 I-MONEY\nтеңге I-MONEY\nберді O\nминистр B-POSITION\n. O\n", encoding="utf8")
    (own,) = kaznerd.documents(path, ours=False)
    (ours,) = kaznerd.documents(path)
    assert [own.text[ent.start : ent.end] for ent in own.ents] == ["Шамамен 5 теңге"]
    assert [ours.text[ent.start : ent.end] for ent in ours.ents] == ["5 теңге"]
    assert (len(own.unannotated), len(ours.unannotated)) == (0, 1)
