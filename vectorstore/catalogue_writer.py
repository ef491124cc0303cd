"""The catalogue as the one writer uses it: what one commit puts, removes and settles."""

from collections.abc import Mapping
from pathlib import Path

from vectorstore.authors import indexed
from vectorstore.catalogue import DOCUMENT, FILE, Catalogue
from vectorstore.connections import FORMAT, LONGEST_LOG, rewrite, writing_connection
from vectorstore.store import Document


class CatalogueWriter(Catalogue):
    """A catalogue with an open transaction, to be ended by `commit` or undone by `close`."""

    @classmethod
    def to_write(cls, library: Path, longest_log: int = LONGEST_LOG) -> "CatalogueWriter":
        """A catalogue to write. Raises StoreTooNew or StoreDamaged."""
        return cls(library, writing_connection(library / FILE, longest_log))._checked()

    def last_passage(self) -> int:
        """The highest number that a passage ever had; later ones get higher numbers."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def commit(self) -> None:
        """Make what was written the newest generation, and begin a new transaction."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def erase(self) -> bool:
        """Erase every byte that earlier commits removed, and begin a new transaction; False if a reader prevents it.

        What was written since the last commit is undone.
        """
        self._connection.execute("ROLLBACK")
        is_done = rewrite(self._connection)
        self._connection.execute("BEGIN IMMEDIATE")
        return is_done

    def resize(self, dimension: int) -> None:
        """Set the length of the library's vectors."""
        self._connection.execute("UPDATE library SET dimension = ?", (dimension,))

    def put(self, document: Document) -> dict[int, str]:
        """Store a document in place of the one with its key; return the passages so removed, with their digests."""
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
        query = f"INSERT INTO documents ({DOCUMENT}, text) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
        cursor = self._connection.execute(query, values)
        self._connection.executemany(
            "INSERT INTO passages (document, start, stop, digest) VALUES (?, ?, ?, ?)",
            [(cursor.lastrowid, record.start, record.end, record.digest) for record in document.records],
        )
        self._connection.executemany(
            "INSERT INTO authors VALUES (?, ?, ?)",
            [(cursor.lastrowid, name, indexed(name)) for name in document.authors],
        )
        query = "INSERT INTO labels VALUES (?, ?, ?)"
        self._connection.execute(query, (cursor.lastrowid, document.label, document.place))
        return old

    def remove(self, key: str) -> dict[int, str]:
        """Remove a document, if it is there; return its passages with their digests."""
        query = "SELECT p.number, p.digest FROM passages p JOIN documents d ON d.number = p.document WHERE d.key = ?"
        passages = dict(self._connection.execute(query, (key,)))
        self._connection.execute("DELETE FROM documents WHERE key = ?", (key,))
        return passages

    def settle(self, generation: int, origins: Mapping[str, str | None], attributes: Mapping[str, str | None]) -> None:
        """Write what belongs to a commit beside its documents."""
        self._connection.execute("UPDATE library SET generation = ?", (generation,))
        self._merge("origins", "origin", "digest", origins)
        self._merge("attributes", "name", "value", attributes)

    def replace_segments(self, digests: Mapping[str, str]) -> None:
        """Write the digests of all files with vectors of this generation, which makes the catalogue current."""
        self._connection.execute("DELETE FROM segments")
        self._connection.executemany("INSERT INTO segments VALUES (?, ?)", digests.items())
        self._connection.execute(f"PRAGMA user_version = {FORMAT}")

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
