import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    """A folder with a model of XLM-R's shape, 64 wide, that reads 66 wordpieces at once; its weights are random."""
    import tiny_transformer

    folder = tmp_path_factory.mktemp("pretrained") / "tiny"
    tiny_transformer.main(folder, ROOT / "corpus" / "authored", 2000, 64, 2, 66, 0, 1e-3, 0)
    return folder
