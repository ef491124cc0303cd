"""Messages, posts and threads reach the real client as Discord's do, and notify whom Discord would."""

import discord
import pytest

from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person, Pings, User, pings
from tests.bot.loopback.tiny import TinyBot


@pytest.mark.asyncio
async def test_a_mention_is_answered_and_pings_nobody(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    asked = await alice.say(channel, f"{server.bot.mention} who?")
    messages = await channel.wait_for(lambda messages: len(messages) == 2)
    assert messages[1].reference == asked.id
    assert "@everyone" in messages[1].content
    assert not pings(messages[1])
    assert pings(asked).users == {server.bot.id}

    await alice.say(channel, "a secret")
    await alice.say(channel, "and this?", reply_to=messages[1])
    await channel.wait_for(lambda messages: len(messages) == 5)
    assert [m.content for m in bot.messages_seen] == [asked.content, "", "and this?"]

    await alice.dm("in private")
    await alice.inbox.wait_for(lambda messages: len(messages) == 2, by=alice)
    assert server.violations == []


@pytest.mark.asyncio
async def test_who_takes_no_direct_messages_gets_none(server: LoopbackDiscord, alice: Person, bot: TinyBot) -> None:
    user = await bot.fetch_user(alice.id)
    await user.send("hello")
    assert [m.content for m in alice.inbox.visible_to(alice)] == ["hello"]
    alice.block()
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("again")
    assert refused.value.code == 50007
    assert server.violations == []


@pytest.mark.asyncio
async def test_forum_posts_threads_and_reactions(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bot: TinyBot
) -> None:
    thread = await alice.post(guild.forum("help"), "How?", f"{server.bot.mention} tell me")
    await thread.wait_for(lambda messages: len(messages) == 2)
    said = await alice.say(channel, "discuss")
    message = await (await bot.fetch_channel(channel.id)).fetch_message(said.id)  # type: ignore[union-attr]  # a text channel
    opened = await message.create_thread(name="discussion")
    await opened.send("here")
    await message.add_reaction("👍")
    assert opened.id == said.id
    (now,) = channel.visible_to(alice)
    assert (now.thread_id, now.reactions) == (said.id, (("👍", server.bot.id),))
    assert server.violations == []


@pytest.mark.parametrize(
    ("content", "allowed", "notified"),
    [
        ("<@7> <@!8> <@&9> @here", None, Pings(frozenset({7, 8}), frozenset({9}), everyone=True)),
        ("<@7> <@&9> @everyone", {"parse": []}, Pings()),
        ("<@7> <@8> @everyone", {"parse": ["everyone"], "users": ["7", "5"]}, Pings(frozenset({7}), everyone=True)),
        ("@everyones", None, Pings()),
    ],
)
def test_who_a_message_pings(content: str, allowed: dict[str, object] | None, notified: Pings) -> None:
    author = User(1, "bot", bot=True)
    assert pings(Message(2, 3, author, content, 0.0, allowed_mentions=allowed)) == notified
    replied = Message(2, 3, author, "", 0.0, allowed_mentions=allowed, replied_author=4)
    assert bool(pings(replied)) == (allowed is None)
