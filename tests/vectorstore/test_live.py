"""A long-lived store answers from the generation that it has, and takes a newer one once that is open."""

import queue
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.vectorstore.samples import DIMENSION, EVERYTHING, WORDS, document, filled, found, vectors
from vectorstore import live, local
from vectorstore.errors import StoreDamaged, StoreMissing
from vectorstore.indexes import generation as derived
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.store import Changes

Held = queue.Queue[int | None]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    filled(tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """The generations that stores take, each when it differs from the one before; None where none opens."""
    told: Held = queue.Queue()
    hold = LiveStore._hold
    last: list[int | None] = [-1]

    def telling(store: LiveStore, shared: live._Shared | None) -> None:
        hold(store, shared)
        generation = None if shared is None else shared.snapshot.generation
        if generation != last[0]:
            last[0] = generation
            told.put(generation)

    monkeypatch.setattr(LiveStore, "_hold", telling)
    return told


@pytest.fixture
def store(library: Path, held: Held) -> Iterator[LiveStore]:
    with LiveStore(library, poll=0.01) as made:
        assert held.get(timeout=20) == 1
        yield made


def commit(library: Path, changes: Changes) -> None:
    with LocalStore(library).writer() as writer:
        writer.commit(changes)


def seen(store: LocalStore) -> tuple[int, int, list[str], list[str]]:
    """Return what a question sees of document 2: in the catalogue and in both indexes."""
    with store.snapshot() as snapshot:
        return (
            snapshot.generation,
            len(snapshot.documents(["key2"])),
            found(snapshot.dense(vectors(20)[2], 1, EVERYTHING)),
            found(snapshot.lexical("cherry", 1, EVERYTHING)),
        )


def test_a_snapshot_does_not_wait_while_a_newer_generation_is_opened(
    library: Path, store: LiveStore, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, gate = threading.Event(), threading.Event()
    load = derived.load
    with store.snapshot() as snapshot:
        (part,) = snapshot._derived.dense.parts
    reused: list[bool] = []

    def slow(folder: Path, generation: int, segments: list[Any], *arguments: Any) -> Any:
        begun.set()
        assert gate.wait(20)
        reused.append(segments == [part.segment])
        return load(folder, generation, segments, *arguments)

    monkeypatch.setattr(local, "load", slow)
    commit(library, Changes(removed=["key2"]))
    assert begun.wait(20)
    assert seen(store) == (1, 1, ["key2"], ["key2"])
    with store.snapshot() as before:
        gate.set()
        assert held.get(timeout=20) == 2
        assert found(before.lexical("cherry", 1, EVERYTHING)) == ["key2"]
        assert len(before.documents(["key2"])) == 1
        generation, documents, dense, lexical = seen(store)
        assert (generation, documents, lexical) == (2, 0, [])
        assert "key2" not in dense
    assert reused == [True]  # the segment of vectors is not opened again


def test_a_commit_is_seen_within_two_seconds_without_a_question(library: Path, held: Held) -> None:
    with LiveStore(library) as store:
        assert seen(store)[0] == held.get(timeout=20) == 1
        commit(library, Changes(removed=["key2"]))
        assert held.get(timeout=2) == 2
        assert seen(store)[:2] == (2, 0)


def test_a_look_sees_the_newest_at_once(library: Path) -> None:
    with LiveStore(library, poll=600) as store:
        assert seen(store)[0] == 1
        commit(library, Changes(removed=["key2"]))
        assert seen(store)[0] == 1
        store.look()
        assert seen(store)[:2] == (2, 0)


def test_what_cannot_be_opened_is_raised_by_the_next_question(library: Path, store: LiveStore, held: Held) -> None:
    catalogue = library / "catalogue.sqlite"
    whole = catalogue.read_bytes()
    catalogue.rename(library / "away")
    assert held.get(timeout=20) is None
    with pytest.raises(StoreMissing):
        seen(store)
    catalogue.write_bytes(b"This is no database. " * 500)
    with pytest.raises(StoreDamaged):
        seen(store)
    catalogue.write_bytes(whole)
    assert seen(store) == (1, 1, ["key2"], ["key2"])


def test_a_damaged_generation_is_made_again_meanwhile(
    library: Path, store: LiveStore, held: Held, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, gate = threading.Event(), threading.Event()
    rebuilt = LocalStore._rebuilt

    def slow(*arguments: Any) -> Any:
        begun.set()
        assert gate.wait(20)
        return rebuilt(*arguments)

    monkeypatch.setattr(LocalStore, "_rebuilt", slow)
    with store._looking:  # so that it is damaged before it is read
        commit(library, Changes(removed=["key2"]))
        shutil.rmtree(library / "generations")
    assert begun.wait(20)
    assert seen(store) == (1, 1, ["key2"], ["key2"])
    gate.set()
    assert held.get(timeout=20) == 2
    assert seen(store)[:2] == (2, 0)
    assert sum("rebuilding" in record.message for record in caplog.records) == 1


def test_a_library_that_is_made_anew_is_seen_though_it_has_as_many_commits(library: Path, store: LiveStore) -> None:
    other = LocalStore(library.with_name("other"), DIMENSION)
    with other.writer() as writer:
        writer.remember(["a2", "b2"], vectors(20)[[4, 5]])
        writer.commit(Changes([document(2)]))
    shutil.rmtree(library)
    library.with_name("other").rename(library)
    store.look()
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (1, 2)
        assert found(snapshot.dense(vectors(20)[4], 9, EVERYTHING)) == ["key2", "key2"]


def test_threads_share_a_snapshot(store: LiveStore) -> None:
    with store.snapshot() as snapshot, ThreadPoolExecutor(8) as pool:

        def heading(number: int) -> str:
            (hit,) = snapshot.lexical(WORDS[number % 10], 1, EVERYTHING)
            return snapshot.documents([hit.document])[hit.document].heading

        assert list(pool.map(heading, range(2000))) == [f"Heading {number % 10}" for number in range(2000)]


def test_when_it_is_closed_nothing_is_left_open(library: Path) -> None:
    with LiveStore(library, poll=0.01) as store:
        assert seen(store)[0] == 1
        commit(library, Changes(removed=["key1"]))
        assert (library / "catalogue.sqlite-wal").exists()  # SQLite keeps it as long as somebody has it open
    assert not store._thread.is_alive()
    commit(library, Changes(removed=["key2"]))
    assert not (library / "catalogue.sqlite-wal").exists()


def test_many_commits_take_no_more_of_the_disk_than_a_few(library: Path, store: LiveStore) -> None:
    sizes = []
    for number in range(60):
        with LocalStore(library, longest_log=200_000).writer() as writer:
            writer.remember([f"a{number % 10}{number}"], vectors(1, seed=number))
            writer.commit(Changes([document(number % 10, str(number))], attributes={"note": str(number) * 999}))
        sizes.append(sum(path.stat().st_size for path in library.rglob("*") if path.is_file()))
    assert max(sizes[30:]) <= 1.4 * max(sizes[:30])
    store.look()
    with store.snapshot() as snapshot:
        assert (snapshot.generation, len(snapshot)) == (61, 20)
