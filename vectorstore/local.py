"""A store in a local folder: catalogue, vectors, and what derives from them, under one commit.

    library/
      catalogue.sqlite          documents, passages, generation: the truth
      vectors.sqlite            vectors by content, kept as they are computed
      generations/N/            FAISS and BM25 of generation N; can be made again from the two above
      lock                      held by the one writer

A commit first writes and syncs the folder of the next generation, then commits the catalogue: that
moment is the change. If it is killed before, the next writer sweeps the unfinished folder away. A commit that
erases first leaves the file `unerased`: if it is killed before it is done, the next writer erases.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.catalogue_writer import CatalogueWriter
from vectorstore.connections import LONGEST_LOG, create_catalogue
from vectorstore.errors import StoreDamaged, StoreEmpty, StoreError, StoreInUse, StoreMissing, damaged, unwritable
from vectorstore.indexes.generation import Derived, Verified, derive, is_whole, load
from vectorstore.indexes.scratch import scratch_folder
from vectorstore.lock import exclusive
from vectorstore.snapshot import LocalSnapshot, size_of
from vectorstore.store import Overview
from vectorstore.vectors import VectorTable
from vectorstore.writer import GENERATIONS, LocalWriter

LOCK = "lock"

logger = logging.getLogger(__name__)


class LocalStore:
    """A VectorStore in a folder. Safe to share between threads, and between processes.

    `dimension` is that of a store that is made anew, `wait` the seconds that a second writer waits, `longest_log` the
    bytes of SQLite's write-ahead log above which a writer empties it.
    """

    def __init__(self, folder: Path, dimension: int = 0, wait: float = 0.0, longest_log: int = LONGEST_LOG) -> None:
        self._folder = folder
        self._dimension = dimension
        self._wait = wait
        self._longest_log = longest_log
        self._opened: Derived | None = None
        self._opened_of: tuple[int, dict[str, str]] | None = None
        self._opening = threading.Lock()
        self._verified: Verified = set()

    @contextmanager
    def snapshot(self) -> Iterator[LocalSnapshot]:
        """The newest generation. Raises StoreMissing, StoreEmpty, StoreDamaged or StoreTooNew."""
        with damaged(self._folder), closing(LocalSnapshot(self._folder, *self._newest())) as snapshot:
            yield snapshot

    def overview(self) -> Overview:
        """What the newest generation holds. Cheaper than a snapshot, as no search index is opened."""
        with damaged(self._folder), closing(self._catalogue()) as catalogue:
            return Overview(
                generation=catalogue.generation,
                attributes=catalogue.attributes(),
                origins=catalogue.origins(),
                entries=catalogue.entries(),
                size=size_of(self._folder, catalogue),
            )

    @contextmanager
    def writer(self) -> Iterator[LocalWriter]:
        """The right to write, held by one at a time. Raises StoreBusy or StoreUnwritable."""
        with unwritable(self._folder), damaged(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with exclusive(self._folder / LOCK, self._wait):
                if not (self._folder / FILE).exists():
                    create_catalogue(self._folder / FILE, self._dimension)
                with (
                    closing(CatalogueWriter.to_write(self._folder, self._longest_log)) as catalogue,
                    closing(VectorTable(self._folder, catalogue.dimension)) as vectors,
                ):
                    writer = LocalWriter(self._folder, catalogue, vectors)
                    if writer.is_unerased:
                        with suppress(StoreInUse):
                            writer.erase()
                    yield writer

    def _newest(self) -> tuple[Catalogue, Derived]:
        """The newest generation with its indexes.

        A writer may sweep a generation away while it is being opened: then there is a newer one to open.
        The newest is rebuilt if it is not whole.
        """
        before: int | None = None
        while True:
            catalogue = self._catalogue()
            try:
                generation = catalogue.generation
                derived = self._derived(catalogue, generation)
                if derived is None and generation == before:
                    derived = self._rebuilt(catalogue, generation)
            except BaseException:
                catalogue.close()
                raise
            if derived is not None:
                return catalogue, derived
            catalogue.close()
            before = generation

    def _catalogue(self) -> Catalogue:
        if not (self._folder / FILE).is_file():
            raise StoreMissing(self._folder)
        catalogue = Catalogue.to_read(self._folder)
        if catalogue.generation == 0:
            catalogue.close()
            raise StoreEmpty(self._folder)
        return catalogue

    def _derived(self, catalogue: Catalogue, generation: int) -> Derived | None:
        """The indexes of a generation, loaded once; None if they are not whole, or were swept away meanwhile."""
        with self._opening:
            digests = catalogue.derived()  # a store that was made anew may have had as many commits
            if self._opened is None or self._opened_of != (generation, digests):
                folder = self._folder / GENERATIONS / str(generation)
                self._opened_of = generation, digests
                loaded = self._opened.dense.segments if self._opened is not None else {}
                try:
                    is_usable = is_whole(folder, digests, self._verified)
                    self._opened = load(folder, generation, digests, loaded) if is_usable else None
                except (OSError, RuntimeError, ValueError):  # FAISS and tantivy raise these for missing files
                    self._opened = None
            return self._opened

    def _rebuilt(self, catalogue: Catalogue, generation: int) -> Derived | None:
        """The indexes of a generation, rebuilt in their place, or, where that is impossible, for this process.

        None if there is a newer generation by now.
        """
        logger.warning("The search indexes of %s are missing or damaged; rebuilding them.", self._folder)
        with self._opening:
            try:
                folder, digests = self._repaired(generation) or self._for_this_process(catalogue, generation)
            except ValueError as error:
                with closing(self._catalogue()) as newest:
                    if newest.generation != generation:
                        return None
                raise StoreDamaged(self._folder, str(error)) from error
            self._opened, self._opened_of = load(folder, generation, digests), (generation, catalogue.derived())
            return self._opened

    def _repaired(self, generation: int) -> tuple[Path, dict[str, str]] | None:
        """The folder of a generation and its digests, rebuilt in place; None if it cannot be written now."""
        try:
            with self.writer() as writer:
                if (digests := writer.repair(generation)) is not None:
                    return self._folder / GENERATIONS / str(generation), digests
        except StoreError:
            pass  # busy, or read-only
        return None

    def _for_this_process(self, catalogue: Catalogue, generation: int) -> tuple[Path, dict[str, str]]:
        """The folder of a generation and its digests, rebuilt in a temporary place that goes with this store."""
        folder = scratch_folder(self) / str(generation)
        with closing(VectorTable(self._folder, catalogue.dimension, read_only=True)) as vectors:
            return folder, derive(folder, catalogue, vectors, None)
