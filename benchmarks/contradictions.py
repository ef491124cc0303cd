"""Ask about forty pairs of sentences: are those that contradict each other shown as a disagreement, and no others?

    python -m benchmarks.contradictions [--show]

Each pair becomes a library of two articles that say nothing else, each with its own day, and its question is asked.
Precision is the share of the reported disagreements that are contradictions, recall the share of the contradictions
that are reported; an older count of what has grown since is no contradiction. --show prints every pair that goes wrong.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.libraries import Models, asking, models
from benchmarks.sets import Original, Pair, contradictions
from qa.evaluation.intervals import Interval, share

CONTRADICTS = "contradicts"
PAPERS = ("Courier", "Gazette")


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair, whether its articles were said to disagree, and how many sentences were shown."""

    pair: Pair
    is_reported: bool
    quotes: int


def main() -> None:
    """Ask the question of each pair, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    is_shown = parser.parse_args().show
    loaded = models()
    checked = [check(pair, loaded) for pair in contradictions()]
    for name, one in figures(checked).items():
        print(f"{name:<22} {one}")
    print(f"{'both are shown':<22} {sum(one.quotes > 1 for one in checked)} of {len(checked)}")
    kinds = Counter((one.pair.label, one.pair.kind) for one in checked)
    disagreeing = Counter((one.pair.label, one.pair.kind) for one in checked if one.is_reported)
    for kind, count in kinds.items():
        print(f"  {': '.join(kind):<36} reported {disagreeing[kind]} of {count}")
    if is_shown:
        print_wrong(checked)


def check(pair: Pair, loaded: Models) -> Checked:
    """Return whether the two articles of a pair are said to disagree."""
    originals = [
        Original(f"https://{paper.lower()}.example.org/report", paper, report.text, report.published)
        for paper, report in zip(PAPERS, (pair.first, pair.second), strict=True)
    ]
    with asking(loaded, originals) as assistant:
        answer = assistant.ask(pair.question)
        return Checked(pair, bool(answer.disagreement), len(answer.quotes))


def figures(checked: Sequence[Checked]) -> dict[str, Interval]:
    """Return precision and recall of the reported disagreements; no precision where none is reported."""
    disagreeing = [one for one in checked if one.is_reported]
    precise = {"precision": share(one.pair.label == CONTRADICTS for one in disagreeing)} if disagreeing else {}
    return {**precise, "recall": share(one.is_reported for one in checked if one.pair.label == CONTRADICTS)}


def print_wrong(checked: Sequence[Checked]) -> None:
    """Print the pairs that go wrong."""
    for one in checked:
        if one.is_reported != (one.pair.label == CONTRADICTS):
            print(f"  {'reported' if one.is_reported else 'not reported'}, {one.pair.label}: {one.pair.question}")
            print(f"      {one.pair.first.text}\n      {one.pair.second.text}")


if __name__ == "__main__":
    main()
