"""Questions with known answers -> figures: what is found, what is quoted, when nothing is said, and how fast."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from qa.assistant import Assistant
from qa.errors import EvaluationError
from qa.values import Answer, Quote, Value

RESAMPLES = 1000
BINS = 10
"""Equally filled bins of confidence, for calibration (Naeini et al. 2015)."""

DEPTHS = (1, 5, 10)
QUOTES = 3


class Known(BaseModel):
    """A question whose answer is known: by the words that answer, or by the articles, or that there is none.

    `asked` is the day on which it was asked.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str
    answers: tuple[str, ...] = ()
    quote: str | None = None
    urls: tuple[str, ...] = ()
    answerable: bool = True
    asked: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, given: Any) -> Any:
        """`quote` is the answer where there is one; without answers, quote or urls there is none."""
        if not isinstance(given, dict):
            return given
        told = dict(given)
        if isinstance(told.get("quote"), str) and not told.get("answers"):
            told["answers"] = (told["quote"],)
        told.setdefault("answerable", bool(told.get("answers") or told.get("urls")))
        return told


class Interval(Value):
    """A figure and its 95 % interval, by bootstrap over questions."""

    value: float
    low: float
    high: float


class Point(Value):
    """A point of a curve; `count` are the questions that it stands for."""

    x: float
    y: float
    count: int


class Failure(Value):
    """A question that went wrong, how, and what was said instead."""

    kind: str
    question: str
    wanted: tuple[str, ...]
    confidence: float
    said: str
    source: str


class Evaluation(Value):
    """The figures of a run. A group has no figure that its questions cannot give.

    `risk_coverage` has the share of questions that are answered (x) and of those the share of wrong first
    quotes (y), as the threshold falls; `reliability` the mean confidence (x) and the share of answerable
    questions (y) of each bin.
    """

    questions: int
    answerable: int
    threshold: float
    retrieval: dict[str, Interval]
    quotes: dict[str, Interval]
    abstention: dict[str, Interval]
    milliseconds: dict[str, Interval]
    risk_coverage: tuple[Point, ...]
    reliability: tuple[Point, ...]
    failures: tuple[Failure, ...]


def load(path: Path) -> list[Known]:
    """The questions of a file of JSON lines. Raises EvaluationError for what cannot be read, with its line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    known = [_known(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not known:
        raise EvaluationError(f'There is no question in {path}; a line of it is {{"question": …, "answers": […]}}')
    return known


def _known(path: Path, number: int, line: str) -> Known:
    try:
        return Known.model_validate_json(line)
    except (ValidationError, RecursionError) as error:
        problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "nested too deeply"
        raise EvaluationError(f"{path}:{number}: not a question with a known answer: {problem}") from error


def ask(
    assistant: Assistant,
    questions: Sequence[Known],
    progress: Callable[[int], None] = lambda _: None,
    *,
    dated: bool = False,
) -> Iterator[Answer]:
    """The answer to each question with its three likeliest quotes, however unsure; on its own day where `dated`.

    `progress` is told how many are done. Raises QuestionError for a question that cannot be asked.
    """
    assistant.warm()
    for number, known in enumerate(questions, 1):
        yield assistant.ask(known.question, limit=QUOTES, min_confidence=0, today=known.asked if dated else None)
        progress(number)


def evaluate(
    assistant: Assistant, questions: Sequence[Known], answers: Sequence[Answer], threshold: float
) -> Evaluation:
    """The figures of these answers. Quotes count as answering if one of the known answers stands in them."""
    pairs = list(zip(questions, answers, strict=True))
    worded = [(known, answer) for known, answer in pairs if known.answerable and known.answers]
    placed = [(known, answer) for known, answer in pairs if known.answerable and known.urls]
    confidences = np.array([answer.confidence for answer in answers])
    labels = np.array([known.answerable for known in questions])
    times = np.array([answer.seconds["total"] * 1000 for answer in answers])
    return Evaluation(
        questions=len(pairs),
        answerable=int(labels.sum()),
        threshold=threshold,
        retrieval=_retrieval(worded, placed),
        quotes=_quotes(assistant, worded, answers),
        abstention=_abstention(confidences, labels, threshold),
        milliseconds={
            "median": _interval(times, np.median),
            "95th percentile": _interval(times, lambda some: np.percentile(some, 95)),
        },
        risk_coverage=_risk_coverage(pairs),
        reliability=reliability(confidences, labels),
        failures=tuple(failure for pair in pairs if (failure := _failure(*pair, threshold))),
    )


def has_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether one of the answers stands in a text as whole words; case and punctuation do not count."""
    return any(f" {_plain(answer)} " in f" {_plain(text)} " for answer in answers)


