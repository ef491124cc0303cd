"""Files at another path than before: recognised by their content, and neither added nor removed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qa.reading import SourceFile


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file on disk: its digest, its size in bytes, and the name under which the library knows it."""

    file: SourceFile
    digest: str
    size: int
    origin: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", self.file.origin)


@dataclass(frozen=True, slots=True)
class Move:
    """A file at another path than before, with the same content."""

    found: FoundFile
    source: str


def moves(origins: Mapping[str, str], new: Sequence[FoundFile], vanished: Collection[str]) -> Iterator[Move]:
    """The new files with the content of a vanished one, each of which moves once; `origins` has digests by path."""
    by_content: dict[str, list[str]] = {}
    for origin in vanished:
        by_content.setdefault(origins[origin], []).append(origin)
    for one in new:
        if sources := by_content.get(one.digest):
            yield Move(one, sources.pop())
