"""One turn of a talk, and what the next act does to it. Pure: an exchange and an act in, a step out.

The terminal keeps the exchange in memory; Discord rebuilds it from its messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from qa.answers import Address, Answer, Quote
from qa.conversation.acts import Act, ActKind
from qa.conversation.narrowing import ANYWHERE, Narrowing
from qa.language.foreign import ENGLISH_SO_FAR
from qa.values import Days

REMEMBERED = 5
"""Earlier exchanges used to understand a question."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote that was shown: where it stands, and the words in it that answer, if they are known."""

    address: Address
    answer: str = ""

    @classmethod
    def of(cls, quote: Quote) -> "Cited":
        """What to keep of a quote."""
        return cls(quote.address, quote.answer)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was asked, and the reply to it.

    `history` are the exchanges before it, oldest first, each without its own. `understood` is the question as it
    stands alone, empty if it was asked so, and `days` are those that it named, if the answer is from these.
    `about` is the subject of the talk that was looked for beside a question that stands alone as asked.
    `quotes` are those that were shown; `earlier` counts those before them that are no longer known. `choices` are the
    articles that were offered to an asker who may mean either, `not_meant` those that the asker did not mean.
    """

    question: str
    narrowing: Narrowing = ANYWHERE
    history: tuple["Exchange", ...] = ()
    understood: str = ""
    about: str = ""
    days: Days | None = None
    quotes: tuple[Cited, ...] = ()
    earlier: int = 0
    choices: tuple[str, ...] = ()
    not_meant: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the asker was offered articles, and has not chosen one yet."""
        return bool(self.choices) and not self.narrowing.article

    @property
    def shown(self) -> int:
        """How many quotes were shown."""
        return self.earlier + len(self.quotes)

    @property
    def narrowed(self) -> Narrowing:
        """The narrowing of the question as it was understood, including the days that it named."""
        return replace(self.narrowing, days=self.days or self.narrowing.days)

    @property
    def following(self) -> tuple["Exchange", ...]:
        """The history of the exchange after this one."""
        return (*self.history, replace(self, history=()))[-REMEMBERED:]

    @property
    def before(self) -> "Exchange | None":
        """The exchange before this one, with what came before that; None if this is the first."""
        return replace(self.history[-1], history=self.history[:-1]) if self.history else None

    def answered(self, answer: Answer) -> "Exchange":
        """The exchange with an answer."""
        is_as_put = answer.standalone_question == answer.question and answer.days is None
        return replace(
            self,
            understood="" if is_as_put else answer.standalone_question,
            about=answer.about if is_as_put else "",
            days=answer.days if answer.answered else None,
            quotes=tuple(map(Cited.of, answer.shown)),
            choices=tuple(article.id for article in answer.choices) or self.choices,
        )

    def extended(self, quotes: Sequence[Quote]) -> "Exchange":
        """The exchange with more quotes shown."""
        return replace(self, quotes=(*self.quotes, *map(Cited.of, quotes)))

    def again(self, article: str, not_meant: Sequence[str] = ()) -> "Exchange":
        """The same question, to be asked of one article, or of any if it is empty."""
        return Exchange(
            self.question,
            replace(self.narrowing, article=article),
            self.history,
            choices=self.choices,
            not_meant=tuple(not_meant),
        )


class Phrase(Enum):
    """The program's own words."""

    HELLO = "Hello. Ask the articles something."
    WELCOME = "You are welcome."
    BYE = "Goodbye."
    HEARD = "All right."
    SELF = (
        "I answer questions from the articles, word for word, each with its source. Ask one, or say: more, why, "
        "who said that, the second one, start over."
    )
    UNDONE = "Your last question is forgotten."
    STARTED_OVER = "A new conversation begins."
    ASK_FIRST = "Ask something first."
    NONE_SHOWN = "I found no answer to your last question."
    NO_MORE = "There are no more quotes for this question."
    NO_OTHER = "No other article answers that."
    CHOOSE = "Say 1 or 2, or ask something else."
    UNNUMBERED = "Name a quote by its number, from {first} to {last}."
    ENGLISH = ENGLISH_SO_FAR
    GONE = "The article no longer has this quote: ask again."


