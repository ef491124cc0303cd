"""What a library remembers of a file besides its articles: its content, and how it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from qa.reading.version import READING

PLAIN = f":{READING}:"
"""How a file's record ends if this version of reading read it, and none of its drafts waits."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as it was read.

    `content` is its digest, `reading` the version of reading, empty before there was one; `waits` is the day on which
    the first of its drafts becomes public, None if it has none.
    """

    content: str
    reading: str = READING
    waits: date | None = None

    @classmethod
    def parsed(cls, kept: str) -> Self:
        """Parse what the store keeps of a file; the inverse of `str`."""
        content, _, rest = kept.partition(":")
        reading, _, waits = rest.partition(":")
        return cls(content, reading, date.fromisoformat(waits) if waits else None)

    def __str__(self) -> str:
        return f"{self.content}:{self.reading}:{self.waits or ''}"

    @property
    def is_outdated(self) -> bool:
        """Whether another version of reading read the file."""
        return self.reading != READING
