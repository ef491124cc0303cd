"""A filled store, made anew for each test."""

from pathlib import Path

import pytest

from tests.vectorstore.samples import filled
from vectorstore.local import LocalStore


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return filled(tmp_path / "library")
