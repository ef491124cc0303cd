"""The catalogue: documents, their passages and the generation, in SQLite. The truth that the rest derives from."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vectorstore.errors import LibraryDamaged, LibraryTooNew
from vectorstore.store import Document, Entry, Filter

FORMAT = 1
"""The version of the library's format that this program writes."""

FILE = "catalogue.sqlite"
BATCH = 500
"""Values in one SQL statement, below SQLite's limit."""

LONGEST_LOG = 16 * 1024 * 1024
"""Bytes of SQLite's write-ahead log above which a writer begins it anew."""

LOG_WAIT = 1_000
"""Milliseconds that a writer waits for readers to leave the log for that; it goes on without."""

SCHEMA = """
CREATE TABLE library (generation INTEGER NOT NULL, dimension INTEGER NOT NULL);
CREATE TABLE attributes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE derived (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE origins (origin TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, origin TEXT NOT NULL, digest TEXT NOT NULL,
    collection TEXT NOT NULL, published TEXT, heading TEXT NOT NULL, payload TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, digest TEXT NOT NULL
);
CREATE INDEX passages_of_document ON passages (document);
CREATE INDEX passages_of_digest ON passages (digest);
CREATE INDEX documents_of_origin ON documents (origin);
"""


def read_only_connection(path: Path) -> sqlite3.Connection:
    """A connection in which a reading transaction is open: it sees one commit, whatever a writer does."""
    uri = path.absolute().as_uri() + "?mode=ro"
    try:
        return _reading(uri)
    except sqlite3.OperationalError:
        # In a folder that may not be written SQLite cannot share memory with a writer, nor needs to.
        return _reading(uri + "&immutable=1")


def _reading(uri: str) -> sqlite3.Connection:
    # Threads share the connection, and so must not share statements, which the cache would hand to two of them.
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=0)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


