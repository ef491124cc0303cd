"""One conversation: what was said before, and what a line then does. Lines in, replies out, as values."""

from collections.abc import Callable
from dataclasses import dataclass

from qa.assistant import Assistant
from qa.conversation.acts import Kind, Move, move
from qa.conversation.asked import Asked
from qa.values import Answer, ArticleInfo, Context, Quote, Turn, Where

REMEMBERED = 5
"""Earlier turns that a question is understood with."""

SHORTEST_PREFIX = 3
"""Characters of a title that are enough to choose its article."""

HELLO = "Hello. Ask the articles something."
WELCOME = "You are welcome."
ASK_FIRST = "Ask something first."
NO_QUOTES = "There are no quotes yet: ask something first."
NONE_SHOWN = "There is no quote for the last question: ask something else."
NO_MORE = "There is no more."
NO_OTHER = "No other article answers that."
CHOOSE = "Say 1 or 2, or ask something else."
CHANGED = "The article no longer has this quote: ask again."
ANEW = "A new conversation begins."


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the program's own."""

    text: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Further:
    """More quotes for a question, numbered from `first`; `is_answered` if it had any before."""

    quotes: tuple[Quote, ...]
    first: int
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Around:
    """A quote in its text; with its source, where that is asked for."""

    context: Context
    quote: Quote
    has_source: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the quotes are from."""

    quotes: tuple[Quote, ...]


Reply = Answer | Said | Further | Around | Sources


class Session:
    """Understands each line in the light of at most five turns before it, until it starts over.

    `where` are the articles that may be asked; nothing else is ever shown.
    """

    def __init__(self, assistant: Assistant, where: Where, limit: int) -> None:
        self._assistant = assistant
        self._where = where
        self._limit = limit
        self._moves: dict[Kind, Callable[[], Reply]] = {
            Kind.GREETING: lambda: Said(HELLO),
            Kind.THANKS: lambda: Said(WELCOME),
            Kind.MORE: self.more,
            Kind.WHY: lambda: self.around(1),
            Kind.WHO: lambda: self.around(1, has_source=True),
            Kind.SOURCE: self._sources,
            Kind.OTHER: self._other,
            Kind.NEW: self.start_over,
        }
        self.start_over()

    def start_over(self) -> Said:
        """Forget what was said."""
        self._turns: tuple[Turn, ...] = ()
        self._asked: Asked | None = None
        self._quotes: tuple[Quote, ...] = ()
        self._choices: tuple[ArticleInfo, ...] = ()
        self._not_meant: tuple[str, ...] = ()
        return Said(ANEW)

    def say(self, line: str) -> Reply:
        """What a line gets. Raises as `Assistant.ask` does."""
        if self._is_open and (chosen := self._titled(line)) is not None:
            return self._choose(chosen)
        found = move(line)
        return self._ask(Asked(line, self._where, self._turns)) if found is None else self._moved(found)

    def more(self) -> Reply:
        """Quotes beside those that were shown."""
        if self._asked is None or self._is_open:
            return Said(CHOOSE if self._is_open else ASK_FIRST, is_warning=True)
        shown = [quote.address for quote in self._quotes]
        quotes = tuple(self._asked.further(self._assistant, shown, self._limit))
        if not quotes:
            return Said(NO_MORE)
        self._quotes += quotes
        return Further(quotes, len(shown) + 1, is_answered=bool(self._turns[-1].quotes))

    def around(self, number: int, *, has_source: bool = False) -> Reply:
        """The text around the quote with this number."""
        quote = self.numbered(number)
        if isinstance(quote, Said):
            return quote
        context = self._assistant.context(quote)
        return Around(context, quote, has_source) if context is not None else Said(CHANGED, is_warning=True)

    def numbered(self, number: int) -> Quote | Said:
        """The quote with this number, counted from 1, or what is said where there is none."""
        if 1 <= number <= len(self._quotes):
            return self._quotes[number - 1]
        if self._quotes:
            return Said(f"Name a quote by its number, from 1 to {len(self._quotes)}.", is_warning=True)
        return Said(CHOOSE if self._is_open else NO_QUOTES if self._asked is None else NONE_SHOWN, is_warning=True)

    @property
    def _is_open(self) -> bool:
        """Whether it was asked back which article is meant, and not yet said."""
        return bool(self._choices) and self._asked is not None and self._asked.where.article is None

    def _moved(self, found: Move) -> Reply:
        if found.kind is not Kind.PICK:
            return self._moves[found.kind]()
        if not self._choices or self._quotes:
            return self.around(found.number)
        if found.number > len(self._choices):
            return Said(CHOOSE, is_warning=True)
        return self._choose(self._choices[found.number - 1])

    def _ask(self, asked: Asked) -> Answer:
        answer = asked.answer(self._assistant, self._limit)
        self._choices, self._not_meant = answer.choices, ()
        return self._shown(asked, answer)

    def _shown(self, asked: Asked, answer: Answer) -> Answer:
        """Go on from an answer."""
        self._asked, self._quotes = asked, answer.quotes
        self._turns = (*asked.history, Turn(question=asked.question, quotes=answer.quotes))[-REMEMBERED:]
        return answer

    def _choose(self, article: ArticleInfo) -> Reply:
        """Ask the last question again, of this article."""
        if self._asked is None:
            return Said(ASK_FIRST, is_warning=True)
        asked = self._asked.of(article.id)
        return self._shown(asked, asked.answer(self._assistant, self._limit))

    def _other(self) -> Reply:
        """Ask the last question again, of another article than that which was quoted first."""
        if self._asked is None:
            return Said(ASK_FIRST, is_warning=True)
        if self._choices:
            first, second = self._choices
            return self._choose(first if self._asked.where.article == second.id else second)
        not_meant = (*self._not_meant, *(quote.article.id for quote in self._quotes[:1]))
        found = self._asked.elsewhere(self._assistant, not_meant, self._limit)
        if found is None:
            return Said(NO_OTHER)
        self._not_meant = not_meant
        return self._shown(*found)

    def _sources(self) -> Reply:
        first = self.numbered(1)
        return first if isinstance(first, Said) else Sources(self._quotes)

    def _titled(self, line: str) -> ArticleInfo | None:
        """The one of the choices whose title begins like this."""
        begun = line.strip().casefold()
        found = [one for one in self._choices if one.title.casefold().startswith(begun)]
        return found[0] if len(begun) >= SHORTEST_PREFIX and len(found) == 1 else None
