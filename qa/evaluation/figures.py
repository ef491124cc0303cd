"""Figures from questions with known answers: what is found, what is quoted, when nothing is said, and how fast."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qa.answers import Answer, Quote
from qa.assistant import Assistant
from qa.evaluation.calibration import Point, auroc, calibration_error, reliability, risk_coverage
from qa.evaluation.intervals import Interval, interval, resampled, share
from qa.evaluation.questions import Known, has_answer
from qa.values import Value

DEPTHS = (1, 5, 10)
QUOTES = 3

Pairs = Sequence[tuple[Known, Answer]]


class Outcome(StrEnum):
    """How one question went."""

    FALSE = "false answer"
    SILENT = "silent"
    LATER = "right in a later quote"
    RIGHT = "right"


class Result(Value):
    """One question, how it went, and what was said.

    `reason` says why an answer is wrong or missing; empty if all is right.
    """

    outcome: Outcome
    reason: str
    question: str
    wanted: tuple[str, ...]
    confidence: float
    said: str
    source: str


class Evaluation(Value):
    """The figures of a run. A group lacks any figure that its questions cannot give.

    `risk_coverage` has the share of questions answered (x) and the share of wrong first quotes among these (y), as
    the threshold falls; `reliability` has the mean confidence (x) and the share of answerable questions (y) in each
    bin. `results` has each question in the order of the file.
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
    results: tuple[Result, ...]


def ask(
    assistant: Assistant,
    questions: Sequence[Known],
    progress: Callable[[int], None] = lambda _: None,
    *,
    dated: bool = False,
) -> Iterator[Answer]:
    """Yield the answer to each question with its three likeliest quotes, however unsure; as of its own day if `dated`.

    `progress` is called with the number done. Raises QuestionError for a question that cannot be asked.
    """
    assistant.warm()
    for number, known in enumerate(questions, 1):
        yield assistant.ask(known.question, limit=QUOTES, min_confidence=0, today=known.asked if dated else None)
        progress(number)


def evaluate(
    assistant: Assistant, questions: Sequence[Known], answers: Sequence[Answer], threshold: float
) -> Evaluation:
    """Return the figures of these answers. Quotes answer if they contain one of the known answers."""
    pairs = list(zip(questions, answers, strict=True))
    judged = [(known, answer) for known, answer in pairs if known.answers or not known.answerable]
    confidences = np.array([answer.confidence for answer in answers])
    labels = np.array([known.answerable for known in questions])
    times = np.array([answer.seconds["total"] * 1000 for answer in answers])
    return Evaluation(
        questions=len(pairs),
        answerable=int(labels.sum()),
        threshold=threshold,
        retrieval=_retrieval(_worded(pairs), [pair for pair in pairs if pair[0].answerable and pair[0].urls]),
        quotes=_quotes(assistant, pairs),
        abstention=_abstention(confidences, labels, threshold),
        milliseconds={
            "median": interval(times, np.median),
            "95th percentile": interval(times, lambda some: np.percentile(some, 95)),
        },
        risk_coverage=risk_coverage(
            [answer.confidence for _, answer in judged], [not _is_right(known, answer) for known, answer in judged]
        ),
        reliability=reliability(confidences, labels),
        results=tuple(_result(*pair, threshold) for pair in pairs),
    )


def _worded(pairs: Pairs) -> Pairs:
    """The questions that articles answer in known words."""
    return [(known, answer) for known, answer in pairs if known.answerable and known.answers]


def _retrieval(worded: Pairs, placed: Pairs) -> dict[str, Interval]:
    answer_ranks = [
        [has_answer(match.passage.text, known.answers) for match in answer.matches] for known, answer in worded
    ]
    article_ranks = [[match.article.url in known.urls for match in answer.matches] for known, answer in placed]
    figures: dict[str, Interval] = {}
    for what, ranks in (("answer", answer_ranks), ("article", article_ranks)):
        if ranks:
            figures |= {f"{what} in the best {depth}": share(any(hits[:depth]) for hits in ranks) for depth in DEPTHS}
            figures[f"{what}, mean reciprocal rank"] = interval(np.array([_reciprocal(hits) for hits in ranks]))
    return figures


