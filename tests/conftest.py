"""What every test may use: the sample reports, and an empty store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Store

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder with the sample reports and questions; a test that needs it is skipped where it is absent."""
    if not (SHARED / "reports").is_dir():
        pytest.skip(f"the sample reports are not here: {SHARED}")
    return SHARED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder of its own, closed after the test."""
    with Store(tmp_path / "data") as opened:
        yield opened
