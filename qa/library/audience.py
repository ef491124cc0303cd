"""For whom a library is: whether it has what is not for the public, or not yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qa.values import Article

ZONES = timedelta(1)
"""How much earlier a day begins elsewhere: an article dated tomorrow may be out already."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a library on a day: only the public, or also those who may see `drafts`."""

    today: date
    drafts: bool = False

    def may_read(self, article: Article) -> bool:
        """Whether an article is for this audience."""
        return self.drafts or not self.waits(article.public_from)

    def waits(self, public_from: date | None) -> bool:
        """Whether what is for the public from a day on is not yet so."""
        return public_from is not None and public_from - ZONES > self.today

    def due(self, waiting: Mapping[str, date], *, had_drafts: bool) -> frozenset[str]:
        """Which files have to be read again although they are the same: for another audience, or as their day has come.

        `waiting` are the files with drafts, and the day from which the first of these is for the public.
        """
        return frozenset(path for path, day in waiting.items() if had_drafts != self.drafts or not self.waits(day))
