"""Whom a library is for: whether it also holds what is not, or not yet, public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qa.values import Article

ZONES = timedelta(1)
"""How much earlier a day begins elsewhere: an article dated tomorrow may already be out."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a library on a given day: the public, or also those who may see `drafts`."""

    today: date
    drafts: bool = False

    def may_read(self, article: Article) -> bool:
        """Whether an article is for this audience."""
        return self.drafts or not self.waits(article.public_from)

    def waits(self, public_from: date | None) -> bool:
        """Whether what becomes public on a day is not public yet."""
        return public_from is not None and public_from - ZONES > self.today

    def due(self, waiting: Mapping[str, date], *, had_drafts: bool) -> frozenset[str]:
        """The unchanged files that have to be read again: for another audience, or because their day has come.

        `waiting` has the files with drafts, each with the day on which its first draft becomes public.
        """
        return frozenset(path for path, day in waiting.items() if had_drafts != self.drafts or not self.waits(day))
