import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from keruen.names import Names


@pytest.mark.parametrize("text, start, end, is_name", [
    ("VII Консультативтік кездесу", 0, 2, False),
    ("Қырғыз Республикасының ұсынысы", 0, 2, False),
    ("P. S. 2024 жылы", 0, 2, False),
    ("И. Иванов келді", 0, 2, True),
    ("Ли Цян келді", 0, 2, True),
    ("Ли И келді", 0, 2, True),
    ("لي ي كەلدى", 0, 2, True),
    ("Li I keldi", 0, 2, True),
    ("Ли келді", 0, 1, False),
])  # fmt: skip
def test_what_is_no_person(kk, text, start, end, is_name):
    doc = kk(text)
    doc.ents = [Span(doc, start, end, label="PERSON")]
    assert [ent.label_ for ent in Names()(doc).ents] == ["PERSON"] * is_name


@pytest.mark.parametrize("text, persons", [
    ("Нұрлан Сейітов келді", ["Нұрлан Сейітов"]),
    ("ساراپشى اسقار جىلقىبايەۆ ايتتى", ["اسقار جىلقىبايەۆ"]),
    ("Айгүл Маратқызы Сәрсенбаеваның сөзі", ["Айгүл Маратқызы Сәрсенбаеваның"]),
    ("Нұрлан келді", []),
    ("Трамп Пекинге барды, Зеленский Варшаваға", ["Трамп", "Зеленский"]),
    ("توقايەۆ ءسوز سويلەدى، پۋتينمەن كەزدەستى", ["توقايەۆ", "پۋتينمەن"]),
    ("Tokaev emes, Toqaev aıtty", ["Tokaev", "Toqaev"]),
    ("Жақыпованың диссертациясы", ["Жақыпованың"]),
    ("кеше Балсана Әлиманованың үйінде", ["Балсана Әлиманованың"]),
    ("министр Бектенов айтты", ["Бектенов"]),
    ("Е. О. Сейітов келді", ["Е. О. Сейітов"]),
    ("Саратовта, Киевте, Ереванда", []),
    ("Есенов атындағы университет пен Гагарин көшесі", []),
    ("«Иванов» пьесасы", []),
    ("асыл ерлан ағайлар", []),
    ("Алматыда автокөлік көп", []),
])  # fmt: skip
def test_persons_that_the_lists_know(kk, text, persons):
    assert [ent.text for ent in Names()(kk(text)).ents if ent.label_ == "PERSON"] == persons


