"""What the articles lack, and what people thought of the answers: for whoever runs the bot."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt

from bot.operations.database import Judged, Verdict

NEAR = 0.75
"""The cosine from which two questions count as the same."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings of a cell that a spreadsheet would take for a formula (OWASP, CSV injection)."""

COLUMNS = ("times", "first", "last", "question", "other wordings")

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Turns questions into vectors of length 1, one per row."""

Asked = tuple[date, str]
"""The day on which a question found no answer (UTC), and the question."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found no answer: its wordings, the most frequent first, how often and when it was asked."""

    wordings: tuple[str, ...]
    times: int
    first: date
    last: date


def grouped(asked: Sequence[Asked], embed: Embed) -> list[Gap]:
    """Group questions, given oldest first, by the nearest first question of a group; the largest group comes first.

    `embed` is called only if there are questions.
    """
    if not asked:
        return []
    vectors = embed([question for _, question in asked])
    heads = np.empty_like(vectors)
    groups: list[list[Asked]] = []
    for one, vector in zip(asked, vectors, strict=True):
        likeness = heads[: len(groups)] @ vector
        if len(groups) and likeness.max() >= NEAR:
            groups[int(likeness.argmax())].append(one)
        else:
            heads[len(groups)] = vector
            groups.append([one])
    return sorted(map(_gap, groups), key=lambda gap: (-gap.times, gap.first))


def _gap(group: Sequence[Asked]) -> Gap:
    wordings = Counter(question for _, question in group).most_common()
    days = [day for day, _ in group]
    return Gap(tuple(wording for wording, _ in wordings), len(group), min(days), max(days))


def csv_text(gaps: Iterable[Gap]) -> str:
    """The gaps as a table for a spreadsheet, one row each; no cell is a formula."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for gap in gaps:
        question, *others = map(_cell, gap.wordings)
        rows.writerow([gap.times, gap.first, gap.last, question, _cell(" | ".join(others))])
    return table.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


@dataclass(frozen=True, slots=True)
class DayOfVerdicts:
    """How a day's answers were judged, and the verdicts whose question or reason was kept."""

    day: date
    counts: dict[Verdict, int]
    kept: tuple[Judged, ...]


def by_day(verdicts: Iterable[Judged]) -> list[DayOfVerdicts]:
    """The verdicts of each day; they are given oldest first."""
    days = []
    for day, rows in groupby(verdicts, key=lambda row: row.day):
        judged = list(rows)
        counts = {one: sum(row.verdict is one for row in judged) for one in Verdict}
        kept = sorted(
            (row for row in judged if row.question or row.reason), key=lambda row: list(Verdict).index(row.verdict)
        )
        days.append(DayOfVerdicts(day, counts, tuple(kept)))
    return days
