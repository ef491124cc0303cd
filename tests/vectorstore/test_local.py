"""The newest generation of a folder, opened, rebuilt, or reported as what it is."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.vectorstore.samples import EVERYTHING, damage, found, vectors
from vectorstore.errors import StoreDamaged, StoreMissing, StoreTooNew, StoreUnwritable
from vectorstore.indexes import generation as derived
from vectorstore.local import LocalStore
from vectorstore.store import Changes
from vectorstore.verified import Verified


@pytest.mark.parametrize("name", ["dense/removed.npy", "lexical/meta.json", "*.idx", "all"])
def test_a_damaged_index_is_noticed_and_made_again(
    store: LocalStore, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = store._folder / "generations" / "1"
    if name == "all":
        shutil.rmtree(folder)
    else:
        damage(next(folder.rglob(name)) if "*" in name else folder / name)
    for _ in range(2):
        with LocalStore(store._folder).snapshot() as snapshot:
            assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]
            assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == ["key2"]
    assert sum("rebuilding" in record.message for record in caplog.records) == 1


def test_a_library_that_is_missing_damaged_or_too_new_is_told(store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no store at"), LocalStore(tmp_path / "none").snapshot():
        pass
    catalogue = store._folder / "catalogue.sqlite"
    connection = sqlite3.connect(catalogue)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for opened in (LocalStore(store._folder).snapshot, store.writer):
        with pytest.raises(StoreTooNew, match="format 99"), opened():
            pass
    catalogue.write_bytes(b"This is no database. " * 500)
    for opened in (LocalStore(store._folder).snapshot, store.writer):
        with pytest.raises(StoreDamaged, match="is damaged"), opened():
            pass
    catalogue.write_bytes(b"")
    with pytest.raises(StoreDamaged), LocalStore(store._folder).snapshot():
        pass


def test_a_catalogue_damaged_inside_is_told(store: LocalStore) -> None:
    catalogue = store._folder / "catalogue.sqlite"
    data = catalogue.read_bytes()
    catalogue.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(StoreDamaged), LocalStore(store._folder).snapshot():
        pass


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(StoreUnwritable, match="a file is in the way"),
        LocalStore(tmp_path / "file" / "x", 8).writer(),
    ):
        pass


def test_a_damaged_index_is_made_again_for_this_process_while_another_writes(store: LocalStore) -> None:
    shutil.rmtree(store._folder / "generations")
    with store.writer() as writer:
        writer.remember(["later"], vectors(1, seed=3))
        with LocalStore(store._folder).snapshot() as snapshot:
            assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]
            assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == ["key2"]
        assert not (store._folder / "generations").exists()


def test_a_generation_swept_away_while_it_is_opened_makes_way_for_the_newer(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = derived.is_whole
    left = [2]

    def commit_meanwhile(folder: Path, digests: Mapping[str, str], verified: Verified) -> bool:
        if left and left.pop():
            with LocalStore(store._folder).writer() as writer:
                writer.commit(Changes(removed=[f"key{len(left)}"]))
        return whole(folder, digests, verified)

    monkeypatch.setattr("vectorstore.local.is_whole", commit_meanwhile)
    with LocalStore(store._folder).snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (2, 18)
    assert "rebuilding" not in caplog.text


@pytest.mark.parametrize("harm", [damage, Path.unlink])
@pytest.mark.parametrize("name", ["000001.vectors", "000001.passages"])
def test_vectors_that_are_damaged_or_lost_are_told(store: LocalStore, name: str, harm: Callable[[Path], None]) -> None:
    harm(store._folder / "vectors" / name)
    with pytest.raises(StoreDamaged, match="vectors are missing, or are not as"), LocalStore(store._folder).snapshot():
        pass
