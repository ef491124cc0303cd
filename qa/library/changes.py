"""Read the files of a plan: the articles that are new or differ, and a count of all others."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from qa.library.audience import Audience
from qa.library.disk.origins import Origin
from qa.library.disk.scanning import has_digest
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings, Plan
from qa.library.preparing import Readable, ReadFiles
from qa.reports import Notice, Skipped
from qa.values import Article

UNSETTLED = "it changed while it was read"
"""Stands for such a file's digest: the next run reads it again, and so does whoever quotes it."""


@dataclass(slots=True)
class Tally:
    """What was met so far, in articles. `replaced` are the ids of new or differing articles; `undated` counts those of
    them without a date that did not move.

    `drafts` were left out as not, or not yet, public; `withdrawn` are the ids of drafts that the library had.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    drafts: int = 0
    undated: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)


class ChangedArticles:
    """The articles of a plan's files that are new or differ, as a stream to be consumed once.

    As it flows, `tally` counts, `removed` collects the ids of the articles that are gone, and `origins` what is kept
    about each file that was read (see Origin), None for one that is gone. `tell` is called with the share of all bytes
    read so far.
    """

    def __init__(
        self,
        planned: Plan,
        holdings: Holdings,
        audience: Audience,
        tell: Callable[[float], None],
        read: ReadFiles,
    ) -> None:
        self._plan = planned
        self._holdings = holdings
        self._audience = audience
        self._tell = tell
        self._read = read
        self.tally = Tally(unchanged=sum(len(holdings.of(origin)) for origin in planned.unchanged))
        self.removed = holdings.keys(planned.left)
        self.origins: dict[str, str | None] = dict.fromkeys(planned.left)

    def __iter__(self) -> Iterator[Article]:
        total = sum(found.size for found in self._plan.to_read) or 1
        before = 0
        for found, content in self._read(self._plan.to_read, self._holdings):
            yield from self._of(found, content, before, total)
            before += found.size

    def _of(self, found: FoundFile, content: Iterable[Readable], before: int, total: int) -> Iterator[Article]:
        """One file's articles; `before` of `total` bytes were read before it."""
        old = dict(self._holdings.of(found.origin))
        movable = len(self._holdings.of(self._plan.sources.get(found.origin, "")))
        waits: date | None = None
        done = 0
        for article in self._articles(content):
            done = min(found.size, done + len(article.text))
            self._tell((before + done) / total)
            if article.public_from is not None and self._audience.waits(article.public_from):
                waits = min(waits or date.max, article.public_from)
            if not self._audience.may_read(article):
                self._leave_out(article, old)
                continue
            if self._is_changed(article, old.pop(article.id, None), is_moved=movable > 0):
                movable -= 1
                yield article
        self.removed.update(old)  # in place: the commit already holds this set
        is_settled = has_digest(found.file.path, found.digest)
        self.origins[found.origin] = str(Origin(found.digest, waits=waits)) if is_settled else UNSETTLED

    def _leave_out(self, article: Article, known: Mapping[str, str]) -> None:
        """Count a draft, as withdrawn if the library has it."""
        self.tally.drafts += 1
        if article.id in known:
            self.tally.withdrawn.add(article.id)

    def _articles(self, content: Iterable[Readable]) -> Iterator[Article]:
        """The articles in a file; what is skipped is counted."""
        for one in content:
            if isinstance(one, Skipped):
                self.tally.skipped.append(one)
            elif isinstance(one, Notice):
                self.tally.notices.append(one)
            else:
                yield one

    def _is_changed(self, article: Article, known: str | None, *, is_moved: bool) -> bool:
        if known == article.digest:
            self.tally.unchanged += 1
            return False
        self.tally.replaced.add(article.id)
        self.tally.moved += is_moved
        self.tally.added += known is None and not is_moved
        self.tally.changed += known is not None
        self.tally.undated += article.published is None and not is_moved
        return True
