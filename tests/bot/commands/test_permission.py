"""The commands of those who manage a server."""

import pytest

from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, WEBB, asked, is_silent, manages, quotes

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_what_managers_do_others_are_not_offered_and_cannot(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    assert alice.commands(channel) == ["ask", "sources", "verify", "pullquote", "Ask the articles", "Check this quote"]
    for command in server.world.commands[None]:
        command["default_member_permissions"] = None  # as if an administrator had opened them to everybody
    for name, options in (
        ("reindex", {}),
        ("scope show", {}),
        ("scope add", {"collection": "world"}),
        ("settings threads", {"on": True}),
    ):
        (message,) = await (await alice.slash(channel, f"pullquote-manage {name}", **options)).wait()
        assert (message.content, message.ephemeral) == (
            "Only members with the *Manage Server* permission can do that.",
            True,
        )
    assert await alice.autocomplete(channel, "pullquote-manage scope add", "collection", "w") == ()


async def test_a_command_brought_along_to_a_server_reaches_nothing_of_it_and_shows_nothing_to_others(
    server: LoopbackDiscord, guild: Guild, channel: Channel, bob: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(direct=frozenset({"world"})), "ask"):
        manages(bob, channel)
        guild.has_app = False
        for name in ("reindex", "scope reset"):
            (message,) = await (await bob.slash(channel, f"pullquote-manage {name}")).wait()
            assert message.content == "Only members with the *Manage Server* permission can do that."
        answer = await asked(bob, channel, BRIDGE)
        assert (quotes(answer)[0], answer.ephemeral) == (ELEVEN, True)
        assert is_silent(await asked(bob, channel, WEBB))
