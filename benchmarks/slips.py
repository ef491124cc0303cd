"""Count how many slips of the hand in questions are mended, and how many other questions are changed.

    python -m benchmarks.slips --library DIR

DIR is a library of news-dev. In one word of each of its questions, one letter is left out, doubled, replaced by another
one, or swapped with the next.
"""

import argparse
import random
import re
from pathlib import Path

from benchmarks.questions import NEWS
from qa.evaluation.questions import load
from qa.question.spelling import respelled
from vectorstore.local import LocalStore
from vectorstore.store import Filter, Snapshot

LONG = re.compile(r"[A-Za-z]{6,}")
LETTERS = "aeiourstn"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    options = parser.parse_args()
    with LocalStore(options.library).snapshot() as snapshot:
        of_the_hand(snapshot)


def of_the_hand(snapshot: Snapshot) -> None:
    """Print how many slips are mended."""
    questions = [known.question for known in load(NEWS / "questions.jsonl")]
    chance = random.Random(1)
    slips = [(question, slip) for question in questions if (slip := slipped(question, chance)) is not None]
    mended = sum(respelled(slip, snapshot, Filter()) == question for question, slip in slips)
    changed = sum(respelled(question, snapshot, Filter()) != question for question in questions)
    print(f"{len(slips)} questions with a slip: {mended} mended; {changed} of {len(questions)} without one changed")


def slipped(question: str, chance: random.Random) -> str | None:
    """Return the question with a wrong letter, neither the first nor the last of its word; None if no word is long."""
    found = list(LONG.finditer(question))
    if not found:
        return None
    place = chance.choice(found)
    word = place.group()
    at = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            word[: at + 1] + word[at:],
        ]
    )
    return question[: place.start()] + wrong + question[place.end() :] if wrong != word else None


if __name__ == "__main__":
    main()
