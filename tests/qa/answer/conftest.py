"""A small library of articles, open to be asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from qa.library.indexing import index
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Snapshot

Library = Callable[[Mapping[str, str]], Snapshot]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of these files, by a fake model: library({"name.md": "text"}); its articles are below tmp_path."""
    with ExitStack() as opened:

        def make(files: Mapping[str, str]) -> Snapshot:
            for name, text in files.items():
                (tmp_path / name).write_text(text, encoding="utf-8")
            embedder = WordEmbedder()
            store = LocalStore(tmp_path / "library", embedder.dimension)
            index([tmp_path / name for name in files], store, embedder)
            return opened.enter_context(store.snapshot())

        yield make
