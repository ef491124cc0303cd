"""What is counted and logged of a question."""

import json
import logging
import time

import pytest

from bot.asking.question import Outcome, Request, Way
from bot.asking.record import outcome_of, record
from bot.operations.log import JsonLines
from bot.operations.visibility import Place
from qa.conversation.exchange import Phrase, Say
from qa.conversation.replies import Further
from tests.bot.conftest import MakeBot
from tests.bot.quoting import answer, article, quote


def test_a_search_has_one_outcome() -> None:
    assert outcome_of(answer(quote("In May."))) is Outcome.ANSWERED
    assert outcome_of(answer(choices=(article(1), article(2)))) is Outcome.ASKED_BACK
    assert outcome_of(answer()) is Outcome.NOT_SAID
    assert outcome_of(Further((quote("In May."),), 2, is_answered=True)) is Outcome.MORE
    assert outcome_of(Say(Phrase.NO_OTHER)) is Outcome.NOTHING_HERE


@pytest.mark.asyncio
async def test_a_question_is_counted_and_logged_without_its_words(
    make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    services = make_bot().services
    request = Request(123456789, Place(987654321, 5), Way.MENTION)
    with caplog.at_level(logging.INFO, logger="bot"):
        record(services, request, Outcome.ANSWERED, time.perf_counter() - 2, answer(quote("In May."), question="When?"))
    assert services.metrics.questions.labels(Way.MENTION, Outcome.ANSWERED)._value.get() == 1
    assert services.metrics.generation._value.get() == 1
    line = JsonLines().format(caplog.records[-1])
    fields = json.loads(line)
    assert {name: fields[name] for name in ("event", "way", "outcome", "quotes", "confidence", "asked_ms")} == {
        "event": "question", "way": "mention", "outcome": "answered", "quotes": 1, "confidence": 0.9, "asked_ms": 100,
    }  # fmt: skip
    assert 2000 <= fields["ms"] < 4000
    for secret in ("When?", "May", "123456789", "987654321"):
        assert secret not in line
