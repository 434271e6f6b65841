"""The extra `transformers` in tests: skipped without it, failed where KERUEN_TRF_TESTS=1 says that it must be there."""

import os

import pytest

from keruen.transformer import lacking

os.environ["HF_HUB_OFFLINE"] = "1"


def needed() -> None:
    """Skip a test module where the extra is not installed; fail it where it must be."""
    problem = lacking()
    if problem and os.environ.get("KERUEN_TRF_TESTS") == "1":
        pytest.fail(problem, pytrace=False)
    if problem:
        pytest.skip(problem, allow_module_level=True)
