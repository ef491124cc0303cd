"""What a library remembers of a file beside its articles: its content, and how it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from qa.reading.version import READING

PLAIN = f":{READING}:"
"""How what is kept ends of a file that this version of reading read, and that has no draft that waits."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as it was read.

    `content` is the digest of it, `reading` the version of reading, empty before there was one; `waits` is the day from
    which the first of its drafts is for the public, None if it has none.
    """

    content: str
    reading: str = READING
    waits: date | None = None

    @classmethod
    def parsed(cls, kept: str) -> Self:
        """Return what the store keeps of a file; the inverse of `str`."""
        content, _, rest = kept.partition(":")
        reading, _, waits = rest.partition(":")
        return cls(content, reading, date.fromisoformat(waits) if waits else None)

    def __str__(self) -> str:
        return f"{self.content}:{self.reading}:{self.waits or ''}"

    @property
    def is_outdated(self) -> bool:
        """Whether another version of reading read the file."""
        return self.reading != READING
