"""The linker on passages of our own: `passages/*.txt`, in Cyrillic as written and in the other scripts."""
from pathlib import Path
from typing import Iterator

import pytest

PASSAGES = Path(__file__).parent / "passages"


def passages() -> Iterator:
    """Blocks parted by empty lines: the passage, then one indented line for each amount; `@kaa` names the language."""
    for path in sorted(PASSAGES.glob("*.txt")):
        for block in path.read_text(encoding="utf8").split("\n\n"):
            lines = [line for line in block.split("\n") if line and not line.startswith(("#", "@"))]
            text = "\n".join(line for line in lines if not line.startswith("  "))
            if text:
                expected = "\n".join(line.strip() for line in lines if line.startswith("  "))
                lang = "kaa" if path.stem == "karakalpak" else None
                yield pytest.param(text, expected, lang, id=f"{path.stem}: {text[:50]}")


CASES = list(passages())


@pytest.mark.parametrize("text, expected, lang", CASES)
def test_cyrillic(linked, text, expected, lang):
    linked(text, expected, lang)


@pytest.mark.parametrize("script", ["Arab", "Latn-2018", "Latn-2021"])
@pytest.mark.parametrize("text, expected, lang", CASES)
def test_other_scripts(linked, text, expected, lang, script):
    linked(text, expected, lang, script)


def test_there_are_enough():
    amounts = [line for case in CASES for line in case.values[1].split("\n")]
    assert len(CASES) >= 150
    assert amounts.count("none") >= 60