class Catalogue:
    """One connection to the catalogue. The first read fixes the generation until `close`."""

    def __init__(self, library: Path, connection: sqlite3.Connection) -> None:
        self._library = library
        self._connection = connection

    @classmethod
    def create(cls, library: Path, dimension: int) -> None:
        """Make an empty catalogue of generation 0 in a folder that has none; whole, or not at all."""
        made = library / f"{FILE}.new"
        made.unlink(missing_ok=True)
        connection = sqlite3.connect(made, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute("INSERT INTO library VALUES (0, ?)", (dimension,))
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("COMMIT")
        finally:
            connection.close()
        made.rename(library / FILE)

    @classmethod
    def to_read(cls, library: Path) -> "Catalogue":
        """A catalogue that shows the newest generation, whatever a writer does. Raises LibraryTooNew."""
        return cls(library, read_only_connection(library / FILE))._checked()

    @classmethod
    def to_write(cls, library: Path) -> "Catalogue":
        """A catalogue in which one transaction is open, to be ended by `commit` or `close`."""
        connection = sqlite3.connect(library / FILE, isolation_level=None, timeout=30)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        _begin_log_anew(library / f"{FILE}-wal", connection)
        connection.execute("BEGIN IMMEDIATE")
        return cls(library, connection)._checked()

    def _checked(self) -> "Catalogue":
        try:
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version > FORMAT:
                raise LibraryTooNew(
                    f"The library at {self._library} has format {version}; this version knows up to {FORMAT}. "
                    "Upgrade with: pip install --upgrade pullquote"
                )
            if version < 1 or self._connection.execute("SELECT count(*) FROM library").fetchone() != (1,):
                raise LibraryDamaged(f"{self._library / FILE} is not a library's catalogue.")
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """End the reading, or undo what was not committed."""
        self._connection.close()

    def commit(self) -> None:
        """Make what was written the newest generation, and begin to write anew."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    @property
    def generation(self) -> int:
        """The number of the commit that this shows."""
        (number,) = self._connection.execute("SELECT generation FROM library").fetchone()
        return int(number)

    @property
    def dimension(self) -> int:
        """The length of the library's vectors."""
        (number,) = self._connection.execute("SELECT dimension FROM library").fetchone()
        return int(number)

    def resize(self, dimension: int) -> None:
        """Set the length of the library's vectors."""
        self._connection.execute("UPDATE library SET dimension = ?", (dimension,))

    def attributes(self) -> dict[str, str]:
        """The library's own settings."""
        return dict(self._connection.execute("SELECT name, value FROM attributes"))

    def origins(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The digest of each origin (None), or of those among these."""
        query = "SELECT origin, digest FROM origins"
        rows = self._connection.execute(query) if among is None else self._select(f"{query} WHERE origin IN", [*among])
        return dict(rows)

    def derived(self) -> dict[str, str]:
        """The digest of each file that derives from this generation, by its path in the generation's folder."""
        return dict(self._connection.execute("SELECT name, digest FROM derived"))

    def entries(self) -> list[Entry]:
        """Every document, in order of key, without texts."""
        rows = self._connection.execute("SELECT key, origin, digest, collection FROM documents ORDER BY key")
        return [Entry(*row) for row in rows]

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The documents of these keys that exist, without their records."""
        query = f"SELECT {_DOCUMENT}, text FROM documents WHERE key IN"  # noqa: S608  constants
        return {row[0]: _document(row) for row in self._select(query, list(keys))}

    def listing(self, collections: frozenset[str] | None) -> list[Document]:
        """Every document in these collections (None: all), without text or records, by heading."""
        query = f"SELECT {_DOCUMENT}, '' FROM documents"  # noqa: S608  constants
        if collections is None:
            rows: Iterator[tuple[Any, ...]] = self._connection.execute(query)
        else:
            rows = self._select(f"{query} WHERE collection IN", sorted(collections))
        return sorted(map(_document, rows), key=lambda document: (document.heading.casefold(), document.key))

    def collections(self) -> dict[str, int]:
        """How many documents each collection has, by name."""
        query = "SELECT collection, count(*) FROM documents GROUP BY collection ORDER BY collection"
        return dict(self._connection.execute(query).fetchall())

    def counts(self) -> tuple[int, int]:
        """How many documents and passages there are."""
        query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        documents, passages = self._connection.execute(query).fetchone()
        return documents, passages

    def slices(self, numbers: Sequence[int]) -> dict[int, tuple[str, int, int]]:
        """The document, start and end of each of these passages."""
        query = (
            "SELECT p.number, d.key, p.start, p.stop FROM passages p JOIN documents d ON d.number = p.document "
            "WHERE p.number IN"
        )
        return {number: (key, start, stop) for number, key, start, stop in self._select(query, numbers)}

    def matching(self, where: Filter) -> list[int]:
        """The numbers of the passages that a filter lets through, ascending."""
        clauses: list[str] = []
        values: list[str] = []
        if where.collections is not None:
            clauses.append(f"d.collection IN ({', '.join('?' * len(where.collections))})")
            values += sorted(where.collections)
        for clause, value in (
            ("d.key = ?", where.document),
            ("d.published >= ?", where.published_from.isoformat() if where.published_from else None),
            ("d.published <= ?", where.published_until.isoformat() if where.published_until else None),
        ):
            if value is not None:
                clauses.append(clause)
                values.append(value)
        query = (
            "SELECT p.number FROM passages p JOIN documents d ON d.number = p.document "  # noqa: S608  constants and the clauses above
            f"WHERE {' AND '.join(clauses) or '1'} ORDER BY p.number"
        )
        return [number for (number,) in self._connection.execute(query, values)]

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

    def last_passage(self) -> int:
        """The highest number that a passage has had; later ones get higher numbers."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def passages(self, after: int) -> Iterator[tuple[int, str, Document, str]]:
        """Passages of higher number than `after`: number, digest, document and text, ascending, as a stream."""
        query = (
            f"SELECT {_DOCUMENT}, text, number FROM documents WHERE number IN "  # noqa: S608  constants
            "(SELECT document FROM passages WHERE number > ?) ORDER BY number"
        )
        for *row, number in self._connection.execute(query, (after,)):
            document = _document(row)
            records = self._connection.execute(
                "SELECT number, start, stop, digest FROM passages WHERE document = ? ORDER BY number",
                (number,),
            )
            for passage, start, stop, digest in records:
                yield passage, digest, document, document.text[start:stop]

    def digests(self, key: str) -> list[str]:
        """The digests of a document's passages, in order."""
        query = (
            "SELECT p.digest FROM passages p JOIN documents d ON d.number = p.document WHERE d.key = ? "
            "ORDER BY p.number"
        )
        return [digest for (digest,) in self._connection.execute(query, (key,))]

    def unused(self, digests: Collection[str]) -> set[str]:
        """Those of the digests that no passage has."""
        query = "SELECT digest FROM passages WHERE digest IN"
        return set(digests) - {str(digest) for (digest,) in self._select(query, list(digests))}

    def put(self, document: Document) -> dict[int, str]:
        """Store a document, in place of the one of its key: the passages removed by that, with their digests."""
        old = self.remove(document.key)
        values = (
            document.key,
            document.origin,
            document.digest,
            document.collection,
            document.published and document.published.isoformat(),
            document.heading,
            document.payload,
            document.text,
        )
        query = f"INSERT INTO documents ({_DOCUMENT}, text) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
        cursor = self._connection.execute(query, values)
        self._connection.executemany(
            "INSERT INTO passages (document, start, stop, digest) VALUES (?, ?, ?, ?)",
            [(cursor.lastrowid, record.start, record.end, record.digest) for record in document.records],
        )
        return old

    def remove(self, key: str) -> dict[int, str]:
        """Remove a document, if it is there: its passages with their digests."""
        query = "SELECT p.number, p.digest FROM passages p JOIN documents d ON d.number = p.document WHERE d.key = ?"
        passages = dict(self._connection.execute(query, (key,)))
        self._connection.execute("DELETE FROM documents WHERE key = ?", (key,))
        return passages

    def settle(self, generation: int, origins: Mapping[str, str | None], attributes: Mapping[str, str | None]) -> None:
        """Write what belongs to a commit beside its documents."""
        self._connection.execute("UPDATE library SET generation = ?", (generation,))
        self._merge("origins", "origin", "digest", origins)
        self._merge("attributes", "name", "value", attributes)

    def replace_derived(self, digests: Mapping[str, str]) -> None:
        """Write the digests of all files that derive from this generation."""
        self._connection.execute("DELETE FROM derived")
        self._connection.executemany("INSERT INTO derived VALUES (?, ?)", digests.items())

    def _merge(self, table: str, name: str, value: str, changes: Mapping[str, str | None]) -> None:
        gone = [(key,) for key, new in changes.items() if new is None]
        kept = [(key, new) for key, new in changes.items() if new is not None]
        self._connection.executemany(f"DELETE FROM {table} WHERE {name} = ?", gone)  # noqa: S608  our own names
        put = f"INSERT OR REPLACE INTO {table} ({name}, {value}) VALUES (?, ?)"  # noqa: S608  our own names
        self._connection.executemany(put, kept)

    def _select(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that ends in IN, for any number of values."""
        for start in range(0, len(values), BATCH):
            some = values[start : start + BATCH]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _begin_log_anew(log: Path, connection: sqlite3.Connection) -> None:
    """Empty a long log. SQLite does so by itself when nobody reads, which with readers about may be never."""
    if log.is_file() and log.stat().st_size > LONGEST_LOG:
        (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {LOG_WAIT}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {usual}")


_DOCUMENT = "key, origin, digest, collection, published, heading, payload"


def _document(row: Sequence[object]) -> Document:
    key, origin, digest, collection, published, heading, payload, text = map(_text, row)
    return Document(
        key=key,
        origin=origin,
        digest=digest,
        collection=collection,
        published=date.fromisoformat(published) if published else None,
        heading=heading,
        text=text,
        payload=payload,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
