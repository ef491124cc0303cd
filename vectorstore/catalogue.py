"""The catalogue in SQLite: documents, their passages and the generation. All the rest derives from it."""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from vectorstore.authors import words
from vectorstore.conditions import condition, list_condition
from vectorstore.connections import FORMAT, read_only_connection
from vectorstore.errors import StoreDamaged, StoreTooNew
from vectorstore.order import BY_HEADING, ListOptions
from vectorstore.store import EVERYTHING, Dates, Document, Entry, Filter, Record

FILE = "catalogue.sqlite"
BATCH = 500
"""Values in one SQL statement, below SQLite's limit."""

DOCUMENT = "key, origin, digest, collection, published, heading, payload"
"""The columns of a document, without its text."""

PASSAGES = "FROM passages p JOIN documents d ON d.number = p.document"


class Catalogue:
    """One connection to the catalogue. The first read fixes the generation until `close`."""

    def __init__(self, library: Path, connection: sqlite3.Connection) -> None:
        self._library = library
        self._connection = connection

    @classmethod
    def to_read(cls, library: Path) -> "Catalogue":
        """A catalogue that shows the newest generation, whatever a writer does. Raises StoreTooNew."""
        return cls(library, read_only_connection(library / FILE))._checked()

    def _checked(self) -> Self:
        try:
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version > FORMAT:
                raise StoreTooNew(self._library, version, FORMAT)
            if version < 1 or self._connection.execute("SELECT count(*) FROM library").fetchone() != (1,):
                raise StoreDamaged(self._library, f"{FILE} is no catalogue")
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Stop reading, and undo what was not committed."""
        self._connection.close()

    @property
    def generation(self) -> int:
        """The number of the commit that this shows."""
        return int(self._connection.execute("SELECT generation FROM library").fetchone()[0])

    @property
    def dimension(self) -> int:
        """The length of the library's vectors."""
        return int(self._connection.execute("SELECT dimension FROM library").fetchone()[0])

    def attributes(self) -> dict[str, str]:
        """The library's own settings."""
        return dict(self._connection.execute("SELECT name, value FROM attributes"))

    def origins(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The digest of each origin, or only of those in `among`."""
        query = "SELECT origin, digest FROM origins"
        rows = self._connection.execute(query) if among is None else self._select(f"{query} WHERE origin IN", [*among])
        return dict(rows)

    @property
    def is_current(self) -> bool:
        """Whether this has the format that this program writes, with vectors in segments."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return bool(version == FORMAT)

    def segments(self) -> dict[str, str]:
        """The digest of each file with vectors of this generation, by its path in the library."""
        if not self.is_current:
            return {}
        return dict(self._connection.execute("SELECT file, digest FROM segments"))

    def derived(self) -> dict[str, str]:
        """The digest of each file that derives from this generation, by its path in the generation's folder."""
        return dict(self._connection.execute("SELECT name, digest FROM derived"))

    def entries(self) -> list[Entry]:
        """Every document, without texts."""
        rows = self._connection.execute("SELECT key, origin, digest, collection FROM documents")
        return list(map(Entry._make, rows))

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents with these keys that exist, without their records."""
        query = f"SELECT {DOCUMENT}, text FROM documents WHERE key IN"  # noqa: S608  constants
        return {row[0]: _document(row) for row in self._select(query, list(keys))}

    def listing(self, where: Filter = EVERYTHING, options: ListOptions = BY_HEADING) -> Iterator[Document]:
        """The documents of a list, without their texts, as a stream."""
        query, values = self._list(f"{DOCUMENT}, ''", where, options)
        some = f"{query} LIMIT ifnull(?, -1) OFFSET ?"
        return map(_document, self._connection.execute(some, [*values, options.limit, options.first]))

    def page(self, where: Filter, options: ListOptions) -> tuple[list[Document], int]:
        """The same as `listing`, and how many documents the list has, whatever its first and its limit."""
        numbers = [number for (number,) in self._connection.execute(*self._list("number", where, options))]
        shown = numbers[options.first :][: options.limit]
        query = f"SELECT {DOCUMENT}, '', number FROM documents WHERE number IN"  # noqa: S608  constants
        found = {number: _document(row) for *row, number in self._select(query, shown)}
        return [found[number] for number in shown], len(numbers)

    def collections(self) -> dict[str, int]:
        """How many documents each collection has, by name."""
        query = "SELECT collection, count(*) FROM documents GROUP BY collection ORDER BY collection"
        return dict(self._connection.execute(query).fetchall())

    def authors(self, collections: frozenset[str] | None) -> dict[str, int]:
        """How many documents in these collections (None: all) each author has, by name."""
        if not self._has("authors"):
            return {}
        of = "document IN (SELECT number FROM documents WHERE collection IN (SELECT value FROM json_each(?)))"
        told, values = ("1", ()) if collections is None else (of, (json.dumps(sorted(collections)),))
        query = f"SELECT name, count(*) FROM authors WHERE {told} GROUP BY name"  # noqa: S608  constants
        return dict(self._connection.execute(query, values).fetchall())

    def written_by(self, author: str) -> list[str]:
        """The keys of the documents of an author, in order."""
        asked = words(author)
        if not (asked and self._has("authors")):
            return []
        named = " AND ".join(["instr(a.words, ?) > 0"] * len(asked))
        query = f"SELECT DISTINCT d.key FROM authors a JOIN documents d ON d.number = a.document WHERE {named}"  # noqa: S608  constants
        return sorted(key for (key,) in self._connection.execute(query, [f" {word} " for word in asked]))

    def _has(self, table: str) -> bool:
        """Whether there is anything in a table that catalogues of earlier versions lack."""
        known = self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        return bool(known and self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone())  # noqa: S608  our own names

    def counts(self) -> tuple[int, int]:
        """How many documents and passages there are."""
        query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        documents, passages = self._connection.execute(query).fetchone()
        return documents, passages

    def slices(self, numbers: Sequence[int]) -> dict[int, tuple[str, int, int]]:
        """The document, start and end of each of these passages."""
        query = f"SELECT p.number, d.key, p.start, p.stop {PASSAGES} WHERE p.number IN"
        return {number: (key, start, stop) for number, key, start, stop in self._select(query, numbers)}

    def matching(self, where: Filter) -> Sequence[int]:
        """The numbers of the documents that a filter lets through: there may be very many."""
        condition, values = self._condition(where)
        query = f"SELECT d.number FROM documents d WHERE {condition}"  # noqa: S608  constants
        return array("q", (number for (number,) in self._connection.execute(query, values)))

    def dates(self, where: Filter) -> Dates:
        """The days of the documents that a filter lets through, whatever days it names."""
        condition, values = self._condition(replace(where, published_from=None, published_until=None))
        columns = "min(published), max(published), count(*) - count(published)"
        query = f"SELECT {columns} FROM documents d WHERE {condition}"  # noqa: S608  constants
        first, last, undated = self._connection.execute(query, values).fetchone()
        return Dates(_day(first), _day(last), undated)

    def _list(self, columns: str, where: Filter, options: ListOptions) -> tuple[str, list[str]]:
        """The query of these columns of a list, and its values."""
        told, values = self._condition(where, options)
        return f"SELECT {columns} FROM documents d WHERE {told} ORDER BY {options.order.columns}", values  # noqa: S608  constants

    def _condition(self, where: Filter, options: ListOptions | None = None) -> tuple[str, list[str]]:
        """The SQL condition on a document `d` for a filter, or for a list, and its values."""
        written = None if where.author is None else self.written_by(where.author)
        if options is None:
            return condition(where, written)
        return list_condition(where, written, options, has_labels=not options.words or self._has("labels"))

    def slices_outside(self) -> int:
        """How many passages do not lie within their document's text."""
        orphans = "SELECT count(*) FROM passages WHERE document NOT IN (SELECT number FROM documents)"
        (count,) = self._connection.execute(orphans).fetchone()
        slices = "SELECT start, stop FROM passages WHERE document = ?"
        for number, text in self._connection.execute("SELECT number, text FROM documents"):
            length = len(text)
            rows = self._connection.execute(slices, (number,))
            count += sum(not 0 <= start < stop <= length for start, stop in rows)
        return int(count)

    def passages(self, after: int) -> Iterator[tuple[int, Document, str]]:
        """Yield the passages with numbers above `after`, ascending: number, document and text."""
        query = (
            f"SELECT {DOCUMENT}, text, number FROM documents WHERE number IN "  # noqa: S608  constants
            "(SELECT document FROM passages WHERE number > ?) ORDER BY number"
        )
        for *row, number in self._connection.execute(query, (after,)):
            document = _document(row)
            slices = "SELECT number, start, stop FROM passages WHERE document = ? ORDER BY number"
            for passage, start, stop in self._connection.execute(slices, (number,)):
                yield passage, document, document.text[start:stop]

    def numbers(self, after: int = 0) -> Iterator[tuple[int, int, str]]:
        """Yield the passages with numbers above `after`, ascending: number, number of the document and digest."""
        query = "SELECT number, document, digest FROM passages WHERE number > ? ORDER BY number"
        yield from self._connection.execute(query, (after,))

    def documents_of_passages(self) -> dict[int, int]:
        """The number of each passage's document, by passage."""
        return dict(self._connection.execute("SELECT number, document FROM passages"))

    def holders(self, digests: Collection[str]) -> list[tuple[str, int]]:
        """The passages that have one of these digests, each with its digest."""
        return list(self._select("SELECT digest, number FROM passages WHERE digest IN", list(digests)))

    def passages_of(self, key: str) -> list[int]:
        """The numbers of a document's passages, in order."""
        query = f"SELECT p.number {PASSAGES} WHERE d.key = ? ORDER BY 1"
        return [number for (number,) in self._connection.execute(query, (key,))]

    def records(self, key: str) -> tuple[Record, ...]:
        """The records of a document, in order."""
        query = f"SELECT p.start, p.stop, p.digest {PASSAGES} WHERE d.key = ? ORDER BY p.number"
        return tuple(Record(*row) for row in self._connection.execute(query, (key,)))

    def _select(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that ends in IN, for any number of values."""
        for start in range(0, len(values), BATCH):
            some = values[start : start + BATCH]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _document(row: Sequence[Any]) -> Document:
    key, origin, digest, collection, published, heading, payload, text = row
    return Document(
        key=key,
        origin=origin,
        digest=digest,
        collection=collection,
        published=_day(published),
        heading=heading,
        text=text,
        payload=payload,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
