"""The real command in a process of its own: what Discord refuses, and what is typed after a restart."""

from pathlib import Path

import pytest

from bot.connection import REJECTED
from tests.bot.loopback import LoopbackDiscord
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, answer_in, asked, quotes
from tests.bot.process import clean, running

pytestmark = pytest.mark.asyncio


async def test_with_its_commands_refused_it_answers_mentions_of_itself_and_of_its_role(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        guild = server.guild("Readers")
        channel, alice = guild.text_channel("news"), server.user("alice")
        (role,) = (one for one in guild.roles.values() if one.bot == server.bot.id)
        refused = server.faults.fail("PUT", "/applications/*/commands", status=403, times=9)
        async with running(environment, server, library, tmp_path, commands=()) as bot:
            await refused.met()
            await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
            assert quotes(await answer_in(channel, 2))[0] == ELEVEN
            await alice.say(channel, f"{role.mention} {BRIDGE}")
            assert (await answer_in(channel, 4)).content.startswith(
                "Ask me a question"
            )  # its words are not shown to it
            assert server.world.commands == {}
            assert await bot.stop() == 0
        assert "commands not registered" in {one["event"] for one in bot.events()}
        clean(server)


async def test_a_token_that_is_no_longer_valid_ends_it_in_one_sentence(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        async with running(environment, server, library, tmp_path) as bot:
            assert bot.process is not None
            server.gateway.close(4004)
            assert await bot.process.wait() == 1
        said = bot.log.read_text(encoding="utf-8")
        assert REJECTED in said
        assert "Traceback" not in said
        assert server.token not in said


async def test_what_is_typed_into_a_modal_after_a_restart_is_answered(
    environment: dict[str, str], library: Path, tmp_path: Path
) -> None:
    async with LoopbackDiscord() as server:
        channel, alice = server.guild("Readers").text_channel("news"), server.user("alice")
        async with running(environment, server, library, tmp_path) as bot:
            silence = await asked(alice, channel, NOWHERE)
            opened = await alice.click(silence, label="Ask differently")
            await opened.acknowledged()
            assert await bot.stop() == 0
        async with running(environment, server, library, tmp_path) as bot:
            typed = await alice.submit(opened, {"typed": BRIDGE})
            await typed.wait(lambda messages: any(map(quotes, messages)))
            (answer,) = channel.visible_to(alice)
            assert (answer.id, quotes(answer)[0]) == (silence.id, ELEVEN)
            assert await bot.stop() == 0
        clean(server)
