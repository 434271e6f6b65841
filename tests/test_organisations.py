import pytest
from spacy.tokens import Doc, Span

from keruen.organisations import make_organisations

CASES = [
    # what the tagger proposes (ORG in ⟦⟧, GPE in ⟨⟩) and what is left
    ("⟦Ұлттық статистика комитеті⟧ хабарлады", ["Ұлттық статистика комитеті"]),
    ("⟦су ресурстары саласындағы⟧ ынтымақтастық", []),
    ("⟦Сауда көрсеткіштерінің өсуі⟧ байқалды", []),
    ("ەكى ەلدىڭ ⟦سۋ رەسۋرستارى سالاسىنداعى⟧ جۇمىسى", []),
    ("⟦ۇلتتىق ستاتيستيكا كوميتەتى⟧ حابارلادى", ["ۇلتتىق ستاتيستيكا كوميتەتى"]),
    ("⟦Fauji Foundation⟧ қоры", ["Fauji Foundation"]),
    ("бүгін ⟦Эйр Астана⟧ ұшты", ["Эйр Астана"]),
    ("⟦ب ۇ ۇ باس اسسامبلەياسىنىڭ⟧ وتىرىسى", ["ب ۇ ۇ باس اسسامبلەياسىنىڭ"]),
    ("⟦Ақорда⟧ хабарлады", ["Ақорда"]),
    ("«⟦Самұрық-Қазына» қоры⟧ сатып алды", ["Самұрық-Қазына"]),
    ("«⟦Атамекен⟧» ⟦ұлттық кәсіпкерлер палатасы⟧ қарсы", ["«Атамекен» ұлттық кәсіпкерлер палатасы"]),
    ("«⟦ماناس-اتا⟧» ⟦قىرعىز ۇلتتىق-مادەني ورتالىعى⟧ اشىلدى", ["«ماناس-اتا» قىرعىز ۇلتتىق-مادەني ورتالىعى"]),
    ("«⟦ҚазМұнайГаз⟧» ⟦ұлттық компаниясы⟧ жеткізді", ["ҚазМұнайГаз"]),
    ("⟨Қырғызстанның⟩ ⟦ұлттық статистика комитеті⟧ хабарлады", ["Қырғызстанның ұлттық статистика комитеті"]),
    ("⟨قىرعىزستاننىڭ⟩ ⟦ۇلتتىق ستاتيستيكا كوميتەتى⟧ حابارلادى", ["قىرعىزستاننىڭ ۇلتتىق ستاتيستيكا كوميتەتى"]),
    ("⟨Өзбекстан⟩ ⟦Олий Мажлиси Сенаты⟧ мақуллады", ["Өзбекстан Олий Мажлиси Сенаты"]),
    ("⟨Швейцарияның⟩ ⟦Stadler Rail компаниясы⟧ салады", ["Швейцарияның", "Stadler Rail компаниясы"]),
    ("⟨Алматыда⟩ ⟦Ұлттық статистика бюросы⟧ жұмыс істейді", ["Алматыда", "Ұлттық статистика бюросы"]),
    ("⟨Қытайға⟩ ⟦Ұлттық статистика бюросы⟧ барды", ["Қытайға", "Ұлттық статистика бюросы"]),
]


def proposals(kk, marked: str) -> Doc:
    text, spans, opened = "", [], 0
    for char in marked:
        if char in "⟦⟨":
            opened = len(text)
        elif char in "⟧⟩":
            spans.append((opened, len(text), "ORG" if char == "⟧" else "GPE"))
        else:
            text += char
    doc = kk(text)
    doc.ents = [doc.char_span(start, end, label=label) for start, end, label in spans]
    return doc


@pytest.mark.parametrize("marked, expected", CASES)
def test_borders_and_support(kk, marked, expected):
    doc = make_organisations(kk, "keruen_organisations")(proposals(kk, marked))
    assert [ent.text for ent in doc.ents] == expected


def test_documents_without_organisations_are_left_alone(kk):
    doc = kk("Қазақстан")
    doc.ents = [Span(doc, 0, 1, label="GPE")]
    assert make_organisations(kk, "x")(doc).ents == doc.ents
    assert make_organisations(kk, "x")(kk("")).ents == ()
