"""What people see in the servers where the bot is."""

import pytest

from bot.client import Bot
from bot.operations.membership import FRESH, Membership
from tests.bot.faults import holds
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits

pytestmark = pytest.mark.asyncio

VIEW = bits(view_channel=True)


def looks(server: LoopbackDiscord) -> int:
    """Return how often Discord was asked about a member."""
    return sum("/members/" in request.path for request in server.requests)


class Clock:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_a_person_sees_their_channels_in_the_servers_that_they_share_with_the_bot(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person, bot: Bot
) -> None:
    staff, other = guild.text_channel("staff"), server.guild("Others")
    other.text_channel("talk")
    staff.overwrite(guild.roles[guild.id], deny=VIEW)
    guild.join(alice)
    guild.join(bob, guild.role("staff", bits(administrator=True)))
    await holds(lambda: len(bot.guilds) == 2)
    clock = Clock()
    membership = Membership(clock)
    for person in (alice, bob):
        await membership.look(person.id, bot.guilds, lambda one: one in (channel.id, staff.id))
    assert membership.places(alice.id) == {(guild.id, channel.id)}
    assert membership.places(bob.id) == {(guild.id, channel.id)}  # the bot does not see #staff
    staff.overwrite(server.bot, allow=VIEW)
    guild.text_channel("more")
    await holds(lambda: any(one.name == "more" for one in bot.get_all_channels()))

    asked = looks(server)
    await membership.look(bob.id, bot.guilds, lambda one: one in (channel.id, staff.id))
    assert membership.places(bob.id) == {(guild.id, channel.id)}
    assert looks(server) == asked
    clock.now = FRESH
    await membership.look(bob.id, bot.guilds, lambda one: one in (channel.id, staff.id))
    assert membership.places(bob.id) == {(guild.id, channel.id), (guild.id, staff.id), (guild.id, 0)}
    membership.forget()
    assert membership.places(bob.id) == frozenset()


async def test_what_discord_did_not_answer_is_asked_again_the_next_time(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: Bot
) -> None:
    guild.join(alice)
    membership = Membership()
    server.faults.limit("GET", "/guilds/*/members/*", retry_after=999, via=False)
    bot.http.max_ratelimit_timeout = 30.0
    await membership.look(alice.id, bot.guilds, lambda _: False)
    assert membership.places(alice.id) == frozenset()
    await membership.look(alice.id, bot.guilds, lambda _: False)
    assert membership.places(alice.id) == {(guild.id, 0)}
    assert channel.guild is guild
