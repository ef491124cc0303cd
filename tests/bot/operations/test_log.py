"""The log, which holds no text, name or id."""

import io
import json
import logging

import pytest

from bot.operations.log import JsonLines, Pseudonyms, event


def test_an_event_is_one_line_without_what_others_fill_in() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("discord.test")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        logger.warning("rate limited at %s", "/channels/123456789012345678")
        try:
            raise ValueError("a secret question")
        except ValueError:
            logger.exception("failed")
    finally:
        logger.removeHandler(handler)
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["message"], first["level"]) == ("discord.test", "rate limited at %s", "warning")
    assert second["error"] == "ValueError"
    assert second["where"][-1].startswith("test_log.py:")
    assert "secret" not in stream.getvalue()
    assert "1234" not in stream.getvalue()


def test_an_event_tells_what_it_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        event("question", way="mention", ms=12)
    told = json.loads(JsonLines().format(caplog.records[0]))
    assert {key: told[key] for key in ("event", "way", "ms")} == {"event": "question", "way": "mention", "ms": 12}


def test_an_id_has_one_name_in_a_run_and_another_in_the_next() -> None:
    names, others = Pseudonyms(in_clear=False), Pseudonyms(in_clear=False)
    assert names.of(5) == names.of(5) != names.of(6)
    assert names.of(5) != others.of(5)
    assert names.of(None) is None
    assert Pseudonyms(in_clear=True).of(5) == "5"
