"""Ask sixty questions that a sentence answers to the contrary: is it quoted?

    python -m benchmarks.opposites [--show] [--unseen]

Each question is put to its own article, and to all: those of Wikinews that the sets name, the seeds and the shelf. It
is answered by the contrary if the first quote that is shown has a sentence that says the other role, side, outcome,
year, place or name, and none that answers. --show prints every question that is so answered, with its quote; --unseen
asks sixty others, which nothing was chosen by.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.libraries import asking, models
from benchmarks.sets import OWN, PROJECT, Opposite, Original, holds, opposites, originals, typed_articles
from qa.answers import Answer
from qa.assistant import Assistant
from qa.evaluation.intervals import Interval, share
from qa.values import Where

WAYS = ("to its article", "to all")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a question was answered: by the contrary, rightly, not at all, or by something else (none of the three)."""

    asked: Opposite
    answer: Answer
    is_contrary: bool
    is_right: bool

    @property
    def said(self) -> str:
        """Return the first quote that is shown; empty if none is."""
        return self.answer.quotes[0].text if self.answer.answered and self.answer.quotes else ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing is shown as an answer."""
        return not self.said


def main() -> None:
    """Ask each question in both ways, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    options = parser.parse_args()
    questions = opposites(unseen=options.unseen)
    with asking(models(), articles(questions), OWN) as assistant:
        for way in WAYS:
            verdicts = verdicts_of(assistant, questions, way)
            print_figures(way, verdicts)
            if options.show:
                print_contrary(verdicts)


def articles(questions: Sequence[Opposite]) -> list[Original]:
    """Return the articles of Wikinews that the questions are put to: their own, and those of the typed questions."""
    wikinews = originals("wikinews")
    named = {one.article for one in questions} | {one.url for one in typed_articles()}
    return [article for url, article in wikinews.items() if url in named]


def verdicts_of(assistant: Assistant, questions: Sequence[Opposite], way: str) -> list[Verdict]:
    """Return how the questions are answered, each by its own article or by all."""
    ids = {name: one.id for one in assistant.sources() for name in (one.url, one.path) if name}

    def where(one: Opposite) -> Where | None:
        own = ids.get(one.article) or ids[str(PROJECT / one.article)]
        return Where(article=own) if way == WAYS[0] else None

    return [judged(one, assistant.ask(one.question, where=where(one))) for one in questions]


def judged(one: Opposite, answer: Answer) -> Verdict:
    """How an answer answers a question."""
    said = answer.quotes[0].text if answer.answered and answer.quotes else ""
    is_right = any(holds(said, words) for words in one.answer)
    is_contrary = not is_right and any(holds(said, words) for words in one.contrary)
    return Verdict(one, answer, is_contrary, is_right)


def figures(verdicts: Sequence[Verdict]) -> dict[str, Interval]:
    """Return the share of each kind of answer among the questions that can have it."""
    answerable = [one for one in verdicts if one.asked.answer]
    unanswerable = [one for one in verdicts if not one.asked.answer]
    return {
        "answered by the contrary": share(one.is_contrary for one in verdicts),
        "right, where it is answered": share(one.is_right for one in answerable),
        "silent, where it is answered": share(one.is_silent for one in answerable),
        "silent, where it is not": share(one.is_silent for one in unanswerable),
    }


def print_figures(way: str, verdicts: Sequence[Verdict]) -> None:
    """Print the figures of a way, and how many questions of each kind are answered by the contrary."""
    for name, one in figures(verdicts).items():
        print(f"{way:<15} {name:<29} {one}", flush=True)
    wrong = Counter(one.asked.kind for one in verdicts if one.is_contrary)
    kinds = Counter(one.asked.kind for one in verdicts)
    counts = (f"{kind} {wrong[kind]} of {count}" for kind, count in kinds.items())
    print(f"{way:<15} by the contrary: {', '.join(counts)}", flush=True)


def print_contrary(verdicts: Sequence[Verdict]) -> None:
    """Print the questions that are answered by the contrary, with the quote."""
    for one in verdicts:
        if one.is_contrary:
            print(f"  {one.asked.kind}: {one.asked.question}\n      {one.said}")


if __name__ == "__main__":
    main()
