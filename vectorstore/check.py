"""A local store, checked end to end: each part against the catalogue, and the catalogue against itself."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

import numpy as np

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.errors import StoreError
from vectorstore.indexes.before import segments_of_before
from vectorstore.indexes.dense import DenseIndex
from vectorstore.indexes.generation import DENSE, LEXICAL, is_whole, removed_in
from vectorstore.indexes.lexical import LexicalIndex
from vectorstore.pending import UNIT
from vectorstore.segments import FOLDER, Numbers, Segment, names_of, open_segment
from vectorstore.verified import Verified
from vectorstore.writer import GENERATIONS

BATCH = 5_000
"""Passages whose vectors are checked at once."""

SAMPLED = 50_000
"""About how many vectors are sampled where there are more than twice as many."""


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
    """The result of checking one part, in passages: `wrong` of `total`, of which `missing` are absent altogether.

    `damage` says what could not be read, None if the part could be read to its end.
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


def examine(folder: Path, *, full: bool = True) -> Iterator[Finding]:
    """Check a store: its catalogue, vectors and search indexes. Never raises for what is wrong with it.

    Unless it is `full`, many vectors are only sampled, and files already verified by their digest are not read.
    """
    try:
        catalogue = Catalogue.to_read(folder)
    except (sqlite3.Error, StoreError, OSError) as error:
        yield Finding(Part.CATALOGUE, damage=str(error))
        return
    with closing(catalogue):
        try:
            yield from _catalogue(catalogue, folder)
            numbers = np.fromiter((number for number, *_ in catalogue.numbers()), dtype=np.int64)
            vectors = _vectors(catalogue, folder, numbers, full=full)
            yield vectors
            if vectors.damage is None:
                yield from _derived(catalogue, folder, numbers)
        except (sqlite3.Error, StoreError) as error:
            yield Finding(Part.CATALOGUE, damage=str(error))


def _catalogue(catalogue: Catalogue, folder: Path) -> Iterator[Finding]:
    broken = _integrity(folder / FILE)
    if broken:
        yield Finding(Part.CATALOGUE, damage=broken[0])
        return
    _, count = catalogue.counts()
    yield Finding(Part.SLICES, count, wrong=catalogue.slices_outside())


def _vectors(catalogue: Catalogue, folder: Path, numbers: Numbers, *, full: bool) -> Finding:
    """Whether each passage has a vector, finite and of unit length."""
    try:
        segments = _segments(catalogue, folder)
    except (OSError, ValueError, RuntimeError) as error:
        return Finding(Part.VECTORS, len(numbers), damage=str(error))
    held = [one.rows.passages[np.isin(one.rows.passages, numbers)] for one in segments]
    missing = len(numbers) - sum(map(len, held))
    step = 1 if full else max(1, len(numbers) // SAMPLED)
    bad = sum(_bad(one, some[::step]) for one, some in zip(segments, held, strict=True))
    is_as_written = not (missing or bad) and _is_as_written(folder, catalogue.segments(), full=full or step == 1)
    damage = None if missing or bad or is_as_written else "they are not as they were written"
    return Finding(Part.VECTORS, len(numbers), missing, missing + bad, damage)


def _segments(catalogue: Catalogue, folder: Path) -> Sequence[Segment]:
    if not catalogue.is_current:
        return _before(catalogue, folder)[0]
    names = names_of(catalogue.segments())
    return [open_segment(folder / FOLDER, name, catalogue.dimension) for name in names]


def _before(catalogue: Catalogue, folder: Path) -> tuple[Sequence[Segment], Numbers]:
    """The vectors of a library of format 1, and the passages that were removed from them."""
    place = folder / GENERATIONS / str(catalogue.generation) / DENSE
    return segments_of_before(place, catalogue.documents_of_passages())


def _removed(catalogue: Catalogue, folder: Path, place: Path) -> Numbers:
    return removed_in(place) if catalogue.is_current else _before(catalogue, folder)[1]


def _bad(segment: Segment, passages: Numbers) -> int:
    """How many of these vectors are not finite and of unit length."""
    _, rows = segment.places(passages)
    lengths = [
        np.linalg.norm(segment.rows.vectors[rows[start : start + BATCH]], axis=1)
        for start in range(0, len(rows), BATCH)
    ]
    return sum(int(np.sum(~(np.abs(some - 1) <= UNIT))) for some in lengths)


def _is_as_written(folder: Path, files: Mapping[str, str], *, full: bool) -> bool:
    return not files or is_whole(folder, files, None if full else Verified(folder))


def _derived(catalogue: Catalogue, folder: Path, numbers: Numbers) -> Iterator[Finding]:
    place = folder / GENERATIONS / str(catalogue.generation)
    if not is_whole(place, catalogue.derived()):
        yield Finding(Part.FILES, damage=f"generation {catalogue.generation} is not as it was written")
        return
    dense = DenseIndex(_segments(catalogue, folder), {}, _removed(catalogue, folder, place)).numbers()
    yield _compared(Part.DENSE, numbers.tolist(), dense)
    yield _compared(Part.LEXICAL, numbers.tolist(), LexicalIndex(place / LEXICAL).numbers())


def _compared(part: Part, numbers: list[int], found: list[int]) -> Finding:
    """Whether an index holds the same passages as the catalogue, each once."""
    if found == numbers:
        return Finding(part, len(numbers))
    strange = len(set(found) ^ set(numbers)) or abs(len(found) - len(numbers))
    return Finding(part, len(numbers), wrong=strange)


def _integrity(path: Path) -> list[str]:
    """What SQLite finds wrong with a file."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        return [str(error)]
    return [] if rows == ["ok"] else rows
