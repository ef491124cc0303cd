"""Vectors by the digest of what was embedded, in SQLite. Each batch is kept at once, so that no work is lost."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np

from vectorstore.connections import read_only_connection, rewrite
from vectorstore.store import Vectors

FILE = "vectors.sqlite"
BATCH = 500
"""Values in one SQL statement, below SQLite's limit."""

UNIT = 1e-3
"""How far from 1 the length of a vector may be."""


class VectorTable:
    """The vectors of a store, named by content: a vector that is there never changes.

    `dimension` is the length of those that are kept or fetched.
    """

    def __init__(self, library: Path, dimension: int, read_only: bool = False) -> None:
        self.dimension = dimension
        if read_only:
            self._connection = read_only_connection(library / FILE)
            return
        self._connection = sqlite3.connect(library / FILE, isolation_level=None, timeout=30)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (digest TEXT NOT NULL UNIQUE, vector BLOB NOT NULL)"
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these have a vector already."""
        return {digest for digest, _ in self._rows("digest, 0", list(digests))}

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, durably. Raises ValueError if they are not finite, of unit length and of the dimension."""
        if vectors.shape != (len(digests), self.dimension):
            raise ValueError(f"expected vectors of shape ({len(digests)}, {self.dimension}), not {vectors.shape}")
        lengths = np.linalg.norm(vectors, axis=1)
        if not np.all(np.abs(lengths - 1) <= UNIT):  # a NaN is not near 1 either
            raise ValueError("expected finite vectors of unit length")
        rows = zip(digests, map(np.ndarray.tobytes, vectors.astype("<f4")), strict=True)
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def fetch(self, digests: Sequence[str]) -> Vectors:
        """The vectors of these digests, in their order. Raises ValueError if one is not known."""
        found = dict(self._rows("digest, vector", sorted(set(digests))))
        missing = sum(digest not in found for digest in digests)
        if missing:
            raise ValueError(f"{missing} passages have no vector")
        joined = b"".join(found[digest] for digest in digests)
        return np.frombuffer(joined, dtype="<f4").reshape(len(digests), self.dimension)

    def forget(self, digests: Collection[str]) -> None:
        """Drop vectors that nothing needs any more."""
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("DELETE FROM vectors WHERE digest = ?", [(digest,) for digest in digests])

    def erase(self, is_needed: Callable[[Sequence[str]], set[str]]) -> bool:
        """Drop all vectors but those that are needed, and leave no byte of them; False if a reader prevents that."""
        kept = [digest for (digest,) in self._connection.execute("SELECT digest FROM vectors")]
        for start in range(0, len(kept), BATCH):
            some = kept[start : start + BATCH]
            self.forget(set(some) - is_needed(some))
        return rewrite(self._connection)

    def _rows(self, columns: str, digests: Sequence[str]) -> list[tuple[str, bytes]]:
        rows: list[tuple[str, bytes]] = []
        for start in range(0, len(digests), BATCH):
            some = digests[start : start + BATCH]
            marks = ", ".join("?" * len(some))
            query = f"SELECT {columns} FROM vectors WHERE digest IN ({marks})"  # noqa: S608  marks are only "?"
            rows += self._connection.execute(query, some)
        return rows
