import pytest
from tool_examples import GOLD, OUTPUT

FILE = """-DOCSTART- -X- -X- O

Астана NNP I-NP B-GPE
мен CC O O
Белград NNP I-NP B-GPE

Қасым-Жомарт -X- O B-PERSON
Тоқаев -X- O I-PERSON

-DOCSTART- -X- -X- O

Жаңа -X- O O
"""


def found(document):
    return [(document.text[ent.start : ent.end], ent.label) for ent in document.ents]


def test_a_file_is_read(read_as):
    one, two = read_as("conll", FILE)[0]
    assert one.text == "Астана мен Белград\nҚасым-Жомарт Тоқаев"
    assert found(one) == [("Астана", "GPE"), ("Белград", "GPE"), ("Қасым-Жомарт Тоқаев", "PERSON")]
    assert (one.id, two.id, two.text, two.ents) == ("file:1", "file:2", "Жаңа", [])


@pytest.mark.parametrize(
    "tags, entities",
    [
        ("B-GPE O B-GPE", ["Астана", "Белград"]),
        ("B-GPE B-GPE O", ["Астана", "мен"]),
        ("I-GPE I-GPE O", ["Астана мен"]),  # IOB
        ("I-GPE B-GPE O", ["Астана", "мен"]),
        ("I-GPE I-ORG O", ["Астана", "мен"]),
        ("U-GPE B-GPE L-GPE", ["Астана", "мен Белград"]),  # BILOU
        ("S-GPE S-GPE E-GPE", ["Астана", "мен", "Белград"]),  # BIOES
        ("O O O", []),
    ],
)
def test_tags(read_as, tags, entities):
    lines = "".join(f"{word} {tag}\n" for word, tag in zip("Астана мен Белград".split(), tags.split()))
    (document,), _, _ = read_as("conll", lines)
    assert [words for words, _ in found(document)] == entities


@pytest.mark.parametrize("content", [FILE.replace("\n", "\r\n"), "\ufeff" + FILE])
def test_line_breaks_and_byte_order_mark(read_as, content):
    assert [found(document) for document in read_as("conll", content)[0]] == [
        found(document) for document in read_as("conll", FILE)[0]
    ]


def test_lines_that_are_none(read_as):
    documents, _, unread = read_as("conll", "Астана B-GPE\nмен\nБелград X\n")
    assert [document.text for document in documents] == ["Астана"]
    assert [(failed.source, failed.text) for failed in unread] == [("file:2", "мен"), ("file:3", "Белград X")]


def test_what_is_written(write_as):
    rows = write_as("conll", [GOLD]).split("\n")
    assert rows[:5] == ["-DOCSTART- -X- -X- O", "", "2025 -X- O B-DATE", "жылы -X- O I-DATE", "Қазақстан -X- O B-GPE"]


def test_sentences_are_parted(write_as):
    content = write_as("conll", [{"id": "a", "text": "Астана келісті. Белград қол қойды."}])
    assert [len(part.strip().split("\n")) for part in content.strip().split("\n\n")] == [1, 3, 4]


@pytest.mark.parametrize("text, rows", [("28 000 еуро", ["28", "000", "еуро"]), ("ق ر", ["ق", "ر"])])
def test_a_token_with_blanks_takes_several_lines(write_as, text, rows):
    document = {"id": "a", "text": text, "ents": [{"start": 0, "end": len(text), "label": "MONEY"}]}
    lines = [row.split() for row in write_as("conll", [document]).strip().split("\n")[2:]]
    assert [row[0] for row in lines] == rows
    assert [row[3] for row in lines] == ["B-MONEY", "I-MONEY", "I-MONEY"][: len(rows)]


def test_what_is_lost_is_said_by_field(write_as):
    from keruen.convert import Notes

    write_as("conll", [OUTPUT, {**GOLD, "id": None}], notes=(notes := Notes()))
    assert list(notes) == [
        "CoNLL-2003 can't hold the spacing between words: 2 times, first in document a-1",
        "CoNLL-2003 can't hold id: once, in document a-1",
        "CoNLL-2003 can't hold metadata: 2 times, first in document a-1",
        "CoNLL-2003 can't hold flows: 2 times, first in document a-1",
        "CoNLL-2003 can't hold codes, values and periods of entities: once, in document a-1",
    ]
