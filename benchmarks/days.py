"""Measure what understanding days gains: news-dev, each question on the day it was asked, against no day understood.

    python -m benchmarks.days --library DIR

DIR is a library of news-dev. For all answerable questions, for those that name days ("this week"), and for those that
name none, it prints how often the answer is in the first quote and in one of three, and how much more often on its day.
Next come those that name none, with "this week" added at the end and asked months later: no article of those days may
answer. Last come the questions of sets/days.jsonl, each with its month, day or year, or an event after it, added at the
end: how many of those that are answered without it are answered with the same quote.
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.questions import NEWS
from benchmarks.sets import Dated, days, holds
from qa.answers import Answer, Quote
from qa.assistant import Assistant
from qa.bootstrap import open_assistant
from qa.evaluation.intervals import share
from qa.evaluation.questions import Known, has_answer, load
from qa.question.days import named_days
from qa.values import Where

ANY = Where(since=date(1, 1, 2))
"""Articles of any day, by the asker's wish: the days that the question names are ignored."""

LATER = timedelta(91)

SOON = timedelta(7)
"""How long after its article's publication a question that names its day is asked."""

Ask = Callable[[Known], Answer]
Right = tuple[bool, bool]


def main() -> None:
    """Ask, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    assistant = open_assistant(parser.parse_args().library)
    questions = [one for one in load(NEWS / "questions.jsonl") if one.answerable and one.asked]

    def on(known: Known, question: str, later: timedelta = timedelta(0)) -> Answer:
        return assistant.ask(question, min_confidence=0, today=known.asked and known.asked + later)

    def whenever(known: Known) -> Answer:
        return assistant.ask(known.question, min_confidence=0, where=ANY)

    named = [one for one in questions if one.asked and named_days(one.question, one.asked)]
    others = [one for one in questions if one not in named]
    for name, chosen in (("all", questions), ("name days", named), ("name none", others)):
        compare(name, chosen, whenever, lambda one: on(one, one.question))
    misled = "this week, later"
    compare(misled, others, whenever, lambda one: on(one, f"{one.question.rstrip(' ?')} this week?", LATER))
    compare_forms(assistant, days())


def compare(name: str, questions: Sequence[Known], before: Ask, after: Ask) -> None:
    """Print how often each way is right, and by how much the second is more often, the same questions paired."""
    pairs = [(right(one, before(one)), right(one, after(one))) for one in questions]
    for part, what in enumerate(("first quote", "one of three")):
        old, new = ([float(pair[way][part]) for pair in pairs] for way in (0, 1))
        more = share([after - before for before, after in zip(old, new, strict=True)])
        print(
            f"{name:<17} {len(pairs):>3}  {what:<12} {share(old)}  on its day {share(new)}  more {more}",
            flush=True,
        )


def compare_forms(assistant: Assistant, questions: Sequence[Dated]) -> None:
    """Print how often a question that names its day is answered with the same quote as without it."""
    same: dict[str, list[bool]] = {}
    for one in questions:
        plain = first_quote(assistant, one, one.question)
        if plain is not None and any(holds(plain.text, words) for words in one.answer):
            for form, question in one.forms.items():
                dated = first_quote(assistant, one, question)
                same.setdefault(form, []).append(dated is not None and dated.address == plain.address)
    for form, hits in same.items():
        print(f"{form:<17} {len(hits):>3}  same quote as without it {share(hits)}", flush=True)


def first_quote(assistant: Assistant, one: Dated, question: str) -> Quote | None:
    """Return the first quote that is shown, a week after the article that answers was published."""
    answer = assistant.ask(question, today=one.published + SOON)
    return answer.quotes[0] if answer.answered and answer.quotes else None


def right(known: Known, answer: Answer) -> Right:
    """Return whether the first quote has the answer, and whether one of the three has it."""
    hits = [has_answer(quote.text, known.answers) for quote in answer.quotes]
    return any(hits[:1]), any(hits)


if __name__ == "__main__":
    main()
