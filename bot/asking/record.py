"""Record the outcome of a question in the metrics and the log."""

import time
from typing import Any

from bot.asking.question import Outcome, Request, Services
from bot.operations.log import event
from qa.answers import Answer
from qa.conversation.replies import Further, Reply


def record(services: Services, request: Request, outcome: Outcome, start: float, answer: Answer | None = None) -> None:
    """Count a question that came at `start` (`time.perf_counter`), and log it."""
    seconds = time.perf_counter() - start
    services.metrics.questions.labels(request.way, outcome).inc()
    if answer is not None:
        _measure(services, seconds, answer)
    names = services.pseudonyms
    event(
        "question",
        way=request.way,
        outcome=outcome,
        person=names.of(request.person),
        server=names.of(request.place.server),
        ms=round(1000 * seconds),
        waiting=services.pool.waiting,
        **(_fields(answer) if answer is not None else {}),
    )


def outcome_of(reply: Reply) -> Outcome:
    """The outcome behind a search's reply."""
    match reply:
        case Answer(answered=True):
            return Outcome.ANSWERED
        case Answer():
            return Outcome.ASKED_BACK if reply.choices else Outcome.NOT_SAID
        case Further():
            return Outcome.MORE
        case _:
            return Outcome.NOTHING_HERE


def _measure(services: Services, seconds: float, answer: Answer) -> None:
    services.metrics.generation.set(answer.generation)
    services.metrics.seconds.labels("delivered").observe(seconds)
    for stage, took in answer.seconds.items():
        services.metrics.seconds.labels(stage).observe(took)


def _fields(answer: Answer) -> dict[str, Any]:
    return {
        "quotes": len(answer.quotes),
        "confidence": round(answer.confidence, 3),
        "asked_ms": round(1000 * answer.seconds["total"]),
        "generation": answer.generation,
    }
