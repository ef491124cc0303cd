"""What is asked of the bot, and what people say to each other."""

import pytest

from bot.asking.question import Way
from bot.client import Bot
from bot.incoming.addressing import act_in
from bot.operations.visibility import Option
from qa.conversation.acts import Act, ActKind
from tests.bot.conftest import MakeBot
from tests.bot.faults import answers, settled
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, WEBB, answer_in, asked, quotes

MESSAGE_CONTENT = 1 << 15


def of_the_bot(channel: Channel, server: LoopbackDiscord) -> list[Message]:
    """Return what the bot has said in a channel."""
    return [message for message in channel.messages.values() if message.author == server.bot]


async def own_thread(server: LoopbackDiscord, channel: Channel, person: Person, bot: Bot) -> Channel:
    """Return a thread that the bot opened to answer a mention by this person."""
    assert channel.guild is not None
    bot.services.scopes.turn(Option.THREADS, channel.guild.id, on=True)
    said = await person.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.bell.until(lambda: said.id in server.world.channels, 5, lambda: "no thread")
    thread = server.world.channels[said.id]
    await answer_in(thread, 1)
    return thread


@pytest.mark.asyncio
async def test_in_a_thread_that_it_follows_what_people_say_to_each_other_gets_nothing(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    server.world.readable = server.gateway.privileged = MESSAGE_CONTENT
    bot = make_bot(follow_threads=True)
    async with server.running(bot, "ask"):
        thread = await own_thread(server, channel, alice, bot)
        said = await bob.say(thread, f"{alice.mention} {WEBB}")
        await alice.say(thread, WEBB, reply_to=said)
        await bob.say(thread, f"@everyone {WEBB}")
        for line in ("👍", "lol", "no", "thanks!", "hi all", "good night", "more", "the second one", "why?"):
            await bob.say(thread, line)
        for line in ("I walked over the Old Stone Bridge yesterday", "What a bridge!", NOWHERE):
            await bob.say(thread, line)
        await bob.rename(thread, WEBB)
        await alice.say(thread, WEBB)  # this is asked of the bot
        await thread.wait_for(lambda _: len(answers(thread, server)) == 2)
        await settled(bot)
        assert len(of_the_bot(thread, server)) == 2


@pytest.mark.asyncio
async def test_in_its_own_thread_it_is_silent_to_who_asked_it_nothing_and_frank_to_who_did(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    server.world.readable = server.gateway.privileged = MESSAGE_CONTENT
    bot = make_bot(follow_threads=True)
    async with server.running(bot, "ask"):
        thread = await own_thread(server, channel, alice, bot)
        await bob.say(thread, NOWHERE)
        await alice.say(thread, NOWHERE)
        await thread.wait_for(lambda _: len(of_the_bot(thread, server)) == 2)
        await bob.say(thread, WEBB)
        await thread.wait_for(lambda _: len(of_the_bot(thread, server)) == 3)
        await bob.say(thread, NOWHERE)  # now bob has asked it something
        await thread.wait_for(lambda _: len(of_the_bot(thread, server)) == 4)
        await settled(bot)
        assert [message.reference is not None for message in of_the_bot(thread, server)] == [False, True, True, True]


@pytest.mark.asyncio
async def test_in_its_own_thread_a_line_between_people_is_answered_only_if_the_articles_do(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    server.world.readable = server.gateway.privileged = MESSAGE_CONTENT
    bot = make_bot(follow_threads=True)
    async with server.running(bot, "ask"):
        thread = await own_thread(server, channel, alice, bot)
        for line in (
            "really?",
            "so?",
            "isn't it?",
            "who knows?",
            "are you sure?",
            "when are you free?",
            "nice one",
            "what a day",
        ):
            await alice.say(thread, line)
            await settled(bot)
        await alice.say(thread, "do you know when the James Webb Space Telescope left Earth?")
        await thread.wait_for(lambda _: len(of_the_bot(thread, server)) == 2)
        await settled(bot)
        assert "25 December 2021" in quotes(of_the_bot(thread, server)[1])[0]


@pytest.mark.asyncio
async def test_in_a_thread_of_others_only_what_names_it_is_put_to_it(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    server.world.readable = server.gateway.privileged = MESSAGE_CONTENT
    bot = make_bot(follow_threads=True)
    async with server.running(bot, "ask"):
        thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
        await alice.say(thread, WEBB)
        await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
        await thread.wait_for(lambda _: answers(thread, server))
        await settled(bot)
        assert [quotes(message)[0] for message in of_the_bot(thread, server)] == [ELEVEN]


@pytest.mark.asyncio
@pytest.mark.parametrize("readable", [0, MESSAGE_CONTENT])
async def test_a_mention_of_its_own_role_is_a_mention(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot, readable: int
) -> None:
    server.world.readable = server.gateway.privileged = readable
    (own,) = (role for role in guild.roles.values() if role.bot == server.bot.id)
    other = guild.role("readers")
    async with server.running(make_bot(follow_threads=bool(readable)), "ask"):
        await alice.say(channel, f"{other.mention} {WEBB}")
        await alice.say(channel, f"{own.mention} {WEBB}")
        (told,) = await channel.wait_for(lambda _: of_the_bot(channel, server)) and of_the_bot(channel, server)
    if readable:
        assert "25 December 2021" in quotes(told)[0]
    else:  # Discord shows the bot no words, only that somebody wants something
        assert told.content.startswith("Ask me a question")


@pytest.mark.asyncio
async def test_a_reply_that_names_somebody_else_or_says_nothing_is_none_of_its_business(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, bot: Bot
) -> None:
    answer = await asked(alice, channel)
    for line in (f"{bob.mention} look: {WEBB}", "lol", "👍", "no", ""):
        await alice.say(channel, line, reply_to=answer)
    await alice.say(channel, WEBB, reply_to=answer)
    await channel.wait_for(lambda _: len(answers(channel, server)) == 2)
    await settled(bot)
    assert len(of_the_bot(channel, server)) == 2


@pytest.mark.asyncio
async def test_what_discord_writes_in_somebodys_name_is_not_answered(
    server: LoopbackDiscord, alice: Person, bot: Bot
) -> None:
    await alice.pin(await alice.dm(WEBB))
    await answer_in(alice.inbox, 3, by=alice)
    await settled(bot)
    assert len(of_the_bot(alice.inbox, server)) == 1


@pytest.mark.parametrize("way", [Way.MENTION, Way.REPLY, Way.THREAD])
@pytest.mark.parametrize(
    "line", ["👍", "lol", "no", "…", "never mind", "yes", "ok", "Great!", "wow", "oh", "+1", "!!", "bad bot"]
)
def test_a_sign_without_meaning_gets_nothing_in_a_server(way: Way, line: str) -> None:
    assert act_in(way, line) is None


@pytest.mark.parametrize(
    ("way", "line", "act"),
    [
        (Way.DIRECT, "lol", Act(ActKind.NOD)),
        (Way.DIRECT, "", Act(ActKind.HELP)),
        (Way.MENTION, "", Act(ActKind.HELP)),
        (Way.REPLY, "??", Act(ActKind.HELP)),
        (Way.MENTION, "¿ ...?!", Act(ActKind.HELP)),
        (Way.MENTION, "🤔? <:owl:123456789012345678>", Act(ActKind.HELP)),
        (Way.THREAD, "?", None),
        (Way.MENTION, "old stone bridge", Act(ActKind.ASK, text="old stone bridge")),
        (Way.REPLY, "thanks", Act(ActKind.THANKS)),
        (Way.THREAD, "more", Act(ActKind.MORE)),
        (Way.THREAD, "And who pays for it", Act(ActKind.ASK, text="And who pays for it")),
        (Way.THREAD, "old stone bridge", None),
        (Way.THREAD, "Are you sure?", None),
        (Way.MENTION, "Are you sure?", Act(ActKind.ASK, text="Are you sure?")),
        (Way.THREAD, "so?", Act(ActKind.ASK, text="so?")),
        (Way.THREAD, "thanks", None),
        (Way.FORUM, "", None),
        (Way.FORUM, "more", Act(ActKind.ASK, text="more")),
    ],
)
def test_what_a_text_asks_for_depends_on_the_way_it_came(way: Way, line: str, act: Act | None) -> None:
    assert act_in(way, line) == act
