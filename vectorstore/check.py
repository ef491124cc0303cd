"""A local store, checked end to end: each part against the catalogue, and the catalogue against itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.errors import StoreError
from vectorstore.indexes.dense import DenseIndex
from vectorstore.indexes.generation import DENSE, LEXICAL, is_whole
from vectorstore.indexes.lexical import LexicalIndex
from vectorstore.local import GENERATIONS
from vectorstore.vectors import FILE as VECTORS
from vectorstore.vectors import UNIT, VectorTable

BATCH = 5_000
"""Passages whose vectors are looked at at once."""

ANEW = "move the library away, and make it anew: pullquote index PATH"
AGAIN = "embed all again: pullquote index --again"
DERIVE = "they are made again when something is asked: pullquote ask"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `mend` is what to do about it, None if all is well."""

    what: str
    mend: str | None = None


def examine(folder: Path) -> Iterator[Finding]:
    """Check a store: its catalogue, vectors and search indexes. Never raises for what is wrong with it."""
    try:
        catalogue = Catalogue.to_read(folder)
    except (sqlite3.Error, StoreError, OSError) as error:
        yield Finding(f"the catalogue cannot be read: {error}", ANEW)
        return
    with closing(catalogue):
        try:
            yield from _catalogue(catalogue, folder)
            yield from _vectors(catalogue, folder)
            yield from _derived(catalogue, folder)
        except (sqlite3.Error, StoreError) as error:
            yield Finding(f"the library cannot be read to its end: {error}", ANEW)


def _catalogue(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    broken = [*_integrity(folder / FILE), *_integrity(folder / VECTORS)]
    if broken:
        yield Finding(f"the catalogue is damaged: {broken[0]}", ANEW)
        return
    documents, count = catalogue.counts()
    stray = catalogue.slices_outside()
    if stray:
        yield Finding(f"{stray:,} of {count:,} passages are no slice of their article", ANEW)
    else:
        yield Finding(f"the catalogue is whole: {documents:,} articles, {count:,} passages, each its slice")


def _vectors(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    missing = bad = total = 0
    with closing(VectorTable(folder, catalogue.dimension, read_only=True)) as table:
        for digests in _batches(catalogue):
            known = table.known(digests)
            missing += sum(digest not in known for digest in digests)
            fitting = sorted(known)
            total += len(digests)
            try:
                vectors = table.fetch(fitting)
            except ValueError:
                bad += len(fitting)
                continue
            bad += int(np.sum(~(np.abs(np.linalg.norm(vectors, axis=1) - 1) <= UNIT)))
    if missing or bad:
        yield Finding(f"of {total:,} passages {missing:,} have no vector, and {bad:,} one that is none", AGAIN)
    else:
        yield Finding(f"every passage has a vector, finite and of unit length ({catalogue.dimension} dimensions)")


def _derived(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    generation = catalogue.generation
    place = folder / GENERATIONS / str(generation)
    if not is_whole(place, catalogue.derived()):
        yield Finding(f"the search indexes of generation {generation} are missing or damaged", DERIVE)
        return
    numbers = {number for number, *_ in catalogue.passages(0)}
    for name, found in (
        ("FAISS", DenseIndex(place / DENSE).numbers()),
        ("BM25", LexicalIndex(place / LEXICAL).numbers()),
    ):
        if found != sorted(numbers):
            strange = len(set(found) ^ numbers) or abs(len(found) - len(numbers))
            yield Finding(f"{name} differs from the catalogue by {strange:,} passages", AGAIN)
        else:
            yield Finding(f"{name} holds the same passages as the catalogue, by its checksums as written")


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
