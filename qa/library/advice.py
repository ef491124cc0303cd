"""A store for the rest of the program: each of its errors comes with what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import (
    LibraryAway,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryTooNew,
    LibraryUnwritable,
)
from vectorstore.errors import (
    StoreAway,
    StoreBusy,
    StoreDamaged,
    StoreEmpty,
    StoreError,
    StoreForeign,
    StoreInUse,
    StoreMissing,
    StoreRefused,
    StoreTooNew,
    StoreUninstalled,
    StoreUnwritable,
)
from vectorstore.store import Overview, Snapshot, VectorStore, Writer

REBUILD = "Move the library aside and rebuild it: pullquote index PATH"
"""What to do about a library whose own files are damaged."""

EMBED_AGAIN = "Embed it again (pullquote index --again), or index into a store with another name"
"""What to do about a library on a server that has lost part of it."""


class AdvisedStore:
    """A VectorStore that raises LibraryError, with advice, when the store inside raises StoreError."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The newest generation."""
        with advised(), self._store.snapshot() as snapshot:
            yield snapshot

    def overview(self) -> Overview:
        """What the newest generation holds."""
        with advised():
            return self._store.overview()

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """The right to write, held by one at a time."""
        with advised(), self._store.writer() as writer:
            yield writer


@contextmanager
def advised() -> Iterator[None]:
    """Turn a StoreError into a LibraryError that says what to do about it."""
    try:
        yield
    except StoreError as error:
        raise advice(error) from error


def advice(error: StoreError) -> LibraryError:
    """The error for people: what was found, and what to do."""
    library = f"The library at {error.folder}"
    match error:
        case StoreMissing():
            return LibraryMissing(f"There is no library at {error.folder}. Make one with: pullquote index PATH")
        case StoreEmpty():
            return LibraryMissing(f"{library} is empty. Fill it with: pullquote index PATH")
        case StoreDamaged(cause=cause):
            mend = REBUILD if isinstance(error.folder, Path) else EMBED_AGAIN
            return LibraryDamaged(f"{library} is damaged ({cause}). {mend}")
        case StoreTooNew(found=found, known=known):
            return LibraryTooNew(
                f"{library} has format {found}; this version reads formats up to {known}. "
                "Upgrade with: pip install --upgrade pullquote"
            )
        case StoreBusy(process=process, since=since):
            who = f"process {process} since {since}" if process else "another process"
            return LibraryBusy(f"{library} is being written by {who}. Try again when it is done.")
        case StoreInUse():
            return LibraryBusy(
                f"{library} is still read by another process. What was removed is gone from it, but is not yet "
                "overwritten on the disk; the next change of the library does that."
            )
        case StoreUnwritable(cause=cause):
            return LibraryUnwritable(f"{library} cannot be written: {cause}. Nothing was changed.")
        case StoreAway(cause=cause):
            return LibraryAway(
                f"The server of {error.folder} does not answer ({cause}). Is it running? Nothing was lost."
            )
        case StoreRefused():
            return LibraryError(f"The server of {error.folder} does not accept the token: set PULLQUOTE_MILVUS_TOKEN.")
        case StoreForeign(found=found):
            return LibraryError(
                f"{found} exists and was not made by Pullquote: choose another name for the library at {error.folder}."
            )
        case StoreUninstalled(extra=extra):
            return LibraryError(f"{error.folder} needs an extra package. Install it: pip install 'pullquote[{extra}]'")
        case _:
            return LibraryError(f"{library} cannot be used: {error.fact}.")
