import pytest
from marked import described, folded, in_script, read


@pytest.fixture
def linked():
    """Check a passage: `linked(marked, expected, lang=None, script=None)`."""

    def check(marked: str, expected: str, lang: str | None = None, script: str | None = None) -> None:
        lines = described(read(marked, script, lang))
        want = [line.strip() for line in expected.strip().split("\n")]
        folded_want = [folded(line) for line in want]
        if script:
            folded_want = [in_script(line, script) for line in folded_want]
        assert [folded(line) for line in lines] == folded_want, lines

    return check
