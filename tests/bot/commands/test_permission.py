"""The commands of those who manage a server."""

import pytest

from tests.bot.loopback import Channel, LoopbackDiscord, Person

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_what_managers_do_others_are_not_offered_and_cannot(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    assert not {"scope", "settings", "reindex"} & set(alice.commands(channel))
    for command in server.world.commands[None]:
        command["default_member_permissions"] = None  # as if an administrator had opened them to everybody
    for name, options in (
        ("reindex", {}),
        ("scope show", {}),
        ("scope add", {"collection": "world"}),
        ("settings threads", {"on": True}),
    ):
        (message,) = await (await alice.slash(channel, name, **options)).wait()
        assert (message.content, message.ephemeral) == (
            "Only members with the *Manage Server* permission can do that.",
            True,
        )
    assert await alice.autocomplete(channel, "scope add", "collection", "w") == ()
