"""What derives from a generation of the catalogue, in a folder of its own: FAISS and BM25, with their checksums."""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping, MutableMapping, MutableSet
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from vectorstore.catalogue import Catalogue
from vectorstore.indexes.dense import DenseIndex
from vectorstore.indexes.dense import write as write_dense
from vectorstore.indexes.lexical import Entry, LexicalIndex, write
from vectorstore.store import Vectors
from vectorstore.vectors import VectorTable

DENSE = "dense"
LEXICAL = "lexical"
BATCH = 2_000
"""Vectors that are added to an index at once."""

Verified = MutableSet[tuple[str, int, int, int, int]]
"""Files that were found to have their digest: digest, device, inode, size and time of change."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The indexes of one generation, open."""

    generation: int
    dense: DenseIndex
    lexical: LexicalIndex


@dataclass(frozen=True, slots=True)
class Base:
    """What a new generation starts from: an older one's folder, and what was removed since.

    `digests` are those of its files; `last` is its highest passage number.
    """

    folder: Path
    digests: Mapping[str, str]
    removed_documents: Collection[str]
    removed_passages: Collection[int]
    last: int


def derive(folder: Path, catalogue: Catalogue, vectors: VectorTable, base: Base | None) -> dict[str, str]:
    """Make the folder of a generation, sync it to the disk, and return the digest of each file in it.

    Files linked from `base` are on the disk already, and keep their digest. Raises ValueError for a passage without a
    vector, and for a damaged segment of `base` that would have to be read.
    """
    folder.mkdir(parents=True)
    last = 0 if base is None else base.last
    old = None if base is None else base.folder
    write(
        folder / LEXICAL,
        None if old is None else old / LEXICAL,
        () if base is None else base.removed_documents,
        _entries(catalogue, last),
    )
    write_dense(
        folder / DENSE,
        catalogue.dimension,
        None if old is None else old / DENSE,
        () if base is None else base.removed_passages,
        _batches(catalogue, vectors, last),
        lambda name: base is None or f"{DENSE}/{name}" not in base.digests or _is_as_written(base, f"{DENSE}/{name}"),
    )
    names = [(file.relative_to(folder).as_posix(), file) for file in _files(folder)]
    return {name: _known(name, file, base) or _settled(file) for name, file in names}


def can_be_base(folder: Path, digests: Mapping[str, str]) -> bool:
    """Whether the next generation can start from this folder: everything is there, and what will be read is whole.

    Segments of vectors are only linked; they are checked where they are read.
    """
    if not any(name.startswith(f"{DENSE}/") for name in digests):
        return False  # made by an older version of this program
    linked = {name: digest for name, digest in digests.items() if name.endswith(".faiss")}
    read = {name: digest for name, digest in digests.items() if name not in linked}
    return all((folder / name).is_file() for name in linked) and is_whole(folder, read)


def load(
    folder: Path, generation: int, digests: Mapping[str, str], loaded: MutableMapping[str, Any] | None = None
) -> Derived:
    """Open the indexes in a generation's folder, using again the `loaded` segments of vectors, by digest."""
    dense = DenseIndex(folder / DENSE, lambda name: digests.get(f"{DENSE}/{name}", name), loaded)
    return Derived(generation, dense, LexicalIndex(folder / LEXICAL))


def is_whole(folder: Path, digests: Mapping[str, str], verified: Verified | None = None) -> bool:
    """Whether all files are as they were written; `verified` ones are not read again."""
    verified = set() if verified is None else verified
    try:
        return bool(digests) and all(_has(folder / name, digest, verified) for name, digest in digests.items())
    except OSError:
        return False


def _has(path: Path, digest: str, verified: Verified) -> bool:
    status = path.stat()
    key = (digest, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    if key in verified:
        return True
    if _digest(path) != digest:
        return False
    verified.add(key)
    return True


def _is_as_written(base: Base, name: str) -> bool:
    return _digest(base.folder / name) == base.digests[name]


def _known(name: str, file: Path, base: Base | None) -> str | None:
    """The digest of a file that is linked from the base."""
    if base is None or name not in base.digests:
        return None
    try:
        return base.digests[name] if file.samefile(base.folder / name) else None
    except OSError:
        return None


def _batches(catalogue: Catalogue, vectors: VectorTable, after: int) -> Iterator[tuple[list[int], Vectors]]:
    added = catalogue.passages(after)
    while some := list(islice(added, BATCH)):
        yield [number for number, *_ in some], vectors.fetch([digest for _, digest, *_ in some])


def _entries(catalogue: Catalogue, after: int) -> Iterator[Entry]:
    for number, _, document, text in catalogue.passages(after):
        yield Entry(number, document.key, document.collection, document.published, document.heading, text)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]


def _settled(path: Path) -> str:
    """Sync a file to the disk, and return its digest."""
    with path.open("r+b") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
