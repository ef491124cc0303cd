"""The store: one commit, one generation, and nothing lost whatever happens to its files."""

import errno
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import unmeasured
from vectorstore.errors import LibraryBusy, LibraryDamaged, LibraryMissing, LibraryTooNew, LibraryUnwritable
from vectorstore.indexes import generation as derived
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Document, Filter, Hit, Record, Vectors

DIMENSION = 8
WORDS = ("apple", "banana", "cherry", "damson", "elder", "fig", "grape", "hazel", "iris", "juniper")
EVERYTHING = Filter()


def vectors(count: int, seed: int = 0) -> Vectors:
    values = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    unit: Vectors = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit


def document(number: int, version: str = "") -> Document:
    first, second = f"The {WORDS[number]} is first{version}. ", "Then comes another."
    return Document(
        key=f"key{number}",
        origin=f"file{number}",
        digest=f"d{number}{version}",
        collection=("even", "odd")[number % 2],
        published=date(2024, 1, 1 + number) if number < 8 else None,
        heading=f"Heading {number}",
        text=first + second,
        payload=f'{{"n": {number}}}',
        records=(
            Record(0, len(first), f"a{number}{version}"),
            Record(len(first), len(first + second), f"b{number}"),
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    store = LocalStore(tmp_path / "library", DIMENSION)
    with store.writer() as writer:
        names = [f"a{n}" for n in range(10)] + [f"b{n}" for n in range(10)]
        writer.remember(names, vectors(20))
        changes = Changes(map(document, range(10)), origins={"file1": "x", "file2": "y"}, attributes={"model": "m"})
        assert writer.commit(changes) == 1
    return store


def found(hits: list[Hit]) -> list[str]:
    return [hit.document for hit in hits]


def test_a_snapshot_shows_what_was_committed(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (1, 20)
        assert snapshot.attributes == {"model": "m"}
        assert snapshot.origins() == {"file1": "x", "file2": "y"}
        assert snapshot.origins(["file2", "none"]) == {"file2": "y"}
        assert snapshot.origins([]) == {}
        assert [entry.key for entry in snapshot.entries()] == [f"key{n}" for n in range(10)]
        (kept,) = snapshot.documents(["key3", "nothing"]).values()
        assert kept == replace(document(3), records=())
        assert [one.heading for one in snapshot.listing(frozenset({"odd"}))] == [
            f"Heading {n}" for n in (1, 3, 5, 7, 9)
        ]


@given(st.integers(0, 10_000), st.integers(1, 20))
def test_dense_search_is_brute_force(seed: int, limit: int) -> None:
    store = _shared_store()
    query = vectors(1, seed)[0]
    with store.snapshot() as snapshot:
        hits = snapshot.dense(query, limit, EVERYTHING)
    expected = sorted((float(score) for score in vectors(20) @ query), reverse=True)[:limit]
    assert [hit.score for hit in hits] == pytest.approx(expected, abs=1e-6)


_SHARED: list[LocalStore] = []


def _shared_store() -> LocalStore:
    if not _SHARED:
        pytest.skip("made by the fixture below")
    return _SHARED[0]


@pytest.fixture(scope="module", autouse=True)
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    store = LocalStore(tmp_path_factory.mktemp("shared") / "library", DIMENSION)
    with store.writer() as writer:
        writer.remember([f"a{n}" for n in range(10)] + [f"b{n}" for n in range(10)], vectors(20))
        writer.commit(Changes(map(document, range(10))))
    _SHARED.append(store)
    yield
    _SHARED.clear()


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        (Filter(collections=frozenset({"odd"})), {1, 3, 5, 7, 9}),
        (Filter(document="key4"), {4}),
        (Filter(published_from=date(2024, 1, 7)), {6, 7}),
        (Filter(published_until=date(2024, 1, 2)), {0, 1}),
        (Filter(frozenset({"even"}), None, date(2024, 1, 2), date(2024, 1, 5)), {2, 4}),
        (Filter(collections=frozenset({"none"})), set()),
    ],
)
def test_a_filter_holds_for_both_halves_and_costs_no_recall(
    store: LocalStore, where: Filter, numbers: set[int]
) -> None:
    expected = {f"key{number}" for number in numbers}
    with store.snapshot() as snapshot:
        assert set(found(snapshot.dense(vectors(1)[0], 20, where))) == expected
        assert set(found(snapshot.lexical("then comes another heading", 20, where))) == expected


def test_bm25_finds_the_word_and_any_text_is_safe(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        assert found(snapshot.lexical("CHERRIES!", 3, EVERYTHING)) == ["key2"]
        for text in ("", '"', "title:(", "a AND OR *", "\0", "🙂" * 999, "\\", "[* TO *]"):
            assert len(snapshot.lexical(text, 3, EVERYTHING)) <= 3
        common, rare, unknown = snapshot.rarity(snapshot.terms("then cherry zebra"))
        assert common < rare < unknown


def test_words_are_folded_and_scripts_without_spaces_are_parted(store: LocalStore) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.terms("The CAFÉS, 21-day 東京") == ["the", "cafe", "21", "day", "東", "京"]


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


def test_a_reader_keeps_its_generation_while_a_writer_commits(store: LocalStore) -> None:
    with store.snapshot() as before:
        with LocalStore(store._folder, DIMENSION).writer() as writer:
            writer.commit(Changes(removed=["key2"]))
        assert "key2" in before.documents(["key2"])
        assert found(before.lexical("cherry", 1, EVERYTHING)) == ["key2"]
    with store.snapshot() as after:
        assert (after.generation, after.documents(["key2"])) == (2, {})


def test_a_commit_that_fails_leaves_all_as_it_was(store: LocalStore) -> None:
    with store.writer() as writer, pytest.raises(ValueError, match="no vector"):
        writer.commit(Changes([document(1, " without vector")]))

    def broken() -> Iterator[Document]:
        yield document(0)
        raise KeyboardInterrupt

    def interrupted() -> None:
        with store.writer() as writer:
            writer.remember(["kept"], vectors(1))
            writer.commit(Changes(broken(), removed=["key1"]))

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (1, 20)
    with store.writer() as writer:
        assert writer.known(["kept"]) == {"kept"}  # what was computed is not computed again
        assert writer.commit(Changes(removed=["key1"])) == 2


@pytest.mark.parametrize(
    "bad", [np.full((1, 8), np.nan), np.zeros((1, 8)), np.ones((1, 8)), np.ones((1, 4)) / 2, np.ones((2, 8))]
)
def test_vectors_that_are_none_are_refused(store: LocalStore, bad: Vectors) -> None:
    with store.writer() as writer, pytest.raises(ValueError, match="expected"):
        writer.remember(["x"], bad.astype(np.float32))


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["*.faiss", "dense/removed.json", "lexical/meta.json", "*.idx", "all"])
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
    assert sum("made again" in record.message for record in caplog.records) == 1


def test_a_library_that_is_missing_damaged_or_too_new_is_told(store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="pullquote index"), LocalStore(tmp_path / "none").snapshot():
        pass
    catalogue = store._folder / "catalogue.sqlite"
    connection = sqlite3.connect(catalogue)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for opened in (LocalStore(store._folder).snapshot, store.writer):
        with pytest.raises(LibraryTooNew, match="format 99"), opened():
            pass
    catalogue.write_bytes(b"This is no database. " * 500)
    for opened in (LocalStore(store._folder).snapshot, store.writer):
        with pytest.raises(LibraryDamaged, match="is damaged"), opened():
            pass
    catalogue.write_bytes(b"")
    with pytest.raises(LibraryDamaged), LocalStore(store._folder).snapshot():
        pass


def test_a_catalogue_damaged_inside_is_told(store: LocalStore) -> None:
    catalogue = store._folder / "catalogue.sqlite"
    data = catalogue.read_bytes()
    catalogue.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(LibraryDamaged), LocalStore(store._folder).snapshot():
        pass


def test_a_second_writer_is_told_who_writes_and_a_dead_one_does_not_block(store: LocalStore) -> None:
    hold = (
        "import sys, pathlib; from vectorstore.lock import exclusive\n"
        "with exclusive(pathlib.Path(sys.argv[1]), 0): print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hold, str(store._folder / "lock")],
        env=unmeasured(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    with pytest.raises(LibraryBusy, match=f"by process {process.pid} since 20"), store.writer():
        pass
    with store.snapshot() as snapshot:
        assert snapshot.generation == 1  # readers do not wait
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with store.writer() as writer:
        assert writer.commit(Changes(removed=["key0"])) == 2


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(LibraryUnwritable, match="a file is in the way"),
        LocalStore(tmp_path / "file" / "x", 8).writer(),
    ):
        pass


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
    assert told.startswith("LibraryUnwritable The library at ")
    with LocalStore(store._folder).snapshot() as snapshot:
        assert snapshot.documents(["key3"])["key3"].text == document(3).text
        assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]
        assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == ["key2"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("edge", ["vectorstore.indexes.dense.Path.open", "vectorstore.indexes.lexical.tantivy.Index"])
def test_a_system_that_refuses_to_write_an_index_is_told(
    store: LocalStore, edge: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        if "tantivy" in edge:  # which tells it so
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

    with pytest.raises(LibraryUnwritable, match="is as it was"):
        removal()
    with LocalStore(store._folder).snapshot() as snapshot:
        assert len(snapshot) == 20


def test_a_catalogue_that_could_not_be_made_is_made_the_next_time(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "library", DIMENSION)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "catalogue.sqlite.new").write_bytes(b"torn")
    with pytest.raises(LibraryMissing), store.snapshot():
        pass
    with store.writer() as writer:
        writer.remember(["a0", "b0"], vectors(2))
    with pytest.raises(LibraryMissing, match="is empty"), store.snapshot():
        pass
    with store.writer() as writer:
        assert writer.commit(Changes([document(0)])) == 1


def test_a_library_that_may_only_be_read_is_read(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def read_only(database: str, **options: Any) -> sqlite3.Connection:
        if "immutable=1" not in database:  # as where SQLite may not put its shared memory beside the file
            raise sqlite3.OperationalError("unable to open database file")
        connection: sqlite3.Connection = connect(database, **options)
        return connection

    folder = store._folder / "generations" / "1" / "lexical"
    for lock in folder.glob(".*.lock"):
        lock.unlink()
    monkeypatch.setattr("vectorstore.catalogue.sqlite3.connect", read_only)
    monkeypatch.setattr("vectorstore.indexes.lexical.os.access", lambda *_: False)
    with LocalStore(store._folder).snapshot() as snapshot:
        assert found(snapshot.lexical("cherry", 1, EVERYTHING)) == ["key2"]
        assert found(snapshot.dense(vectors(20)[3], 1, EVERYTHING)) == ["key3"]
    assert list(folder.glob(".*.lock")) == []


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

    def commit_meanwhile(folder: Path, digests: Mapping[str, str], verified: derived.Verified) -> bool:
        if left and left.pop():
            with LocalStore(store._folder).writer() as writer:
                writer.commit(Changes(removed=[f"key{len(left)}"]))
        return whole(folder, digests, verified)

    monkeypatch.setattr("vectorstore.local.is_whole", commit_meanwhile)
    with LocalStore(store._folder).snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (2, 18)
    assert "made again" not in caplog.text


def test_vectors_that_are_lost_are_told(store: LocalStore) -> None:
    shutil.rmtree(store._folder / "generations")
    connection = sqlite3.connect(store._folder / "vectors.sqlite")
    connection.execute("DELETE FROM vectors WHERE digest = 'a3'")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryDamaged, match="1 passages have no vector"), LocalStore(store._folder).snapshot():
        pass
