"""One generation of a local store, open for reading."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from vectorstore.catalogue import Catalogue
from vectorstore.indexes.generation import Derived
from vectorstore.order import BY_HEADING, ListOptions
from vectorstore.store import EVERYTHING, Dates, Document, Entry, Filter, Hit, Record, Size, Vector, Vectors

FILTERS = 8
"""Filters whose documents are remembered: the questions of a place have the same, and counting out takes 10 ms of a
hundred thousand articles.
"""


class LocalSnapshot:
    """One generation of a library, for any number of threads to read at once."""

    def __init__(self, folder: Path, catalogue: Catalogue, derived: Derived) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._derived = derived
        self._matching = lru_cache(FILTERS)(catalogue.matching)

    def close(self) -> None:
        """Stop reading."""
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
        documents = None if where.is_empty else self._matching(where)
        return self._hits(self._derived.dense.search(vector, limit, documents))

    def lexical(self, text: str, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest BM25 for the words of `text`, best first; any text is safe."""
        return self._hits(self._derived.lexical.search(text, limit, where, self._written(where)))

    def alike(self, term: str, limit: int, where: Filter) -> list[Hit]:
        """At most `limit` passages with a term one slip of the hand from `term`."""
        return self._hits(self._derived.lexical.alike(term, limit, where, self._written(where)))

    def terms(self, text: str) -> list[str]:
        """The words of `text` as `lexical` compares them, in order: folded, stemmed, with repetitions."""
        return self._derived.lexical.terms(text)

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """The inverse document frequency of each term, over passages, as in BM25."""
        return self._derived.lexical.rarity(terms)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without their records."""
        return self._catalogue.documents(keys)

    def records(self, key: str) -> tuple[Record, ...]:
        """The records of a document, in order."""
        return self._catalogue.records(key)

    def entries(self) -> list[Entry]:
        """Every document, in order of key, without texts."""
        return sorted(self._catalogue.entries(), key=lambda entry: entry.key)

    def listing(self, where: Filter = EVERYTHING, options: ListOptions = BY_HEADING) -> Iterator[Document]:
        """The documents of a list, without their texts."""
        return self._catalogue.listing(where, options)

    def page(self, where: Filter, options: ListOptions) -> tuple[list[Document], int]:
        """The same as `listing`, and how many documents the list has, whatever its first and its limit."""
        return self._catalogue.page(where, options)

    def vectors(self, key: str) -> Vectors:
        """The vectors of a document's passages, in order. Raises ValueError if one is unknown."""
        return self._derived.dense.vectors(self._catalogue.passages_of(key))

    def collections(self) -> dict[str, int]:
        """How many documents each collection has, by name."""
        return self._catalogue.collections()

    def authors(self, collections: frozenset[str] | None) -> dict[str, int]:
        """How many documents in these collections (None: all) each author has, by name."""
        return self._catalogue.authors(collections)

    def dates(self, where: Filter) -> Dates:
        """The days of the documents that a filter lets through, whatever days it names."""
        return self._catalogue.dates(where)

    def origins(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The digest of each origin, or only of those in `among`, as it was when last read."""
        return self._catalogue.origins(among)

    def size(self) -> Size:
        """How much there is."""
        return size_of(self._folder, self._catalogue)

    def written_by(self, author: str) -> list[str]:
        """The keys of the documents of an author, in order."""
        return self._catalogue.written_by(author)

    def _written(self, where: Filter) -> list[str] | None:
        """The keys of an author's documents; None if a filter names no author."""
        return None if where.author is None else self.written_by(where.author)

    def _hits(self, found: Sequence[tuple[int, float]]) -> list[Hit]:
        slices = self._catalogue.slices([number for number, _ in found])
        return [Hit(number, *slices[number], score) for number, score in found]


def size_of(folder: Path, catalogue: Catalogue) -> Size:
    """How much a generation holds, and how much disk its store takes."""
    documents, passages = catalogue.counts()
    return Size(documents, passages, sum(_bytes(path) for path in folder.rglob("*")))


def _bytes(path: Path) -> int:
    """The size of a file; 0 if it is not a file, or has been swept away."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
