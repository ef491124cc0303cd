"""What the articles lack, and what people thought of the answers: for whoever runs the bot."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt

from bot.operations.database import Verdict

NEAR = 0.75
"""Cosine from which two questions are taken for the same."""

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Questions -> their vectors, one a row, of length 1."""


def grouped(questions: Sequence[str], embed: Embed) -> list[list[str]]:
    """Group the questions by the first one that each is near, the largest group first.

    `embed` is called only if there are questions.
    """
    groups: list[list[str]] = []
    if not questions:
        return groups
    vectors = embed(questions)
    heads = np.empty((0, vectors.shape[1]), dtype=np.float32)
    for question, vector in zip(questions, vectors, strict=True):
        likeness = heads @ vector
        if len(groups) and likeness.max() >= NEAR:
            groups[int(likeness.argmax())].append(question)
        else:
            groups.append([question])
            heads = np.vstack([heads, vector])
    return sorted(groups, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class DayOfVerdicts:
    """How the answers of a day were judged, and those questions that were kept, by verdict."""

    day: date
    counts: dict[Verdict, int]
    questions: dict[Verdict, list[str]]


def by_day(verdicts: Iterable[tuple[date, Verdict, str | None]]) -> list[DayOfVerdicts]:
    """The verdicts of each day; they come oldest first."""
    days = []
    for day, rows in groupby(verdicts, key=lambda row: row[0]):
        judged = [(verdict, question) for _, verdict, question in rows]
        counts = {one: sum(verdict is one for verdict, _ in judged) for one in Verdict}
        questions = {
            one: [question for verdict, question in judged if verdict is one and question is not None]
            for one in Verdict
        }
        days.append(DayOfVerdicts(day, counts, questions))
    return days
