"""The data of a further training: questions that the first did not take, and some of the others with passages anew.

    python -m benchmarks.reader.more --data DIR --out OTHER

DIR is what `benchmarks.reader.data --all` wrote. Writes OTHER/groups.jsonl for `benchmarks.reader.train --start FILE`.
"""

import argparse
import json
import random
from pathlib import Path

from benchmarks.reader.data import TAKEN, VAGUE, everything

FRESH = 9_000
"""Questions that the first training did not take: of posts and reviews, but for some of COVID-QA."""

KNOWN = 6_500
"""Others, so that what was learnt of them is not lost."""

HELD_OUT = 200
"""Of each of the two, at the head of the file: training looks at them and does not learn from them."""


def main() -> None:
    """Choose and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    _, questions = everything(TAKEN)
    taken = {(question.set, question.text) for question in questions}
    with (options.data / "groups.jsonl").open(encoding="utf-8") as lines:
        groups = [json.loads(line) for line in lines]
    fresh = [group for group in groups if (group["set"], group["question"]) not in taken]
    known = [group for group in groups if (group["set"], group["question"]) in taken and group["set"] not in VAGUE]
    chance = random.Random(5)
    chance.shuffle(fresh)
    chance.shuffle(known)
    held_out = known[KNOWN : KNOWN + HELD_OUT] + fresh[FRESH : FRESH + HELD_OUT]
    chosen = fresh[:FRESH] + known[:KNOWN]
    chance.shuffle(chosen)
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "groups.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(group) + "\n" for group in (*held_out, *chosen))
    print(len(chosen), "questions,", len(fresh), "of them new")


if __name__ == "__main__":
    main()
