"""Vectors in segments: files of a library that never change, mapped into memory, one row per passage."""

import mmap
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vectorstore.store import Vectors

FOLDER = "vectors"
"""The folder of a library that holds them."""

PASSAGES, VECTORS = ".passages", ".vectors"
"""The two files of a segment: numbers of passages, then of their documents, eight bytes each; and vectors, in rows."""

BATCH = 2_000
"""Rows that are copied at once."""

READ_THROUGH = 50_000_000
"""Bytes of vectors up to which a search may read all of them: see indexes/dense.py."""

MOST = 8
"""The most segments of a library; beyond that, the smallest are joined."""

STALE = 0.25
"""The share of a segment that may be removed before it is rewritten."""

Numbers: TypeAlias = NDArray[np.int64]
"""Numbers of passages, or of documents."""

Mask: TypeAlias = NDArray[np.bool_]
"""What may be found, by row of a segment or by number of document."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some passages with their documents and vectors, by row."""

    passages: Numbers
    documents: Numbers
    vectors: Vectors

    def __len__(self) -> int:
        return len(self.passages)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """An open segment, and the file that its vectors are in: its rows ascend by passage."""

    name: str
    rows: Rows
    file: Path

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, passages: Numbers) -> tuple[Mask, Numbers]:
        """Which of these passages are here, and the row of each that is."""
        rows = np.searchsorted(self.rows.passages, passages)
        is_here = self.rows.passages[np.minimum(rows, len(self) - 1)] == passages
        return is_here, rows[is_here]


def open_segment(folder: Path, name: str, dimension: int) -> Segment:
    """Open a segment of a library. Raises OSError, and ValueError if its files do not fit each other."""
    numbers = _mapped(folder / f"{name}{PASSAGES}", "<i8").reshape(2, -1)
    file = folder / f"{name}{VECTORS}"
    vectors = _mapped(file, "<f4").reshape(-1, dimension)
    if numbers.shape[1] != len(vectors):
        raise ValueError(f"the segment {name} has {numbers.shape[1]} passages and {len(vectors)} vectors")
    return Segment(name, Rows(numbers[0], numbers[1], vectors), file)


def write_segment(folder: Path, name: str, batches: Iterable[Rows]) -> int:
    """Write a segment of rows that ascend by passage, sync it to the disk, and return how many rows it has.

    Without rows nothing is written.
    """
    folder.mkdir(exist_ok=True)
    written: list[Rows] = []
    with (folder / f"{name}{VECTORS}").open("wb") as file:
        for rows in batches:
            file.write(np.ascontiguousarray(rows.vectors, dtype="<f4").data)
            written.append(Rows(rows.passages, rows.documents, np.empty((0, 0), np.float32)))
        file.flush()
        os.fsync(file.fileno())
    count = sum(map(len, written))
    if not count:
        (folder / f"{name}{VECTORS}").unlink()
        return 0
    with (folder / f"{name}{PASSAGES}").open("wb") as file:
        for column in ([rows.passages for rows in written], [rows.documents for rows in written]):
            file.write(np.concatenate(column).astype("<i8").data)
        file.flush()
        os.fsync(file.fileno())
    return count


def files_of(name: str) -> list[str]:
    """The files of a segment, by their path in the library."""
    return [f"{FOLDER}/{name}{suffix}" for suffix in (PASSAGES, VECTORS)]


def names_of(files: Iterable[str]) -> list[str]:
    """The segments that these files belong to, in order."""
    return sorted({Path(file).stem for file in files})


def next_name(names: Iterable[str]) -> str:
    """The name of the segment that follows these."""
    return f"{max(map(int, names), default=0) + 1:06}"


def to_be_rewritten(segments: Sequence[Segment], gone: Mapping[str, int], *, erases: bool) -> list[list[Segment]]:
    """Groups of segments, each to be rewritten as one: the smallest, if there are too many; and each stale one, alone.

    `gone` has how many passages were removed from each; if it `erases`, any with one removed is stale.
    """
    many = len(segments) - MOST
    smallest = sorted(segments, key=len)[: many + 1] if many > 0 else []
    share = 0.0 if erases else STALE
    stale = [one for one in segments if one not in smallest and gone[one.name] > share * len(one)]
    return [*([smallest] if smallest else []), *([one] for one in stale)]


def joined(segments: Sequence[Segment], gone: Numbers) -> Iterator[Rows]:
    """Yield the rows of several segments, ascending by passage, without those that are gone."""
    passages = np.concatenate([segment.rows.passages for segment in segments])
    documents = np.concatenate([segment.rows.documents for segment in segments])
    owners = np.repeat(np.arange(len(segments)), [len(segment) for segment in segments])
    places = np.concatenate([np.arange(len(segment)) for segment in segments])
    order = np.argsort(passages)
    order = order[~np.isin(passages[order], gone)]
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        vectors = np.empty((len(some), segments[0].rows.vectors.shape[1]), np.float32)
        for number, segment in enumerate(segments):
            here = owners[some] == number
            vectors[here] = segment.rows.vectors[places[some][here]]
        yield Rows(passages[some], documents[some], vectors)


def fetch(segments: Sequence[Segment], passages: Sequence[int]) -> Vectors:
    """The vectors of these passages, in their order. Raises ValueError if one is in no segment."""
    wanted = np.array(passages, dtype=np.int64)
    missing = np.ones(len(wanted), dtype=bool)
    dimension = segments[0].rows.vectors.shape[1] if segments else 0
    vectors = np.empty((len(wanted), dimension), np.float32)
    for segment in segments:
        is_here, rows = segment.places(wanted)
        vectors[is_here] = segment.rows.vectors[rows]
        missing &= ~is_here
    if missing.any():
        raise ValueError(f"{missing.sum()} passages have no vector")
    return vectors


def _mapped(path: Path, kind: str) -> NDArray[Any]:
    """A file as an array of numbers; only what is looked at is read from the disk."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if path.suffix == VECTORS and len(mapped) > READ_THROUGH and hasattr(mmap, "MADV_RANDOM"):
        mapped.madvise(mmap.MADV_RANDOM)  # rows are read here and there: reading ahead is of no use
    return np.frombuffer(mapped, dtype=kind)
