"""What is wrong with a store is found, in passages."""

import os
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.samples import damage
from vectorstore.check import Finding, Part, examine
from vectorstore.local import LocalStore


def execute(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def unsound(store: LocalStore) -> list[Finding]:
    return [finding for finding in examine(store._folder) if not finding.is_sound]


def test_a_sound_store_is_sound_in_every_part(store: LocalStore) -> None:
    assert list(examine(store._folder)) == [
        Finding(part, 20) for part in (Part.SLICES, Part.VECTORS, Part.DENSE, Part.LEXICAL)
    ]


@pytest.mark.parametrize(
    ("file", "statement", "finding"),
    [
        ("catalogue.sqlite", "UPDATE passages SET stop = 10000 WHERE number = 1", Finding(Part.SLICES, 20, wrong=1)),
        ("catalogue.sqlite", "UPDATE passages SET stop = start WHERE number < 4", Finding(Part.SLICES, 20, wrong=3)),
    ],
)  # fmt: skip
def test_wrong_passages_are_counted(store: LocalStore, file: str, statement: str, finding: Finding) -> None:
    execute(store._folder / file, statement)
    assert unsound(store) == [finding]


def test_a_passage_that_no_index_has_is_missed_in_both(store: LocalStore) -> None:
    execute(
        store._folder / "catalogue.sqlite",
        "INSERT INTO passages (document, start, stop, digest) SELECT document, start, stop, digest FROM passages "
        "LIMIT 1",
    )
    assert unsound(store) == [
        Finding(Part.VECTORS, 21, 1, 1),
        Finding(Part.DENSE, 21, wrong=1),
        Finding(Part.LEXICAL, 21, wrong=1),
    ]


def test_vectors_that_are_none_are_counted(store: LocalStore) -> None:
    path = store._folder / "vectors" / "000001.vectors"
    table = np.fromfile(path, "<f4").reshape(20, 8)
    table[[3, 5]] = 0
    table.tofile(path)
    assert unsound(store) == [Finding(Part.VECTORS, 20, 0, 2)]
    table[[3, 5]] = np.eye(8, dtype=np.float32)[:2]
    table.tofile(path)
    assert unsound(store) == [Finding(Part.VECTORS, 20, damage="they are not as they were written")]
    path.unlink()
    (finding,) = unsound(store)
    assert (finding.part, finding.damage is None) == (Part.VECTORS, False)


def test_of_many_vectors_some_are_sampled(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    path = store._folder / "vectors" / "000001.vectors"
    before = path.stat()
    table = np.fromfile(path, "<f4").reshape(20, 8)
    table[1] = 0
    path.write_bytes(table.tobytes())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # so that it passes for unchanged
    monkeypatch.setattr("vectorstore.check.SAMPLED", 10)
    assert [one for one in examine(store._folder, full=False) if not one.is_sound] == []
    assert unsound(store) == [Finding(Part.VECTORS, 20, 0, 1)]


def test_damaged_or_missing_indexes_are_found(store: LocalStore) -> None:
    damage(store._folder / "generations/1/dense/removed.npy")
    assert [finding.part for finding in unsound(store)] == [Part.FILES]
    shutil.rmtree(store._folder / "generations")
    assert [finding.part for finding in unsound(store)] == [Part.FILES]


@pytest.mark.parametrize("data", [b"", b"This is no database. " * 500])
def test_a_catalogue_that_cannot_be_read_is_the_only_finding(store: LocalStore, data: bytes) -> None:
    (store._folder / "catalogue.sqlite").write_bytes(data)
    (finding,) = examine(store._folder)
    assert (finding.part, finding.damage is not None) == (Part.CATALOGUE, True)
