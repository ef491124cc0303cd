"""Passages by the inner product of their vectors, in FAISS: exact, which at 100,000 passages costs milliseconds.

An index is a folder of segments that never change, and a list of the passages that were removed since. A new
generation links the segments of the one before, and adds one for what is new; so a small change costs little, and a
reader does not load again what it has.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from vectorstore.store import Vector, Vectors

REMOVED = "removed.json"
SUFFIX = ".faiss"

MOST_SEGMENTS = 8
"""Most segments of an index; beyond that, the smallest are joined."""

STALE = 0.25
"""The share of a segment that may be removed before it is written anew."""

MAPPED = faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
"""How a segment is opened when its vectors are not needed."""

Segment = Any
"""A faiss.IndexIDMap2 over a flat index: vectors under the numbers of their passages."""

Batches = Iterable[tuple[Sequence[int], Vectors]]


class DenseIndex:
    """An index in a folder, loaded. `loaded` are segments to be used again, by the name of their content."""

    def __init__(
        self, folder: Path, name: Callable[[str], str] = str, loaded: MutableMapping[str, Segment] | None = None
    ) -> None:
        loaded = {} if loaded is None else loaded
        self._removed = np.array(_read_removed(folder), dtype=np.int64)
        self._segments: dict[str, Segment] = {}
        for path in _paths(folder):
            key = name(path.name)
            self._segments[key] = loaded[key] if key in loaded else faiss.read_index(str(path))
        self._left = faiss.IDSelectorBatch(self._removed)

    @property
    def segments(self) -> dict[str, Segment]:
        """The loaded segments, which the next generation can use again."""
        return dict(self._segments)

    def __len__(self) -> int:
        return sum(int(segment.ntotal) for segment in self._segments.values()) - len(self._removed)

    def numbers(self) -> list[int]:
        """The numbers of all passages, ascending."""
        every = [number for segment in self._segments.values() for number in _numbers(segment).tolist()]
        left = set(self._removed.tolist())
        return sorted(number for number in every if number not in left)

    def search(self, vector: Vector, limit: int, among: Sequence[int] | None) -> list[tuple[int, float]]:
        """The `limit` passages of greatest inner product, best first; only those `among`, if given."""
        if limit <= 0 or (among is not None and not len(among)):
            return []
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        parameters = None
        selector: Any  # kept here during the search: FAISS does not keep it
        if among is not None:
            selector = faiss.IDSelectorBatch(np.array(among, dtype=np.int64))
            parameters = _only(selector)
        elif len(self._removed):
            selector = faiss.IDSelectorNot(self._left)
            parameters = _only(selector)
        found: list[tuple[int, float]] = []
        for segment in self._segments.values():
            scores, numbers = segment.search(query, min(limit, segment.ntotal), params=parameters)
            found += [(int(n), float(s)) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]


def write(
    folder: Path,
    dimension: int,
    base: Path | None,
    removed: Iterable[int],
    added: Batches,
    is_whole: Callable[[str], bool] = lambda _: True,
) -> None:
    """Make an index in a new folder: that of `base`, less the removed passages, with what is added.

    Segments of `base` are linked; one that is to be joined or written anew is read only if `is_whole` is true of its
    name. Raises ValueError if it is not, and OSError.
    """
    folder.mkdir()
    gone = set(removed)
    names = iter(f"{number:06}{SUFFIX}" for number in count(_last(base) + 1))
    if base is not None:
        gone |= set(_read_removed(base))
        for path in _paths(base):
            _link(path, folder / path.name)
    made = _filled(dimension, added)
    if made.ntotal:
        _save(made, folder / next(names))
    left = {path: gone & _numbers_of(path) for path in _paths(folder)} if gone else {}
    rewritten = list(_to_be_rewritten(_paths(folder), left))
    for paths in rewritten:
        _rewrite(paths, folder / next(names), dimension, gone, is_whole)
    kept = [numbers for path, numbers in left.items() if not any(path in paths for paths in rewritten)]
    (folder / REMOVED).write_text(json.dumps(sorted(set().union(*kept))), encoding="utf-8")


def _to_be_rewritten(paths: Sequence[Path], left: Mapping[Path, set[int]]) -> Iterator[list[Path]]:
    """The smallest segments together, if there are too many; and, alone, each of which too much was removed."""
    sizes = {path: path.stat().st_size for path in paths}
    many = len(paths) - MOST_SEGMENTS
    smallest = sorted(paths, key=lambda path: sizes[path])[: many + 1] if many > 0 else []
    if smallest:
        yield smallest
    for path, numbers in left.items():
        if path not in smallest and len(numbers) > STALE * faiss.read_index(str(path), MAPPED).ntotal:
            yield [path]


def _rewrite(
    paths: Sequence[Path], target: Path, dimension: int, gone: set[int], is_whole: Callable[[str], bool]
) -> None:
    """Write one segment in place of some, without what was removed."""
    made = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
    for path in paths:
        if not is_whole(path.name):
            raise ValueError(f"the segment {path.name} is damaged")
        segment: Segment = faiss.read_index(str(path))
        numbers = _numbers(segment)
        kept = np.array([number not in gone for number in numbers.tolist()], dtype=bool)
        if kept.any():
            vectors = faiss.downcast_index(segment.index).reconstruct_n(0, segment.ntotal)
            made.add_with_ids(np.ascontiguousarray(vectors[kept]), np.ascontiguousarray(numbers[kept]))
    for path in paths:
        path.unlink()
    if made.ntotal:
        _save(made, target)


def _filled(dimension: int, added: Batches) -> Segment:
    made = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
    for numbers, vectors in added:
        if len(numbers):
            made.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.array(numbers, dtype=np.int64))
    return made


def _save(segment: Segment, path: Path) -> None:
    with path.open("wb") as file:  # FAISS's own writing reports no errno
        file.write(faiss.serialize_index(segment).data)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _only(selector: Any) -> Any:
    parameters = faiss.SearchParameters()
    parameters.sel = selector
    return parameters


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)


def _last(base: Path | None) -> int:
    return max((int(path.stem) for path in _paths(base)), default=0) if base is not None else 0


def _numbers(segment: Segment) -> Any:
    return faiss.vector_to_array(segment.id_map)


def _numbers_of(path: Path) -> set[int]:
    """The numbers in a segment's file, without its vectors in memory."""
    return set(_numbers(faiss.read_index(str(path), MAPPED)).tolist())


def _read_removed(folder: Path) -> list[int]:
    return [int(number) for number in json.loads((folder / REMOVED).read_text(encoding="utf-8"))]
