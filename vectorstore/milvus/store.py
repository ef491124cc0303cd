"""A store on a Milvus server: `milvus://HOST:PORT/NAME`. All of it is there, for whoever reads or writes it.

    NAME_catalogue        documents, origins, attributes and commits: rows that are only inserted, the newest last
    NAME_passages_G_D     vectors of length D with what a search may ask for, begun for generation G
    NAME_claims           who writes, or wants to

A commit inserts its rows and then one more, which says that they are all there: that moment is the change, and every
reader sees either all of them or none. The next writer removes what was never committed, and what only older
generations had. Words are searched for in a copy of the catalogue on the machine that asks.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from vectorstore.errors import StoreDamaged, StoreEmpty, StoreForeign, StoreMissing, StoreTooNew
from vectorstore.local import LocalStore
from vectorstore.milvus import claim
from vectorstore.milvus.address import Address
from vectorstore.milvus.copy import COPIED, Copies
from vectorstore.milvus.rows import FORMAT, Commit, Kind, format_of
from vectorstore.milvus.server import Server
from vectorstore.milvus.snapshot import MilvusSnapshot, own
from vectorstore.milvus.writer import CATALOGUE, MilvusWriter, subjects
from vectorstore.store import Overview


class MilvusStore:
    """A VectorStore on a server. Safe to share between threads.

    `folder` is where copies are kept, `dimension` that of a new library, `wait` the seconds that a second writer waits.
    """

    def __init__(
        self, address: Address, folder: Path, dimension: int = 0, wait: float = 0.0, *, token: str = ""
    ) -> None:
        self._address = address
        self._server = Server(address, token)
        self._copies = Copies(folder, self._server, address)
        self._dimension = dimension
        self._wait = wait
        self._copying = threading.Lock()
        self._seen: dict[Commit, frozenset[int]] = {}

    @contextmanager
    def snapshot(self) -> Iterator[MilvusSnapshot]:
        """The newest generation. Raises StoreMissing, StoreEmpty, StoreDamaged, StoreTooNew or StoreAway."""
        copy = self._copy()
        with copy.snapshot() as local:
            commit = Commit.parsed(local.attributes[COPIED])
            is_settled = commit in self._seen
            yield MilvusSnapshot(local, self._server, commit, self._changed(commit), is_settled=is_settled)

    def overview(self) -> Overview:
        """What the newest generation holds. Raises as `snapshot` does."""
        overview = self._copy().overview()
        commit = Commit.parsed(overview.attributes[COPIED])
        return replace(overview, generation=commit.generation, attributes=own(overview.attributes))

    @contextmanager
    def writer(self) -> Iterator[MilvusWriter]:
        """The right to write, held by one at a time, on any machine. Raises StoreBusy."""
        self._server.create(self._address.claims, claim.FIELDS, 2)
        with claim.exclusive(self._server, self._address, self._wait) as held:
            self._server.create(self._address.catalogue, CATALOGUE, 2)
            self._check_own()
            newest = self._newest() or self._first()
            writer = MilvusWriter(
                self._server,
                self._address,
                newest,
                self._copies,
                lambda: claim.check(self._server, self._address, held),
            )
            writer.sweep()
            yield writer

    def _copy(self) -> LocalStore:
        """The copy, at the newest generation or one that was committed meanwhile."""
        with self._copying:
            commit = self._committed()
            while True:
                try:
                    return self._copies.of(commit)
                except StoreDamaged:  # a writer may have removed what a newer generation does not have
                    if (newer := self._committed()) == commit:
                        raise
                    commit = newer

    def _committed(self) -> Commit:
        if self._address.catalogue not in self._server.collections():
            raise StoreMissing(str(self._address))
        self._check_own()
        if (commit := self._newest()) is None:
            raise StoreEmpty(str(self._address))
        return commit

    def _newest(self) -> Commit | None:
        """The newest commit; None if there is none. Raises StoreTooNew."""
        rows = self._server.query(self._address.catalogue, f'kind == "{Kind.COMMIT}"', ["generation", "body"])
        if not rows:
            return None
        body = max(rows, key=lambda row: int(row["generation"]))["body"]
        if (found := format_of(body)) > FORMAT:
            raise StoreTooNew(str(self._address), found, FORMAT)
        try:
            return Commit.parsed(body)
        except ValueError as error:
            raise StoreDamaged(str(self._address), str(error)) from error

    def _first(self) -> Commit:
        """The state before the first commit."""
        passages = self._address.passages(1, self._dimension)
        return Commit(0, secrets.token_hex(8), FORMAT, 0, 0, 0, 0, self._dimension, passages, 1, 0)

    def _check_own(self) -> None:
        """Raise StoreForeign if something else has made a collection of this name."""
        if self._server.fields(self._address.catalogue) != {"id", "vector", *CATALOGUE}:
            raise StoreForeign(str(self._address), self._address.catalogue)

    def _changed(self, commit: Commit) -> frozenset[int]:
        """The documents of a commit, by number, if their older passages may still be on the server."""
        if commit not in self._seen:
            changed = subjects(self._server, self._address, commit) if commit.generation > commit.since else ()
            self._seen = {commit: frozenset(changed)}
        return self._seen[commit]