@pytest.mark.parametrize("marked, expected", [
    # the surname or patronymic that follows
    ("Елбасы ⟪Нұрсұлтан Әбішұлы⟫ Назарбаев айтты", [("Нұрсұлтан Әбішұлы Назарбаев", "PERSON")]),
    ("⟪قاسىم- جومارت كەمەلۇلى⟫ ⟨توقايەۆتان⟩ الدى", [("قاسىم- جومارت كەمەلۇلى توقايەۆتان", "PERSON")]),
    ("⟪Әріптесім Ерденбек⟫ Жылқайдарұлы айтты", [("Ерденбек Жылқайдарұлы", "PERSON")]),
    ("тілшіміз ⟪Айнаш Бақытбек⟫ қызы хабарлайды", [("Айнаш Бақытбек қызы", "PERSON")]),
    ("⟪اينۇر قايرات⟫ ۇلىنىڭ ءۇيى", [("اينۇر قايرات ۇلىنىڭ", "PERSON")]),
    ("⟪Айнаш⟫ қызы келді", [("Айнаш", "PERSON")]),
    # borders
    ("⟪Сот Ахметовке⟫ айыппұл салды", [("Ахметовке", "PERSON")]),
    ("⟪Ал Нұрболаттың⟫ арбасы", [("Нұрболаттың", "PERSON")]),
    ("⟪Диана Мендібаева — жақында⟫ келді", [("Диана Мендібаева", "PERSON")]),
    ("⟪Әсел мен⟫ Назым", [("Әсел", "PERSON")]),
    # a body, a person and a body
    ("⟪Forbes Kazakhstan⟫ хабарлады", [("Forbes Kazakhstan", "ORG")]),
    ("⟪Хавьер Милей үкіметі⟫ шешті", [("Хавьер Милей", "PERSON")]),
    ("⟪Бен Чжоу⟫ келді", [("Бен Чжоу", "PERSON")]),
    ("⟪Си-Эн-Эн телеарнасының⟫ хабары", [("Си-Эн-Эн телеарнасының", "ORG")]),
    ("⟪Трамп НАТО⟫-дан шығуды айтты", [("Трамп", "PERSON"), ("НАТО-дан", "ORG")]),
    ("⟦Трамп Еуропалық одақтан⟧ сатып алды", [("Трамп", "PERSON"), ("Еуропалық одақтан", "ORG")]),
    ("⟦ميرزيويەۆ ەۋرازيالىق ەكونوميكالىق وداقپەن⟧ كەلىستى",
     [("ميرزيويەۆ", "PERSON"), ("ەۋرازيالىق ەكونوميكالىق وداقپەن", "ORG")]),
    ("⟦Назарбаев Университеті⟧ ашты", [("Назарбаев Университеті", "ORG")]),
    # several names, proposed as one
    ("⟪Зеленский Трамппен⟫ кездесті", [("Зеленский", "PERSON"), ("Трамппен", "PERSON")]),
    ("⟪ترامپ توقايەۆتى⟫ قۇتتىقتادى", [("ترامپ", "PERSON"), ("توقايەۆتى", "PERSON")]),
    ("судья ⟪Марат Амиров Нұрмағановтың⟫ ісін қарады", [("Марат Амиров", "PERSON"), ("Нұрмағановтың", "PERSON")]),
    ("⟪Ким Тхэ Хым Ерболат Досаевқа⟫ алғыс айтты", [("Ким Тхэ Хым", "PERSON"), ("Ерболат Досаевқа", "PERSON")]),
    ("деді ⟪Тоқаев Қазақстан⟫ мен көршісі туралы", [("Тоқаев", "PERSON")]),
    ("⟪Илон Маск Forbes⟫ тізімінде", [("Илон Маск", "PERSON"), ("Forbes", "ORG")]),
    ("⟪Людмила Викторовна Шаповаловаға⟫ берілді", [("Людмила Викторовна Шаповаловаға", "PERSON")]),
    ("⟪Маск екі⟫ компания ашты", [("Маск", "PERSON")]),
    ("деді ⟦Бектенов үкімет⟧ отырысында", [("Бектенов", "PERSON")]),
    ("دەدى ⟦سارقۇلوۆ ءماجىلىس⟧ وتىرىسىندا", [("سارقۇلوۆ", "PERSON"), ("ءماجىلىس", "ORG")]),
    ("⟦Бақыт Сұлтанов Қаржы министрлігі⟧ атынан сөйледі", [("Бақыт Сұлтанов", "PERSON"), ("Қаржы министрлігі", "ORG")]),
    ("министр ⟪Алексей Цой⟫ айтты", [("Алексей Цой", "PERSON")]),
    # the given name before
    ("автор: Талғатжан ⟪Мұхамедбек ұлы⟫", [("Талғатжан Мұхамедбек ұлы", "PERSON")]),
    ("اۆتور: تالعاتجان ⟪مۇحامەدبەك ۇلى⟫", [("تالعاتجان مۇحامەدبەك ۇلى", "PERSON")]),
    ("ауыл тұрғыны ⟪Мұхамедбек ұлы⟫ келді", [("Мұхамедбек ұлы", "PERSON")]),
    ("Нұрлан ⟪Айтахметов⟫ келді", [("Нұрлан Айтахметов", "PERSON")]),
    # no names
    ("бағасы ⟪34 651 111⟫ теңге", []),
    ("⟪Adyrna.kz⟫", []),
    ("⟪Тяньшань⟫ тауының баурайы", []),
    ("⟪Олимпиада⟫ жүлдегері", []),
    ("⟪Трамп жұмыс⟫ сапарымен", [("Трамп", "PERSON")]),
    # proposed as something else
    ("⟨Тоқаевтан⟩ хат келді", [("Тоқаевтан", "PERSON")]),
    ("⟨Путин⟩ мен ⟪Си Цзиньпин⟫", [("Путин", "PERSON"), ("Си Цзиньпин", "PERSON")]),
    ("⟨Абайдың⟩ қара сөздері", [("Абайдың", "PERSON")]),
    ("⟨Абай облысында⟩ өтті", [("Абай облысында", "GPE")]),
    ("⟨Қосшыға⟩ барды", [("Қосшыға", "GPE")]),
    ("тұрғыны ⟦Базаркелді Анисов⟧ келді", [("Базаркелді Анисов", "PERSON")]),
    ("⟦Тезекбаев⟧ пен әріптесі", [("Тезекбаев", "PERSON")]),
    ("«⟦Тезекбаев⟧» ЖШС", [("Тезекбаев", "ORG")]),
    # a surname in a case ends a name; a conjunction begins none
    ("⟪ترامپتىڭ بولات⟫ يمپورتىنا شەكتەۋ", [("ترامپتىڭ", "PERSON")]),
    ("⟪Меркель⟫ мен Путин", [("Меркель", "PERSON"), ("Путин", "PERSON")]),
    # a patronymic written apart
    ("Редактор: Гүлден Мақсат қызы", [("Гүлден Мақсат қызы", "PERSON")]),
    ("جاۋاپتى رەداكتور:گۇلدەن ماقسات قىزى", [("گۇلدەن ماقسات قىزى", "PERSON")]),
    ("Оның үлкен қызы келді, қазақтың батыр ұлы", []),
    # the surname of a person named in full
    ("⟪Олаф Шмидт⟫ келді. Кейін Шмидтпен сөйлестік", [("Олаф Шмидт", "PERSON"), ("Шмидтпен", "PERSON")]),
])  # fmt: skip
def test_borders_and_labels_of_persons(proposed, marked, expected):
    assert [(ent.text, ent.label_) for ent in Names()(proposed(marked)).ents] == expected


WORDS = (
    "Ахметов Серіков Тоқаевтан Трамп Нұрлан Е. Бен мен — - » \" , . Қытай үкіметі Қазақстан Абай облысының министрлігі "
    "Дүниежүзілік банк Kaspi.kz НАТО Сот қызы Ал ю توقايەۆ ۇلى Вьетнамның Төтенше"
).split()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(WORDS), max_size=25),
    st.lists(st.tuples(st.integers(0, 24), st.integers(1, 5), st.sampled_from(["GPE", "ORG", "PERSON", "DATE", "MONEY"]))),
)
def test_names_of_any_words_stand_apart(kk, words, spans):
    doc = Doc(kk.vocab, words=words)
    doc.ents = filter_spans([Span(doc, i, min(i + size, len(doc)), label) for i, size, label in spans if i < len(doc)])
    before = [(ent.start, ent.end) for ent in doc.ents if ent.label_ in ("DATE", "MONEY")]
    after = Names()(doc).ents
    assert all(one.end <= two.start for one, two in zip(after, after[1:]))
    assert {(ent.start, ent.end) for ent in after if ent.label_ in ("DATE", "MONEY")} <= set(before)
