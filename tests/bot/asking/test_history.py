"""What a talk goes on from."""

from dataclasses import replace

import pytest

from bot.asking.history import last_of, talk_of
from bot.client import Bot
from bot.operations.visibility import Option
from qa.answers import Address
from qa.conversation.exchange import Cited, Exchange
from qa.conversation.narrowing import Narrowing
from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.faults import settled
from tests.bot.loopback import Channel, LoopbackDiscord, Person, bits, posts
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    WEBB,
    answer_in,
    asked,
    quotes,
)


@pytest.mark.asyncio
async def test_a_conversation_is_bounded_and_a_fresh_mention_begins_anew(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, listening: Listening
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(channel, f"{server.bot.mention} Question 0?")
        for number in range(1, 8):
            answer = await answer_in(channel, 2 * number)
            await alice.say(channel, f"Question {number}?", reply_to=answer)
        await answer_in(channel, 16)
        assert [question for question, _ in heard(listening)] == [f"Question {number}?" for number in range(2, 7)]
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await answer_in(channel, 18)
        assert heard(listening) == []


@pytest.mark.asyncio
async def test_without_the_earlier_messages_a_reply_is_answered_all_the_same(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        first = await answer_in(channel, 2)
        await alice.say(channel, WEBB, reply_to=first)
        second = await answer_in(channel, 4)
    bot = make_bot()
    async with server.running(bot, "ask"):
        server.faults.drop("GET", "/channels/*/messages/*", times=50)
        await alice.say(channel, BRIDGE, reply_to=second)
        assert quotes(await answer_in(channel, 6))[0] == ELEVEN
        await settled(bot)


@pytest.mark.asyncio
async def test_a_deleted_answer_is_no_part_of_its_thread_any_more(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    assert channel.guild is not None
    bot.services.scopes.turn(Option.THREADS, channel.guild.id, on=True)
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.bell.until(lambda: said.id in server.world.channels, 5, lambda: "no thread")
    thread = server.world.channels[said.id]
    message = await answer_in(thread, 1)
    await settled(bot)
    await alice.click(message, label="🗑️")
    await thread.wait_for(lambda messages: messages == ())
    await settled(bot)
    assert bot.services.history._talks == {}
    assert bot.services.history._answers == {}


@pytest.mark.asyncio
@pytest.mark.parametrize("custom_id", ["pq:context:x", "pq:more:many", "pq:delete:zz", "pq:unheard-of:1", "other"])
async def test_a_button_of_another_version_breaks_no_talk(
    server: LoopbackDiscord, alice: Person, make_bot: MakeBot, listening: Listening, custom_id: str
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.dm(BRIDGE)
        answer = await answer_in(alice.inbox, 2, by=alice)
    button = {"type": 2, "style": 2, "label": "Old", "custom_id": custom_id, "id": 9}
    bin_ = {"type": 2, "style": 2, "label": "Bin", "custom_id": f"pq:delete:{alice.id:x}", "id": 10}
    posts.edit(server.world, answer, components=({"type": 1, "id": 8, "components": [button, bin_]},))
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.dm("Who is against it?")
        told = await answer_in(alice.inbox, 4, by=alice)
        assert "Sorry" not in told.content
        assert [question for question, _ in heard(listening)] == [BRIDGE]


@pytest.mark.asyncio
async def test_where_earlier_messages_may_not_be_read_each_question_begins_anew(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, listening: Listening
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await asked(alice, channel)
    channel.overwrite(server.bot, deny=bits(read_message_history=True))
    async with server.running(make_bot(assistant=listening), "ask"):
        (told,) = await (await alice.slash(channel, "ask", question="more")).wait()
        assert told.content == "Ask something first."
        await asked(alice, channel, WEBB)
        assert heard(listening) == []


def cited(article: str, start: int) -> Cited:
    return Cited(Address(article=article, start=start, end=start + 9, digest="0123abcd"))


WHY = Exchange("Why?", quotes=(cited("a", 0), cited("a", 20)))


def test_neighbours_that_tell_of_one_question_are_one_exchange() -> None:
    more = Exchange("Why?", quotes=(cited("a", 40),), earlier=2)
    asked_back, chosen = Exchange("Who?", choices=("a", "b")), Exchange("Who?", Narrowing(article="b"))
    assert talk_of([WHY, more, asked_back, chosen]) == [
        replace(WHY, quotes=(*WHY.quotes, *more.quotes)),
        replace(chosen, choices=("a", "b")),
    ]


def test_quotes_whose_beginning_is_not_known_are_counted() -> None:
    more = Exchange("Why?", quotes=(cited("a", 40),), earlier=3)
    assert talk_of([WHY, more]) == [more]


def test_a_talk_is_its_last_exchange_with_those_before() -> None:
    exchanges = [Exchange(str(number)) for number in range(8)]
    assert last_of(exchanges) == replace(exchanges[-1], history=tuple(exchanges[2:7]))
    assert last_of([]) is None


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_with_nothing_to_undo_undo_is_heard(alice: Person) -> None:
    for number, said in enumerate(("All right.", "Your last question is forgotten.", "All right.")):
        await alice.dm("undo")
        assert (await answer_in(alice.inbox, 2 + 4 * number, by=alice)).content == said
        await alice.dm(BRIDGE) if number == 0 else await alice.dm("more")
        await answer_in(alice.inbox, 4 + 4 * number, by=alice)
