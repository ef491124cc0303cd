"""The errors that can occur between a question and its answer.

PullquoteError               every error that this program raises on purpose
├── LibraryError             the library, on disk or on a server
│   ├── LibraryMissing       there is none at this place, or it is empty
│   ├── LibraryDamaged       its files cannot be understood
│   ├── LibraryTooNew        a newer version of this program wrote it
│   ├── LibraryBusy          another process is writing it
│   ├── LibraryUnwritable    the disk is full, or there is no permission to write
│   └── LibraryAway          its server cannot be reached, or does not answer in time
├── ModelError               the embedding model
│   ├── ModelMissing         it is not on this machine
│   ├── ModelRefused         its export differs from the original, or it is not of a usable kind
│   └── ModelMismatch        the library was made with another one
├── SettingsError            a wrong setting, from an option, the environment or a config file
├── QuestionError            a question that cannot be asked: empty, or with an unknown filter
├── TalkUnwritable           a talk cannot be saved at this place
├── EvaluationError          questions with known answers that cannot be read
├── ClusterError             the Ray cluster that should read and embed
└── IndexingError            nothing could be indexed from what was given
    └── RemovalsRefused      more of a root is gone than was likely meant

The message of each is one or two sentences for a person: what was found, and what to do.
"""


class PullquoteError(Exception):
    """The base of all errors that a user may see; the message is written for them."""


class LibraryError(PullquoteError):
    """Something is wrong with the library, on disk or on a server."""


class LibraryMissing(LibraryError):
    """There is no library at the given place, or it is empty."""


class LibraryDamaged(LibraryError):
    """The library's catalogue or vectors cannot be read."""


class LibraryTooNew(LibraryError):
    """A newer version wrote the library, in a format that this one does not know."""


class LibraryBusy(LibraryError):
    """Another process is writing the library."""


class LibraryUnwritable(LibraryError):
    """The library cannot be written: a full disk, a read-only one, or no permission."""


class LibraryAway(LibraryError):
    """The server that keeps the library cannot be reached, or does not answer in time."""


class ModelError(PullquoteError):
    """Something is wrong with the embedding model."""


class ModelMissing(ModelError):
    """The model is not on this machine."""


class ModelRefused(ModelError):
    """The model cannot be used: its export differs from it, or it is of an unusable kind."""


class ModelMismatch(ModelError):
    """The library was made with another model, or with other settings of it."""


class SettingsError(PullquoteError):
    """A setting is wrong, or the file that has it."""


class QuestionError(PullquoteError):
    """A question that cannot be asked as it stands."""


class TalkUnwritable(PullquoteError):
    """A talk cannot be saved: nothing was asked, or the file already exists or cannot be written."""


class EvaluationError(PullquoteError):
    """The questions with known answers cannot be read, or there are none."""


class ClusterError(PullquoteError):
    """The Ray cluster cannot be reached, or cannot do its work."""


class IndexingError(PullquoteError):
    """Nothing could be indexed from the paths given."""


class RemovalsRefused(IndexingError):
    """More than half of a root's articles are gone; removing so many must be allowed."""
