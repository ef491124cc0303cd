"""Vectors as codes of one bit per dimension, in FAISS, which find near rows in little memory and time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vectorstore.segments import Mask, Numbers, Segment
from vectorstore.store import Vector, Vectors

SUFFIX = ".codes"

FROM = 4_096
"""A segment of this many vectors or more has codes: fewer are compared one by one in less than a millisecond."""

TRAINED = 10_000
"""About so many vectors of a segment, from all of it, estimate the mean of all."""

BLOCK = 5_000
"""Vectors that are read and coded at once."""

Codes: TypeAlias = Any
"""A faiss.IndexRaBitQFastScan: its row is that of the segment."""

Scores: TypeAlias = NDArray[np.float32]
"""Inner products."""


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Rows, ascending, and their inner products as estimated from codes."""

    rows: Numbers
    estimates: Scores

    def where(self, mask: Mask) -> "Near":
        """The rows in the mask."""
        return Near(self.rows[mask], self.estimates[mask])


def write_codes(segment: Segment, path: Path) -> None:
    """Write the codes of a segment's vectors. Raises OSError."""
    import faiss  # a small library does not need it

    codes = faiss.IndexRaBitQFastScan(segment.rows.vectors.shape[1], faiss.METRIC_INNER_PRODUCT)
    step = max(1, len(segment) // TRAINED)
    # copied, since a view keeps its whole block
    codes.train(np.concatenate([block[::step].copy() for block in _blocks(segment)]))
    for block in _blocks(segment):
        codes.add(block)
    with path.open("wb") as file:  # FAISS's own writing reports no errno
        file.write(faiss.serialize_index(codes).data)


def read_codes(path: Path) -> Codes:
    """Read codes into memory. Raises RuntimeError if the file has none."""
    import faiss

    return faiss.read_index(str(path))


def nearest(codes: Codes, vector: Vector, limit: int) -> Near:
    """About the `limit` rows nearest to a vector."""
    estimates, rows = codes.search(np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32), limit)
    order = np.argsort(rows[0])
    found = Near(rows[0][order], estimates[0][order])
    return found.where(found.rows >= 0)


def _blocks(segment: Segment) -> Iterator[Vectors]:
    """Read the vectors from their file: of the mapping, what was looked at would stay in memory."""
    dimension = segment.rows.vectors.shape[1]
    with segment.file.open("rb") as file:
        while len(block := np.fromfile(file, "<f4", BLOCK * dimension)):
            yield block.reshape(-1, dimension)
