"""What the days in questions give: news-dev, each question asked on its day against as if it were asked years later.

    python -m benchmarks.days --library DIR

DIR is a library of news-dev. For all answerable questions, for those that name days ("this week"), and for those that
name none: the answer in the first quote and in one of three, and how much more often on its day.
"""

import argparse
from pathlib import Path

from benchmarks.questions import NEWS
from qa.bootstrap import open_assistant
from qa.evaluation import Interval, Known, ask, has_answer, load, share
from qa.timewords import window
from qa.types import Answer


def main() -> None:
    """Ask twice, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    assistant = open_assistant(parser.parse_args().library)
    questions = [one for one in load(NEWS / "questions.jsonl") if one.answerable]
    later, on_its_day = (
        [right(known, answer) for known, answer in zip(questions, ask(assistant, questions, dated=dated), strict=True)]
        for dated in (False, True)
    )
    named = [one.asked is not None and window(one.question, one.asked) is not None for one in questions]
    for name, chosen in (
        ("all", range(len(questions))),
        ("name days", [place for place, is_named in enumerate(named) if is_named]),
        ("name none", [place for place, is_named in enumerate(named) if not is_named]),
    ):
        for part, what in enumerate(("first quote", "one of three")):
            before = [later[place][part] for place in chosen]
            after = [on_its_day[place][part] for place in chosen]
            more = share([float(new) - float(old) for old, new in zip(before, after, strict=True)])
            print(
                f"{name:<10} {len(chosen):>4}  {what:<13} {told(share(before))}  on its day {told(share(after))}"
                f"  more {told(more)}",
                flush=True,
            )


def right(known: Known, answer: Answer) -> tuple[bool, bool]:
    """Whether the first quote has the answer, and whether one of the three has."""
    hits = [has_answer(quote.text, known.answers) for quote in answer.quotes]
    return any(hits[:1]), any(hits)


def told(interval: Interval) -> str:
    """A figure with its interval."""
    return f"{interval.value:.3f} ({interval.low:.3f} to {interval.high:.3f})"


if __name__ == "__main__":
    main()
