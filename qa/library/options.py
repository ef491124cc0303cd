"""What an indexing run may do, and what it takes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from qa.errors import IndexingError
from qa.library.audience import Audience
from qa.library.plan import Holdings
from qa.library.preparing import Preparing
from qa.reading.ignoring import Ignored


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What a run may do.

    `dry_run`: report what would change, and change nothing. `allow_removals`: remove articles even if more than half
    of a root's are gone. `reembed`: embed the stored texts again if the library was made with another model; `again`:
    embed them again with any model. `drafts`: also take what is not, or not yet, public; `exclude`: leave out what
    these patterns, in git's form, name. The library remembers both; None takes what it remembers. `today`: the present
    day if not given. `full`: read each file to see whether it has changed. `preparing`: reads and cuts in place of this
    process.
    """

    dry_run: bool = False
    allow_removals: bool = False
    reembed: bool = False
    again: bool = False
    drafts: bool | None = None
    exclude: tuple[str, ...] | None = None
    today: date | None = None
    full: bool = False
    preparing: Preparing | None = None

    def settled(self, holdings: Holdings) -> Self:
        """Fill in what the library remembers."""
        drafts = holdings.has_drafts if self.drafts is None else self.drafts
        return replace(self, drafts=drafts, exclude=holdings.left_out if self.exclude is None else self.exclude)

    @property
    def audience(self) -> Audience:
        """Whom the articles are for."""
        return Audience(self.today or date.today(), bool(self.drafts))

    @property
    def ignored(self) -> Ignored:
        """What is left out. Raises IndexingError for an invalid pattern."""
        try:
            return Ignored(tuple(filter(None, self.exclude or ())))
        except ValueError as error:
            raise IndexingError(f"--exclude: {error}. Name files and folders, as in: --exclude '*.csv'") from error
