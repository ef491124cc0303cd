"""Judge three hundred sentences that were labelled by hand: which of them may be quoted?

    python -m benchmarks.statements [--show]

Precision is the share of the quotable sentences that are statements, recall the share of the statements that are
quotable: for all 300, for those that a second reader would hardly label otherwise, and for each source. --show prints
every sentence on which the program and the label differ; those of news-dev may not be kept.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.libraries import read
from benchmarks.sets import Labelled, statements
from qa.evaluation.intervals import Interval, share
from qa.library.quotable import statements as quotable
from qa.values import Article


@dataclass(frozen=True, slots=True)
class Decided:
    """A labelled sentence, and whether the program may quote it."""

    labelled: Labelled
    is_quotable: bool


def main() -> None:
    """Print the figures, and the sentences that go wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    is_shown = parser.parse_args().show
    decided = decide(statements())
    print_figures("all", decided)
    print_figures("sure labels", [one for one in decided if not one.labelled.is_unsure])
    for source in sorted({one.labelled.source for one in decided}):
        print_figures(source, [one for one in decided if one.labelled.source == source])
    labels = Counter(one.labelled.label for one in decided if not one.labelled.is_statement)
    wrong = Counter(one.labelled.label for one in decided if one.is_quotable and not one.labelled.is_statement)
    print("quotable, though none:", ", ".join(f"{label} {wrong[label]} of {count}" for label, count in labels.items()))
    if is_shown:
        print_differences(decided)


def decide(labelled: Sequence[Labelled]) -> list[Decided]:
    """Return for each sentence whether the program may quote it."""
    articles = read({one.article.url: one.article for one in labelled}.values())
    return [Decided(one, is_quotable(one, articles)) for one in labelled]


def is_quotable(labelled: Labelled, articles: Mapping[str, Article]) -> bool:
    """Return whether most of this sentence is in one that may be quoted."""
    start, end = labelled.span
    return any(
        min(end, unit.sentence.end) - max(start, unit.sentence.start) > (end - start) / 2
        for unit in quotable(articles[labelled.article.url])
    )


def figures(decided: Sequence[Decided]) -> dict[str, Interval]:
    """Return precision and recall of what may be quoted."""
    return {
        "precision": share(one.labelled.is_statement for one in decided if one.is_quotable),
        "recall": share(one.is_quotable for one in decided if one.labelled.is_statement),
    }


def print_figures(name: str, decided: Sequence[Decided]) -> None:
    """Print precision and recall of some of the sentences."""
    for what, one in figures(decided).items():
        print(f"{name:<12} {len(decided):>3}  {what:<9} {one}")


def print_differences(decided: Sequence[Decided]) -> None:
    """Print the sentences on which program and label differ."""
    for one in decided:
        if one.is_quotable != one.labelled.is_statement:
            verdict = "quotable" if one.is_quotable else "not quotable"
            words = " ".join(one.labelled.article.words(one.labelled.span).split())
            print(f"  {verdict}, {one.labelled.label}{' (unsure)' if one.labelled.is_unsure else ''}: {words}")


if __name__ == "__main__":
    main()
