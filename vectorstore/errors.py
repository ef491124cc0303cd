"""What can go wrong with a store, as bare facts: its owner says what to do about it.

StoreError                `folder` is the store's, or its address
├── StoreMissing          there is no store at this place
├── StoreEmpty            there is one, but nothing was ever committed to it
├── StoreDamaged          its files cannot be understood
├── StoreTooNew           a newer version of this program wrote it
├── StoreBusy             another process is writing it
├── StoreInUse            what was removed cannot be erased while another process reads it
├── StoreUnwritable       the disk is full, or there is no permission to write
├── StoreAway             its server cannot be reached, or does not answer in time
├── StoreRefused          its server does not accept the token
├── StoreForeign          something else has its name on the server
└── StoreUninstalled      the package that it needs is not installed
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """Something is wrong with the store in a folder; the message is the bare fact."""

    def __init__(self, folder: Path | str, fact: str) -> None:
        super().__init__(fact)
        self.folder = folder
        self.fact = fact


class StoreMissing(StoreError):
    """There is no store in the folder."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, f"there is no store at {folder}")


class StoreEmpty(StoreError):
    """The store exists, but nothing was ever committed to it."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, f"the store at {folder} is empty")


class StoreDamaged(StoreError):
    """The catalogue or the vectors cannot be read; `cause` says what was found."""

    def __init__(self, folder: Path | str, cause: str) -> None:
        super().__init__(folder, f"the store at {folder} is damaged: {cause}")
        self.cause = cause


class StoreTooNew(StoreError):
    """The store has format `found`; this program reads formats up to `known`."""

    def __init__(self, folder: Path | str, found: int, known: int) -> None:
        super().__init__(folder, f"the store at {folder} has format {found}, and formats up to {known} are known")
        self.found = found
        self.known = known


class StoreBusy(StoreError):
    """Another process holds the writer's lock: `process` since `since`, each None if it has not said."""

    def __init__(self, folder: Path | str, process: int | None = None, since: str | None = None) -> None:
        super().__init__(folder, f"the store at {folder} is being written by process {process or 'unknown'}")
        self.process = process
        self.since = since


class StoreInUse(StoreError):
    """Another process still reads what was removed, which has yet to be erased."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, f"the store at {folder} is being read, and cannot erase what was removed")


class StoreUnwritable(StoreError):
    """The folder cannot be written, and nothing was; `cause` is the system's reason."""

    def __init__(self, folder: Path | str, cause: str) -> None:
        super().__init__(folder, f"the store at {folder} cannot be written: {cause}")
        self.cause = cause


class StoreAway(StoreError):
    """The store's server cannot be reached, or does not answer in time; `cause` is what was found."""

    def __init__(self, folder: Path | str, cause: str) -> None:
        super().__init__(folder, f"the server of {folder} does not answer: {cause}")
        self.cause = cause


class StoreRefused(StoreError):
    """The store's server does not accept the token, or asks for one."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, f"the server of {folder} does not accept the token")


class StoreForeign(StoreError):
    """A collection that this program did not make has the store's name."""

    def __init__(self, folder: Path | str, found: str) -> None:
        super().__init__(folder, f"the collection {found} of {folder} was made by something else")
        self.found = found


class StoreUninstalled(StoreError):
    """The store needs a package that is not installed; an extra of this program brings it."""

    def __init__(self, folder: Path | str, extra: str) -> None:
        super().__init__(folder, f"{folder} needs a package that is not installed")
        self.extra = extra


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Turn the system's refusal to write into StoreUnwritable; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _UNWRITABLE:
            raise StoreUnwritable(folder, _UNWRITABLE[error.errno]) from error
        raise
    except sqlite3.OperationalError as error:
        if (cause := _SQLITE_UNWRITABLE.get(error.sqlite_errorcode & 0xFF)) is not None:
            raise StoreUnwritable(folder, cause) from error
        raise


@contextmanager
def damaged(folder: Path) -> Iterator[None]:
    """Turn SQLite's report that a file is no database, or a broken one, into StoreDamaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _SQLITE_UNWRITABLE:
            raise
        raise StoreDamaged(folder, str(error)) from error


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
