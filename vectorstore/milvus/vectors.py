"""The passages of a library in Milvus, each with its vector and the fields that a search may filter by."""

import json
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from vectorstore.milvus.rows import Kind, Row, number_of, subject
from vectorstore.milvus.server import BATCH, MOST, Server
from vectorstore.store import Document, Vectors

FIELDS = {
    "generation": "integer",
    "subject": "integer",
    "document": "4096",
    "collection": "integer",
    "published": "integer",
    "start": "integer",
    "stop": "integer",
    "digest": "256",
}
"""The fields of a passage: its generation, its document, and the name of its vector."""

UNCOMMITTED = -1
"""The generation of a vector that is kept when computed, before the passages with its text are committed."""

UNDATED = -1
"""The day of a document that has none."""

ASKED = 500
"""Digests in one expression."""

SHARED = 4
"""A guess at the rows of one digest: where there are more, fewer digests are asked for at once."""

RECENT = 4_096
"""Vectors kept in memory after they are computed: their passages are committed soon."""

UNIT = 1e-3
"""How far from 1 the length of a vector may be."""


class VectorRows:
    """The rows of one collection of passages, as the writer uses them."""

    def __init__(self, server: Server, collection: str, dimension: int) -> None:
        self.collection = collection
        self.dimension = dimension
        self._server = server
        self._is_there = False
        self._recent: OrderedDict[str, list[float]] = OrderedDict()
        self._waiting: list[Row] = []

    def create(self) -> None:
        """Make the collection, if it is not there."""
        if not self._is_there:
            self._server.create(self.collection, FIELDS, self.dimension, numbers_itself=True)
            self._is_there = True

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these have a vector already."""
        if not self._is_there and self.collection not in self._server.collections():
            return set()
        return {row["digest"] for row in self._rows(sorted(digests), ["digest"])}

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors. Raises ValueError if they are not finite, of unit length and of the dimension."""
        if vectors.shape != (len(digests), self.dimension):
            raise ValueError(f"expected vectors of shape ({len(digests)}, {self.dimension}), not {vectors.shape}")
        if not np.all(np.abs(np.linalg.norm(vectors, axis=1) - 1) <= UNIT):  # a NaN is not near 1 either
            raise ValueError("expected finite vectors of unit length")
        self.create()
        lists = dict(zip(digests, vectors.tolist(), strict=True))
        self._server.insert(self.collection, (_uncommitted(digest, vector) for digest, vector in lists.items()))
        self._recent |= lists
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def forget_uncommitted(self) -> None:
        """Remove the vectors whose texts belong to no passage."""
        self._server.delete(self.collection, f"generation == {UNCOMMITTED}")

    def put(self, document: Document, generation: int) -> None:
        """Add a document's passages, at once or with the next `flush`. Raises ValueError if one has no vector."""
        digests = [record.digest for record in document.records]
        vectors = self._vectors(sorted(set(digests)))
        if missing := sum(digest not in vectors for digest in digests):
            raise ValueError(f"{missing} passages have no vector")
        of_all = {
            "generation": generation,
            "subject": subject(Kind.DOCUMENT, document.key),
            "document": document.key,
            "collection": number_of(document.collection),
            "published": document.published.toordinal() if document.published else UNDATED,
        }
        self._waiting += (
            {
                **of_all,
                "start": record.start,
                "stop": record.end,
                "digest": record.digest,
                "vector": vectors[record.digest],
            }
            for record in document.records
        )
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Insert the rows that are waiting."""
        self._server.insert(self.collection, self._waiting)
        self._waiting = []

    def remove(self, key: str, generation: int) -> None:
        """Remove the passages of a document from a generation that is not yet committed."""
        self.flush()
        number = subject(Kind.DOCUMENT, key)
        self._server.delete(self.collection, f"generation == {generation} and subject == {number}")

    def _vectors(self, digests: Sequence[str]) -> dict[str, list[float]]:
        """The vectors of those of these digests that have one."""
        asked = [digest for digest in digests if digest not in self._recent]
        kept = {row["digest"]: row["vector"] for row in self._rows(asked, ["digest", "vector"])}
        return {**kept, **{digest: self._recent[digest] for digest in digests if digest in self._recent}}

    def _rows(self, digests: Sequence[str], fields: Sequence[str]) -> Iterator[Row]:
        """Yield at least one row of each of these digests that has any."""
        for start in range(0, len(digests), ASKED):
            yield from self._some(digests[start : start + ASKED], fields)

    def _some(self, digests: Sequence[str], fields: Sequence[str]) -> list[Row]:
        limit = 1 if len(digests) == 1 else min(MOST, SHARED * len(digests))
        which = f"digest in {json.dumps(digests, ensure_ascii=False)}"
        rows = self._server.query(self.collection, which, fields, limit)
        if len(rows) < limit or len(digests) == 1:
            return rows
        half = len(digests) // 2  # some may be missing, crowded out by digests that many passages share
        return [*self._some(digests[:half], fields), *self._some(digests[half:], fields)]


def _uncommitted(digest: str, vector: list[float]) -> Row:
    return {
        "generation": UNCOMMITTED,
        "subject": 0,
        "document": "",
        "collection": 0,
        "published": UNDATED,
        "start": 0,
        "stop": 0,
        "digest": digest,
        "vector": vector,
    }
