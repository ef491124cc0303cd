"""Reply to a step of a talk from the articles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from qa.answers import Answer, Context, Quote, Turn, by_article
from qa.assistant import Assistant
from qa.conversation.exchange import (
    Ask,
    AskElsewhere,
    Cited,
    Exchange,
    Phrase,
    Say,
    Search,
    ShowContext,
    ShowMore,
    ShowSources,
    Step,
)
from qa.conversation.narrowing import ANYWHERE, Narrowing
from qa.values import Span, Where

MOST = 50
"""The most quotes that a question can be asked for."""

TRIED = 3
"""Other articles that are asked, one after another, until one answers."""


@dataclass(frozen=True, slots=True)
class Further:
    """More quotes for a question, numbered from `first`; `is_answered` if it had some, `is_overview` like those."""

    quotes: tuple[Quote, ...]
    first: int
    is_answered: bool
    is_overview: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A quote in its text, with its source if that is asked for."""

    context: Context
    quote: Quote
    has_source: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the quotes are from."""

    quotes: tuple[Quote, ...]


Reply = Answer | Say | Further | Around | Sources


class Replier:
    """Replies from the articles that `where` allows for each narrowing.

    `today` gives the day from which "this week" counts; None: the present one.

    Each method raises what `where` does; those that ask also raise what `Assistant.ask` does.
    """

    def __init__(
        self,
        assistant: Assistant,
        where: Callable[[Narrowing], Where],
        limit: int,
        today: Callable[[], date | None] = lambda: None,
    ) -> None:
        self._assistant = assistant
        self._where = where
        self._limit = limit
        self._today = today

    def reply(self, todo: Step) -> tuple[Reply, Exchange | None]:
        """The reply, and the exchange from which the talk continues (None: the one before)."""
        match todo:
            case Say():
                return todo, None
            case Ask() | AskElsewhere() | ShowMore():
                return self._searched(todo)
            case ShowContext(cited, has_source):
                return self._around(cited, has_source), None
            case ShowSources(quotes):
                seen = self._where(ANYWHERE)
                found = tuple(quote for one in quotes if (quote := self.found(one, seen)) is not None)
                return Sources(found) if found else Say(Phrase.GONE), None

    def found(self, cited: Cited, seen: Where | None = None) -> Quote | None:
        """A quote that was shown, as it stands now, with its answering words; None if it is gone or hidden here."""
        quote = self._assistant.find(cited.address, seen or self._where(ANYWHERE))
        start = quote.text.find(cited.answer) if quote is not None and cited.answer else -1
        if quote is None or start < 0:
            return quote
        return quote.model_copy(update={"highlight": Span(start, start + len(cited.answer))})

    def _searched(self, todo: Search) -> tuple[Reply, Exchange | None]:
        match todo:
            case Ask(exchange):
                answer = self._ask(exchange, self._limit)
                return answer, exchange.answered(answer)
            case AskElsewhere(exchange):
                return self._elsewhere(exchange) or (Say(Phrase.NO_OTHER), None)
            case ShowMore(exchange):
                further = self._further(exchange)
                if not further.quotes:
                    return Say(Phrase.NO_MORE), exchange
                return further, exchange.extended(further.quotes)

    def _elsewhere(self, exchange: Exchange) -> tuple[Answer, Exchange] | None:
        """The answer from the likeliest article that has one and is not among those not meant; None if none has."""
        found = self._ask(exchange, MOST, min_confidence=0)
        likely = [quote.article.id for quote in found.quotes] + [match.article.id for match in found.matches]
        for article in [key for key in dict.fromkeys(likely) if key not in exchange.not_meant][:TRIED]:
            asked = exchange.again(article, exchange.not_meant)
            if (answer := self._ask(asked, self._limit)).answered:
                return answer, asked.answered(answer)
        return None

    def _further(self, exchange: Exchange) -> Further:
        """Quotes beside those that were shown, however unlikely."""
        answer = self._ask(exchange, min(MOST, exchange.shown + self._limit), min_confidence=0)
        known = {quote.address for quote in exchange.quotes}
        unseen = answer.quotes[exchange.shown :] if exchange.earlier else answer.quotes
        quotes = [quote for quote in unseen if quote.address not in known][: self._limit]
        return Further(by_article(quotes), exchange.shown + 1, exchange.shown > 0, answer.is_overview)

    def _ask(self, exchange: Exchange, limit: int, min_confidence: float | None = None) -> Answer:
        """What the articles say; a question without its history is asked as it was understood."""
        question, narrowing = exchange.question, exchange.narrowing
        if exchange.understood and not exchange.history:
            question, narrowing = exchange.understood, exchange.narrowed
        where = self._where(narrowing)
        return self._assistant.ask(
            question,
            where=where,
            limit=limit,
            history=self._turns(exchange, Where(collections=where.collections)),
            min_confidence=min_confidence,
            today=self._today(),
        )

    def _turns(self, exchange: Exchange, seen: Where) -> tuple[Turn, ...]:
        """The history of an exchange, each turn with its first quote that still stands; only its topic, if nothing else
        is known.
        """
        if not exchange.history:
            return (Turn(question=exchange.about),) if exchange.about else ()

        def standing(one: Exchange) -> tuple[Quote, ...]:
            return tuple(islice((quote for cited in one.quotes if (quote := self.found(cited, seen))), 1))

        return tuple(Turn(question=one.question, quotes=standing(one)) for one in exchange.history)

    def _around(self, cited: Cited, has_source: bool) -> Reply:
        quote = self.found(cited)
        context = self._assistant.context(quote) if quote is not None else None
        if quote is None or context is None:
            return Say(Phrase.GONE)
        return Around(context, quote, has_source)
