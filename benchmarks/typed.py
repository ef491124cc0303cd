"""A hundred questions as people type them, to 300 articles: the report is for reading by hand.

    python -m benchmarks.typed [--wrong]

Each question is asked after the line before it, if it has one, as in a talk. Printed are its quotes, the first and the
further ones, beside the words that were found to answer when the question was written: `=` before a quote says that it
has some of those. What has none may be right as well, or wrong: that is for a reader to say. The words of news-dev that
are printed may not be kept. With --wrong, only the questions are printed whose first quote does not have the words.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.libraries import asking, models
from benchmarks.sets import Answering, Typed, holds, typed, typed_articles
from qa.assistant import Assistant
from qa.evaluation.intervals import Interval, share
from qa.values import Answer, Quote, Turn


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and which of the quotes that are shown have words that are known to answer."""

    typed: Typed
    answer: Answer
    hits: tuple[bool, ...]


def main() -> None:
    """Ask, print each question with its quotes, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    is_wrong_alone = parser.parse_args().wrong
    with asking(models(), typed_articles()) as assistant:
        every = [asked(assistant, one) for one in typed()]
    for number, one in enumerate(every, 1):
        if not (is_wrong_alone and is_as_known(one)):
            print_asked(number, one)
    for name, figure in figures(every).items():
        print(f"{name:<44} {figure}")


def asked(assistant: Assistant, one: Typed) -> Answered:
    """The answer to a question, in the light of the line before it."""
    history: list[Turn] = []
    for line in one.before:
        history.append(Turn(question=line, quotes=assistant.ask(line, history=history).quotes))
    answer = assistant.ask(one.question, history=history)
    quotes = answer.quotes if answer.answered else ()
    return Answered(one, answer, tuple(has_words(quote, one.answers) for quote in quotes))


def has_words(quote: Quote, answers: Sequence[Answering]) -> bool:
    """Whether a quote is of an article that answers, and has words there that do."""
    return any(
        quote.article.url == one.url and (not one.words or any(holds(quote.text, words) for words in one.words))
        for one in answers
    )


def is_as_known(one: Answered) -> bool:
    """Whether the first quote has words that are known to answer, or, of a question without answer, none is shown."""
    return any(one.hits[:1]) if one.typed.answers else not one.hits


def figures(every: Sequence[Answered]) -> dict[str, Interval]:
    """What the words that are known to answer show: the least that is right."""
    answerable = [one for one in every if one.typed.answers]
    further = [hit for one in answerable for hit in one.hits[1:]]
    return {
        "answered, of those that have an answer": share(bool(one.hits) for one in answerable),
        "first quote has the words, of those answered": share(one.hits[0] for one in answerable if one.hits),
        "further quotes that have the words": share(further or [0.0]),
        "answered, of those that have none": share(bool(one.hits) for one in every if not one.typed.answers),
    }


def print_asked(number: int, one: Answered) -> None:
    """Print a question, what was looked for, its quotes, and the words that answer."""
    before = "".join(f"{line} / " for line in one.typed.before)
    print(f"\n{number}. [{one.typed.kind}] {before}{one.typed.question}")
    if one.answer.standalone_question != one.typed.question:
        print(f"   looking for: {one.answer.standalone_question}")
    if not one.hits:
        print(f"   the articles don't say ({one.answer.confidence:.2f})")
    for is_hit, quote in zip(one.hits, one.answer.quotes, strict=False):
        print(f"   {'=' if is_hit else ' '} {quote.confidence:.2f} {' '.join(quote.text.split())}  [{_source(quote)}]")
    for known in one.typed.answers:
        words = " / ".join(" ".join(words.split()) for words in known.words)
        print(f"   key: {words or known.url}")


def _source(quote: Quote) -> str:
    return f"{quote.article.published}, {quote.article.title}"


if __name__ == "__main__":
    main()
