"""One commit of a local store: the next generation's files first, then the catalogue, whose commit is the change."""

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from vectorstore.catalogue_writer import CatalogueWriter
from vectorstore.errors import StoreInUse
from vectorstore.growth import Grown, Source, absent, grown
from vectorstore.indexes.generation import Base, derive, is_whole, removed_in, settled
from vectorstore.pending import PendingVectors
from vectorstore.segments import FOLDER, Segment, files_of, names_of, open_segment
from vectorstore.snapshot import size_of
from vectorstore.store import Changes, Document, Size, Vectors
from vectorstore.verified import Verified

GENERATIONS = "generations"
"""The folder with one folder per generation, by number."""

UNERASED = "unerased"
"""The file which says that something was removed and has yet to be erased."""


class LocalWriter:
    """The one writer of a local store. Whatever is not committed when it closes has not happened."""

    def __init__(self, folder: Path, catalogue: CatalogueWriter, pending: PendingVectors) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._pending = pending
        self._is_renewed = False
        self._removed: dict[str, int] = {}
        self._verified = Verified(folder)

    @property
    def generation(self) -> int:
        """The newest generation, which the next commit follows."""
        return self._catalogue.generation

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these have a vector already."""
        pending = self._pending.known(digests)
        return pending if self._is_renewed else pending | self._held(digests) | (self._removed.keys() & set(digests))

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, durably: an interrupted run need not compute them again.

        Raises ValueError if they are not finite, of unit length and of the store's dimension.
        """
        self._pending.remember(digests, vectors)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without their records, even if vectors are damaged."""
        return self._catalogue.documents(keys)

    def renew(self, dimension: int) -> None:
        """Start over with vectors of another model: the next commit must bring every document."""
        self._catalogue.resize(dimension)
        self._pending.dimension = dimension
        self._is_renewed = True

    def commit(self, changes: Changes) -> int:
        """Move the store to its next generation, all or nothing, and return its number.

        Raises ValueError for a record whose vector is not known; the writer cannot be used after that.
        """
        if changes.erases:
            self._mark_unerased()
        current = self._catalogue.generation
        self._sweep(current)
        last = self._catalogue.last_passage()
        segments = self._segments()
        base = None if changes.erases else self._base(last)
        gone = absent(self._catalogue, segments) if base is None else removed_in(base.folder)
        documents, passages = self._apply(changes)
        self._catalogue.settle(current + 1, changes.origins, changes.attributes)
        source = Source(self._catalogue, self._pending, segments, self._removed, last if segments else 0)
        made = grown(self._folder, source, np.union1d(gone, passages), erases=changes.erases)
        self._derive(current + 1, made, base and replace(base, removed_documents=documents))
        self._catalogue.commit()
        self._drop_pending()
        self._sweep(current + 1)
        return current + 1

    @property
    def is_unerased(self) -> bool:
        """Whether something that was removed has yet to be erased: an erasing commit was interrupted."""
        return (self._folder / UNERASED).exists()

    def size(self) -> Size:
        """How much there is, including what was put."""
        return size_of(self._folder, self._catalogue)

    def erase(self) -> None:
        """Erase every byte that earlier commits removed. Raises StoreInUse while another process reads it."""
        self._sweep(self._catalogue.generation)
        is_catalogue_done = self._catalogue.erase()
        if not (self._pending.clear() and is_catalogue_done):
            raise StoreInUse(self._folder)
        (self._folder / UNERASED).unlink(missing_ok=True)

    def repair(self, generation: int) -> bool:
        """Rebuild the folder of a generation, if it is still the newest.

        Raises ValueError if vectors are missing.
        """
        if self._catalogue.generation != generation:
            return False
        self._sweep(generation)
        shutil.rmtree(self._folder / GENERATIONS / str(generation), ignore_errors=True)
        segments = self._segments()
        last = self._catalogue.last_passage() if self._catalogue.is_current else 0
        source = Source(self._catalogue, self._pending, segments, last=last)
        self._derive(generation, grown(self._folder, source, absent(self._catalogue, segments), erases=False), None)
        self._catalogue.commit()
        self._drop_pending()
        return True

    def _mark_unerased(self) -> None:
        """Note durably that the next writer must erase what this commit removes, should it be interrupted."""
        with (self._folder / UNERASED).open("wb") as mark:
            os.fsync(mark.fileno())

    def _segments(self) -> list[Segment]:
        """The segments of the newest generation; none if their vectors are of another model, or still in SQLite."""
        if self._is_renewed:
            return []
        names = names_of(self._catalogue.segments())
        return [open_segment(self._folder / FOLDER, name, self._catalogue.dimension) for name in names]

    def _base(self, last: int) -> Base | None:
        """The base of the next generation, if all of it is as it was written."""
        folder = self._folder / GENERATIONS / str(self._catalogue.generation)
        digests = self._catalogue.derived()
        is_usable = not self._is_renewed and self._catalogue.is_current and is_whole(folder, digests, self._verified)
        return Base(folder, digests, (), last) if is_usable else None

    def _apply(self, changes: Changes) -> tuple[list[str], list[int]]:
        """Put and remove documents; return the keys of those that were there before, and their passages."""
        documents: list[str] = []
        passages: list[int] = []

        def gone(key: str, old: Mapping[int, str]) -> None:
            documents.append(key)
            passages.extend(old)
            self._removed |= {digest: number for number, digest in old.items()}

        for document in changes.documents:
            if old := self._catalogue.put(document):
                gone(document.key, old)
        for key in changes.removed:
            gone(key, self._catalogue.remove(key))
        return documents, passages

    def _derive(self, generation: int, made: Grown, base: Base | None) -> None:
        """Make the folder of a generation, from nothing if its base turns out to be damaged."""
        folder = self._folder / GENERATIONS / str(generation)
        try:
            digests = derive(folder, self._catalogue, made.segments, made.removed, base)
        except (ValueError, RuntimeError):
            if base is None:
                raise
            shutil.rmtree(folder)
            digests = derive(folder, self._catalogue, made.segments, made.removed, None)
        known = self._catalogue.segments()
        files = [file for segment in made.segments for file in files_of(segment.name)]
        self._catalogue.replace_segments({file: known.get(file) or settled(self._folder / file) for file in files})
        self._catalogue.replace_derived(digests)
        self._note(folder, digests)
        self._note(self._folder, self._catalogue.segments())

    def _note(self, folder: Path, digests: Mapping[str, str]) -> None:
        """Record these files as verified, to spare readers the check."""
        for name, digest in digests.items():
            self._verified.note(folder / name, digest)

    def _drop_pending(self) -> None:
        """Drop the vectors that a generation now has, and those that are no longer of use."""
        self._verified.keep([*self._catalogue.derived().values(), *self._catalogue.segments().values()])
        if self._is_renewed:
            self._pending.clear()
        else:
            self._pending.drop(self._held)

    def _held(self, digests: Collection[str]) -> set[str]:
        """The digests among these that a passage has."""
        return {digest for digest, _ in self._catalogue.holders(digests)}

    def _sweep(self, kept: int) -> None:
        """Remove the files of other generations: older ones, and those that were never committed."""
        generations, vectors = self._folder / GENERATIONS, self._folder / FOLDER
        for folder in generations.iterdir() if generations.is_dir() else ():
            if folder.name != str(kept):
                shutil.rmtree(folder, ignore_errors=True)
        files = self._catalogue.segments()
        for path in vectors.iterdir() if vectors.is_dir() else ():
            if f"{FOLDER}/{path.name}" not in files:
                with suppress(OSError):
                    path.unlink()
