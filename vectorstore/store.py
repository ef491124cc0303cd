"""What every store of passages promises, however it is kept: it knows keys, texts and vectors of documents cut into
passages. What they mean is their owner's business. All changes go in as one commit; a reader sees one generation.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vectorstore.order import BY_HEADING, ListOptions

Vector: TypeAlias = NDArray[np.float32]
"""One embedding of unit length, shape (dimension,)."""

Vectors: TypeAlias = NDArray[np.float32]
"""Embeddings of unit length, one per row, shape (n, dimension)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One passage: the slice `start:end` of its document's text, and the digest of what was embedded for it."""

    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text, cut into records. `origin` names what it was read from (several documents may share one), `digest` its
    content. `heading` is searched together with each passage, `label` and `place` in lists (see ListOptions); `payload`
    is the owner's, and opaque.
    """

    key: str
    origin: str
    digest: str
    collection: str
    published: date | None
    heading: str
    text: str
    payload: str
    records: tuple[Record, ...] = ()
    authors: tuple[str, ...] = ()
    label: str = ""
    place: str = ""


class Entry(NamedTuple):
    """A document in the catalogue, without its text; a tuple, as every run takes one of each document."""

    key: str
    origin: str
    digest: str
    collection: str


@dataclass(frozen=True, slots=True)
class Changes:
    """One commit: documents to put (new, or in place of the same key), and keys to remove.

    `documents` is consumed once, as a stream; the rest is read after it ends, and may be filled until then.
    `origins` gives the new digest of each origin read, or None for one that is gone. `attributes` are the library's
    own settings, None to delete one. If it `erases`, a call of the writer's `erase` must follow, and the next
    generation shares no file with the one before.
    """

    documents: Iterable[Document] = ()
    removed: Collection[str] = ()
    origins: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    erases: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages a search may find. None means any; dates are inclusive. A document without a date is not found
    when a date is asked for; it has an `author` if one of its authors' names has all words of that name, ignoring case
    and accents.
    """

    collections: frozenset[str] | None = None
    document: str | None = None
    published_from: date | None = None
    published_until: date | None = None
    author: str | None = None

    @property
    def is_empty(self) -> bool:
        """True if everything may be found."""
        return self == EVERYTHING


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: its key, its document and slice, and its score (higher is better)."""

    passage: int
    document: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of documents: the first and the last, None where none has one, and how many are `undated`."""

    first: date | None
    last: date | None
    undated: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much one generation holds. `bytes` is what the library takes on disk."""

    documents: int
    passages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a generation holds, without its search indexes. If it is not `is_current`, any commit converts it."""

    generation: int
    attributes: Mapping[str, str]
    origins: Mapping[str, str]
    entries: Sequence[Entry]
    size: Size
    is_current: bool = True


class Snapshot(Protocol):
    """One generation, open for reading. Cheap enough to open for each question, and closed after it."""

    @property
    def generation(self) -> int:
        """The number of the commit that this shows."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """The library's own settings, as committed."""

    def __len__(self) -> int:
        """The number of passages."""

    def dense(self, vector: Vector, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest inner product with `vector`, best first."""

    def lexical(self, text: str, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest BM25 for the words of `text`, best first; any text is safe."""

    def alike(self, term: str, limit: int, where: Filter) -> list[Hit]:
        """At most `limit` passages with a term that differs from `term` by one letter, or by two swapped letters."""

    def terms(self, text: str) -> list[str]:
        """The words of `text` as `lexical` compares them, in order: folded, stemmed, with repetitions."""

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """The inverse document frequency of each term, over passages, as in BM25."""

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without records, authors, label and place."""

    def records(self, key: str) -> tuple[Record, ...]:
        """The records of a document, in order."""

    def entries(self) -> list[Entry]:
        """Every document, in order of key, without texts."""

    def listing(self, where: Filter = EVERYTHING, options: ListOptions = BY_HEADING) -> Iterator[Document]:
        """The documents of a list, without their texts, while the snapshot is open."""

    def page(self, where: Filter, options: ListOptions) -> tuple[list[Document], int]:
        """The same as `listing`, and how many documents the list has, whatever its first and its limit."""

    def vectors(self, key: str) -> Vectors:
        """The vectors of a document's passages, in order. Raises ValueError if one is unknown."""

    def collections(self) -> dict[str, int]:
        """How many documents each collection has, by name."""

    def dates(self, where: Filter) -> Dates:
        """The days of the documents that a filter lets through, whatever days it names."""

    def authors(self, collections: frozenset[str] | None) -> dict[str, int]:
        """How many documents in these collections (None: all) each author has, by name."""

    def written_by(self, author: str) -> list[str]:
        """The keys of the documents of an author, in order."""

    def origins(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The digest of each origin, or only of those in `among`, as it was when last read."""

    def size(self) -> Size:
        """How much there is."""


class Writer(Protocol):
    """The one writer of a store. Vectors are kept as they come; documents only by the commit."""

    @property
    def generation(self) -> int:
        """The newest generation, which the next commit follows."""

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these have a vector already."""

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, durably: an interrupted run need not compute them again.

        Raises ValueError if they are not finite, of unit length and of the store's dimension.
        """

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without their records, even if no snapshot can be opened."""

    def renew(self, dimension: int) -> None:
        """Start over with vectors of another model: the next commit must bring every document."""

    def commit(self, changes: Changes) -> int:
        """Commit all or nothing, and return the new generation. Raises ValueError for a record without a vector."""

    def size(self) -> Size:
        """How much there is, including what was put."""

    def erase(self) -> None:
        """Erase every byte that earlier commits removed; if interrupted, the next writer does. Raises StoreInUse."""


class VectorStore(Protocol):
    """A store of passages."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The newest generation. Raises StoreMissing, StoreEmpty, StoreDamaged or StoreTooNew."""

    def overview(self) -> Overview:
        """What the newest generation holds. Cheaper than a snapshot. Raises as `snapshot` does."""

    def writer(self) -> AbstractContextManager[Writer]:
        """The right to write, held by one at a time. Raises StoreBusy or StoreUnwritable."""