@dataclass(frozen=True, slots=True)
class Say:
    """Say a phrase; `first` and `last` are the numbers that it names."""

    phrase: Phrase
    first: int = 0
    last: int = 0

    @property
    def text(self) -> str:
        """The text to show."""
        return self.phrase.value.format(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the question of an exchange."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class AskElsewhere:
    """Ask the question of an exchange of one of the articles that may be meant."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Show quotes beside those of an exchange."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class ShowContext:
    """Show a quote in its text, with its source if that is asked for."""

    quote: Cited
    has_source: bool = False


@dataclass(frozen=True, slots=True)
class ShowSources:
    """Show where quotes are from."""

    quotes: tuple[Cited, ...]


Search = Ask | AskElsewhere | ShowMore
Step = Say | Search | ShowContext | ShowSources

COURTESIES = {
    ActKind.GREETING: Say(Phrase.HELLO),
    ActKind.THANKS: Say(Phrase.WELCOME),
    ActKind.BYE: Say(Phrase.BYE),
    ActKind.NOD: Say(Phrase.HEARD),
    ActKind.HELP: Say(Phrase.SELF),
    ActKind.NEW: Say(Phrase.STARTED_OVER),
}
"""Fixed replies, whatever came before."""


def step(exchange: Exchange | None, act: Act) -> Step:
    """What an act does after an exchange (None: it is the first of its talk).

    After an UNDO the talk continues from the exchange before.
    """
    if act.kind is ActKind.UNDO:
        return Say(Phrase.UNDONE if exchange is not None else Phrase.HEARD)
    if act.kind in COURTESIES:
        return COURTESIES[act.kind]
    if act.kind is ActKind.ASK:
        return Ask(Exchange(act.text, history=exchange.following if exchange else ()))
    return _to(exchange, act) if exchange is not None else Say(Phrase.ASK_FIRST)


def _to(exchange: Exchange, act: Act) -> Step:
    """What an act that needs an exchange does with it."""
    match act.kind:
        case ActKind.MORE:
            return Say(Phrase.CHOOSE) if exchange.is_open else ShowMore(exchange)
        case ActKind.OTHER:
            return _other(exchange)
        case ActKind.CHOOSE:
            return Ask(exchange.again(act.text))
        case ActKind.PICK if exchange.choices and not exchange.quotes:
            return _pick(exchange, act.number)
        case ActKind.SOURCE:
            return ShowSources(exchange.quotes) if exchange.quotes else _no_quotes(exchange)
        case _:
            number = act.number or exchange.earlier + 1
            return _context(exchange, number, has_source=act.kind is ActKind.WHO)


def _other(exchange: Exchange) -> Step:
    """The other of two choices; without choices, an article other than the one quoted first."""
    if exchange.choices:
        first, second = exchange.choices
        return Ask(exchange.again(first if exchange.narrowing.article == second else second))
    quoted = [quote.address.article for quote in exchange.quotes[:1]]
    return AskElsewhere(exchange.again("", (*exchange.not_meant, *quoted)))


def _pick(exchange: Exchange, number: int) -> Step:
    is_offered = number <= len(exchange.choices)
    return Ask(exchange.again(exchange.choices[number - 1])) if is_offered else Say(Phrase.CHOOSE)


def _context(exchange: Exchange, number: int, *, has_source: bool) -> Step:
    """The quote with this number in its text."""
    if not exchange.quotes:
        return _no_quotes(exchange)
    if not exchange.earlier < number <= exchange.shown:
        return Say(Phrase.UNNUMBERED, exchange.earlier + 1, exchange.shown)
    return ShowContext(exchange.quotes[number - exchange.earlier - 1], has_source)


def _no_quotes(exchange: Exchange) -> Say:
    return Say(Phrase.CHOOSE if exchange.is_open else Phrase.NONE_SHOWN)
