"""A library of format 1 is read as it is, and converted by the next commit, with nothing embedded again."""

import shutil
import sqlite3
import tarfile
from pathlib import Path

import numpy as np
import pytest

from tests.crashing import Crasher
from tests.forking import Forks
from tests.vectorstore.samples import EVERYTHING, damage, document, found, vectors
from vectorstore.check import examine
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Filter

BEFORE = Path(__file__).parents[1] / "library_of_before.tar.gz"
"""The sample documents as version 1.0.0 kept them: document 3 was edited and 4 removed in a second generation."""


@pytest.fixture
def before(tmp_path: Path) -> LocalStore:
    with tarfile.open(BEFORE) as archive:
        archive.extractall(tmp_path, filter="data")
    return LocalStore(tmp_path / "library")


def test_it_is_read_as_it_is(before: LocalStore) -> None:
    assert holds_all(before) == 2
    assert [finding for finding in examine(before._folder) if not finding.is_sound] == []
    assert format_of(before) == 1
    assert not (before._folder / "vectors").exists()


def holds_all(store: LocalStore) -> int:
    """Return the generation of a library, and check that it holds what it should."""
    with store.snapshot() as snapshot:
        assert len(snapshot) == 18
        assert "key4" not in found(snapshot.dense(vectors(20)[4], 18, EVERYTHING))
        (hit,) = snapshot.dense(vectors(1, seed=7)[0], 1, EVERYTHING)
        assert hit.document == "key3"
        assert hit.score == pytest.approx(1, abs=1e-6)
        assert set(found(snapshot.dense(vectors(20)[4], 20, Filter(document="key5")))) == {"key5"}
        np.testing.assert_array_equal(snapshot.vectors("key5"), vectors(20)[[5, 15]])
        assert found(snapshot.lexical("damson new", 1, EVERYTHING)) == ["key3"]
        return snapshot.generation


def format_of(store: LocalStore) -> int:
    connection = sqlite3.connect(store._folder / "catalogue.sqlite")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


@pytest.mark.parametrize("changes", [Changes(), Changes([document(8)])])
def test_the_next_commit_brings_it_over(before: LocalStore, changes: Changes) -> None:
    with before.writer() as writer:
        assert writer.known(["a5", "b3", "a3 new", "a4", "x"]) == {"a5", "b3", "a3 new"}
        writer.commit(changes)
    assert (holds_all(before), holds_all(LocalStore(before._folder)), format_of(before)) == (3, 3, 2)
    assert [finding for finding in examine(before._folder) if not finding.is_sound] == []
    assert list(before._folder.rglob("*.faiss")) == []
    connection = sqlite3.connect(before._folder / "vectors.sqlite")
    assert connection.execute("SELECT count(*) FROM vectors WHERE digest IN ('a5', 'a3 new')").fetchone() == (0,)
    connection.close()


def test_killed_at_every_step_of_being_brought_over_it_is_the_old_or_the_new(
    before: LocalStore, tmp_path: Path, forks: Forks
) -> None:
    folder = before._folder
    count = Crasher(forks).steps(tmp_path, folder, "--bring-over")
    assert count > 20
    formats = set()
    for step in range(1, count + 1):
        library = tmp_path / f"{step}"
        shutil.copytree(folder, library)
        Crasher(forks).crash(tmp_path, library, step, "--bring-over")
        store = LocalStore(library, wait=30)
        assert holds_all(store) == 1 + format_of(store), f"killed at step {step}"
        formats.add(format_of(store))
        with store.writer() as writer:
            writer.commit(Changes())
        assert holds_all(store) > 2
        assert [finding for finding in examine(library) if not finding.is_sound] == []
    assert formats == {1, 2}


def test_if_its_indexes_are_damaged_they_are_made_again_from_its_vectors(before: LocalStore) -> None:
    damage(next(before._folder.rglob("*.faiss")))
    assert (holds_all(before), format_of(before)) == (2, 2)


def test_the_same_for_a_process_that_cannot_write_it(before: LocalStore) -> None:
    shutil.rmtree(before._folder / "generations")
    with LocalStore(before._folder).writer():
        assert holds_all(before) == 2
    assert format_of(before) == 1
