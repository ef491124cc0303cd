"""One commit: all of it or nothing, whatever fails."""

import errno
import subprocess
import sys

import pytest

from tests.vectorstore.samples import EVERYTHING, document, found, vectors
from vectorstore.errors import StoreUnwritable
from vectorstore.local import LocalStore
from vectorstore.store import Changes


def test_an_edit_replaces_and_a_removal_leaves_no_ghost(store: LocalStore) -> None:
    query = vectors(20)[4]
    with store.writer() as writer:
        assert writer.known(["a3", "a3 new"]) == {"a3"}
        writer.remember(["a3 new"], vectors(1, seed=7))
        assert writer.commit(Changes([document(3, " new")], removed=["key4"], origins={"file1": None})) == 2
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (2, 18)
        assert "key4" not in found(snapshot.dense(query, 18, EVERYTHING))
        assert snapshot.lexical("elder", 5, EVERYTHING) == []
        assert found(snapshot.lexical("damson new", 1, EVERYTHING)) == ["key3"]
        best = snapshot.dense(vectors(1, seed=7)[0], 1, EVERYTHING)[0]
        assert best.document == "key3"
        assert best.score == pytest.approx(1.0, abs=1e-6)
        assert snapshot.origins() == {"file2": "y"}
    with store.writer() as writer:
        assert writer.known(["a3", "a4", "b3", "a3 new"]) == {"b3", "a3 new"}


def test_old_generations_and_unfinished_ones_are_swept(store: LocalStore) -> None:
    generations = store._folder / "generations"
    (generations / "7").mkdir()
    for number in range(5):
        with store.writer() as writer:
            writer.commit(Changes(removed=[f"key{number}"]))
    assert [path.name for path in generations.iterdir()] == ["6"]
    with store.snapshot() as snapshot:
        assert len(snapshot) == 10
        assert snapshot.size().documents == 5


FULL = """
import resource, signal, sys, pathlib
import numpy as np
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Document, Record
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = LocalStore(pathlib.Path(sys.argv[1]), 8)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
text = "word " * 100_000
try:
    with store.writer() as writer:
        writer.remember(["full"], np.eye(8, dtype=np.float32)[:1])
        for number in range(20):
            record = Record(0, 9, "full")
            writer.commit(Changes([Document(f"n{number}", "f", "d", "c", None, "h", text, "{}", (record,))]))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("size", [300, 5_000, 60_000, 700_000, 3_000_000])
def test_a_disk_that_fills_up_at_any_stage_loses_nothing(store: LocalStore, size: int) -> None:
    command = [sys.executable, "-c", FULL, str(store._folder), str(size)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.startswith("StoreUnwritable the store at ")
    with LocalStore(store._folder).snapshot() as snapshot:
        assert snapshot.documents(["key3"])["key3"].text == document(3).text
        assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]
        assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == ["key2"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("edge", ["vectorstore.segments.Path.open", "vectorstore.indexes.lexical.tantivy.Index"])
def test_a_system_that_refuses_to_write_an_index_is_told(
    store: LocalStore, edge: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        if "tantivy" in edge:  # tantivy reports it like this
            raise ValueError(f"An IO error occurred: 'refused (os error {number})'")
        raise OSError(number, "refused")

    with store.snapshot() as snapshot:
        assert snapshot.generation == 1
    with store.writer() as writer, monkeypatch.context() as patch:
        patch.setattr(edge, refuse)
        with pytest.raises(OSError, match="refused"):
            writer.commit(Changes(removed=["key1"]))

    def removal() -> None:
        with store.writer() as writer, monkeypatch.context() as patch:
            patch.setattr(edge, refuse)
            writer.commit(Changes(removed=["key1"]))

    with pytest.raises(StoreUnwritable, match="cannot be written"):
        removal()
    with LocalStore(store._folder).snapshot() as snapshot:
        assert len(snapshot) == 20
