"""Measure all sets in one table, with intervals, and compare them with an earlier run.

    python -m benchmarks.table [--library DIR] [--sets NAME ...] [--save FILE] [--compare FILE]

DIR is a library of news-dev (`pullquote index ../shared/data/news-dev/articles.jsonl --library DIR`); without it, the
sets of news-dev are left out. --save keeps what became of every question. --compare takes such a file and prints each
figure before and after with the difference, the same questions paired; a difference whose interval (95 %, by bootstrap)
does not contain zero is marked. Quotes are judged however unsure they are. Silence and false answers are those at the
threshold; false answers are also given for the threshold at which a fixed share of the answerable questions is silent.
The opposite questions are answered as the program answers. The table is Markdown.
"""

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.libraries import models
from benchmarks.measures import CONTRARY, OF_NEWS, SETS, Given
from benchmarks.outcomes import (
    AUROC,
    CALIBRATION,
    FALSE,
    FIRST,
    SILENT,
    THREE,
    Measured,
    differences,
    figures,
    load,
    save,
)
from qa.evaluation.intervals import Interval

COLUMNS = (FIRST, THREE, SILENT, FALSE, AUROC, CALIBRATION)
LESS_IS_BETTER = (SILENT, FALSE, CALIBRATION, CONTRARY, "false at")


def main() -> None:
    """Measure the sets, and print the table and the changes."""
    options = arguments()
    before = load(options.compare) if options.compare else {}
    table = measure(Given(models(), options.library), chosen(options.sets, options.library), options.save)
    print("\n".join(lines(table)))
    if before:
        print("\n".join(["", *changes(before, table)]))


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--sets", nargs="+", choices=list(SETS), metavar="NAME", help=", ".join(SETS))
    parser.add_argument("--save", type=Path)
    parser.add_argument("--compare", type=Path)
    return parser.parse_args()


def chosen(names: Sequence[str] | None, library: Path | None) -> list[str]:
    """Return the sets to measure: those that are named, else all that can be."""
    if names is None:
        return [name for name in SETS if library is not None or name not in OF_NEWS]
    if library is None and (missing := [name for name in names if name in OF_NEWS]):
        sys.exit(f"{missing[0]} needs --library, a library of news-dev")
    return list(names)


def measure(given: Given, names: Sequence[str], kept: Path | None) -> dict[str, Measured]:
    """Measure each set, and keep the outcomes in a file after each; progress goes to standard error."""
    table: dict[str, Measured] = {}
    for name in names:
        start = time.perf_counter()
        table[name] = SETS[name](given)
        if kept:
            save(kept, table)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return table


def lines(table: Mapping[str, Measured]) -> list[str]:
    """Return the table: one set per row; the last two columns have what only that set has, and its questions' time."""
    head = ("set", "questions", *COLUMNS, "further", "seconds")
    return [*_head(head), *(_row(name, one) for name, one in table.items())]


def changes(before: Mapping[str, Measured], after: Mapping[str, Measured]) -> list[str]:
    """Return the figures of both runs side by side, and the paired differences."""
    rows = _head(("set", "figure", "before", "after", "difference", ""))
    for name in (name for name in after if name in before):
        old, new = figures(before[name]), figures(after[name])
        for figure, change in differences(before[name], after[name]).items():
            cells = (name, figure, _text(old[figure]), _text(new[figure]), _text(change, "+"), verdict(figure, change))
            rows.append(f"| {' | '.join(cells)} |")
    return rows


def verdict(figure: str, change: Interval) -> str:
    """Return whether a figure is better or worse beyond chance; empty if neither."""
    if change.low <= 0 <= change.high:
        return ""
    return "better" if (change.value < 0) == figure.startswith(LESS_IS_BETTER) else "worse"


def _head(cells: Sequence[str]) -> list[str]:
    return [f"| {' | '.join(cells)} |", f"|{'---|' * len(cells)}"]


def _row(name: str, one: Measured) -> str:
    found = figures(one)
    cells = [_text(found[figure]) if figure in found else "" for figure in COLUMNS]
    further = "; ".join(f"{figure} {_text(value)}" for figure, value in found.items() if figure not in COLUMNS)
    return f"| {' | '.join([name, str(len(one.outcomes)), *cells, further, f'{one.seconds:.0f}'])} |"


def _text(one: Interval, sign: str = "") -> str:
    return f"{one.value:{sign}.3f} ({one.low:{sign}.3f} to {one.high:{sign}.3f})"


if __name__ == "__main__":
    main()
