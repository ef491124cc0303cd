"""A store in a local folder: catalogue, vectors, and what derives from them, under one commit.

    library/
      catalogue.sqlite          documents, passages, generation: the truth
      vectors.sqlite            vectors by content, kept as they are computed
      generations/N/            FAISS and BM25 of generation N; can be made again from the two above
      lock                      held by the one writer

A commit first writes and syncs the folder of the next generation, then commits the catalogue: that
moment is the change. Killed before it, the next writer sweeps the unfinished folder away.
"""

import logging
import shutil
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from vectorstore.catalogue import FILE, Catalogue
from vectorstore.errors import LibraryDamaged, LibraryMissing, StoreError, damaged, unwritable
from vectorstore.indexes.generation import Base, Derived, Verified, can_be_base, derive, is_whole, load
from vectorstore.indexes.scratch import scratch_folder
from vectorstore.lock import exclusive
from vectorstore.store import Changes, Document, Entry, Filter, Hit, Overview, Size, Vector, Vectors
from vectorstore.vectors import VectorTable

GENERATIONS = "generations"
LOCK = "lock"

logger = logging.getLogger(__name__)


class LocalStore:
    """A VectorStore in a folder. Safe to share between threads, and between processes.

    `dimension` is that of a library that is made anew; `wait` the seconds that a second writer waits.
    """

    def __init__(self, folder: Path, dimension: int = 0, wait: float = 0.0) -> None:
        self._folder = folder
        self._dimension = dimension
        self._wait = wait
        self._opened: Derived | None = None
        self._opened_of: tuple[int, dict[str, str]] | None = None
        self._opening = threading.Lock()
        self._verified: Verified = set()

    @contextmanager
    def snapshot(self) -> Iterator["LocalSnapshot"]:
        """The newest generation. Raises LibraryMissing, LibraryDamaged or LibraryTooNew."""
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
                size=_size(self._folder, catalogue),
            )

    @contextmanager
    def writer(self) -> Iterator["LocalWriter"]:
        """The right to write, held by one at a time. Raises LibraryBusy or LibraryUnwritable."""
        with unwritable(self._folder), damaged(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with exclusive(self._folder / LOCK, self._wait):
                if not (self._folder / FILE).exists():
                    Catalogue.create(self._folder, self._dimension)
                with (
                    closing(Catalogue.to_write(self._folder)) as catalogue,
                    closing(VectorTable(self._folder, catalogue.dimension)) as vectors,
                ):
                    yield LocalWriter(self._folder, catalogue, vectors)

    def _newest(self) -> tuple[Catalogue, Derived]:
        """The newest generation with its indexes.

        A writer may sweep a generation away while it is looked at: then there is a newer one to look at.
        One that is the newest, and not whole, is made again.
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
            raise LibraryMissing(f"There is no library at {self._folder}. Make one with: pullquote index PATH")
        catalogue = Catalogue.to_read(self._folder)
        if catalogue.generation == 0:
            catalogue.close()
            raise LibraryMissing(f"The library at {self._folder} is empty. Fill it with: pullquote index PATH")
        return catalogue

    def _derived(self, catalogue: Catalogue, generation: int) -> Derived | None:
        """The indexes of a generation, loaded once; None if they are not whole, or swept away meanwhile."""
        with self._opening:
            digests = catalogue.derived()  # a library that was made anew may have had so many commits too
            if self._opened is None or self._opened_of != (generation, digests):
                folder = self._folder / GENERATIONS / str(generation)
                self._opened_of = generation, digests
                loaded = self._opened.dense.segments if self._opened is not None else {}
                try:
                    is_usable = is_whole(folder, digests, self._verified)
                    self._opened = load(folder, generation, digests, loaded) if is_usable else None
                except (OSError, RuntimeError, ValueError):  # FAISS and tantivy raise these for files that are gone
                    self._opened = None
            return self._opened

    def _rebuilt(self, catalogue: Catalogue, generation: int) -> Derived | None:
        """The indexes of a generation made again: in their place, or, where that cannot be, for this process.

        None if there is a newer generation by now.
        """
        logger.warning("The search indexes of %s are missing or damaged; they are made again.", self._folder)
        with self._opening:
            try:
                folder, digests = self._repaired(generation) or self._for_this_process(catalogue, generation)
            except ValueError as error:
                with closing(self._catalogue()) as newest:
                    if newest.generation != generation:
                        return None
                raise LibraryDamaged(
                    f"The library at {self._folder} is damaged ({error}): move it away and make it anew with: "
                    "pullquote index PATH"
                ) from error
            self._opened, self._opened_of = load(folder, generation, digests), (generation, catalogue.derived())
            return self._opened

    def _repaired(self, generation: int) -> tuple[Path, dict[str, str]] | None:
        """The folder of a generation made again in its place, if it may be written and no one writes; its digests."""
        try:
            with self.writer() as writer:
                if (digests := writer.repair(generation)) is not None:
                    return self._folder / GENERATIONS / str(generation), digests
        except StoreError:
            pass  # busy, or not to be written
        return None

    def _for_this_process(self, catalogue: Catalogue, generation: int) -> tuple[Path, dict[str, str]]:
        """The folder of a generation made again in a place of its own, removed with this store; its digests."""
        folder = scratch_folder(self) / str(generation)
        with closing(VectorTable(self._folder, catalogue.dimension, read_only=True)) as vectors:
            return folder, derive(folder, catalogue, vectors, None)


class LocalSnapshot:
    """One generation of a library, to read from, by any number of threads at once."""

    def __init__(self, folder: Path, catalogue: Catalogue, derived: Derived) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._derived = derived

    def close(self) -> None:
        """End the reading."""
        self._catalogue.close()

    @property
    def generation(self) -> int:
        """The number of the commit that this shows."""
        return self._derived.generation

    @property
    def attributes(self) -> Mapping[str, str]:
        """The library's own settings, as committed."""
        return self._catalogue.attributes()

    def __len__(self) -> int:
        """The number of passages."""
        return len(self._derived.dense)

    def dense(self, vector: Vector, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest inner product with `vector`, best first."""
        among = None if where.is_empty else self._catalogue.matching(where)
        return self._hits(self._derived.dense.search(vector, limit, among))

    def lexical(self, text: str, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest BM25 for the words of `text`, best first; any text is safe."""
        return self._hits(self._derived.lexical.search(text, limit, where))

    def alike(self, term: str, limit: int, where: Filter) -> list[Hit]:
        """At most `limit` passages with a term one slip of the hand from `term`."""
        return self._hits(self._derived.lexical.alike(term, limit, where))

    def terms(self, text: str) -> list[str]:
        """The words of `text` as `lexical` compares them, in order: folded, stemmed, with repetitions."""
        return self._derived.lexical.terms(text)

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """The inverse document frequency of each term, over passages, as in BM25."""
        return self._derived.lexical.rarity(terms)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents of these keys that exist, without their records."""
        return self._catalogue.documents(keys)

    def entries(self) -> list[Entry]:
        """Every document, in order of key, without texts."""
        return self._catalogue.entries()

    def listing(self, collections: frozenset[str] | None) -> list[Document]:
        """Every document in these collections (None: all), without text or records, by heading."""
        return self._catalogue.listing(collections)

    def vectors(self, key: str) -> Vectors:
        """The vectors of a document's passages, in order. Raises ValueError if one is not known."""
        with closing(VectorTable(self._folder, self._catalogue.dimension, read_only=True)) as table:
            return table.fetch(self._catalogue.digests(key))

    def collections(self) -> dict[str, int]:
        """How many documents each collection has, by name."""
        return self._catalogue.collections()

    def origins(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The digest of each origin (None), or of those among these, as it was when it was last read."""
        return self._catalogue.origins(among)

    def size(self) -> Size:
        """How much there is."""
        return _size(self._folder, self._catalogue)

    def _hits(self, found: Sequence[tuple[int, float]]) -> list[Hit]:
        slices = self._catalogue.slices([number for number, _ in found])
        return [Hit(number, *slices[number], score) for number, score in found]


class LocalWriter:
    """The one writer of a library. What it has not committed when it is closed has not happened."""

    def __init__(self, folder: Path, catalogue: Catalogue, vectors: VectorTable) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._vectors = vectors
        self._is_renewed = False

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
        current = self._catalogue.generation
        self._sweep(current)
        old = self._folder / GENERATIONS / str(current)
        digests = self._catalogue.derived()
        is_usable = not self._is_renewed and can_be_base(old, digests)
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


def _size(folder: Path, catalogue: Catalogue) -> Size:
    documents, passages = catalogue.counts()
    return Size(documents, passages, sum(_bytes(path) for path in folder.rglob("*")))


def _bytes(path: Path) -> int:
    """What a file takes; nothing, if it is none, or was swept away meanwhile."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
