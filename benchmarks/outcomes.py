"""The outcome of each question of a set, the figures that these give, and what has changed since an earlier run."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from qa.answers import Answer
from qa.evaluation.calibration import BINS
from qa.evaluation.intervals import Interval, resampled

FIRST = "first quote"
THREE = "one of three"
SILENT = "silent"
FALSE = "false answers"
AUROC = "AUROC"
CALIBRATION = "calibration error"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: `marks` say how much of its answer was found, each 0 to 1, by name."""

    id: str
    answerable: bool
    confidence: float
    seconds: float
    marks: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """The outcomes of a set; `silence` is the share of silent answerable ones at which false answers are compared."""

    threshold: float
    outcomes: tuple[Outcome, ...]
    silence: float | None = None

    @property
    def seconds(self) -> float:
        """The time that all questions took."""
        return sum(one.seconds for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class Columns:
    """Outcomes as arrays; a mark that a question cannot have is NaN."""

    threshold: float
    confidences: NDArray[np.float64]
    labels: NDArray[np.bool_]
    marks: Mapping[str, NDArray[np.float64]]

    def at(self, places: NDArray[np.int64]) -> "Columns":
        """Return the columns of some questions."""
        marks = {name: values[places] for name, values in self.marks.items()}
        return Columns(self.threshold, self.confidences[places], self.labels[places], marks)


Figure = Callable[[Columns], float]


def outcome(id_: str, answer: Answer, *, answerable: bool, hits: Sequence[bool] | None = None) -> Outcome:
    """Return the outcome of a question; `hits` says for each quote in order whether it answers, where that is known."""
    marks = {} if hits is None else {FIRST: float(any(hits[:1])), THREE: float(any(hits[:3]))}
    return Outcome(id_, answerable, answer.confidence, answer.seconds["total"], marks)


def columns(measured: Measured) -> Columns:
    """The outcomes of a set as arrays."""
    outcomes = measured.outcomes
    names = dict.fromkeys(name for one in outcomes for name in one.marks)
    return Columns(
        measured.threshold,
        np.array([one.confidence for one in outcomes]),
        np.array([one.answerable for one in outcomes]),
        {name: np.array([one.marks.get(name, np.nan) for one in outcomes]) for name in names},
    )


def figures(measured: Measured) -> dict[str, Interval]:
    """The figures that a set can give, each with its interval."""
    rows = columns(measured)

    def of(figure: Figure) -> Callable[[NDArray[np.int64]], float]:
        return lambda places: figure(rows.at(places))

    return {name: resampled(len(rows.labels), of(figure)) for name, figure in kinds(measured).items()}


def differences(before: Measured, after: Measured) -> dict[str, Interval]:
    """Return by how much each figure that both runs have has changed, the same questions paired."""
    ids = [one.id for one in before.outcomes]
    common = [one.id for one in after.outcomes if one.id in set(ids)]
    old, new = (_only(measured, common) for measured in (before, after))
    shared = kinds(old).keys() & kinds(new).keys()
    rows = columns(old), columns(new)

    def change(figure: Figure) -> Callable[[NDArray[np.int64]], float]:
        return lambda places: figure(rows[1].at(places)) - figure(rows[0].at(places))

    return {name: resampled(len(common), change(one)) for name, one in kinds(new).items() if name in shared}


def kinds(measured: Measured) -> dict[str, Figure]:
    """The figures that a set can give, by name."""
    labels = {one.answerable for one in measured.outcomes}
    names = dict.fromkeys(name for one in measured.outcomes for name in one.marks)
    found: dict[str, Figure] = {name: _mean_of(name) for name in names}
    if True in labels:
        found[SILENT] = silent
    if False in labels:
        found[FALSE] = false_answers
    if labels == {True, False}:
        found |= {AUROC: area, CALIBRATION: calibration}
        if measured.silence is not None:
            found[f"false at silence {measured.silence:g}"] = _false_at(measured.silence)
    return found


def silent(rows: Columns) -> float:
    """The share of the answerable questions that are left unanswered."""
    return _share(rows.confidences[rows.labels] < rows.threshold)


def false_answers(rows: Columns) -> float:
    """The share of the unanswerable questions that are answered."""
    return _share(rows.confidences[~rows.labels] >= rows.threshold)


def area(rows: Columns) -> float:
    """Return how likely the answerable of two questions has the greater confidence: the Mann-Whitney statistic."""
    positive = int(rows.labels.sum())
    negative = len(rows.labels) - positive
    if not positive or not negative:
        return 0.5
    above = rankdata(rows.confidences)[rows.labels].sum() - positive * (positive + 1) / 2
    return float(above / (positive * negative))


def calibration(rows: Columns) -> float:
    """Return how far confidence is from the truth, with answerable and unanswerable questions weighing the same."""
    positive, count = rows.labels.sum(), len(rows.labels)
    if not 0 < positive < count:
        return 0.0
    weights = np.where(rows.labels, 0.5 / positive, 0.5 / (count - positive))
    parts = np.array_split(np.argsort(rows.confidences, kind="stable"), BINS)
    return float(
        sum(abs(np.sum(weights[part] * (rows.confidences[part] - rows.labels[part]))) for part in parts if len(part))
    )


def save(path: Path, table: Mapping[str, Measured]) -> None:
    """Keep the outcomes of sets, to compare later ones with them."""
    path.write_text(json.dumps({name: asdict(one) for name, one in table.items()}) + "\n", encoding="utf-8")


def load(path: Path) -> dict[str, Measured]:
    """Return the outcomes that were kept. Raises OSError, ValueError, KeyError or TypeError where there are none."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Measured(one["threshold"], tuple(Outcome(**row) for row in one["outcomes"]), one["silence"])
        for name, one in kept.items()
    }


def _only(measured: Measured, ids: Sequence[str]) -> Measured:
    by_id = {one.id: one for one in measured.outcomes}
    return Measured(measured.threshold, tuple(by_id[id_] for id_ in ids), measured.silence)


def _mean_of(name: str) -> Figure:
    return lambda rows: float(np.nanmean(rows.marks[name])) if not np.isnan(rows.marks[name]).all() else 0.0


def _false_at(silence: float) -> Figure:
    """The false answers at the highest threshold that leaves at most `silence` of the answerable questions silent."""

    def share(rows: Columns) -> float:
        sure = np.sort(rows.confidences[rows.labels])
        threshold = sure[int(silence * len(sure))] if len(sure) else 0.0
        return _share(rows.confidences[~rows.labels] >= threshold)

    return share


def _share(hits: NDArray[np.bool_]) -> float:
    return float(hits.mean()) if len(hits) else 0.0
