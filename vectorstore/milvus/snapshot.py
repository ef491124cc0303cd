"""One generation of a library in Milvus, open for reading: vectors on the server, the rest in the copy here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from vectorstore.milvus.copy import COPIED
from vectorstore.milvus.rows import Commit, Kind, Row, number_of, subject
from vectorstore.milvus.server import MOST, Server, among
from vectorstore.order import BY_HEADING, ListOptions
from vectorstore.snapshot import LocalSnapshot
from vectorstore.store import EVERYTHING, Dates, Document, Entry, Filter, Hit, Record, Size, Vector, Vectors

PLACE = ("document", "subject", "generation", "start", "stop")
"""The fields that say which passage a row is."""


class MilvusSnapshot:
    """One generation, for any number of threads to read at once.

    `changed` are the documents of its commit, by number: their older passages are still on the server, for readers of
    the generation before, but are not found. What a later commit removes there is no longer found either.
    """

    def __init__(
        self, copy: LocalSnapshot, server: Server, commit: Commit, changed: frozenset[int], *, is_settled: bool
    ) -> None:
        self._copy = copy
        self._server = server
        self._commit = commit
        self._changed = changed
        self._is_settled = is_settled

    @property
    def generation(self) -> int:
        """The number of the commit that this shows."""
        return self._commit.generation

    @property
    def attributes(self) -> Mapping[str, str]:
        """The library's own settings, as committed."""
        return own(self._copy.attributes)

    def __len__(self) -> int:
        """The number of passages."""
        return len(self._copy)

    def dense(self, vector: Vector, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest inner product with `vector`, best first."""
        if limit <= 0:
            return []
        found = {hit.passage: hit for which in self._expressions(where) for hit in self._nearest(vector, limit, which)}
        return sorted(found.values(), key=lambda hit: (-hit.score, hit.document, hit.start))[:limit]

    def lexical(self, text: str, limit: int, where: Filter) -> list[Hit]:
        """The `limit` passages of greatest BM25 for the words of `text`, best first; any text is safe."""
        return list(map(_numbered, self._copy.lexical(text, limit, where)))

    def alike(self, term: str, limit: int, where: Filter) -> list[Hit]:
        """At most `limit` passages with a term one slip of the hand from `term`."""
        return list(map(_numbered, self._copy.alike(term, limit, where)))

    def terms(self, text: str) -> list[str]:
        """The words of `text` as `lexical` compares them, in order: folded, stemmed, with repetitions."""
        return self._copy.terms(text)

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """The inverse document frequency of each term, over passages, as in BM25."""
        return self._copy.rarity(terms)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without their records."""
        return self._copy.documents(keys)

    def records(self, key: str) -> tuple[Record, ...]:
        """The records of a document, in order."""
        return self._copy.records(key)

    def entries(self) -> list[Entry]:
        """Every document, in order of key, without texts."""
        return self._copy.entries()

    def listing(self, where: Filter = EVERYTHING, options: ListOptions = BY_HEADING) -> Iterator[Document]:
        """The documents of a list, without their texts."""
        return self._copy.listing(where, options)

    def page(self, where: Filter, options: ListOptions) -> tuple[list[Document], int]:
        """The same as `listing`, and how many documents the list has, whatever its first and its limit."""
        return self._copy.page(where, options)

    def vectors(self, key: str) -> Vectors:
        """The vectors of a document's passages, in order. Raises ValueError if one is unknown."""
        which = f"subject == {subject(Kind.DOCUMENT, key)} and {self._visible()}"
        rows = self._server.query(self._commit.passages, which, [*PLACE, "vector"], is_settled=self._is_settled)
        known = {(row["start"], row["stop"]): row["vector"] for row in rows if self._is_live(row)}
        places = [(record.start, record.end) for record in self._copy.records(key)]
        if missing := sum(place not in known for place in places):
            raise ValueError(f"{missing} passages have no vector")
        found = np.array([known[place] for place in places], np.float32)
        return found.reshape(len(places), self._commit.dimension)

    def collections(self) -> dict[str, int]:
        """How many documents each collection has, by name."""
        return self._copy.collections()

    def authors(self, collections: frozenset[str] | None) -> dict[str, int]:
        """How many documents in these collections (None: all) each author has, by name."""
        return self._copy.authors(collections)

    def dates(self, where: Filter) -> Dates:
        """The days of the documents that a filter lets through, whatever days it names."""
        return self._copy.dates(where)

    def written_by(self, author: str) -> list[str]:
        """The keys of the documents of an author, in order."""
        return self._copy.written_by(author)

    def origins(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The digest of each origin, or only of those in `among`, as it was when last read."""
        return self._copy.origins(among)

    def size(self) -> Size:
        """How much there is; the bytes are those of the copy."""
        return self._copy.size()

    def _nearest(self, vector: Vector, limit: int, which: str) -> list[Hit]:
        """The nearest passages that match an expression, searching deeper where older ones take their places."""
        wanted = min(limit, MOST)
        while True:
            rows = self._server.search(self._commit.passages, vector, which, PLACE, wanted, is_settled=self._is_settled)
            hits = {hit.passage: hit for hit in map(_hit, filter(self._is_live, rows))}  # once, even if inserted twice
            if len(hits) >= limit or len(rows) < wanted or wanted == MOST:
                return list(hits.values())[:limit]
            wanted = min(2 * wanted, MOST)

    def _visible(self) -> str:
        return f"generation >= 0 and generation <= {self._commit.generation}"

    def _is_live(self, row: Row) -> bool:
        """Whether a passage belongs to this generation, and not to a document that its commit replaced or removed."""
        return row["generation"] == self._commit.generation or row["subject"] not in self._changed

    def _expressions(self, where: Filter) -> Iterator[str]:
        """Yield Milvus's expression for a filter; several where an author has very many documents."""
        clauses = [self._visible()]
        if where.collections is not None:
            clauses += among("collection", map(number_of, where.collections)) if where.collections else ["id < 0"]
        if where.document is not None:
            clauses.append(f"subject == {subject(Kind.DOCUMENT, where.document)}")
        if where.published_from is not None:
            clauses.append(f"published >= {where.published_from.toordinal()}")
        if where.published_until is not None:
            clauses.append(f"published >= 0 and published <= {where.published_until.toordinal()}")
        if where.author is None:
            yield " and ".join(clauses)
            return
        for keys in among("subject", [subject(Kind.DOCUMENT, key) for key in self._copy.written_by(where.author)]):
            yield " and ".join([*clauses, keys])


def own(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes of a library, without what its copy remembers for itself."""
    return {name: value for name, value in attributes.items() if name != COPIED}


def _hit(row: Row) -> Hit:
    return _numbered(Hit(0, row["document"], row["start"], row["stop"], row["score"]))


def _numbered(hit: Hit) -> Hit:
    """A hit whose passage has the same number whether found by its vector or by its words."""
    return replace(hit, passage=number_of(hit.document, str(hit.start), str(hit.end)))
