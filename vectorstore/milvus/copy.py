"""A copy of a library's catalogue on the machine that reads it: documents and BM25, brought up to date by what changed.

Milvus finds passages by their vectors. It does not say how many passages have a word, nor which words are one letter
from another, which asking needs; its full-text search is in some servers only, and each weighs words differently. So
words are searched for here, as in a library in a folder: the copy is one, with placeholders of the shortest possible
length for vectors.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vectorstore.errors import StoreDamaged, StoreEmpty, StoreInUse, StoreMissing
from vectorstore.local import LocalStore
from vectorstore.milvus.address import Address
from vectorstore.milvus.rows import Commit, Kind, Row, document_of, unpacked
from vectorstore.milvus.server import Server
from vectorstore.store import Changes, Document, Writer

COPIED = "milvus"
"""The attribute of the copy that says which commit it has."""

DIMENSION = 1
WAIT = 60.0
"""Seconds to wait while another process on this machine brings the copy up to date."""

STEP, WIDEST = 256, 4_096
"""The width of the range of row numbers queried at first, and at most, where many were removed."""


class Copies:
    """The copies of one library in a folder. Only one is needed: that of the library that now has the name."""

    def __init__(self, folder: Path, server: Server, address: Address) -> None:
        self._folder = folder
        self._server = server
        self._address = address
        self._stores: dict[str, LocalStore] = {}

    def of(self, commit: Commit) -> LocalStore:
        """The copy, at this commit or at a later one. Raises StoreDamaged if the server gives less than it holds."""
        try:
            return self._at(commit)
        except StoreDamaged as error:
            if error.folder != self._folder / commit.library:
                raise
            self._remove(commit)  # it can be rebuilt
            return self._at(commit)

    def _at(self, commit: Commit) -> LocalStore:
        store = self._stores.setdefault(commit.library, LocalStore(self._folder / commit.library, DIMENSION, WAIT))
        before = copied(store)
        if before is None or before.generation < commit.generation:
            self._remove_others(commit.library)
            with store.writer() as writer:
                before = copied(store)  # another process may have come first
                if before is None or before.generation < commit.generation:
                    self._follow(writer, before, commit)
            self._check(store, commit)
        return store

    def erase(self, commit: Commit) -> None:
        """Erase every byte of what was removed from the copy."""
        with suppress(StoreInUse), self.of(commit).writer() as writer:
            writer.erase()

    def _follow(self, writer: Writer, before: Commit | None, commit: Commit) -> None:
        """Bring the copy from one commit (None: nothing at all) to another, in one commit of its own."""
        is_erasing = before is not None and before.generation < commit.erased
        replay = _Replay({COPIED: str(commit)})
        rows = self._rows(before.last if before else 0, commit.last)
        documents = self._ready(replay.documents(rows), writer)
        writer.commit(Changes(documents, replay.removed, replay.origins, replay.attributes, erases=is_erasing))
        if is_erasing:
            with suppress(StoreInUse):
                writer.erase()

    def _ready(self, documents: Iterator[Document], writer: Writer) -> Iterator[Document]:
        """Yield the documents, once their passages have placeholders for vectors."""
        for document in documents:
            new = sorted({record.digest for record in document.records})
            writer.remember(new, np.ones((len(new), DIMENSION), np.float32))
            yield document

    def _rows(self, after: int, last: int) -> Iterator[Row]:
        """Yield the rows of the catalogue with these numbers, in order, without those that were removed."""
        step = STEP
        while after < last:
            until = min(last, after + step)
            which, fields = f"id > {after} and id <= {until}", ["id", "kind", "left", "body"]
            found = self._server.query(self._address.catalogue, which, fields, is_settled=until + WIDEST < last)
            yield from sorted(found, key=lambda row: int(row["id"]))
            after = until
            step = STEP if len(found) >= STEP // 2 else min(2 * step, WIDEST)

    def _check(self, store: LocalStore, commit: Commit) -> None:
        """Remove a copy that has less or more than its commit says; it is rebuilt when it is needed."""
        with store.snapshot() as snapshot:
            told, size = Commit.parsed(snapshot.attributes[COPIED]), snapshot.size()
        if (size.documents, size.passages) != (told.documents, told.slices):
            self._remove(commit)
            raise StoreDamaged(
                str(self._address),
                f"its server gave {size.documents:,} of {told.documents:,} documents "
                f"and {size.passages:,} of {told.slices:,} passages",
            )

    def _remove(self, commit: Commit) -> None:
        self._stores.pop(commit.library)
        shutil.rmtree(self._folder / commit.library, ignore_errors=True)

    def _remove_others(self, kept: str) -> None:
        """Remove the copies of libraries that had the name before."""
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)


def copied(store: LocalStore) -> Commit | None:
    """The commit that a copy has; None if there is no copy, or only the beginning of one."""
    try:
        with store.snapshot() as snapshot:
            return Commit.parsed(snapshot.attributes[COPIED])
    except (StoreMissing, StoreEmpty):
        return None


@dataclass(slots=True)
class _Replay:
    """The net effect of rows of the catalogue: for each thing, what the last row about it says."""

    attributes: dict[str, str | None]
    removed: set[str] = field(default_factory=set)
    origins: dict[str, str | None] = field(default_factory=dict)

    def documents(self, rows: Iterator[Row]) -> Iterator[Document]:
        """Yield the documents that are put; the rest is known once they have ended."""
        for kind, body in unpacked(rows):
            match kind:
                case Kind.DOCUMENT:
                    document = document_of(body)
                    self.removed.discard(document.key)
                    yield document
                case Kind.REMOVED:
                    self.removed.add(json.loads(body)[0])
                case Kind.ORIGIN:
                    name, value = json.loads(body)
                    self.origins[name] = value
                case Kind.ATTRIBUTE:
                    name, value = json.loads(body)
                    self.attributes[name] = value
                case Kind.COMMIT:
                    pass
