import json

import pytest
from tool_examples import source

from keruen.convert import FORMATS, Notes, Words
from keruen.documents import Document
from keruen.inputs import Rejected

WORDS = Words()


@pytest.fixture(scope="session")
def convert_words():
    return WORDS


def written(name, documents, notes=None, units=None):
    """What a format makes of documents, as text."""
    documents = [Document.model_validate(document) if isinstance(document, dict) else document for document in documents]
    return "".join(FORMATS[name].write(documents, notes or Notes(), WORDS, units))


def read_back(name, content, units=None, corrected=False):
    """RETURNS (tuple): the documents of a file's content as plain data, the notes, and what could not be read."""
    notes = Notes()
    content = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    found = list(FORMATS[name].read(source(content), notes, WORDS, units, corrected))
    documents = [document for document in found if not isinstance(document, Rejected)]
    return documents, list(notes), [item for item in found if isinstance(item, Rejected)]


@pytest.fixture(scope="session")
def write_as():
    return written


@pytest.fixture(scope="session")
def read_as():
    return read_back
