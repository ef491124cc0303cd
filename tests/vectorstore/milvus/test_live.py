"""A store that follows its library while it is read."""

import time
from pathlib import Path

import pytest

from tests.milvus import NEEDED, Named, opened
from tests.vectorstore.samples import EVERYTHING, fill, found
from vectorstore.errors import StoreMissing
from vectorstore.milvus.live import LiveMilvusStore
from vectorstore.store import Changes

pytestmark = NEEDED


def test_a_new_generation_is_at_hand_a_moment_later(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    with LiveMilvusStore(address, tmp_path / "copies", poll=0.05) as live:
        with pytest.raises(StoreMissing), live.snapshot():
            pass
        store = fill(opened(address, tmp_path / "writer"))
        with live.snapshot() as snapshot:
            assert snapshot.generation == 1
        with store.writer() as writer:
            writer.commit(Changes(removed=["key2"]))
        deadline = time.monotonic() + 20
        while (generation := _generation(live)) == 1 and time.monotonic() < deadline:
            time.sleep(0.02)  # the thread tells nobody
        assert generation == 2
        with live.snapshot() as snapshot:
            assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == []


def test_what_this_process_commits_is_at_hand_once_it_looks(milvus: Named, tmp_path: Path) -> None:
    address = milvus.address()
    store = fill(opened(address, tmp_path / "copies"))
    with LiveMilvusStore(address, tmp_path / "copies", poll=1000) as live:
        assert _generation(live) == 1
        with store.writer() as writer:
            writer.commit(Changes(removed=["key2"]))
        assert _generation(live) == 1
        live.look()
        assert _generation(live) == 2


def _generation(live: LiveMilvusStore) -> int:
    with live.snapshot() as snapshot:
        return snapshot.generation
