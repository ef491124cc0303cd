"""The values that flow through Pullquote: from an article to an answer. All are frozen."""

import hashlib
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from qa.language.foreign import is_foreign


def whole(text: str) -> str:
    """The text with U+FFFD for half of a surrogate pair: bytes that are no UTF-8 come so from a command line."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Name = Annotated[str, AfterValidator(whole)]
"""A text that is looked up."""


MISSING = "\ufffc"
"""Stands in a text for what it cannot show, such as a formula: its sentence is searched and never quoted."""


class Span(NamedTuple):
    """The half-open slice `start:end` of a text, in code points."""

    start: int
    end: int


def without_marks(text: str, span: Span, marks: Iterable[Span]) -> str:
    """Return a slice of a text without the marks in it, which are in order; a break of lines in HTML is a blank."""
    pieces, end = [], span.start
    for start, stop in marks:
        if start >= span.end:
            break
        if stop > end:
            pieces += [text[end:start], " " if text[start : start + 3].lower() == "<br" else ""]
            end = min(stop, span.end)
    return "".join(pieces) + text[end : span.end]


class PartKind(StrEnum):
    """What a part of an article's body is, where it is not plain prose.

    An `ASIDE` is searched and never quoted: a heading, a row of a table, a sentence that lacks a piece. What is
    `SAID` are words of another: they are quoted with what introduces them. A `MARK` is markup: it stands in the
    text and is no part of what the text says; `CODE` is a name or a formula of a program, with its marks.
    """

    ASIDE = "aside"
    SAID = "said"
    MARK = "mark"
    CODE = "code"


class Part(NamedTuple):
    """The half-open slice `start:end` of an article's text, and what it is."""

    start: int
    end: int
    kind: PartKind


class Value(BaseModel):
    """A frozen value with no room for unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleInfo(Value):
    """What is told of an article beside its text: enough to find it."""

    id: str
    title: str
    source: str | None = None
    url: str | None = None
    published: date | None = None
    path: str
    collection: str


class Article(ArticleInfo):
    """One article as its reader gave it.

    `id` stays the same when the text is edited, and when its root moves: then `known_as` is the path that it is made
    of. `digest` is the SHA-256 of the text and of what is told of it. `public_from` is the day from which it is for the
    public, the last of all days for a draft, None if it always was. `title_from` and `published_from` say where the
    title and the day stand.

    `body` are the spans of `text` that are
    searched and may be quoted, in order and disjoint: a paragraph each, where the format tells; no title, front matter
    or source line. `parts` say which of it is no plain prose, in order of their starts. Where `verbatim`, `text` is
    the whole decoded file, so that an offset in the one is an offset in the other. `line` is the 1-based line of the
    file at which the article begins, None where the file has no lines to count (a web page, a PDF). `pages` are the
    places in `text` at which the pages of a PDF begin, none where a file has no pages.
    """

    text: str
    authors: tuple[str, ...] = ()
    body: tuple[Span, ...]
    parts: tuple[Part, ...] = ()
    public_from: date | None = None
    title_from: str = ""
    published_from: str = ""
    digest: str
    known_as: str = ""
    verbatim: bool = False
    line: int | None = None
    pages: tuple[int, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _with_authors(cls, values: Any) -> Any:
        """Take an article as libraries kept it when it had one author."""
        if isinstance(values, dict) and "author" in values:
            author = values["author"]
            values = {**values, "authors": (author,) if author else ()}
            del values["author"]
        return values

    @property
    def info(self) -> ArticleInfo:
        """The article without its text."""
        return ArticleInfo(**{name: getattr(self, name) for name in ArticleInfo.model_fields})

    def line_at(self, start: int) -> int | None:
        """Return the line of the file in which a place in the text is; of a record, the line where that begins."""
        if self.line is None or not self.verbatim:
            return self.line
        return self.line + self.text.count("\n", 0, start)

    def page_at(self, start: int) -> int | None:
        """Return the page on which a place in the text is, the first page being 1."""
        return bisect_right(self.pages, start) or None


class Passage(Value):
    """A slice of an article's text: `article.text[start:end]`. What is embedded and retrieved."""

    start: int
    end: int
    text: str


Place = tuple[str, int]


