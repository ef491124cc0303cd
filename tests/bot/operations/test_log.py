"""The log, which holds no text, name or id."""

import io
import json
import logging
import re
import sys

import pytest

from bot.operations.log import JsonLines, Plain, Pseudonyms, announce, event, set_up
from bot.operations.visibility import Option
from qa.assistant import Assistant
from tests.bot.assistants import Broken
from tests.bot.conftest import MakeBot
from tests.bot.faults import settled
from tests.bot.loopback import Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, NOWHERE, answer_in, asked


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


def test_in_a_terminal_an_event_is_a_line_for_people(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        event("question", way="mention", ms=12, server=None)
        event("slow", logging.WARNING, ms=900)
    first, second = (Plain().format(record) for record in caplog.records)
    assert re.fullmatch(r"\d\d:\d\d:\d\d question way=mention ms=12", first)
    assert re.fullmatch(r"\d\d:\d\d:\d\d warning slow ms=900", second)


@pytest.mark.parametrize(("is_terminal", "formatter"), [(True, Plain), (False, JsonLines)])
def test_who_looks_on_decides_how_it_is_logged(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, formatter: type[logging.Formatter]
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(logging, "root", logging.RootLogger(logging.WARNING))
    monkeypatch.setattr(logging.getLogger("bot"), "level", logging.NOTSET)
    set_up()
    assert [type(handler.formatter) for handler in logging.root.handlers] == [formatter]
    announce("Connected as Quill\x1b[2J in 3 servers. Try /ask.")
    assert stream.getvalue() == ("Connected as Quill[2J in 3 servers. Try /ask.\n" if is_terminal else "")


def test_an_id_has_one_name_in_a_run_and_another_in_the_next() -> None:
    names, others = Pseudonyms(in_clear=False), Pseudonyms(in_clear=False)
    assert names.of(5) == names.of(5) != names.of(6)
    assert names.of(5) != others.of(5)
    assert names.of(None) is None
    assert Pseudonyms(in_clear=True).of(5) == "5"


@pytest.mark.asyncio
async def test_nothing_that_people_write_or_are_called_is_logged(
    server: LoopbackDiscord, guild: Guild, alice: Person, make_bot: MakeBot, seeds_assistant: Assistant,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    channel, forum = guild.text_channel("reading-room"), guild.forum("help")
    broken = Broken(seeds_assistant._store, lambda: seeds_assistant.pipeline.embedder)
    for bot in (make_bot(person=6), make_bot(assistant=broken)):
        async with server.running(bot, "ask"):
            bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
            for option in (Option.QUESTIONS, Option.THREADS):
                bot.services.scopes.turn(option, guild.id, on=True)
            for question in (BRIDGE, NOWHERE):
                answer = await asked(alice, channel, question)
                await alice.say(channel, f"{server.bot.mention} {question}")
                await alice.post(forum, question, "please")
                await alice.say(channel, "and why is that?", reply_to=answer)
            await alice.dm(BRIDGE)
            await answer_in(alice.inbox, 1, by=alice)
            await settled(bot)
    ours = [one for one in caplog.records if one.name.startswith(("bot", "qa", "discord"))]  # not the loopback's
    logged = "\n".join(map(JsonLines().format, ours))
    assert logged.count('"event": "question"') >= 8
    assert '"event": "failed"' in logged
    for secret in ("Bridge", "World Cup", "alice", "Readers", "reading-room", str(alice.id), str(guild.id), "why is"):
        assert secret not in logged
