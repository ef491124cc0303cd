"""What a library remembers of a file beside its articles: its content, and by which version it was read."""

from dataclasses import dataclass
from typing import Self

from qa.reading.version import READING


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as it was read: the digest of its content, and the version of reading, empty before there was one."""

    content: str
    reading: str = READING

    @classmethod
    def parsed(cls, kept: str) -> Self:
        """Return what the store keeps of a file; the inverse of `str`."""
        content, _, reading = kept.partition(":")
        return cls(content, reading)

    def __str__(self) -> str:
        return f"{self.content}:{self.reading}"

    @property
    def is_outdated(self) -> bool:
        """Whether another version of reading read the file."""
        return self.reading != READING
