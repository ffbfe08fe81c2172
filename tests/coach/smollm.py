"""A real small language model behind a real OpenAI-compatible server, for tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2]))  # `eval` lies beside the tests

from eval.coach import smollm


@pytest.fixture(scope="module")
def smollm_url() -> Iterator[str]:
    """Where it listens. Skips where its wheel is not installed, and only then."""
    if smollm.model_file() is None:
        pytest.skip(smollm.MISSING)
    with smollm.serving() as url:
        yield url
