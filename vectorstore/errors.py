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
