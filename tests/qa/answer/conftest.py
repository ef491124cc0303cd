"""A small library of articles, open for questions."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest

from qa.library.indexing import index
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Snapshot

Library = Callable[[Mapping[str, str]], Snapshot]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Makes a library of some files, with a fake model: library({"name.md": "text"})."""
    with ExitStack() as opened:

        def make(files: Mapping[str, str]) -> Snapshot:
            folder = tmp_path_factory.mktemp("articles")
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8")
            embedder = WordEmbedder()
            store = LocalStore(tmp_path_factory.mktemp("library"), embedder.dimension)
            index([folder], store, embedder)
            return opened.enter_context(store.snapshot())

        yield make