class Match(Value):
    """A passage found for one question, with its scores.

    `score` in 0..1 is how well it matches; `dense` is the cosine with the question (None if only BM25 found
    it), `lexical` the BM25 score (None if only the vectors found it).
    """

    article: ArticleInfo
    passage: Passage
    score: float
    dense: float | None
    lexical: float | None

    @property
    def place(self) -> Place:
        """Which passage it is: the id of the article, and where in that it begins."""
        return self.article.id, self.passage.start


class Where(Value):
    """Which articles a question is put to. None means any; dates are inclusive.

    An article without a date is not asked when a date is given. An `author` is meant by any of the words of a name.
    """

    collections: frozenset[Name] | None = None
    article: Name | None = None
    since: date | None = None
    until: date | None = None
    author: Name | None = None


class Days(Value):
    """A period, both days inclusive; None leaves that end open."""

    since: date | None = None
    until: date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (self.since or date.min) <= day <= (self.until or date.max)

    def __str__(self) -> str:
        """The period as it is shown to people: "2023-03-01 to 2023-03-07", "before 2023-03-01"."""
        if self.since is None:
            return f"before {self.until + timedelta(1)}" if self.until else "any day"
        return f"{self.since} to {self.until}" if self.until else f"since {self.since}"


Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Address(Value):
    """Where a quote stands, in few characters: enough to find its words again after its article was edited.

    `digest` are the first 8 hexadecimal digits of the SHA-256 of the words.
    """

    article: str
    start: int
    end: int
    digest: str


class LeaningDay(Value):
    """Words of a text that name a day by the day of its article, `text[start:end]`, and the days they name."""

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
    """Whole sentences of one article that answer: `article.text[start:end] == text`.

    `line` is the line of the file where the quote begins (of the record, in a file of records; None
    for a web page or a PDF), `page` the page of a PDF. `marks` are slices of `text` that say how words look, and are
    not shown. `highlight` are the answering words, a slice of `text`, where
    known. `articles` counts the articles in which this statement stands, this one included. `dates` are the days in it
    that lean on the day of its article. It `stands` if it answers by itself, or adds to the answer what the first quote
    lacks; else it waits until more is asked for. It `is_older` if a later report has overtaken it, and `is_dated` if
    the question asks how something stands now and its article is of more than a year ago.
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
        """Where it stands."""
        return Address(article=self.article.id, start=self.start, end=self.end, digest=digest_of(self.text))

    @property
    def answer(self) -> str:
        """The answering words; empty if they are not known."""
        return self.seen(*self.highlight) if self.highlight else ""

    def seen(self, start: int = 0, end: int | None = None) -> str:
        """Return what people see of the quote, or of a slice of it: its words without their marks."""
        return without_marks(self.text, Span(start, len(self.text) if end is None else end), self.marks)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said beside the quote, for a person: as of when it is, that it is older, which days are meant."""
        published = self.article.published
        told = [f"as of {published.day} {published:%B} {published.year}"] if self.is_dated and published else []
        told += ["older"] if self.is_older else []
        told += [f"{self.text[one.start : one.end]} ({one})" for one in self.dates]
        return (*told, *filter(None, [self.also]))

    @property
    def also(self) -> str:
        """How many articles more say the same, for a person; empty if none."""
        more = self.articles - 1
        return f"also in {more} more article{'s' if more > 1 else ''}" if more else ""


def digest_of(text: str) -> str:
    """The digest of an address: the first 8 hexadecimal digits of the SHA-256 of a text."""
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
    """An article that would answer and is not shown, and why."""

    article: ArticleInfo
    reason: Staleness


class Answer(Value):
    """What the articles say to a question, or that they do not say.

    `standalone_question` is the question as it was understood, `about` the subject of the talk that was looked for
    beside it, "" if none was. If `answered` is False then `quotes`
    is empty. `disagreement` are the places of two quotes, from 0, that cannot both be right. `days` are those that
    the question names, where the quotes are of articles of those days; `outside` the same, where nothing of those
    days answers and the quotes are of others. `undated` counts the articles that were not asked because they have no
    date, where only articles of some days were. `choices` are
    two articles, if the question names nothing and either may be meant: which, is asked back. `nearest`
    are the articles nearest to the question. `seconds` holds the time of each stage and the `total`.
    `matches`, `evidence` (what the confidence was made of) and `withheld` explain the answer, and are
    not part of its JSON.
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
    choices: tuple[ArticleInfo, ...] = ()
    nearest: tuple[ArticleInfo, ...]
    generation: int
    seconds: dict[str, float]
    matches: tuple[Match, ...] = Field(default=(), exclude=True, repr=False)
    evidence: dict[str, float] = Field(default_factory=dict, exclude=True, repr=False)
    withheld: tuple[Withheld, ...] = Field(default=(), exclude=True)

    @property
    def is_foreign(self) -> bool:
        """Whether the question is surely of another language than English."""
        return is_foreign(self.question)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that are shown at once; the rest wait until more is asked for."""
        return tuple(quote for quote in self.quotes if quote.stands)

    @property
    def disagreeing(self) -> dict[int, str]:
        """The answering words of the two quotes that disagree, by their number among those shown, from 1."""
        rivals = [self.quotes[place] for place in self.disagreement]
        return {number: quote.answer for number, quote in enumerate(self.shown, 1) if quote in rivals}


