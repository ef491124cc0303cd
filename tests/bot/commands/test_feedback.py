"""Verdicts, and /pullquote forget-me."""

import asyncio

import pytest

from bot.outgoing.buttons import parse_addresses
from tests.bot.conftest import MakeBot
from tests.bot.disk import feedback_rows, rows
from tests.bot.faults import CALLBACK, holds
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.people import (
    BRIDGE,
    asked,
    quotes,
    settle,
)

KEEP = "settings keep-questions"

pytestmark = pytest.mark.asyncio


async def test_a_verdict_is_kept_without_the_question_and_forgotten_on_request(
    channel: Channel, alice: Person, bob: Person, answer: Message, make_bot: MakeBot
) -> None:
    for person, sign in ((alice, "👍"), (bob, "👍"), (bob, "👎")):
        (message,) = await (await person.click(answer, label=sign)).wait()
        assert message.ephemeral
        assert message.content.startswith("Thank you.")
    assert feedback_rows(make_bot.path) == [("bad", None), ("good", None)]
    ((addresses,),) = rows(make_bot.path, "SELECT DISTINCT quotes FROM feedback")
    found = [asyncio.to_thread(make_bot.assistant.find, parse_addresses(one)[0]) for one in str(addresses).split()]
    texts = await asyncio.gather(*found)
    assert [quote.text.replace("\n", " ") for quote in texts if quote] == quotes(answer)
    (message,) = await (await bob.slash(channel, "pullquote forget-me")).wait()
    assert (message.content, message.ephemeral) == ("Done: 1 entry was removed.", True)
    (message,) = await (await bob.slash(channel, "pullquote forget-me")).wait()
    assert message.content == "Nothing was kept about you."
    assert feedback_rows(make_bot.path) == [("good", None)]
    assert BRIDGE.encode() not in b"".join(one.read_bytes() for one in make_bot.path.parent.glob("bot.sqlite*"))


async def test_why_an_answer_was_bad_is_asked_where_the_owner_keeps_questions(
    server: LoopbackDiscord, guild: Guild, channel: Channel, bob: Person, answer: Message, make_bot: MakeBot
) -> None:
    await settle(Person(guild.owner, server.world, server.interactions), channel, KEEP, on=True)
    opened = await bob.click(answer, label="👎")
    await opened.acknowledged()
    assert opened.modal is not None
    assert opened.modal["title"] == "What was wrong?"
    await holds(lambda: feedback_rows(make_bot.path) == [("bad", BRIDGE)])  # though nothing was typed yet
    (thanks,) = await (await bob.submit(opened, {"typed": "It is\nof @everyone"})).wait()
    assert (thanks.content.startswith("Thank you."), thanks.ephemeral) == (True, True)
    assert rows(make_bot.path, "SELECT reason FROM feedback") == [("It is of @everyone",)]
    (message,) = await (await bob.click(answer, label="👍")).wait()
    assert message.content.startswith("Thank you.")
    assert rows(make_bot.path, "SELECT verdict, reason FROM feedback") == [("good", None)]


async def test_why_an_answer_was_bad_is_kept_after_a_restart_too(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask", "pullquote-manage"):
        await settle(Person(guild.owner, server.world, server.interactions), channel, KEEP, on=True)
        opened = await alice.click(await asked(alice, channel), label="👎")
        await opened.acknowledged()
        await holds(lambda: feedback_rows(make_bot.path) == [("bad", BRIDGE)])
    async with server.running(make_bot(), "ask", "pullquote-manage"):
        (thanks,) = await (await alice.submit(opened, {"typed": "Too long"})).wait()
        assert (thanks.content.startswith("Thank you."), thanks.ephemeral) == (True, True)
    assert rows(make_bot.path, "SELECT reason FROM feedback") == [("Too long",)]


async def test_no_reason_is_kept_after_the_owner_turned_that_off(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, answer: Message, make_bot: MakeBot
) -> None:
    owner = Person(guild.owner, server.world, server.interactions)
    await settle(owner, channel, KEEP, on=True)
    opened = await alice.click(answer, label="👎")
    await opened.acknowledged()
    await holds(lambda: feedback_rows(make_bot.path) == [("bad", BRIDGE)])
    await settle(owner, channel, KEEP, on=False)
    await (await alice.submit(opened, {"typed": "Wrong"})).wait()
    assert rows(make_bot.path, "SELECT verdict, question, reason FROM feedback") == [("bad", None, None)]


async def test_a_verdict_is_kept_where_discord_lost_its_answer_to_the_modal(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask", "pullquote-manage"):
        await settle(Person(guild.owner, server.world, server.interactions), channel, KEEP, on=True)
        answer = await asked(alice, channel)
        server.faults.drop("POST", CALLBACK, after=True)
        opened = await alice.click(answer, label="👎")
        await opened.acknowledged()
        assert opened.modal is not None
        await holds(lambda: feedback_rows(make_bot.path) == [("bad", BRIDGE)])
