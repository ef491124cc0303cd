"""What the articles say: answers and their quotes, with all that is shown beside them. All are frozen."""

import hashlib
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from itertools import chain

from pydantic import Field

from qa.language.foreign import is_foreign
from qa.values import ArticleInfo, Days, Match, Probability, Span, Value, without_marks


class Address(Value):
    """A quote's place in few characters: enough to find its words again after its article was edited.

    `digest` is the first 8 hexadecimal digits of the SHA-256 of the words.
    """

    article: str
    start: int
    end: int
    digest: str


class LeaningDay(Value):
    """Words of a text, `text[start:end]`, that name a day relative to its article's day, and the days they name."""

    start: int
    end: int
    since: date
    until: date

    def __str__(self) -> str:
        """The days as they are shown beside the words: "6 September 2019", "2 to 8 September 2019", "August 2019"."""
        first, last = self.since, self.until
        if first == last:
            return f"{first.day} {first:%B} {first.year}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return str(first.year)
        if (first.month, first.year) != (last.month, last.year):
            return f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
        is_month = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        return f"{'' if is_month else f'{first.day} to {last.day} '}{last:%B} {last.year}"


class Quote(Value):
    """Whole sentences from one article that answer: `article.text[start:end] == text`.

    `line` is the line of the file where the quote begins (where the record begins, in a file of records; None for a
    web page or a PDF), `page` the page of a PDF. `marks` are slices of `text` that say how words look, and are not
    shown. `highlight` is the slice of `text` with the answering words, if known. `articles` counts the articles that
    make this statement, including this one. `dates` are the days in it that depend on the day of its article. It
    `stands` if it answers by itself, or adds what the first quote lacks; otherwise it waits until more is asked for.
    It `is_older` if a later report has overtaken it, and `is_dated` if the question asks how something stands now and
    its article is more than a year old.
    """

    text: str
    start: int
    end: int
    line: int | None
    page: int | None = None
    marks: tuple[Span, ...] = ()
    highlight: Span | None = None
    confidence: Probability
    articles: int = 1
    article: ArticleInfo
    dates: tuple[LeaningDay, ...] = ()
    stands: bool = True
    is_older: bool = False
    is_dated: bool = False

    @property
    def address(self) -> Address:
        """The quote's place."""
        return Address(article=self.article.id, start=self.start, end=self.end, digest=digest_of(self.text))

    @property
    def answer(self) -> str:
        """The answering words; empty if they are not known."""
        return self.seen(*self.highlight) if self.highlight else ""

    def seen(self, start: int = 0, end: int | None = None) -> str:
        """Return what people see of the quote, or of a slice: its words without their marks."""
        return without_marks(self.text, Span(start, len(self.text) if end is None else end), self.marks)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes beside the quote, for a person: as of when it is, that it is older, which days are meant."""
        published = self.article.published
        told = [f"as of {published.day} {published:%B} {published.year}"] if self.is_dated and published else []
        told += ["older"] if self.is_older else []
        told += [f"{self.text[one.start : one.end]} ({one})" for one in self.dates]
        return (*told, *filter(None, [self.also]))

    @property
    def also(self) -> str:
        """How many more articles say the same, for a person; empty if none."""
        more = self.articles - 1
        return f"also in {more} more article{'s' if more > 1 else ''}" if more else ""


def digest_of(text: str) -> str:
    """The digest for an address: the first 8 hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Turn(Value):
    """One question of a conversation, and the quotes that it got."""

    question: str
    quotes: tuple[Quote, ...] = ()


class Staleness(StrEnum):
    """Why an article cannot be shown as it was indexed; follows "the article" in a sentence."""

    CHANGED = "has changed since it was indexed"
    DELETED = "was deleted after indexing"
    UNREADABLE = "cannot be read"
    DRAFT = "is a draft now"


class Withheld(Value):
    """An article that would answer but is not shown, and why."""

    article: ArticleInfo
    reason: Staleness


class Recorded(Value):
    """The machine that has files which this one lacks, and when it last recorded them."""

    machine: str
    at: datetime | None


class Answer(Value):
    """What the articles say about a question, or that they do not say.

    `standalone_question` is the question as it was understood, `about` the subject of the talk that was looked for
    beside it, "" if none was. If `answered` is False then `quotes` is empty. `disagreement` has the places, from 0, of
    two quotes that cannot both be right. `days` are those that the question names, if the quotes are from articles of
    those days; `outside` is the same if nothing from those days answers and the quotes are from others. `undated`
    counts the articles that were not asked for lack of a date, when only some days were asked for. `recorded` is set
    if quoted files are on another machine. `choices` are two articles, if the question names nothing and either may
    be meant: the asker has to choose. `nearest` are the articles nearest to the question. An answer `is_overview` if
    no single sentence answers its question: its quotes are what articles on the subject state first. `seconds` holds
    the time of each stage and the `total`. `matches`, `evidence` (what the confidence was made of) and `withheld`
    explain the answer, and are not part of its JSON.
    """

    question: str
    standalone_question: str
    about: str = ""
    answered: bool
    confidence: Probability
    quotes: tuple[Quote, ...]
    disagreement: tuple[int, ...] = ()
    days: Days | None = None
    outside: Days | None = None
    undated: int = 0
    recorded: Recorded | None = None
    choices: tuple[ArticleInfo, ...] = ()
    nearest: tuple[ArticleInfo, ...]
    generation: int
    seconds: dict[str, float]
    matches: tuple[Match, ...] = Field(default=(), exclude=True, repr=False)
    evidence: dict[str, float] = Field(default_factory=dict, exclude=True, repr=False)
    withheld: tuple[Withheld, ...] = Field(default=(), exclude=True)
    is_overview: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether the question is surely in a language other than English."""
        return is_foreign(self.question)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that are shown at once, by article; the rest wait until more is asked for."""
        return by_article(quote for quote in self.quotes if quote.stands)

    @property
    def disagreeing(self) -> dict[int, str]:
        """The answering words of the two quotes that disagree, by number among those shown, from 1."""
        rivals = [self.quotes[place] for place in self.disagreement]
        return {number: quote.answer for number, quote in enumerate(self.shown, 1) if quote in rivals}


def grouped(quotes: Iterable[Quote]) -> list[list[Quote]]:
    """Return the quotes by article, in the order of each article's first."""
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.article.id, []).append(quote)
    return list(groups.values())


def by_article(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return the quotes in the order of these groups."""
    return tuple(chain.from_iterable(grouped(quotes)))


class Context(Value):
    """A quote with the text around it in the article, without marks that say how words look."""

    article: ArticleInfo
    before: str
    quote: str
    after: str
