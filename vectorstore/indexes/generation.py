"""The indexes derived from a generation of the catalogue, in a folder of its own: codes and BM25, with checksums."""

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vectorstore.catalogue import Catalogue
from vectorstore.indexes.codes import FROM, SUFFIX, read_codes, write_codes
from vectorstore.indexes.dense import DenseIndex
from vectorstore.indexes.lexical import Entry, LexicalIndex, write
from vectorstore.segments import Numbers, Segment
from vectorstore.verified import Verified

DENSE = "dense"
LEXICAL = "lexical"

REMOVED = f"{DENSE}/removed.npy"
"""Passages that were removed, and whose vectors are still in a segment."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The indexes of one generation, open."""

    generation: int
    dense: DenseIndex
    lexical: LexicalIndex


@dataclass(frozen=True, slots=True)
class Base:
    """The base of a new generation: an older one's folder, and what was removed since.

    `digests` are those of its files; `last` is its highest passage number.
    """

    folder: Path
    digests: Mapping[str, str]
    removed_documents: Collection[str]
    last: int


def derive(
    folder: Path, catalogue: Catalogue, segments: Sequence[Segment], removed: Numbers, base: Base | None
) -> dict[str, str]:
    """Make the folder of a generation, sync it to the disk, and return the digest of each file in it.

    `removed` are passages that are in the segments but not in the catalogue. Files linked from `base` are already on
    the disk, and keep their digest. Raises OSError.
    """
    (folder / DENSE).mkdir(parents=True)
    np.save(folder / REMOVED, removed)
    for segment in segments:
        if len(segment) >= FROM:
            _codes(segment, folder, base)
    write(
        folder / LEXICAL,
        None if base is None else base.folder / LEXICAL,
        () if base is None else base.removed_documents,
        _entries(catalogue, 0 if base is None else base.last),
    )
    names = [(file.relative_to(folder).as_posix(), file) for file in _files(folder)]
    return {name: _known(name, file, base) or settled(file) for name, file in names}


def removed_in(folder: Path) -> Numbers:
    """The passages that were removed from a generation, but whose vectors are still there."""
    removed: Numbers = np.load(folder / REMOVED)
    return removed


def load(
    folder: Path, generation: int, segments: Sequence[Segment], removed: Numbers, loaded: Derived | None = None
) -> Derived:
    """Open the indexes in a generation's folder, reusing the codes that are `loaded`.

    Raises OSError, RuntimeError or ValueError for files that are missing or damaged.
    """
    known = {} if loaded is None else {part.segment: part.codes for part in loaded.dense.parts}
    codes = {one.name: known.get(one) for one in segments}
    for one in segments:
        if codes[one.name] is None and (path := _codes_path(folder, one)).is_file():
            codes[one.name] = read_codes(path)
    return Derived(generation, DenseIndex(segments, codes, removed), LexicalIndex(folder / LEXICAL))


def is_whole(folder: Path, digests: Mapping[str, str], verified: Verified | None = None) -> bool:
    """Whether all files are as they were written; `verified` ones are not read again."""
    verified = Verified() if verified is None else verified
    try:
        return bool(digests) and all(verified.has(folder / name, digest) for name, digest in digests.items())
    except OSError:
        return False


def settled(path: Path) -> str:
    """Sync a file to the disk, and return its digest."""
    with path.open("r+b") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _codes(segment: Segment, folder: Path, base: Base | None) -> None:
    """Write a segment's codes, or link those of the base."""
    path = _codes_path(folder, segment)
    if base is not None and path.relative_to(folder).as_posix() in base.digests:
        _link(_codes_path(base.folder, segment), path)
    else:
        write_codes(segment, path)


def _codes_path(folder: Path, segment: Segment) -> Path:
    return folder / DENSE / f"{segment.name}{SUFFIX}"


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _known(name: str, file: Path, base: Base | None) -> str | None:
    """The digest of a file if it is linked from the base."""
    if base is None or name not in base.digests:
        return None
    try:
        return base.digests[name] if file.samefile(base.folder / name) else None
    except OSError:
        return None


def _entries(catalogue: Catalogue, after: int) -> Iterator[Entry]:
    for number, document, text in catalogue.passages(after):
        yield Entry(number, document.key, document.collection, document.published, document.heading, text)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]
