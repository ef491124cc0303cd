"""/pullquote-manage settings."""

from datetime import UTC, date, datetime

import discord
import pytest

from bot.client import Bot
from bot.commands.settings import FOR_THREADS, rights_lacking
from qa.answers import Answer
from qa.assistant import Assistant
from tests.bot.conftest import MakeBot
from tests.bot.disk import feedback_rows, rows
from tests.bot.faults import settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits
from tests.bot.people import (
    BRIDGE,
    NOWHERE,
    asked,
    settle,
)

pytestmark = pytest.mark.asyncio


async def test_questions_are_kept_where_the_owner_wants_it_and_dropped_again(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot, bot: Bot
) -> None:
    owner = Person(guild.owner, server.world, server.interactions)
    assert (
        await settle(alice, channel, "settings keep-questions", on=True)
        == "Only the server’s owner can have questions kept."
    )
    told = await _by_owner(owner, channel, on=True)
    assert told == "Questions are kept: **on**"
    answer = await asked(alice, channel)
    await (await alice.click(answer, label="👎")).acknowledged()
    await asked(alice, channel, NOWHERE)
    await settled(bot)
    assert feedback_rows(make_bot.path) == [("bad", BRIDGE)]
    assert rows(make_bot.path, "SELECT question FROM gaps") == [(NOWHERE,)]
    await _by_owner(owner, channel, on=False)
    assert rows(make_bot.path, "SELECT question FROM gaps") == []
    assert feedback_rows(make_bot.path) == [("bad", None)]


async def test_what_is_turned_on_names_the_rights_that_the_bot_lacks_for_it(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    forum = guild.forum("help")
    forum.overwrite(server.bot, deny=bits(send_messages_in_threads=True))
    async with server.running(make_bot(), "pullquote-manage"):
        told = await settle(alice, channel, "settings forum", channel=forum, on=True)
        assert (
            told == f"New posts of {forum.mention} are answered: **on**\n-# For that I lack *Send Messages in Threads*."
        )
        told = await settle(alice, channel, "settings forum", channel=forum, on=False)
        assert told == f"New posts of {forum.mention} are answered: **off**"
        told = await settle(alice, channel, "settings threads", on=True)
        assert told == "Mentions are answered in a thread: **on**"
    some = discord.Permissions(view_channel=True)
    assert rights_lacking(some, FOR_THREADS) == [
        "-# For that I lack *Create Public Threads* and *Send Messages in Threads*."
    ]


async def _by_owner(owner: Person, channel: Channel, *, on: bool) -> str:
    return (await (await owner.slash(channel, "pullquote-manage settings keep-questions", on=on)).wait())[0].content


class Dated(Assistant):
    """An assistant that remembers from which day it was asked."""

    days: list[object]

    def ask(self, question: str, **options: object) -> Answer:
        self.days.append(options.get("today"))
        return super().ask(question, **options)  # type: ignore[arg-type]  # handed on


async def test_yesterday_goes_by_the_time_zone_of_the_server(
    server: LoopbackDiscord, channel: Channel, bob: Person, make_bot: MakeBot, seeds_assistant: Assistant
) -> None:
    assistant = Dated(seeds_assistant._store, lambda: seeds_assistant.pipeline.embedder)
    assistant.days = []
    bot = make_bot(assistant=assistant)
    bot.services.zones._clock = lambda: datetime(2024, 3, 11, 23, 30, tzinfo=UTC)
    async with server.running(bot, "pullquote-manage"):
        await asked(bob, channel)
        told = await settle(bob, channel, "settings time-zone", zone="Berlin")
        assert told == "There is no time zone “Berlin”; pick one from the list, as Europe/Berlin."
        choices = await bob.autocomplete(channel, "pullquote-manage settings time-zone", "zone", "york")
        assert [choice.value for choice in choices] == ["America/New_York"]
        assert await settle(bob, channel, "settings time-zone", zone="Europe/Berlin") == "Time zone: **Europe/Berlin**"
        await asked(bob, channel)
        await asked(bob, bob.inbox)
    assert assistant.days == [None, date(2024, 3, 12), None]
