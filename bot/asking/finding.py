"""A question of Discord -> what the articles of its place say. Reads the library: not on the event loop."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.asking.history import Exchange
from bot.asking.question import NothingHere, Question, Services
from bot.outgoing.buttons import More, Narrowing
from bot.outgoing.layout import Shown, answer_heading, answer_messages, more_messages
from qa.conversation.asked import Asked
from qa.conversation.session import NO_OTHER
from qa.errors import QuestionError
from qa.values import Address, Answer, Quote, Span, Turn, Where

NO_MORE = "There are no more quotes for this question."
GONE = "That article can no longer be seen here: it was moved or removed."


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, what is shown of it, and the articles that it is from."""

    answer: Answer
    shown: Shown
    narrowing: Narrowing

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Where the quotes that are shown stand."""
        return tuple(quote.address for quote in self.shown.quotes)

    def exchange(self, question: Question) -> Exchange:
        """The exchange that it makes with its question."""
        choices = tuple(article.id for article in self.answer.choices) or question.choices
        addresses = self.addresses
        answers = tuple(quote.answer for quote in self.shown.quotes)
        return Exchange(question.text, addresses, self.narrowing, len(addresses), choices, question.not_meant, answers)


def answered(services: Services, question: Question) -> Given:
    """The answer, and what is shown of it. Raises NothingHere."""
    narrowing = question.narrowing
    asked = _asked(services, question)
    try:
        if question.not_meant:
            found = asked.elsewhere(services.assistant, question.not_meant, services.limit)
            if found is None:
                raise NothingHere(NO_OTHER)
            asked, answer = found
            narrowing = replace(narrowing, article=asked.where.article or "")
        else:
            answer = asked.answer(services.assistant, services.limit)
    except QuestionError:
        if narrowing.article:
            raise NothingHere(GONE) from None
        raise
    if narrowing.article and not answer.matches:  # out of the scope, or of the days
        raise NothingHere(GONE)
    return Given(answer, answer_messages(answer, question.text), narrowing)


def _asked(services: Services, question: Question) -> Asked:
    """The question with the articles that may be seen, and the turns before it. Raises NothingHere."""
    where = services.where(question.place, question.narrowing)
    seen = Where(collections=where.collections)
    turns = [
        Turn(
            question=exchange.question,
            quotes=tuple(
                marked(quote, answer)
                for one, answer in zip_longest(exchange.quotes, exchange.answers, fillvalue="")
                if isinstance(one, Address) and (quote := services.assistant.find(one, seen))
            ),
        )
        for exchange in question.before
    ]
    return Asked(question.text, where, tuple(turns))


def further(services: Services, question: Question, more: More, earlier: Sequence[Address]) -> Shown:
    """Quotes that were not shown. Raises NothingHere."""
    asked = _asked(services, question)
    limit = more.shown + services.limit
    try:
        answer = services.assistant.ask(
            asked.question, where=asked.where, limit=limit, history=asked.history, min_confidence=0
        )
    except QuestionError:
        raise NothingHere(GONE) from None
    skipped = 0 if len(earlier) >= more.shown else more.shown
    quotes = [quote for quote in answer.quotes[skipped:] if quote.address not in earlier][: services.limit]
    if not quotes:
        return Shown((NO_MORE,), ())
    heading = question.heading or answer_heading(answer, question.text)
    return more_messages(quotes, heading, more.shown + 1)


def marked(quote: Quote, answer: str) -> Quote:
    """The quote with these words of it as those that answer, if they stand in it."""
    start = quote.text.find(answer) if answer else -1
    return quote if start < 0 else quote.model_copy(update={"highlight": Span(start, start + len(answer))})
