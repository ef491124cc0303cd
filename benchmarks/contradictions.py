"""Forty pairs of sentences: are those that contradict each other shown as a disagreement, and no others?

    python -m benchmarks.contradictions [--show]

Each pair becomes a library of two articles that say nothing else, of their own days, and its question is asked.
Precision is the share of the disagreements that are told which are contradictions, recall the share of the contradictions
that are told; an older count of what has grown since is none. With --show, every pair that is told wrongly is printed.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.libraries import Models, asking, models
from benchmarks.sets import Original, Pair, contradictions
from qa.evaluation.figures import Interval, share

CONTRADICTS = "contradicts"
PAPERS = ("Courier", "Gazette")


@dataclass(frozen=True, slots=True)
class Told:
    """A pair, and whether its articles were said to disagree; `quotes` are how many sentences were shown."""

    pair: Pair
    is_told: bool
    quotes: int


def main() -> None:
    """Ask the question of each pair, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    is_shown = parser.parse_args().show
    loaded = models()
    told = [told_of(pair, loaded) for pair in contradictions()]
    for name, one in figures(told).items():
        print(f"{name:<22} {one.value:.3f} ({one.low:.3f} to {one.high:.3f})")
    print(f"{'both are shown':<22} {sum(one.quotes > 1 for one in told)} of {len(told)}")
    kinds = Counter((one.pair.label, one.pair.kind) for one in told)
    disagreeing = Counter((one.pair.label, one.pair.kind) for one in told if one.is_told)
    for kind, count in kinds.items():
        print(f"  {': '.join(kind):<36} told of {disagreeing[kind]} of {count}")
    if is_shown:
        print_wrong(told)


def told_of(pair: Pair, loaded: Models) -> Told:
    """Whether the two articles of a pair are said to disagree."""
    originals = [
        Original(f"https://{paper.lower()}.example.org/report", paper, report.text, report.published)
        for paper, report in zip(PAPERS, (pair.first, pair.second), strict=True)
    ]
    with asking(loaded, originals) as assistant:
        answer = assistant.ask(pair.question)
        return Told(pair, bool(answer.disagreement), len(answer.quotes))


def figures(told: Sequence[Told]) -> dict[str, Interval]:
    """Precision and recall of the disagreements that are told; no precision where none is."""
    disagreeing = [one for one in told if one.is_told]
    precise = {"precision": share(one.pair.label == CONTRADICTS for one in disagreeing)} if disagreeing else {}
    return {**precise, "recall": share(one.is_told for one in told if one.pair.label == CONTRADICTS)}


def print_wrong(told: Sequence[Told]) -> None:
    """Print the pairs that are told wrongly."""
    for one in told:
        if one.is_told != (one.pair.label == CONTRADICTS):
            print(f"  {'told' if one.is_told else 'not told'}, {one.pair.label}: {one.pair.question}")
            print(f"      {one.pair.first.text}\n      {one.pair.second.text}")


if __name__ == "__main__":
    main()
