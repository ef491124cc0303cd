"""The catalogue's file: its format and schema, and SQLite connections to read and to write it."""

import sqlite3
from pathlib import Path

FORMAT = 2
"""The version of the format that this program writes. In format 1, FAISS kept the vectors of each generation."""

LONGEST_LOG = 16 * 1024 * 1024
"""Bytes of SQLite's write-ahead log above which a writer empties it first."""

LOG_WAIT = 1_000
"""Milliseconds that a writer waits for readers to leave the log before it goes on without emptying it."""

ERASE_WAIT = 10_000
"""Milliseconds that erasing waits for readers to leave the log: a bot leaves it within a quarter of a second."""

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
"""


ADDED = """
CREATE TABLE IF NOT EXISTS authors (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, name TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS authors_of_document ON authors (document);
CREATE INDEX IF NOT EXISTS documents_in_short ON documents (key, origin, digest, collection);
DROP INDEX IF EXISTS documents_of_origin;
CREATE INDEX IF NOT EXISTS documents_of_collection ON documents (collection, published);
DROP INDEX IF EXISTS documents_of_heading;
CREATE INDEX IF NOT EXISTS documents_by_heading ON documents (heading COLLATE NOCASE, key, collection, published);
DROP INDEX IF EXISTS documents_of_day;
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (published DESC, heading COLLATE NOCASE, key, collection);
CREATE TABLE IF NOT EXISTS labels (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, label TEXT NOT NULL, place TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS segments (file TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID
"""
"""What libraries of earlier versions lack, and get with their next commit.

`documents_in_short` has all of an Entry, those by heading and by day have what the filter of a list asks for: without
them, listing reads through the texts.
"""


def create_catalogue(path: Path, dimension: int) -> None:
    """Make an empty catalogue of generation 0, whole or not at all."""
    made = path.with_name(f"{path.name}.new")
    made.unlink(missing_ok=True)
    connection = sqlite3.connect(made, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        for statement in (SCHEMA + ADDED).split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO library VALUES (0, ?)", (dimension,))
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    finally:
        connection.close()
    made.rename(path)


def read_only_connection(path: Path) -> sqlite3.Connection:
    """Return a connection with an open read transaction: it sees one commit, whatever a writer does."""
    uri = path.absolute().as_uri() + "?mode=ro"
    try:
        return _reading(uri)
    except sqlite3.OperationalError:
        # In a read-only folder SQLite cannot share memory with a writer, and there is none.
        return _reading(uri + "&immutable=1")


def writing_connection(path: Path, longest_log: int = LONGEST_LOG) -> sqlite3.Connection:
    """Return a connection with an open write transaction."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    _empty_long_log(path.with_name(f"{path.name}-wal"), connection, longest_log)
    connection.execute("BEGIN IMMEDIATE")
    for statement in ADDED.split(";"):
        connection.execute(statement)
    return connection


def rewrite(connection: sqlite3.Connection) -> bool:
    """Rewrite a database without the bytes of what was deleted, and empty its log; False if a reader prevents it.

    Must be called outside a transaction.
    """
    connection.execute("VACUUM")
    connection.execute(f"PRAGMA busy_timeout = {ERASE_WAIT}")
    is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def _reading(uri: str) -> sqlite3.Connection:
    # Threads share the connection; the statement cache would hand one statement to two of them.
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=0)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _empty_long_log(log: Path, connection: sqlite3.Connection, longest: int) -> None:
    """Empty a long log. SQLite itself does this only when nobody reads, which may be never in a busy library."""
    if log.is_file() and log.stat().st_size > longest:
        (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {LOG_WAIT}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {usual}")
