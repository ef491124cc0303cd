"""Three sets that nothing was made for: what the program does for strangers.

    python -m benchmarks.strangers

`onestop`: readers' news, with questions in other words than the text's, each put to its own article and to all.
`wikiqa`: search questions to the candidate sentences of Wikipedia, a third of them without an answer. `quail`: stories,
blogs and news, with questions that they answer and others that they do not; it is measured, and nothing is fitted on
it. Each question but those put to all is asked of a library of one article. A quote is right if it overlaps a span that
answers.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.libraries import Models, asking, models
from benchmarks.outcomes import Measured, Outcome, figures, outcome
from benchmarks.questions import SHARED
from benchmarks.sets import Original
from qa.answer.confidence import fitted
from qa.assistant import Assistant
from qa.values import Answer, Span

STRANGERS = SHARED / "strangers-dev"
SILENCE = {"wikiqa": 0.12, "quail": 0.20}
"""The share of silence at which false answers are compared."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the article that it is put to, and the spans there that answer, where they are known."""

    id: str
    question: str
    url: str
    spans: tuple[Span, ...]
    is_answerable: bool


def main() -> None:
    """Ask all sets, and print the figures."""
    loaded = models()
    for name, measure in SETS.items():
        for figure, one in figures(measure(loaded)).items():
            print(f"{name:<15} {figure:<22} {one.value:.3f} ({one.low:.3f} to {one.high:.3f})", flush=True)


def to_its_article(name: str, loaded: Models) -> Measured:
    """The questions of a set, each asked of its own article alone."""
    asked = defaultdict(list)
    for one in questions(name):
        asked[one.url].append(one)
    outcomes: list[Outcome] = []
    for article in originals(name):
        with asking(loaded, [article]) as assistant:
            outcomes += outcomes_of(assistant, asked[article.url])
    return Measured(fitted().threshold, tuple(outcomes), SILENCE.get(name))


def to_all(name: str, loaded: Models) -> Measured:
    """The questions of a set, asked of all its articles."""
    with asking(loaded, originals(name)) as assistant:
        return Measured(assistant.threshold, tuple(outcomes_of(assistant, list(questions(name)))), SILENCE.get(name))


SETS = {
    "onestop": partial(to_its_article, "onestop"),
    "onestop to all": partial(to_all, "onestop"),
    "wikiqa": partial(to_its_article, "wikiqa"),
    "quail": partial(to_its_article, "quail"),
}


def outcomes_of(assistant: Assistant, asked: Sequence[Question]) -> list[Outcome]:
    """What becomes of questions."""
    return [outcome_of(one, assistant.ask(one.question, min_confidence=0)) for one in asked]


def outcome_of(one: Question, answer: Answer) -> Outcome:
    """What became of a question, with its quotes judged where it is known what answers."""
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
