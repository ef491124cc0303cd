"""What derives from a generation of the catalogue, in a folder of its own: FAISS and BM25, with their checksums."""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vectorstore.catalogue import Catalogue
from vectorstore.dense import DenseIndex
from vectorstore.lexical import Entry, LexicalIndex, write
from vectorstore.vectors import VectorTable

DENSE = "dense.faiss"
LEXICAL = "lexical"
BATCH = 2_000
"""Vectors that are added at once."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The indexes of one generation, open."""

    generation: int
    dense: DenseIndex
    lexical: LexicalIndex


@dataclass(frozen=True, slots=True)
class Base:
    """What a new generation starts from: an older one's folder, and what has left since, passage by passage.

    `last` is the highest passage number that the older one knew.
    """

    folder: Path
    removed_documents: Collection[str]
    removed_passages: Collection[int]
    last: int


def derive(folder: Path, catalogue: Catalogue, vectors: VectorTable, base: Base | None) -> dict[str, str]:
    """Make the folder of a generation, and sync it to the disk; the digest of each file in it.

    Raises ValueError for a passage whose vector is not known.
    """
    folder.mkdir(parents=True)
    if base is None:
        write(folder / LEXICAL, None, (), _entries(catalogue, 0))
    else:
        write(folder / LEXICAL, base.folder / LEXICAL, base.removed_documents, _entries(catalogue, base.last))
    dense = DenseIndex.empty(catalogue.dimension) if base is None else DenseIndex.load(base.folder / DENSE)
    if base is not None:
        dense.remove(sorted(base.removed_passages))
    added = catalogue.passages(0 if base is None else base.last)
    while some := list(islice(added, BATCH)):
        dense.add([number for number, *_ in some], vectors.fetch([digest for _, digest, *_ in some]))
    dense.save(folder / DENSE)
    return {file.relative_to(folder).as_posix(): _settled(file) for file in _files(folder)}


def load(folder: Path, generation: int) -> Derived:
    """Open the indexes in a generation's folder."""
    return Derived(generation, DenseIndex.load(folder / DENSE), LexicalIndex(folder / LEXICAL))


def is_whole(folder: Path, digests: Mapping[str, str]) -> bool:
    """Whether all files are there and as they were written."""
    try:
        return bool(digests) and all(_digest(folder / name) == digest for name, digest in digests.items())
    except OSError:
        return False


def _entries(catalogue: Catalogue, after: int) -> Iterator[Entry]:
    for number, _, document, text in catalogue.passages(after):
        yield Entry(number, document.key, document.collection, document.published, document.heading, text)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]


def _settled(path: Path) -> str:
    """Wait until the file is on the disk; its digest."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
