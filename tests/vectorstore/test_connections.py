"""The catalogue's file is made whole, read where nothing may be written, and its log kept short."""

import sqlite3
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.vectorstore.samples import DIMENSION, EVERYTHING, document, found, vectors
from vectorstore.connections import rewrite
from vectorstore.errors import StoreEmpty, StoreMissing
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.store import Changes


def test_a_catalogue_that_could_not_be_made_is_made_the_next_time(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "library", DIMENSION)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "catalogue.sqlite.new").write_bytes(b"torn")
    with pytest.raises(StoreMissing), store.snapshot():
        pass
    with store.writer() as writer:
        writer.remember(["a0", "b0"], vectors(2))
    with pytest.raises(StoreEmpty, match="is empty"), store.snapshot():
        pass
    with store.writer() as writer:
        assert writer.commit(Changes([document(0)])) == 1


def test_a_library_that_may_only_be_read_is_read(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def read_only(database: str, **options: Any) -> sqlite3.Connection:
        if "immutable=1" not in database:  # as when SQLite may not put its shared memory beside the file
            raise sqlite3.OperationalError("unable to open database file")
        connection: sqlite3.Connection = connect(database, **options)
        return connection

    folder = store._folder / "generations" / "1" / "lexical"
    for lock in folder.glob(".*.lock"):
        lock.unlink()
    monkeypatch.setattr("vectorstore.connections.sqlite3.connect", read_only)
    monkeypatch.setattr("vectorstore.indexes.lexical.os.access", lambda *_: False)
    with LocalStore(store._folder).snapshot() as snapshot:
        assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == ["key2"]
        assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]
    assert list(folder.glob(".*.lock")) == []


def test_the_log_of_changes_is_emptied_while_it_is_read(store: LocalStore) -> None:
    log = store._folder / "catalogue.sqlite-wal"
    sizes = []
    with LiveStore(store._folder, poll=0.01) as live:
        live.look()  # a reader from the beginning: without one, SQLite removes the log with its last writer
        for number in range(40):
            with LocalStore(store._folder, longest_log=200_000).writer() as writer:
                writer.commit(Changes(attributes={"note": str(number) * 10_000}))
            sizes.append(log.stat().st_size)
        with live.snapshot() as snapshot:
            assert "key2" in snapshot.documents(["key2"])
    assert max(sizes) < 400_000 < sum(now - before for before, now in pairwise(sizes) if now > before)


def test_a_database_that_is_written_anew_has_no_byte_of_what_was_deleted(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = OFF")  # as in most builds of SQLite
    connection.execute("CREATE TABLE texts (text TEXT)")
    connection.executemany("INSERT INTO texts VALUES (?)", [(f"secret {number} " * 900,) for number in range(20)])
    connection.execute("DELETE FROM texts WHERE rowid % 2")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret 1 " in path.read_bytes()
    assert b"secret 2 " in path.read_bytes()
    connection.execute("DELETE FROM texts")
    assert rewrite(connection)
    for file in tmp_path.iterdir():
        assert b"secret" not in file.read_bytes()
    connection.close()