def reliability(confidences: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[Point, ...]:
    """Mean confidence and share of answerable questions, of each of `BINS` equally filled bins."""
    parts = [part for part in np.array_split(np.argsort(confidences, kind="stable"), BINS) if len(part)]
    return tuple(
        Point(x=float(confidences[part].mean()), y=float(labels[part].mean()), count=len(part)) for part in parts
    )


def calibration_error(confidences: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """The expected calibration error: how far confidence is from what is so, on average over the bins."""
    points = reliability(confidences, labels)
    return sum(abs(point.x - point.y) * point.count for point in points) / len(labels)


def auroc(confidences: NDArray[np.float64], labels: NDArray[np.bool_]) -> Interval:
    """How likely an answerable question has the greater confidence of two (the area under the ROC curve)."""
    from sklearn.metrics import roc_auc_score  # a second to load, and only here

    def area(places: NDArray[np.int64]) -> float:
        some = labels[places]
        return float(roc_auc_score(some, confidences[places])) if some.any() and not some.all() else 0.5

    return resampled(len(labels), area)


def share(hits: Iterable[float]) -> Interval:
    """The share of hits, or the mean of such figures."""
    return _interval(np.array(list(hits), dtype=float))


def _retrieval(worded: Sequence[tuple[Known, Answer]], placed: Sequence[tuple[Known, Answer]]) -> dict[str, Interval]:
    answer_ranks = [
        [has_answer(match.passage.text, known.answers) for match in answer.matches] for known, answer in worded
    ]
    article_ranks = [[match.article.url in known.urls for match in answer.matches] for known, answer in placed]
    figures: dict[str, Interval] = {}
    for what, ranks in (("answer", answer_ranks), ("article", article_ranks)):
        if ranks:
            figures |= {f"{what} in the best {depth}": share(any(hits[:depth]) for hits in ranks) for depth in DEPTHS}
            figures[f"{what}, mean reciprocal rank"] = _interval(np.array([_reciprocal(hits) for hits in ranks]))
    return figures


def _quotes(
    assistant: Assistant, worded: Sequence[tuple[Known, Answer]], answers: Sequence[Answer]
) -> dict[str, Interval]:
    figures: dict[str, Interval] = {}
    if worded:
        for name, count in (("answer in the first quote", 1), (f"answer in the first {QUOTES} quotes", QUOTES)):
            figures[name] = share(
                has_answer(" \n ".join(quote.text for quote in answer.quotes[:count]), known.answers)
                for known, answer in worded
            )
        figures["answering words right"] = share(
            any(has_answer(quote.answer, known.answers) for quote in answer.quotes[:1]) for known, answer in worded
        )
    shown = [quote for answer in answers for quote in answer.quotes]
    if shown:
        figures["words in a quote"] = _interval(np.array([len(quote.text.split()) for quote in shown], dtype=float))
        figures["quotes that are their slice"] = share(_is_exact(assistant, quote) for quote in shown)
    return figures


def _abstention(confidences: NDArray[np.float64], labels: NDArray[np.bool_], threshold: float) -> dict[str, Interval]:
    figures: dict[str, Interval] = {}
    if labels.any():
        figures["answerable left unanswered"] = _interval((confidences[labels] < threshold).astype(float))
    if not labels.all():
        figures["unanswerable answered"] = _interval((confidences[~labels] >= threshold).astype(float))
    if labels.any() and not labels.all():
        figures["answerable or not, AUROC"] = auroc(confidences, labels)
        figures["expected calibration error"] = resampled(
            len(labels), lambda places: calibration_error(confidences[places], labels[places])
        )
    return figures


def _risk_coverage(pairs: Sequence[tuple[Known, Answer]]) -> tuple[Point, ...]:
    """Of the surest answers, ever more of them, the share whose first quote is wrong (El-Yaniv and Wiener 2010)."""
    judged = sorted(
        (-answer.confidence, not _is_right(known, answer))
        for known, answer in pairs
        if known.answers or not known.answerable
    )
    wrong = np.cumsum([is_wrong for _, is_wrong in judged])
    return tuple(
        Point(x=count / len(judged), y=float(wrong[count - 1]) / count, count=count)
        for count in range(1, len(judged) + 1)
    )


def _failure(known: Known, answer: Answer, threshold: float) -> Failure | None:
    is_answered = answer.confidence >= threshold
    if not known.answerable:
        kind = "answered, though the articles do not say" if is_answered else None
    elif not known.answers:
        kind = None if is_answered else "left unanswered"
    elif not has_answer(" \n ".join(match.passage.text for match in answer.matches), known.answers):
        kind = "not found"
    elif not has_answer(" \n ".join(quote.text for quote in answer.quotes), known.answers):
        kind = "found, not quoted"
    elif not is_answered:
        kind = "left unanswered"
    else:
        kind = None if _is_right(known, answer) else "quoted, not first"
    if kind is None:
        return None
    first = answer.quotes[0] if answer.quotes else None
    return Failure(
        kind=kind,
        question=known.question,
        wanted=known.answers,
        confidence=answer.confidence,
        said=first.text if first else "",
        source=(first.article.url or first.article.path) if first else "",
    )


def _is_right(known: Known, answer: Answer) -> bool:
    """Whether the first quote answers."""
    return known.answerable and any(has_answer(quote.text, known.answers) for quote in answer.quotes[:1])


def _is_exact(assistant: Assistant, quote: Quote) -> bool:
    """Whether the quote is, character for character, its slice of the article as it is read now."""
    found = assistant.find(quote.address)
    return found is not None and (found.text, found.start) == (quote.text, quote.start)


def _reciprocal(hits: Sequence[bool]) -> float:
    return 1 / (hits.index(True) + 1) if True in hits else 0.0


def _interval(values: NDArray[np.float64], figure: Callable[[NDArray[np.float64]], Any] = np.mean) -> Interval:
    return resampled(len(values), lambda places: float(figure(values[places])))


def resampled(count: int, figure: Callable[[NDArray[np.int64]], float]) -> Interval:
    """A figure of all questions, with the interval of what it is over questions drawn anew (percentile bootstrap)."""
    from scipy.stats import bootstrap  # a second to load, and only here

    places = np.arange(count)
    value = figure(places)
    if count < 2:
        return Interval(value=value, low=value, high=value)
    drawn = bootstrap(
        (places,), figure, vectorized=False, n_resamples=RESAMPLES, method="percentile", random_state=0
    ).confidence_interval
    return Interval(value=value, low=float(drawn.low), high=float(drawn.high))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
