"""Ask three sets that nothing was made for: what does the program do for strangers?

    python -m benchmarks.strangers

`onestop`: news, with questions in words other than the text's, each put to its own article and to all.
`wikiqa`: search questions to the candidate sentences of Wikipedia, a third of them without an answer. `quail`: stories,
blogs and news, with questions that they answer and others that they do not; it is only measured, and nothing is fitted
on it. A set is one library; a question is put to its article there, unless it is put to all. A quote is right if it
overlaps a span that answers.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.libraries import Models, asking, models
from benchmarks.outcomes import Measured, Outcome, figures, outcome
from benchmarks.questions import SHARED
from benchmarks.sets import Original
from qa.answers import Answer
from qa.assistant import Assistant
from qa.values import Span, Where

STRANGERS = SHARED / "strangers-dev"
SILENCE = {"wikiqa": 0.12, "quail": 0.20}
"""The share of silent questions at which false answers are compared."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the article that it is put to, and the spans there that answer, where they are known."""

    id: str
    question: str
    url: str
    spans: tuple[Span, ...]
    is_answerable: bool


def main() -> None:
    """Ask the questions of all sets, and print the figures."""
    loaded = models()
    for name, measure in SETS.items():
        for figure, one in figures(measure(loaded)).items():
            print(f"{name:<15} {figure:<22} {one}", flush=True)


def to_its_article(name: str, loaded: Models) -> Measured:
    """Ask each question of a set of its own article alone."""
    with asking(loaded, originals(name)) as assistant:
        ids = {article.url: article.id for article in assistant.sources()}
        return measured(name, assistant, lambda one: Where(article=ids[one.url]))


def to_all(name: str, loaded: Models) -> Measured:
    """Ask the questions of a set of all its articles."""
    with asking(loaded, originals(name)) as assistant:
        return measured(name, assistant, lambda _: Where())


def measured(name: str, assistant: Assistant, where: Callable[[Question], Where]) -> Measured:
    """Return what becomes of the questions of a set, each asked of some articles."""
    outcomes = (
        outcome_of(one, assistant.ask(one.question, where=where(one), min_confidence=0)) for one in questions(name)
    )
    return Measured(assistant.threshold, tuple(outcomes), SILENCE.get(name))


SETS = {
    "onestop": partial(to_its_article, "onestop"),
    "onestop to all": partial(to_all, "onestop"),
    "wikiqa": partial(to_its_article, "wikiqa"),
    "quail": partial(to_its_article, "quail"),
}


def outcome_of(one: Question, answer: Answer) -> Outcome:
    """Return what became of a question; its quotes are judged where it is known what answers."""
    hits = [
        quote.article.url == one.url and any(quote.start < span.end and span.start < quote.end for span in one.spans)
        for quote in answer.quotes
    ]
    return outcome(one.id, answer, answerable=one.is_answerable, hits=hits if one.spans else None)


def originals(name: str) -> list[Original]:
    """The articles of a set."""
    return [Original(row["url"], row["title"], row["text"]) for row in _rows(name, "articles")]


def questions(name: str) -> Iterator[Question]:
    """The questions of a set."""
    for row in _rows(name, "questions"):
        spans = tuple(Span(start, end) for start, end in row["spans"])
        yield Question(row["id"], row["question"], row["url"], spans, row["answerable"])


def _rows(name: str, kind: str) -> Iterator[dict[str, Any]]:
    with (STRANGERS / name / f"{kind}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
