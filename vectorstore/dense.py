"""Passages by the inner product of their vectors, in FAISS: exact, which at 100,000 passages costs milliseconds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from vectorstore.store import Vector, Vectors


class DenseIndex:
    """Vectors under the numbers of their passages."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> "DenseIndex":
        """An index of nothing."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """The index that was saved at a path."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to a file. Raises OSError."""
        with path.open("wb") as file:  # FAISS's own writing tells no errno
            file.write(faiss.serialize_index(self._index).data)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def numbers(self) -> list[int]:
        """The numbers of all passages, ascending."""
        mapped: Any = self._index  # an IndexIDMap2
        return sorted(faiss.vector_to_array(mapped.id_map).tolist())

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None:
        """Add vectors of unit length, shape (len(numbers), dimension)."""
        if numbers:
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.array(numbers, dtype=np.int64))

    def remove(self, numbers: Sequence[int]) -> None:
        """Remove what is there of these."""
        if numbers:
            self._index.remove_ids(faiss.IDSelectorBatch(np.array(numbers, dtype=np.int64)))

    def search(self, vector: Vector, limit: int, among: Sequence[int] | None) -> list[tuple[int, float]]:
        """The `limit` passages of greatest inner product, best first; only those `among`, if given."""
        limit = min(limit, len(self) if among is None else len(among))
        if limit <= 0:
            return []
        parameters = None
        if among is not None:
            selector = faiss.IDSelectorBatch(np.array(among, dtype=np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        scores, numbers = self._index.search(query, limit, params=parameters)
        return [(int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if number >= 0]
