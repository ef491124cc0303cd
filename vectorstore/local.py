"""A store in a local folder: catalogue, vectors, and what derives from them, under one commit.

    library/
      catalogue.sqlite          documents, passages, generation: the truth
      vectors/                  vectors of passages, in files that never change; the catalogue says which count
      vectors.sqlite            vectors by content, kept as they are computed until a commit
      generations/N/            codes and BM25 of generation N; can be rebuilt from catalogue and vectors
      .verified.json            files that were verified to be as they were written
      lock                      held by the one writer

A commit first writes and syncs the vectors and the folder of the next generation, then commits the catalogue: that
moment is the change. If it is killed before, the next writer sweeps away what is unfinished. A commit that
erases first writes the file `unerased`: if it is killed before it is done, the next writer erases. A library of
format 1 has its vectors in `vectors.sqlite` and in its generation; it is read as it is, and the next commit
converts it, computing no vector again.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.catalogue_writer import CatalogueWriter
from vectorstore.connections import LONGEST_LOG, create_catalogue
from vectorstore.errors import StoreDamaged, StoreEmpty, StoreError, StoreInUse, StoreMissing, damaged, unwritable
from vectorstore.growth import Source, absent, grown
from vectorstore.indexes.before import segments_of_before
from vectorstore.indexes.generation import DENSE, Derived, derive, is_whole, load, removed_in
from vectorstore.indexes.scratch import scratch_folder
from vectorstore.lock import exclusive
from vectorstore.pending import PendingVectors
from vectorstore.segments import FOLDER, Segment, files_of, names_of, open_segment
from vectorstore.snapshot import LocalSnapshot, size_of
from vectorstore.store import Overview
from vectorstore.verified import Verified
from vectorstore.writer import GENERATIONS, LocalWriter

LOCK = "lock"

logger = logging.getLogger(__name__)


class LocalStore:
    """A VectorStore in a folder. Safe to share between threads, and between processes.

    `dimension` is that of a new store, `wait` the seconds that a second writer waits, `longest_log` the bytes of
    SQLite's write-ahead log above which a writer empties it.
    """

    def __init__(self, folder: Path, dimension: int = 0, wait: float = 0.0, longest_log: int = LONGEST_LOG) -> None:
        self._folder = folder
        self._dimension = dimension
        self._wait = wait
        self._longest_log = longest_log
        self._opened: Derived | None = None
        self._opened_of: tuple[int, dict[str, str], dict[str, str]] | None = None
        self._segments: dict[str, Segment] = {}
        self._opening = threading.Lock()
        self._verified = Verified(folder)

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
                is_current=catalogue.is_current,
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
                    closing(PendingVectors(self._folder, catalogue.dimension)) as pending,
                ):
                    writer = LocalWriter(self._folder, catalogue, pending)
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
        """The indexes of a generation, loaded once; None if they are incomplete or have been swept away."""
        with self._opening:
            # a store that was deleted and remade may have had as many commits
            digests, files = catalogue.derived(), catalogue.segments()
            if self._opened is None or self._opened_of != (generation, digests, files):
                folder = self._folder / GENERATIONS / str(generation)
                self._opened_of = generation, digests, files
                self._verified.read_again()
                try:
                    is_usable = self._has_vectors(files) and is_whole(folder, digests, self._verified)
                    self._opened = self._loaded(catalogue, folder) if is_usable else None
                except (OSError, RuntimeError, ValueError):  # FAISS and tantivy raise these for missing files
                    self._opened = None
                else:
                    self._verified.keep([*digests.values(), *files.values()])
            return self._opened

    def _loaded(self, catalogue: Catalogue, folder: Path) -> Derived:
        """The indexes in a generation's folder; those shared with an earlier one are not opened again."""
        if not catalogue.is_current:
            segments, removed = segments_of_before(folder / DENSE, catalogue.documents_of_passages())
            return load(folder, catalogue.generation, segments, removed)
        segments = self._opened_segments(catalogue)
        return load(folder, catalogue.generation, segments, removed_in(folder), self._opened)

    def _has_vectors(self, files: Mapping[str, str]) -> bool:
        """Whether the files that have vectors are as they were written."""
        return not files or is_whole(self._folder, files, self._verified)

    def _opened_segments(self, catalogue: Catalogue) -> list[Segment]:
        files, before = catalogue.segments(), self._segments
        self._segments = {}
        for name in names_of(files):
            content = " ".join(files[file] for file in files_of(name))
            known = before.get(content)
            self._segments[content] = known or open_segment(self._folder / FOLDER, name, catalogue.dimension)
        return list(self._segments.values())

    def _rebuilt(self, catalogue: Catalogue, generation: int) -> Derived | None:
        """The indexes of a generation, rebuilt for this process; None if rebuilt in place, or if there is a newer one.

        Raises StoreDamaged if vectors are missing or damaged.
        """
        logger.warning("The search indexes of %s are missing or damaged; rebuilding them.", self._folder)
        with self._opening:
            try:
                if not self._has_vectors(catalogue.segments()):
                    raise ValueError("vectors are missing, or are not as they were written")
                if self._repaired(generation):
                    return None
                self._opened = self._for_this_process(catalogue, generation)
            except ValueError as error:
                with closing(self._catalogue()) as newest:
                    if newest.generation != generation:
                        return None
                raise StoreDamaged(self._folder, str(error)) from error
            self._opened_of = generation, catalogue.derived(), catalogue.segments()
            return self._opened

    def _repaired(self, generation: int) -> bool:
        """Whether the indexes of a generation were rebuilt in their place; False if it cannot be written now."""
        try:
            with self.writer() as writer:
                return writer.repair(generation)
        except StoreError:
            return False  # busy, or read-only

    def _for_this_process(self, catalogue: Catalogue, generation: int) -> Derived:
        """The indexes of a generation, rebuilt in a temporary folder that lives as long as this store."""
        folder = scratch_folder(self)
        segments = self._opened_segments(catalogue)
        if not catalogue.is_current:
            with closing(PendingVectors(self._folder, catalogue.dimension, read_only=True)) as pending:
                segments = grown(folder, Source(catalogue, pending)).segments
        removed = absent(catalogue, segments)
        derive(folder / str(generation), catalogue, segments, removed, None)
        return load(folder / str(generation), generation, segments, removed)
