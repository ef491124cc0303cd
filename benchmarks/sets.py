"""The measuring sets that were written by hand: benchmarks/sets/README.md says how, and whose words they name."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.questions import NEWS, SHARED
from qa.values import Span

FOLDER = Path(__file__).with_name("sets")
WIKINEWS = SHARED / "wikinews"
YEARS = (2019, 2020)

PROJECT = Path(__file__).resolve().parents[1]
OWN = (PROJECT / "seeds", PROJECT / "benchmarks" / "shelf")
"""Where the articles are that were written for the project."""


@dataclass(frozen=True, slots=True)
class Original:
    """An article as the data beside the project have it, before the program reads it."""

    url: str
    title: str
    text: str
    published: date | None = None

    def words(self, span: Sequence[int]) -> str:
        """Return the words of a span. Raises ValueError if it is not within the text, or begins or ends in a blank."""
        start, end = span
        words = self.text[start:end]
        if not 0 <= start < end <= len(self.text) or words != words.strip():
            raise ValueError(f"{start}:{end} is no span of words in {self.url}")
        return words


@dataclass(frozen=True, slots=True)
class Opposite:
    """A question that the words of `contrary` seem to answer but do not; those of `answer` do, if there are any.

    `article` is the address of the article, or its path in the project.
    """

    question: str
    kind: str
    article: str
    contrary: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of an article, and what it is: a statement, or a heading, a byline, …; `drawn` is how it was drawn."""

    source: str
    article: Original
    span: Span
    label: str
    drawn: str
    is_unsure: bool

    @property
    def is_statement(self) -> bool:
        """Whether it says something on the article's subject, by itself or after the sentence before it."""
        return self.label == "statement"


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that was published on a day."""

    published: date
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that answer a question: they contradict each other, are consistent, or the first is older."""

    question: str
    label: str
    kind: str
    first: Report
    second: Report


@dataclass(frozen=True, slots=True)
class Answering:
    """The words of an article that answer a question; none if all of it does, as in a list of articles."""

    url: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandVerdict:
    """What a person who read the words of a quote says about it; `kind` is why a first quote is wrong."""

    words: str
    is_right: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A question as people type it, after the line `before` it if there is one; `answers` is empty if nothing answers.

    `verdicts` are on quotes that the program gave and a person read.
    """

    question: str
    kind: str
    before: tuple[str, ...]
    answers: tuple[Answering, ...]
    verdicts: tuple[HandVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A question that names no day, the words that answer it, and the same question with its day, by kind of form.

    `published` is the day of the article that answers.
    """

    question: str
    published: date
    answer: tuple[str, ...]
    forms: Mapping[str, str]


@cache
def originals(source: str) -> dict[str, Original]:
    """Return the articles of "news-dev" or "wikinews", by their address. Raises OSError where the data are missing."""
    rows = _news() if source == "news-dev" else _wikinews()
    return {
        row["url"]: Original(row["url"], row["title"], row["text"], date.fromisoformat(row["published"]))
        for row in rows
    }


def opposites(*, unseen: bool = False) -> list[Opposite]:
    """The questions that a sentence answers to the contrary; the `unseen` ones were written after the rules."""
    return [
        Opposite(row["question"], row["kind"], row["article"], _of(row, row["contrary"]), _of(row, row["answer"]))
        for row in _rows("opposites_unseen" if unseen else "opposites")
    ]


def statements() -> list[Labelled]:
    """The sentences that are labelled as statements or not."""
    return [_labelled(row) for row in _rows("statements")]


def contradictions() -> list[Pair]:
    """The pairs of sentences that contradict each other, or only seem to."""
    return [
        Pair(row["question"], row["label"], row["kind"], _report(row["first"]), _report(row["second"]))
        for row in _rows("contradictions")
    ]


def typed(*, unseen: bool = False) -> list[Typed]:
    """The questions as people type them; the `unseen` ones were written after the rules."""
    return [
        Typed(
            row["question"],
            row["kind"],
            tuple(row["before"]),
            tuple(map(_answering, row["answers"])),
            tuple(map(_verdict, row["verdicts"])),
        )
        for row in _rows("typed_unseen" if unseen else "typed")
    ]


def typed_articles() -> list[Original]:
    """The 300 articles that the typed questions are put to."""
    return [originals(row["source"])[row["url"]] for row in _rows("typed_articles")]


def days() -> list[Dated]:
    """The questions to news-dev that name no day."""
    return [_dated(row, originals("news-dev")[row["url"]]) for row in _rows("days")]


def holds(said: str, words: str) -> bool:
    """Return whether a quote and a sentence are the same, or one is part of the other; blanks do not count."""
    one, other = "".join(said.split()), "".join(words.split())
    return bool(one) and bool(other) and (one in other or other in one)


def _of(row: Mapping[str, Any], spans: Sequence[Any]) -> tuple[str, ...]:
    """Return the words of spans; for the project's own articles, the set has the words themselves."""
    return tuple(span if isinstance(span, str) else originals("wikinews")[row["article"]].words(span) for span in spans)


def _labelled(row: Mapping[str, Any]) -> Labelled:
    article = originals(row["source"])[row["url"]]
    article.words((row["start"], row["end"]))
    span = Span(row["start"], row["end"])
    return Labelled(row["source"], article, span, row["label"], row["drawn"], row.get("unsure", False))


def _dated(row: Mapping[str, Any], article: Original) -> Dated:
    assert article.published is not None, "all articles of news-dev have their day"
    return Dated(row["question"], article.published, tuple(map(article.words, row["spans"])), row["forms"])


def _report(given: Mapping[str, str]) -> Report:
    return Report(date.fromisoformat(given["published"]), given["text"])


def _answering(given: Mapping[str, Any]) -> Answering:
    article = _original(given["url"])
    return Answering(article.url, tuple(map(article.words, given["spans"])))


def _verdict(given: Mapping[str, Any]) -> HandVerdict:
    words = _original(given["url"]).words(given["span"])
    return HandVerdict(words, given["verdict"] == "right", given.get("kind", ""))


def _original(url: str) -> Original:
    return originals("wikinews").get(url) or originals("news-dev")[url]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _news() -> Iterator[dict[str, str]]:
    with (NEWS / "articles.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _wikinews() -> Iterator[dict[str, str]]:
    for year in YEARS:
        with (WIKINEWS / f"wikinews_{year}.csv").open(encoding="utf-8", newline="") as file:
            yield from ({**row, "published": row["date"]} for row in csv.DictReader(file))