def _quotes(assistant: Assistant, pairs: Pairs) -> dict[str, Interval]:
    figures: dict[str, Interval] = {}
    worded = _worded(pairs)
    if worded:
        for name, count in (("answer in the first quote", 1), (f"answer in the first {QUOTES} quotes", QUOTES)):
            figures[name] = share(_is_said(known, answer.quotes[:count]) for known, answer in worded)
    pointed = [(known, answer) for known, answer in worded if not known.is_quoted]
    if pointed:
        figures["answering words right"] = share(
            any(has_answer(quote.answer, known.answers) for quote in answer.quotes[:1]) for known, answer in pointed
        )
    shown = [quote for _, answer in pairs for quote in answer.quotes]
    if shown:
        figures["words in a quote"] = interval(np.array([len(quote.text.split()) for quote in shown], dtype=float))
        figures["quotes that are their slice"] = share(_is_exact(assistant, quote) for quote in shown)
    return figures


def _abstention(confidences: NDArray[np.float64], labels: NDArray[np.bool_], threshold: float) -> dict[str, Interval]:
    figures: dict[str, Interval] = {}
    if labels.any():
        figures["answerable left unanswered"] = share(confidences[labels] < threshold)
    if not labels.all():
        figures["unanswerable answered"] = share(confidences[~labels] >= threshold)
    if labels.any() and not labels.all():
        figures["answerable or not, AUROC"] = auroc(confidences, labels)
        figures["expected calibration error"] = resampled(
            len(labels), lambda places: calibration_error(confidences[places], labels[places])
        )
    return figures


def _result(known: Known, answer: Answer, threshold: float) -> Result:
    outcome = _outcome(known, answer, threshold)
    first = answer.quotes[0] if answer.quotes else None
    return Result(
        outcome=outcome,
        reason=_reason(known, answer) if outcome in (Outcome.FALSE, Outcome.SILENT) else "",
        question=known.question,
        wanted=known.answers or known.urls if known.answerable else (),
        confidence=answer.confidence,
        said=first.text if first else "",
        source=(first.article.url or first.article.path) if first else "",
    )


def _outcome(known: Known, answer: Answer, threshold: float) -> Outcome:
    is_answered = answer.confidence >= threshold and bool(answer.quotes)
    if not is_answered:
        return Outcome.SILENT if known.answerable else Outcome.RIGHT
    if _is_right(known, answer):
        return Outcome.RIGHT
    return Outcome.LATER if known.answerable and _is_said(known, answer.quotes) else Outcome.FALSE


def _reason(known: Known, answer: Answer) -> str:
    """Which step went wrong: finding, quoting, or the confidence."""
    if not known.answerable:
        return "the articles do not say"
    if known.answers and not has_answer(" \n ".join(match.passage.text for match in answer.matches), known.answers):
        return "not found"
    return "not sure enough" if _is_said(known, answer.quotes) else "found, not quoted"


def _is_right(known: Known, answer: Answer) -> bool:
    """Whether the first quote answers."""
    return known.answerable and _is_said(known, answer.quotes[:1])


def _is_said(known: Known, quotes: Sequence[Quote]) -> bool:
    """Whether quotes answer by their words or, if no words are known, by their articles."""
    if not known.answers:
        return any(quote.article.url in known.urls or not known.urls for quote in quotes)
    return has_answer(" \n ".join(quote.text for quote in quotes), known.answers)


def _is_exact(assistant: Assistant, quote: Quote) -> bool:
    """Whether the quote is, character for character, its slice of the article as it is read now."""
    found = assistant.find(quote.address)
    return found is not None and (found.text, found.start) == (quote.text, quote.start)


def _reciprocal(hits: Sequence[bool]) -> float:
    return 1 / (hits.index(True) + 1) if True in hits else 0.0
