"""One talk in memory: lines in, replies out, all values."""

from collections.abc import Sequence
from datetime import date

from qa.answers import Answer, Quote
from qa.assistant import Assistant
from qa.conversation.acts import Act, ActKind, act_of
from qa.conversation.exchange import Exchange, Phrase, Say, ShowContext, step
from qa.conversation.replies import Replier, Reply
from qa.values import ArticleInfo, Where

SHORTEST_PREFIX = 3
"""The fewest characters of a title that choose its article."""


class Session:
    """Understands each line in the light of those before it, until the talk starts over.

    `where` has the articles that may be asked: nothing else is ever shown. `today` is the day from which "this week"
    counts, None for the present one. Both may be changed during the talk.
    """

    def __init__(self, assistant: Assistant, where: Where, limit: int) -> None:
        self.where = where
        self.today: date | None = None
        self._replier = Replier(
            assistant, lambda narrowing: narrowing.within(self.where), limit, today=lambda: self.today
        )
        self._exchange: Exchange | None = None
        self._offered: tuple[ArticleInfo, ...] = ()

    def say(self, line: str) -> Reply:
        """Reply to a line. Raises as `Assistant.ask` does."""
        is_open = self._exchange is not None and self._exchange.is_open
        chosen = titled(line, self._offered) if is_open else None
        return self.do(Act(ActKind.CHOOSE, text=chosen) if chosen else act_of(line))

    def do(self, act: Act) -> Reply:
        """Reply to an act. Raises as `Assistant.ask` does."""
        reply, exchange = self._replier.reply(step(self._exchange, act))
        self._exchange = _after(self._exchange, act, exchange)
        if isinstance(reply, Answer) and reply.choices:
            self._offered = reply.choices
        return reply

    def numbered(self, number: int) -> Quote | Say:
        """The quote with this number, counted from 1, or what to say if there is none."""
        todo = step(self._exchange, Act(ActKind.CONTEXT, number))
        if isinstance(todo, ShowContext):
            return self._replier.found(todo.quote) or Say(Phrase.GONE)
        return todo if isinstance(todo, Say) else Say(Phrase.ASK_FIRST)


def _after(before: Exchange | None, act: Act, exchange: Exchange | None) -> Exchange | None:
    """The exchange from which a talk continues after an act that made `exchange`, or none."""
    match act.kind:
        case ActKind.NEW:
            return None
        case ActKind.UNDO:
            return before.before if before is not None else None
        case _:
            return exchange or before


def titled(line: str, articles: Sequence[ArticleInfo]) -> str | None:
    """The id of the one article whose title begins like this."""
    begun = line.strip().casefold()
    found = [article.id for article in articles if article.title.casefold().startswith(begun)]
    return found[0] if len(begun) >= SHORTEST_PREFIX and len(found) == 1 else None