class Context(Value):
    """A quote with the text around it: neighbours in the article, without marks that say how words look."""

    article: ArticleInfo
    before: str
    quote: str
    after: str


class FollowedKind(StrEnum):
    """What is followed; a sitemap counts as a feed."""

    FOLDER = "folder"
    FILE = "file"
    FEED = "feed"
    PAGE = "page"


class Followed(Value):
    """A path or an address that a library follows: when it was last looked at, and why that failed, if it did."""

    place: str
    kind: FollowedKind
    looked: datetime | None = None
    problem: str | None = None


class Skipped(Value):
    """Something that was given to be indexed and was not, and why. `line` is 1-based."""

    path: str
    line: int | None = None
    reason: str


class LibraryStatus(Value):
    """What a library holds. `updated` is the moment of its last commit, `bytes` what it takes on disk.

    `drafts`: it also has what is not for the public. `left_out` are the patterns of files that it leaves out.

    `first` and `last` are the days of the oldest and the newest article, None if none has a date; `undated` counts
    those without one. `excluded` are paths below the followed ones that were forgotten, `failures`
    what could not be read or fetched below these at the last look.
    """

    path: str
    generation: int
    updated: datetime | None
    articles: int
    passages: int
    bytes: int
    collections: dict[str, int]
    roots: tuple[str, ...]
    drafts: bool = False
    left_out: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    undated: int = 0
    followed: tuple[Followed, ...] = ()
    excluded: tuple[str, ...] = ()
    failures: tuple[Skipped, ...] = ()
    model: str
    model_digest: str
    dimension: int


class Diagnosis(Value):
    """What one check of a library found; `mend` is what to do about it, None if all is well."""

    what: str
    mend: str | None = None


class Sentence(Value):
    """A sentence of an article that may be quoted, and its line in the file, where that has lines."""

    line: int | None
    text: str


class LeftOut(Sentence):
    """A part of an article that may not be quoted, and why."""

    reason: str


class Explanation(Value):
    """What was taken from an article, and what was not.

    `title_from` and `published_from` say where the title and the day stand; a `draft` is not for the public, nor is yet
    what will be so from the day `public_from` on.
    """

    article: ArticleInfo
    authors: tuple[str, ...]
    title_from: str
    published_from: str
    draft: bool
    public_from: date | None
    quotable: tuple[Sentence, ...]
    left_out: tuple[LeftOut, ...]


class Notice(Value):
    """Something worth saying about an article that was read all the same."""

    path: str
    reason: str


class IndexReport(Value):
    """What one run of indexing did, in articles, passages and seconds.

    `moved` counts articles whose file has another path now, and the same content; they are neither added nor
    removed. `undated` counts those of the added and changed that have no date. `embedded` counts the passages whose
    vectors were computed; `passages` all that the library holds. `reread` counts the files that have not changed and
    were read again, because an earlier version of the program read them, and `drafts` the articles that were left out
    because they are not for the public, or not yet.
    """

    added: int
    changed: int
    unchanged: int
    moved: int = 0
    removed: int
    reread: int = 0
    drafts: int = 0
    undated: int = 0
    skipped: tuple[Skipped, ...]
    notices: tuple[Notice, ...]
    embedded: int
    passages: int
    articles: int
    generation: int
    seconds: float
    dry_run: bool = False


class ForgetReport(Value):
    """What was forgotten: paths and addresses, and how many articles with them; `articles` are left."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]
    removed: int
    articles: int
    generation: int


class MoveReport(Value):
    """What was moved from `old` to `new`, in articles; `changed` counts the files that differ there from before."""

    old: str
    new: str
    moved: int
    removed: int
    changed: int
    articles: int
    generation: int
