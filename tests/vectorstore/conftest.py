"""A store that is filled, for each test anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.milvus import Lite, lite
from tests.vectorstore.samples import filled
from vectorstore.local import LocalStore


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return filled(tmp_path / "library")


@pytest.fixture(scope="session")
def milvus_lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lite]:
    """A server of Milvus Lite, for all tests of this process."""
    with lite(tmp_path_factory.mktemp("milvus")) as running:
        yield running
