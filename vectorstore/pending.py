"""Vectors that were computed but not committed yet, in SQLite: each batch is kept at once, so that no work is lost.

In a library of format 1 these are all the vectors it has.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from vectorstore.connections import LONGEST_LOG, read_only_connection, rewrite
from vectorstore.store import Vector, Vectors

FILE = "vectors.sqlite"
BATCH = 500
"""Values in one SQL statement, below SQLite's limit."""

UNIT = 1e-3
"""How far from 1 the length of a vector may be."""


class PendingVectors:
    """Vectors by the digest of what was embedded. `dimension` is the length of those to keep."""

    def __init__(self, library: Path, dimension: int, read_only: bool = False) -> None:
        self.dimension = dimension
        self._path = library / FILE
        if read_only:
            self._connection = read_only_connection(self._path)
            return
        self._connection = sqlite3.connect(self._path, isolation_level=None, timeout=30)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (digest TEXT NOT NULL UNIQUE, vector BLOB NOT NULL)"
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these are here."""
        return {digest for digest, _ in self._rows("digest, 0", list(digests))}

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, durably. Raises ValueError if they are not finite, of unit length and of the dimension."""
        if vectors.shape != (len(digests), self.dimension):
            raise ValueError(f"expected vectors of shape ({len(digests)}, {self.dimension}), not {vectors.shape}")
        if not are_unit(vectors):
            raise ValueError("expected finite vectors of unit length")
        rows = zip(digests, map(np.ndarray.tobytes, vectors.astype("<f4")), strict=True)
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def found(self, digests: Sequence[str]) -> dict[str, Vector]:
        """The vectors of those of these digests that are here."""
        rows = self._rows("digest, vector", list(dict.fromkeys(digests)))
        return {digest: np.frombuffer(vector, dtype="<f4") for digest, vector in rows}

    def drop(self, is_held: Callable[[Sequence[str]], set[str]]) -> None:
        """Drop the vectors that a commit holds by now."""
        held, kept = 0, 0
        for digests in self._batches():
            some = len(is_held(digests))
            held, kept = held + some, kept + len(digests) - some
        if not kept and held:
            self._connection.execute("DELETE FROM vectors")
            if self._path.stat().st_size > LONGEST_LOG:
                rewrite(self._connection)
        elif held:
            every = [digest for digests in self._batches() for digest in is_held(digests)]
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("DELETE FROM vectors WHERE digest = ?", [(digest,) for digest in every])

    def clear(self) -> bool:
        """Drop all, and leave no byte of them; False if a reader prevents it."""
        self._connection.execute("DELETE FROM vectors")
        return rewrite(self._connection)

    def _batches(self) -> Iterator[list[str]]:
        cursor = self._connection.execute("SELECT digest FROM vectors")
        while rows := cursor.fetchmany(BATCH):
            yield [digest for (digest,) in rows]

    def _rows(self, columns: str, digests: Sequence[str]) -> list[tuple[str, bytes]]:
        rows: list[tuple[str, bytes]] = []
        for start in range(0, len(digests), BATCH):
            some = digests[start : start + BATCH]
            marks = ", ".join("?" * len(some))
            query = f"SELECT {columns} FROM vectors WHERE digest IN ({marks})"  # noqa: S608  marks are only "?"
            rows += self._connection.execute(query, some)
        return rows


def are_unit(vectors: Vectors) -> bool:
    """Whether vectors are finite and of unit length."""
    return bool(np.all(np.abs(np.linalg.norm(vectors, axis=1) - 1) <= UNIT))  # a NaN is not near 1 either
