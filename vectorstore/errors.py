"""What can go wrong with a library on disk.

PullquoteError              every error that this program raises on purpose
└── StoreError
    ├── LibraryMissing      there is no library at this place
    ├── LibraryDamaged      its files cannot be understood
    ├── LibraryTooNew       written by a newer version of this program
    ├── LibraryBusy         another process is writing it
    └── LibraryUnwritable   the disk is full, or it may not be written

The message of each is one sentence or two for a person: what was found, and what to do.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PullquoteError(Exception):
    """The base of all errors that a user may be shown; its message is written for them."""


class StoreError(PullquoteError):
    """Something is wrong with the library on disk."""


class LibraryMissing(StoreError):
    """There is no library at the given place."""


class LibraryDamaged(StoreError):
    """The library's catalogue or vectors cannot be read."""


class LibraryTooNew(StoreError):
    """The library was written by a newer version, in a format that this one does not know."""


class LibraryBusy(StoreError):
    """Another process holds the writer's lock."""


class LibraryUnwritable(StoreError):
    """The library cannot be written: a full disk, a read-only one, or no permission."""


@contextmanager
def unwritable(library: Path) -> Iterator[None]:
    """Turns the system's word that nothing can be written into LibraryUnwritable; others pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _UNWRITABLE:
            raise LibraryUnwritable(f"{_cannot_write(library)}: {_UNWRITABLE[error.errno]}.") from error
        raise
    except sqlite3.OperationalError as error:
        if (reason := _SQLITE_UNWRITABLE.get(error.sqlite_errorcode & 0xFF)) is not None:
            raise LibraryUnwritable(f"{_cannot_write(library)}: {reason}.") from error
        raise


@contextmanager
def damaged(library: Path) -> Iterator[None]:
    """Turns SQLite's word that a file is no database, or a broken one, into LibraryDamaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _SQLITE_UNWRITABLE:
            raise
        raise LibraryDamaged(
            f"The library at {library} is damaged ({error}): move it away and make it anew with: pullquote index PATH"
        ) from error


def _cannot_write(library: Path) -> str:
    return f"The library at {library} cannot be written, and is as it was"


_UNWRITABLE = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "there is no permission",
    errno.EPERM: "there is no permission",
    errno.ENOTDIR: "a file is in the way",
    errno.EEXIST: "a file is in the way",
}
_SQLITE_UNWRITABLE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "its files cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
}
