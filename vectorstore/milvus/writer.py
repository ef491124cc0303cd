"""One commit of a library in Milvus: its rows first, then the one row that makes them a generation."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from vectorstore.errors import StoreError
from vectorstore.milvus.address import Address
from vectorstore.milvus.copy import Copies
from vectorstore.milvus.rows import Change, Commit, Kind, of_document, of_pair, packed
from vectorstore.milvus.server import BATCH, Server, among
from vectorstore.milvus.vectors import VectorRows
from vectorstore.store import Changes, Document, Size, Vectors

CATALOGUE = {"kind": "16", "generation": "integer", "subject": "integer", "left": "integer", "body": "65535"}
"""The fields of the catalogue."""

UNUSED = [1.0, 0.0]
"""The vector of a row of the catalogue: Milvus has no collection without vectors."""

RANGE = 4_096
"""Rows of a commit that are read at once."""


class MilvusWriter:
    """The one writer of a library in Milvus. Whatever is not committed when it closes has not happened.

    `newest` is the generation that the next commit follows, number 0 in a new library. `check` raises StoreBusy if
    another writer has taken this one for dead.
    """

    def __init__(
        self, server: Server, address: Address, newest: Commit, copies: Copies, check: Callable[[], None]
    ) -> None:
        self._server = server
        self._address = address
        self._newest = newest
        self._copies = copies
        self._check = check
        self._table = VectorRows(server, newest.passages, newest.dimension)
        self._since = newest.since

    @property
    def generation(self) -> int:
        """The newest generation, which the next commit follows."""
        return self._newest.generation

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these have a vector already."""
        return self._table.known(digests)

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, durably: an interrupted run need not compute them again.

        Raises ValueError if they are not finite, of unit length and of the store's dimension.
        """
        self._table.remember(digests, vectors)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without their records, even if the vectors are gone."""
        if not self.generation:
            return {}
        with self._copies.of(self._newest).snapshot() as snapshot:
            return snapshot.documents(keys)

    def size(self) -> Size:
        """How much there is on the server, including what was committed; none of it takes bytes here."""
        return Size(self._newest.documents, self._newest.slices, 0)

    def renew(self, dimension: int) -> None:
        """Start over with vectors of another model: the next commit must bring every document."""
        self._since = self.generation + 1
        self._table = VectorRows(self._server, self._address.passages(self._since, dimension), dimension)

    def commit(self, changes: Changes) -> int:
        """Move the store to its next generation, all or nothing, and return its number.

        Raises ValueError for a record whose vector is not known; the writer cannot be used after that.
        """
        generation = self.generation + 1
        self._table.create()
        with self._passages_before() as count:
            tally = _Tally(count, self._newest.documents, self._newest.slices)
            last = self._newest.last
            logged = packed(self._logged(changes, tally, generation), generation, last + 1)
            for batch in iter(lambda: list(islice(logged, BATCH)), []):
                self._server.insert(self._address.catalogue, [{**row, "vector": UNUSED} for row in batch])
                last = batch[-1]["id"]
        self._publish(
            replace(
                self._newest,
                generation=generation,
                first=self._newest.last + 1,
                last=last + 1,
                documents=tally.documents,
                slices=tally.passages,
                dimension=self._table.dimension,
                passages=self._table.collection,
                since=self._since,
                erased=generation if changes.erases else self._newest.erased,
            )
        )
        return generation

    def sweep(self) -> None:
        """Remove what no reader of the newest generation needs: what older ones had, and what was never committed."""
        catalogue, generation = self._address.catalogue, self.generation
        self._server.delete(catalogue, f"id > {self._newest.last}")
        collections = self._server.collections()
        tables = [name for name in collections if self._address.since(name) is not None]
        for name in tables:
            if name != self._newest.passages and (self._address.since(name) or 0) <= generation:
                self._server.drop(name)
        if self._newest.passages in tables:
            self._server.delete(self._newest.passages, f"generation > {generation}")
        if generation <= 1:
            return
        for which in among("subject", subjects(self._server, self._address, self._newest)):
            self._server.delete(catalogue, f"generation < {generation} and {which}")
            if self._newest.passages in tables:
                older = f"generation >= 0 and generation < {generation}"
                self._server.delete(self._newest.passages, f"{older} and {which}")

    def erase(self) -> None:
        """Erase what earlier commits removed, except what the server itself has yet to collect."""
        self.sweep()
        for name in (self._address.catalogue, self._newest.passages):
            self._server.compact(name)
        self._copies.erase(self._newest)

    def _publish(self, commit: Commit) -> None:
        """Insert the row that makes the rows before it a generation."""
        (row,) = packed([Change(Kind.COMMIT, "", str(commit))], commit.generation, commit.last)
        self._check()
        self._server.insert(self._address.catalogue, [{**row, "vector": UNUSED}])
        self._newest = commit
        with suppress(StoreError):  # leftovers do no harm, and the next commit removes them
            self._table.forget_uncommitted()

    @contextmanager
    def _passages_before(self) -> Iterator[Callable[[str], int | None]]:
        """Yield a counter of a document's passages in the newest generation; None if it is absent."""
        if not self.generation:
            yield lambda _: None
            return
        with self._copies.of(self._newest).snapshot() as snapshot:
            keys = {entry.key for entry in snapshot.entries()}
            yield lambda key: len(snapshot.records(key)) if key in keys else None

    def _logged(self, changes: Changes, tally: "_Tally", generation: int) -> Iterator[Change]:
        """Yield what a commit changes, in order, inserting passages as their documents pass."""
        for document in changes.documents:
            if tally.has_put(document.key):
                self._table.remove(document.key, generation)
            self._table.put(document, generation)
            tally.put(document)
            yield of_document(document)
        self._table.flush()
        for key in changes.removed:
            if tally.has_put(key):
                self._table.remove(key, generation)
            tally.remove(key)
            yield of_pair(Kind.REMOVED, key, None)
        for origin, digest in changes.origins.items():
            yield of_pair(Kind.ORIGIN, origin, digest)
        for name, value in changes.attributes.items():
            yield of_pair(Kind.ATTRIBUTE, name, value)


def subjects(server: Server, address: Address, commit: Commit) -> list[int]:
    """The numbers of what a commit changed or removed."""
    found: set[int] = set()
    for first in range(commit.first, commit.last + 1, RANGE):
        which = f"id >= {first} and id < {min(first + RANGE, commit.last + 1)}"
        found |= {row["subject"] for row in server.query(address.catalogue, which, ["subject"])}
    return sorted(found)


@dataclass(slots=True)
class _Tally:
    """How many documents and passages a commit leaves; `before` says how many passages a document had."""

    before: Callable[[str], int | None]
    documents: int
    passages: int
    _now: dict[str, int | None] = field(default_factory=dict)

    def has_put(self, key: str) -> bool:
        """Whether this commit has put a document with this key."""
        return self._now.get(key) is not None

    def put(self, document: Document) -> None:
        """Count a document in place of the one with its key."""
        self._replace(document.key, len(document.records))

    def remove(self, key: str) -> None:
        """No longer count a document."""
        self._replace(key, None)

    def _replace(self, key: str, after: int | None) -> None:
        before = self._now[key] if key in self._now else self.before(key)
        self.documents += (after is not None) - (before is not None)
        self.passages += (after or 0) - (before or 0)
        self._now[key] = after
