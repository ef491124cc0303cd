"""What can go wrong between a question and its answer.

PullquoteError               every error that this program raises on purpose (vectorstore.errors)
├── StoreError               the library on disk: missing, damaged, too new, busy, unwritable
├── ModelError               the embedding model
│   ├── ModelMissing         it is not on this machine
│   ├── ModelRefused         its export differs from the original, or it is not of a usable kind
│   └── ModelMismatch        the library was made with another one
├── QuestionError            a question that cannot be asked: empty, or an unknown filter
├── EvaluationError          questions with known answers that cannot be read
└── IndexingError            nothing could be indexed from what was given
    └── RemovalsRefused      more of a root is gone than is likely meant

The message of each is one sentence or two for a person: what was found, and what to do.
"""

from vectorstore.errors import PullquoteError as PullquoteError


class ModelError(PullquoteError):
    """Something is wrong with the embedding model."""


class ModelMissing(ModelError):
    """The model is not on this machine."""


class ModelRefused(ModelError):
    """The model cannot be used: its export is not equal to it, or it is of another kind."""


class ModelMismatch(ModelError):
    """The library was made with another model or with other settings of it."""


class QuestionError(PullquoteError):
    """A question that cannot be asked as it stands."""


class EvaluationError(PullquoteError):
    """The questions with known answers cannot be read, or there are none."""


class IndexingError(PullquoteError):
    """Nothing could be indexed from the paths given."""


class RemovalsRefused(IndexingError):
    """More than half of a root's articles are gone; that has to be allowed."""
