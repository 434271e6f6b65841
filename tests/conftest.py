import sys
from pathlib import Path

import pytest
import spacy

from keruen.batch import read
from keruen.documents import Document

sys.dont_write_bytecode = True  # the workflow compares the library's files
ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def seeds() -> list[Document]:
    return list(read([str(ROOT / "seeds")]))


@pytest.fixture(scope="session")
def kk():
    """A blank pipeline; to be shared, so not to be changed."""
    return spacy.blank("kk")


@pytest.fixture(scope="session")
def rules():
    """The pipeline without its statistical part."""
    nlp = spacy.blank("kk")
    for name in ("keruen_sentences", "keruen_amounts", "keruen_dates", "keruen_names", "keruen_places", "keruen_flows"):
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="session")
def rules_on_disk(rules, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("model") / "rules"
    rules.to_disk(path)
    return path
