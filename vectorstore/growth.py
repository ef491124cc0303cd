"""The vectors of the next generation: what was added becomes a segment, and what is stale is rewritten."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from vectorstore.catalogue import Catalogue
from vectorstore.pending import PendingVectors
from vectorstore.segments import (
    BATCH,
    FOLDER,
    Numbers,
    Rows,
    Segment,
    fetch,
    joined,
    names_of,
    next_name,
    open_segment,
    to_be_rewritten,
    write_segment,
)
from vectorstore.store import Vectors

NONE: Numbers = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Grown:
    """The segments of a generation, and the passages that are in these but not in the generation."""

    segments: list[Segment]
    removed: Numbers


@dataclass(frozen=True, slots=True)
class Source:
    """The source of the vectors of added passages: pending ones, or those of older passages with the same digest.

    `removed` has the passages that this commit removes, by digest; `last` is the highest number before it.
    """

    catalogue: Catalogue
    pending: PendingVectors
    segments: Sequence[Segment] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    last: int = 0

    def rows(self) -> Iterator[Rows]:
        """Yield the added passages, ascending. Raises ValueError for one that has no vector."""
        added = self.catalogue.numbers(self.last)
        while some := list(islice(added, BATCH)):
            numbers, documents, digests = zip(*some, strict=True)
            yield Rows(np.array(numbers), np.array(documents), self._vectors(digests))

    def _vectors(self, digests: Sequence[str]) -> Vectors:
        pending = self.pending.found(digests)
        missing = [digest for digest in dict.fromkeys(digests) if digest not in pending]
        older = self._older(missing)
        if lost := sum(digest not in older for digest in missing):
            raise ValueError(f"{lost} passages have no vector")
        found = dict(zip(missing, fetch(self.segments, [older[digest] for digest in missing]), strict=True))
        return np.stack([pending[digest] if digest in pending else found[digest] for digest in digests])

    def _older(self, digests: Sequence[str]) -> dict[str, int]:
        """The number of an older passage with each digest, where there is one."""
        if not self.segments:
            return {}
        held = {digest: number for digest, number in self.catalogue.holders(digests) if number <= self.last}
        return {**{digest: self.removed[digest] for digest in digests if digest in self.removed}, **held}


def grown(library: Path, source: Source, gone: Numbers = NONE, *, erases: bool = False) -> Grown:
    """Write what was added and rewrite what is stale; if it `erases`, none of the removed passages `gone` is left.

    Raises OSError, and ValueError for a passage that has no vector.
    """
    folder = library / FOLDER
    dimension = source.pending.dimension
    segments = list(source.segments)
    taken = names_of(source.catalogue.segments())

    def written(rows: Iterable[Rows]) -> None:
        name = next_name(taken)
        if write_segment(folder, name, rows):
            taken.append(name)
            segments.append(open_segment(folder, name, dimension))

    written(source.rows())
    counts = {one.name: len(one.places(gone)[1]) for one in segments}
    for group in to_be_rewritten(segments, counts, erases=erases):
        written(joined(group, gone))
        segments = [one for one in segments if one not in group]
    return Grown(segments, _held(segments, gone))


def absent(catalogue: Catalogue, segments: Sequence[Segment]) -> Numbers:
    """The passages that are in these segments but not in the catalogue, ascending."""
    held = np.fromiter((number for number, *_ in catalogue.numbers()), dtype=np.int64)
    every = [np.setdiff1d(one.rows.passages, held) for one in segments]
    return np.sort(np.concatenate(every)) if every else NONE


def _held(segments: Sequence[Segment], gone: Numbers) -> Numbers:
    """The gone passages that a segment still has, ascending."""
    mask = np.zeros(len(gone), dtype=bool)
    for one in segments:
        mask |= one.places(gone)[0]
    return gone[mask]
