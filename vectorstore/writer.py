"""One commit of a local store: the next generation's folder first, then the catalogue, whose commit is the change."""

import os
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from vectorstore.catalogue_writer import CatalogueWriter
from vectorstore.errors import StoreInUse
from vectorstore.indexes.generation import Base, can_be_base, derive
from vectorstore.store import Changes, Vectors
from vectorstore.vectors import VectorTable

GENERATIONS = "generations"
"""The folder that has one folder a generation, by number."""


UNERASED = "unerased"
"""The file that says that something was removed and has yet to be erased."""


class LocalWriter:
    """The one writer of a local store. Whatever is not committed when it closes has not happened."""

    def __init__(self, folder: Path, catalogue: CatalogueWriter, vectors: VectorTable) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._vectors = vectors
        self._is_renewed = False

    @property
    def generation(self) -> int:
        """The newest generation, which the next commit follows."""
        return self._catalogue.generation

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these have a vector already."""
        return self._vectors.known(digests)

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, durably: an interrupted run need not compute them again.

        Raises ValueError if they are not finite, of unit length and of the store's dimension.
        """
        self._vectors.remember(digests, vectors)

    def renew(self, dimension: int) -> None:
        """Begin anew with vectors of another model: the next commit has to bring every document."""
        self._catalogue.resize(dimension)
        self._vectors.dimension = dimension
        self._is_renewed = True

    def commit(self, changes: Changes) -> int:
        """Move the store to its next generation, all or nothing, and return its number.

        Raises ValueError for a record whose vector is not known; the writer cannot be used after that.
        """
        if changes.erases:
            self._mark_unerased()
        current = self._catalogue.generation
        self._sweep(current)
        old = self._folder / GENERATIONS / str(current)
        digests = self._catalogue.derived()
        is_usable = not (self._is_renewed or changes.erases) and can_be_base(old, digests)
        last = self._catalogue.last_passage()
        removed_documents, removed_passages = self._apply(changes)
        base = Base(old, digests, removed_documents, removed_passages, last) if is_usable else None
        generation = current + 1
        self._catalogue.settle(generation, changes.origins, changes.attributes)
        self._derive(generation, base)
        unused = self._catalogue.unused(set(removed_passages.values()))
        self._catalogue.commit()
        self._vectors.forget(unused)
        self._sweep(generation)
        return generation

    @property
    def is_unerased(self) -> bool:
        """Whether something that was removed has yet to be erased: an erasing commit was interrupted."""
        return (self._folder / UNERASED).exists()

    def erase(self) -> None:
        """Leave no byte of what was removed by earlier commits. Raises StoreInUse while another process reads it."""
        self._sweep(self._catalogue.generation)
        is_catalogue_done = self._catalogue.erase()
        is_done = self._vectors.erase(lambda digests: set(digests) - self._catalogue.unused(digests))
        if not (is_catalogue_done and is_done):
            raise StoreInUse(self._folder)
        (self._folder / UNERASED).unlink(missing_ok=True)

    def _mark_unerased(self) -> None:
        """Note, durably, that the next writer has to erase what this commit removes, should it be interrupted."""
        with (self._folder / UNERASED).open("wb") as mark:
            os.fsync(mark.fileno())

    def repair(self, generation: int) -> dict[str, str] | None:
        """Make the folder of a generation again, if it is still the newest; the digests of its files."""
        if self._catalogue.generation != generation:
            return None
        shutil.rmtree(self._folder / GENERATIONS / str(generation), ignore_errors=True)
        digests = self._derive(generation, None)
        self._catalogue.commit()
        return digests

    def _apply(self, changes: Changes) -> tuple[list[str], dict[int, str]]:
        documents: list[str] = []
        passages: dict[int, str] = {}
        for document in changes.documents:
            old = self._catalogue.put(document)
            if old:
                documents.append(document.key)
                passages |= old
        for key in changes.removed:
            documents.append(key)
            passages |= self._catalogue.remove(key)
        return documents, passages

    def _derive(self, generation: int, base: Base | None) -> dict[str, str]:
        """Make the folder of a generation; from nothing, if what it starts from turns out to be damaged."""
        folder = self._folder / GENERATIONS / str(generation)
        try:
            digests = derive(folder, self._catalogue, self._vectors, base)
        except (ValueError, RuntimeError):
            if base is None:
                raise
            shutil.rmtree(folder)
            digests = derive(folder, self._catalogue, self._vectors, None)
        self._catalogue.replace_derived(digests)
        return digests

    def _sweep(self, kept: int) -> None:
        """Remove the folders of other generations: older ones, and those that were never committed."""
        generations = self._folder / GENERATIONS
        for folder in generations.iterdir() if generations.is_dir() else ():
            if folder.name != str(kept):
                shutil.rmtree(folder, ignore_errors=True)
