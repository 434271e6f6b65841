import sys
from pathlib import Path

import pytest
import spacy

sys.path.insert(0, str(Path(__file__).parent))
from archives import ARCHIVES  # noqa: E402


@pytest.fixture(params=ARCHIVES)
def archive(request, tmp_path) -> Path:
    return ARCHIVES[request.param](tmp_path)


@pytest.fixture
def all_archives(tmp_path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for write in ARCHIVES.values():
        write(folder)
    return folder


@pytest.fixture(scope="session")
def deadly_model(tmp_path_factory) -> tuple[Path, Path]:
    """A model whose process dies of a text with `ӨЛІМ`, and the folder that other processes find its component in."""
    site = tmp_path_factory.mktemp("site")
    (site / "deadly.py").write_text(
        "import os\nfrom spacy.language import Language\n\n"
        '@Language.component("deadly")\ndef deadly(doc):\n    if "ӨЛІМ" in doc.text:\n        os._exit(9)\n    return doc\n',
        encoding="utf-8",
    )
    info = site / "deadly-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 0\n")
    (info / "entry_points.txt").write_text("[spacy_factories]\ndeadly = deadly:deadly\n")
    sys.path.insert(0, str(site))
    nlp = spacy.blank("kk")
    __import__("deadly")
    nlp.add_pipe("deadly")
    nlp.to_disk(site / "model")
    return site / "model", site
