"""Ask a hundred questions as people type them, to 300 articles: which quotes does a person find wrong?

    python -m benchmarks.typed [--wrong] [--unseen]

Each question is asked after the line before it, if it has one, as in a talk. The quotes that are shown at once are
printed, each marked: `=` it answers; `-` it is wrong or, after the first, adds nothing; `?` nobody has read it yet. The
set has a person's verdicts, with the words of the quote; a quote with words that were found to answer when the question
was written needs none. An answer to a question that the articles do not answer is wrong. The words of news-dev that are
printed may not be kept. With --wrong, only the questions with a quote that is not right are printed; --unseen asks
eighty others, which nothing but one rule was chosen by.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from benchmarks.libraries import asking, models
from benchmarks.sets import Answering, Typed, holds, typed, typed_articles
from qa.answers import Answer, Quote, Turn
from qa.assistant import Assistant
from qa.evaluation.intervals import Interval, share


class Mark(Enum):
    """What a quote is, by the verdicts of the set."""

    RIGHT = "="
    WRONG = "-"
    UNREAD = "?"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and what each of the quotes that are shown at once is."""

    typed: Typed
    answer: Answer
    marks: tuple[Mark, ...]


def main() -> None:
    """Ask the questions; print each with its quotes, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    options = parser.parse_args()
    with asking(models(), typed_articles()) as assistant:
        every = [asked(assistant, one) for one in typed(unseen=options.unseen)]
    for number, one in enumerate(every, 1):
        if not (options.wrong and set(one.marks) == {Mark.RIGHT}):
            print_asked(number, one)
    for name, count in counts(every).items():
        print(f"{name:<44} {count}")
    for name, figure in figures(every).items():
        print(f"{name:<44} {figure}")


def asked(assistant: Assistant, one: Typed) -> Answered:
    """Return the answer to a question, in the light of the line before it."""
    history: list[Turn] = []
    for line in one.before:
        history.append(Turn(question=line, quotes=assistant.ask(line, history=history).quotes))
    answer = assistant.ask(one.question, history=history)
    quotes = answer.shown if answer.answered else ()
    return Answered(one, answer, tuple(marked(quote, one) for quote in quotes))


def marked(quote: Quote, one: Typed) -> Mark:
    """Return what a quote of the answer to a question is."""
    said = "".join(quote.text.split())
    verdict = next((known for known in one.verdicts if "".join(known.words.split()) == said), None)
    if verdict is not None:
        return Mark.RIGHT if verdict.is_right else Mark.WRONG
    if not one.answers:
        return Mark.WRONG
    return Mark.RIGHT if has_words(quote, one.answers) else Mark.UNREAD


def has_words(quote: Quote, answers: Sequence[Answering]) -> bool:
    """Return whether a quote is from an article that answers, and has words of it that do."""
    return any(
        quote.article.url == one.url and (not one.words or any(holds(quote.text, words) for words in one.words))
        for one in answers
    )


def counts(every: Sequence[Answered]) -> dict[str, int]:
    """Return how many quotes of each kind there are, first ones and further ones."""
    first = [mark for one in every for mark in one.marks[:1]]
    further = [mark for one in every for mark in one.marks[1:]]
    return {
        f"{mark.name.casefold()} {name}": quotes.count(mark)
        for name, quotes in (("first quotes", first), ("further quotes", further))
        for mark in Mark
    }


def figures(every: Sequence[Answered]) -> dict[str, Interval]:
    """Return how many questions of each kind are answered."""
    return {
        "answered, of those that have an answer": share(bool(one.marks) for one in every if one.typed.answers),
        "answered, of those that have none": share(bool(one.marks) for one in every if not one.typed.answers),
    }


def print_asked(number: int, one: Answered) -> None:
    """Print a question, how it was understood, its quotes, and the words that answer."""
    before = "".join(f"{line} / " for line in one.typed.before)
    print(f"\n{number}. [{one.typed.kind}] {before}{one.typed.question}")
    if one.answer.standalone_question != one.typed.question:
        print(f"   looking for: {one.answer.standalone_question}")
    if not one.marks:
        print(f"   the articles don't say ({one.answer.confidence:.2f})")
    for mark, quote in zip(one.marks, one.answer.shown, strict=False):
        print(f"   {mark.value} {quote.confidence:.2f} {' '.join(quote.text.split())}  [{_source(quote)}]")
    for known in one.typed.answers:
        words = " / ".join(" ".join(words.split()) for words in known.words)
        print(f"   key: {words or known.url}")


def _source(quote: Quote) -> str:
    return f"{quote.article.published}, {quote.article.title}"


if __name__ == "__main__":
    main()
