"""Passages by the inner product of their vectors: few are compared one by one, many by codes first, then exactly.

Codes show which rows of a segment are near (see codes.py); only these rows' vectors are read, and rank them. FAISS's
codes know no filter and no removal: where only some passages may be found, more rows are taken from the codes, and
where these are few, they are compared one by one. np.vecdot does that in one thread: the threads of `@` wait for each
other, which on loaded cores takes longer than the work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from vectorstore.indexes.codes import Codes, Scores, nearest
from vectorstore.segments import Mask, Numbers, Segment, fetch
from vectorstore.store import Vector, Vectors

EXACT = 30_000
"""Up to so many passages in a library, all are compared: a few milliseconds. See also READ_THROUGH in segments.py."""

LEAST_FOUND = 200
"""The fewest rows of each segment that are ranked exactly."""

FOUND = 6
"""Rows that are ranked exactly per passage wanted; see benchmarks/dense.py."""

SPARE = 1.3
"""How many times as many rows are taken from the codes as the share of findable ones calls for."""

DEEPER = 4
"""How many times as many rows are taken next where too few of them could be found."""

TAKEN, READ = 4, 40
"""Taking one row from the codes costs as much as comparing 4, and looking at 40 codes as much as comparing one."""

BLOCK = 16_384
"""Vectors copied at once to be compared: 25 MB."""

BEST = 10
"""Of this many best passages, hardly one is missed."""

DOUBT = 2.0
"""Standard deviations of the codes' error within which a row not taken may still be one of these."""

Scored: TypeAlias = tuple[Numbers, Scores]
"""Passages, and the score of each."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment in an index: its codes, None if it has none, and which rows are left, None if all are."""

    segment: Segment
    codes: Codes | None
    left: Mask | None

    def allowed(self, documents: Mask | None) -> Mask | None:
        """Which rows may be found, None if all may; `documents` are by number, None for all."""
        if documents is None:
            return self.left
        mask: Mask = documents[self.segment.rows.documents]
        return mask if self.left is None else mask & self.left


@dataclass(frozen=True, slots=True, eq=False)
class _Sought:
    """A part to search: which of its rows may be found, None for all, and how many these are."""

    part: Part
    mask: Mask | None
    count: int


class DenseIndex:
    """The vectors of a generation, open for search. `removed` are gone passages that segments still have."""

    def __init__(self, segments: Sequence[Segment], codes: Mapping[str, Codes], removed: Numbers) -> None:
        self._parts = [Part(one, codes.get(one.name), _left(one, removed)) for one in segments]

    @property
    def parts(self) -> Sequence[Part]:
        """The segments, which the next generation can reuse."""
        return self._parts

    def __len__(self) -> int:
        return sum(_count(part.left, len(part.segment)) for part in self._parts)

    def numbers(self) -> list[int]:
        """The numbers of all passages, ascending."""
        every = [
            part.segment.rows.passages if part.left is None else part.segment.rows.passages[part.left]
            for part in self._parts
        ]
        return sorted(int(number) for numbers in every for number in numbers.tolist())

    def search(self, vector: Vector, limit: int, documents: Sequence[int] | None) -> list[tuple[int, float]]:
        """The `limit` passages of greatest inner product, best first; only of these `documents`, if given."""
        if limit <= 0:
            return []
        by_number = None if documents is None else self._by_number(documents)
        sought = [self._sought(part, by_number) for part in self._parts]
        is_small = sum(len(one.part.segment) for one in sought) <= EXACT
        found = [_scored(one, vector, limit, is_small) for one in sought if one.count]
        if not found:
            return []
        passages, scores = (np.concatenate(column) for column in zip(*found, strict=True))
        best = np.lexsort((passages, -scores))[:limit]
        return [(int(passages[place]), float(scores[place])) for place in best]

    def vectors(self, passages: Sequence[int]) -> Vectors:
        """The vectors of these passages, in their order. Raises ValueError if one is not here."""
        return fetch([part.segment for part in self._parts], passages)

    def _by_number(self, documents: Sequence[int]) -> Mask:
        most = max((int(part.segment.rows.documents.max()) for part in self._parts), default=0)
        numbers = np.array(documents, dtype=np.int64)
        mask = np.zeros(max(most, int(numbers.max(initial=0))) + 1, dtype=bool)
        mask[numbers] = True
        return mask

    def _sought(self, part: Part, documents: Mask | None) -> _Sought:
        mask = part.allowed(documents)
        return _Sought(part, mask, _count(mask, len(part.segment)))


def _scored(sought: _Sought, vector: Vector, limit: int, is_small: bool) -> Scored:
    """The passages of a part that may be among the best, with their scores."""
    if sought.part.codes is not None and not is_small and (near := _near(sought, vector, limit)) is not None:
        return near
    rows = sought.part.segment.rows
    if sought.mask is None:
        return rows.passages, np.vecdot(rows.vectors, vector)
    allowed = np.flatnonzero(sought.mask)
    blocks = [allowed[start : start + BLOCK] for start in range(0, len(allowed), BLOCK)]
    scores = [np.vecdot(rows.vectors[block], vector) for block in blocks]  # what is taken by number is copied
    return rows.passages[allowed], np.concatenate(scores)


def _near(sought: _Sought, vector: Vector, limit: int) -> Scored | None:
    """The passages of a part that are near by their codes, with their scores; None if all must be compared."""
    rows, total = sought.part.segment.rows, len(sought.part.segment)
    wanted = max(LEAST_FOUND, FOUND * limit)
    depth = wanted if sought.mask is None else int(SPARE * wanted * total / sought.count)
    while sought.count > TAKEN * depth + total / READ:
        near = nearest(sought.part.codes, vector, depth)
        allowed = near if sought.mask is None else near.where(sought.mask[near.rows])
        scores = np.vecdot(rows.vectors[allowed.rows], vector)
        if len(scores) >= wanted and _are_best(scores, allowed.estimates, near.estimates.min()):
            return rows.passages[allowed.rows], scores
        depth *= DEEPER
    return None


def _are_best(scores: Scores, estimates: Scores, least: float) -> bool:
    """Whether rows not taken, which codes score at most `least`, are unlikely to be among the best, as codes err."""
    worst = float(np.partition(scores, -BEST)[-BEST])
    return least + DOUBT * float((scores - estimates).std()) <= worst


def _left(segment: Segment, removed: Numbers) -> Mask | None:
    """Which rows of a segment are not removed; None if none is."""
    _, rows = segment.places(removed)
    if not len(rows):
        return None
    left = np.ones(len(segment), dtype=bool)
    left[rows] = False
    return left


def _count(mask: Mask | None, total: int) -> int:
    return total if mask is None else int(np.count_nonzero(mask))
