"""The values that flow through Pullquote: from an article to an answer. All are frozen."""

import html
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def whole(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which a command line makes of bytes that are not UTF-8."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Name = Annotated[str, AfterValidator(whole)]
"""A text to look up."""


BEGINNING = "the beginning of its text"
"""Where the title of an article comes from that has none of its own."""

MISSING = "\ufffc"
"""Stands in a text for what it cannot show, such as a formula: its sentence is searched but never quoted."""


class Span(NamedTuple):
    """The half-open slice `start:end` of a text, in code points."""

    start: int
    end: int


class Cover:
    """Any spans of a text, and whether one of them holds a place, without looking at each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def holds(self, place: int) -> bool:
        """Return whether a place lies in one of the spans."""
        before = bisect_right(self._starts, place)
        return before > 0 and self._ends[before - 1] > place


def without_marks(text: str, span: Span, marks: Iterable[Span]) -> str:
    """Return a slice of a text without the marks in it, which are given in order.

    A line break in HTML becomes a blank, and an entity the character that it stands for.
    """
    pieces, end = [], span.start
    for start, stop in marks:
        if start >= span.end:
            break
        if stop > end:
            pieces += [text[end:start], instead(text[start:stop])]
            end = min(stop, span.end)
    return "".join(pieces) + text[end : span.end]


def instead(mark: str) -> str:
    """Return what a reader sees in place of a mark, never longer than the mark."""
    if mark[:1] == "&":
        character = html.unescape(mark)
        return " " if character.isspace() else character
    return " " if mark[:3].lower() == "<br" else ""


class PartKind(StrEnum):
    """The kinds of parts of an article's body that are not plain prose.

    An `ASIDE` is searched but never quoted: a heading, a row of a table, a sentence that lacks a piece. `SAID` marks
    somebody else's words, which are quoted with what introduces them. A `MARK` is markup: it stands in the text but
    is no part of what the text says; `CODE` is a name or a formula from a program, with its marks.
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
    """The facts about an article besides its text: enough to find it."""

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
    from. `digest` is the SHA-256 of the text and of the facts about it. `public_from` is the day from which it is for
    the public, the last of all days for a draft, None if it always was. `title_from` and `published_from` say where
    the title and the day come from.

    `body` has the spans of `text` that are searched and may be quoted, in order and disjoint: one per paragraph, if the
    format shows paragraphs; no title, front matter or source line. `parts` say which of it is not plain prose, ordered
    by their starts. If `verbatim`, `text` is the whole decoded file, so that offsets in the two are equal. `line` is
    the 1-based line of the file at which the article begins, None if the file has no lines to count (a web page, a
    PDF). `pages` has the places in `text` where the pages of a PDF begin, none if a file has no pages.
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
        """Accept an article as libraries kept it when it had one author."""
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
        """Return the file's line at a place in the text; for a record, the line where the record begins."""
        if self.line is None or not self.verbatim:
            return self.line
        return self.line + self.text.count("\n", 0, start)

    def page_at(self, start: int) -> int | None:
        """Return the page that a place in the text is on, counted from 1."""
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
        """The passage's identity: the id of its article, and where it begins there."""
        return self.article.id, self.passage.start


class Where(Value):
    """Which articles a question is asked of. None means any; dates are inclusive.

    An article without a date is not asked when a date is given. An `author` is one whose name has all these words.
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
