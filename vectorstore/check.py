"""A local store, checked end to end: each part against the catalogue, and the catalogue against itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

import numpy as np

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.errors import StoreError
from vectorstore.indexes.dense import DenseIndex
from vectorstore.indexes.generation import DENSE, LEXICAL, is_whole
from vectorstore.indexes.lexical import LexicalIndex
from vectorstore.vectors import FILE as VECTORS
from vectorstore.vectors import UNIT, VectorTable
from vectorstore.writer import GENERATIONS

BATCH = 5_000
"""Passages whose vectors are checked at once."""


class Part(Enum):
    """The part of a store that a check looked at."""

    CATALOGUE = auto()
    SLICES = auto()
    VECTORS = auto()
    FILES = auto()
    DENSE = auto()
    LEXICAL = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of one part found, in passages: `wrong` of `total`, of which `missing` are not there at all.

    `damage` is what could not be read, None if the part could be read to its end.
    """

    part: Part
    total: int = 0
    missing: int = 0
    wrong: int = 0
    damage: str | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the part is as it should be."""
        return self.damage is None and not self.wrong


def examine(folder: Path) -> Iterator[Finding]:
    """Check a store: its catalogue, vectors and search indexes. Never raises for what is wrong with it."""
    try:
        catalogue = Catalogue.to_read(folder)
    except (sqlite3.Error, StoreError, OSError) as error:
        yield Finding(Part.CATALOGUE, damage=str(error))
        return
    with closing(catalogue):
        try:
            yield from _catalogue(catalogue, folder)
            yield _vectors(catalogue, folder)
            yield from _derived(catalogue, folder)
        except (sqlite3.Error, StoreError) as error:
            yield Finding(Part.CATALOGUE, damage=str(error))


def _catalogue(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    broken = [*_integrity(folder / FILE), *_integrity(folder / VECTORS)]
    if broken:
        yield Finding(Part.CATALOGUE, damage=broken[0])
        return
    _, count = catalogue.counts()
    yield Finding(Part.SLICES, count, wrong=catalogue.slices_outside())


def _vectors(catalogue: Catalogue, folder: Path) -> Finding:
    missing = bad = total = 0
    with closing(VectorTable(folder, catalogue.dimension, read_only=True)) as table:
        for digests in _batches(catalogue):
            known = table.known(digests)
            missing += sum(digest not in known for digest in digests)
            total += len(digests)
            bad += _bad(table, sorted(known))
    return Finding(Part.VECTORS, total, missing, missing + bad)


def _bad(table: VectorTable, digests: list[str]) -> int:
    """How many of these vectors are not finite, of unit length and of the dimension."""
    try:
        vectors = table.fetch(digests)
    except ValueError:
        return len(digests)
    return int(np.sum(~(np.abs(np.linalg.norm(vectors, axis=1) - 1) <= UNIT)))


def _derived(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    place = folder / GENERATIONS / str(catalogue.generation)
    if not is_whole(place, catalogue.derived()):
        yield Finding(Part.FILES, damage=f"generation {catalogue.generation} is not as it was written")
        return
    numbers = sorted(number for number, *_ in catalogue.passages(0))
    yield _compared(Part.DENSE, numbers, DenseIndex(place / DENSE).numbers())
    yield _compared(Part.LEXICAL, numbers, LexicalIndex(place / LEXICAL).numbers())


def _compared(part: Part, numbers: list[int], found: list[int]) -> Finding:
    """Whether an index holds the same passages as the catalogue, each once."""
    if found == numbers:
        return Finding(part, len(numbers))
    strange = len(set(found) ^ set(numbers)) or abs(len(found) - len(numbers))
    return Finding(part, len(numbers), wrong=strange)


def _batches(catalogue: Catalogue) -> Iterator[list[str]]:
    batch: list[str] = []
    for _, digest, *_ in catalogue.passages(0):
        batch.append(digest)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _integrity(path: Path) -> list[str]:
    """What SQLite finds wrong with a file."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        return [str(error)]
    return [] if rows == ["ok"] else rows
