"""What reads files and cuts their articles: this process, or a cluster in its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from qa.library.documents import Cut, cut
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings
from qa.models.embedder import Embedder
from qa.reading import read
from qa.reports import Notice, Skipped
from qa.values import Article

Readable: TypeAlias = Article | Skipped | Notice
"""What comes out of a file."""

ReadFiles: TypeAlias = Callable[[Sequence[FoundFile], Holdings], Iterable[tuple[FoundFile, Iterable[Readable]]]]
"""Reads files: yields each in turn, with what comes out of it, to be consumed before the next."""


class Preparing(Protocol):
    """Reads files and cuts articles."""

    def read(self, files: Sequence[FoundFile], holdings: Holdings) -> Iterator[tuple[FoundFile, Iterable[Readable]]]:
        """Yield each file in turn, with what comes out of it, to be consumed before the next is asked for.

        `holdings` has what the library knows about them.
        """

    def cut(self, article: Article) -> Cut:
        """Return an article, just read or any other, as a document."""


class PreparingHere:
    """Reads and cuts in this process."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def read(
        self,
        files: Sequence[FoundFile],
        holdings: Holdings,  # noqa: ARG002  a cluster needs it
    ) -> Iterator[tuple[FoundFile, Iterable[Readable]]]:
        """Each of the files in turn, with what comes out of it."""
        return ((found, read(found.file)) for found in files)

    def cut(self, article: Article) -> Cut:
        """An article as a document."""
        return cut(article, self._embedder)
