"""A question as it was put, so that it can be put again: for more quotes, or to other articles, understood the same."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from qa.assistant import Assistant
from qa.values import Address, Answer, Quote, Turn, Where

MOST = 50
"""Quotes that one question can be asked for."""

TRIED = 3
"""Other articles that are asked, one after the other, until one answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the articles that it is put to, and the turns before it, oldest first."""

    question: str
    where: Where
    history: tuple[Turn, ...] = ()

    def of(self, article: str) -> "Asked":
        """The same question, put to one of the articles alone."""
        return replace(self, where=self.where.model_copy(update={"article": article}))

    def answer(self, assistant: Assistant, limit: int) -> Answer:
        """What the articles say. Raises as `Assistant.ask` does."""
        return assistant.ask(self.question, where=self.where, limit=limit, history=self.history)

    def further(self, assistant: Assistant, shown: Collection[Address], limit: int) -> list[Quote]:
        """At most `limit` quotes beside those that were shown, however unlikely; raises as `Assistant.ask` does."""
        quotes = self._all(assistant, len(shown) + limit).quotes
        return [quote for quote in quotes if quote.address not in shown][:limit]

    def elsewhere(self, assistant: Assistant, not_meant: Collection[str], limit: int) -> tuple["Asked", Answer] | None:
        """The answer of another article than those not meant, the likeliest that has one; None if none has.

        Raises as `Assistant.ask` does.
        """
        anywhere = replace(self, where=self.where.model_copy(update={"article": None}))
        found = anywhere._all(assistant, MOST)
        likely = [quote.article.id for quote in found.quotes] + [match.article.id for match in found.matches]
        for article in [key for key in dict.fromkeys(likely) if key not in not_meant][:TRIED]:
            asked = anywhere.of(article)
            if (answer := asked.answer(assistant, limit)).answered:
                return asked, answer
        return None

    def _all(self, assistant: Assistant, limit: int) -> Answer:
        """The likeliest quotes, however unlikely."""
        limit = min(MOST, limit)
        return assistant.ask(self.question, where=self.where, limit=limit, history=self.history, min_confidence=0)
