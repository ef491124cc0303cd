"""Conversations in Discord: what messages do that ask nothing, choices, and what a restart or a scope changes."""

import pytest

from bot.client import Bot
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.markup import shown
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, WEBB, answer_in, asked, labels, quotes, settle

pytestmark = pytest.mark.asyncio

OPEN = "Who is against it?"
SHOPKEEPERS = (
    "Shopkeepers on the east bank fear that they will lose customers. Their spokesman, Tomas Reuel, asked the council "
    "to wait until the autumn, when fewer visitors come."
)


@pytest.mark.parametrize("restarts", [False, True])
async def test_the_buttons_of_a_choice_ask_one_article_for_all_to_see_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot, restarts: bool
) -> None:
    first = make_bot()
    async with server.running(first, "ask"):
        message = await asked(alice, channel, OPEN)
        assert [line.text for line in shown(message.content)][1] == "Which do you mean?"
        assert labels(message) == ["1", "2", "Delete"]
        if not restarts:
            (answer,) = await (await bob.click(message, label="1")).wait()
            assert (quotes(answer)[0], answer.ephemeral) == (SHOPKEEPERS, False)
    if restarts:
        async with server.running(make_bot(), "ask"):
            (answer,) = await (await bob.click(message, label="1")).wait()
            assert (quotes(answer)[0], answer.ephemeral) == (SHOPKEEPERS, False)
            (more,) = await (await bob.click(answer, label="More quotes")).wait()
            assert {line.text.split(" · ")[1] for line in shown(more.content) if line.text[:1].isdigit()} == {
                "Old Stone Bridge in Vellmar Closes for Eleven Months"
            }


async def test_a_choice_and_every_move_keep_to_the_scope_of_now(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        choice = await asked(alice, channel, OPEN)
        answer = await asked(alice, channel)
        await settle(bob, channel, "scope add", collection="science")
        (message,) = await (await bob.click(choice, label="1")).wait()
        assert message.content == "That article can no longer be seen here: it was moved or removed."
        for line in ("why?", "who said that?", "show me the source", "2", "more", "no, the other one"):
            count = len(channel.visible_to(alice))
            await alice.say(channel, line, reply_to=answer)
            told = await answer_in(channel, count + 2)
            assert "Sorry" not in told.content
            assert "courier" not in told.content, line
            assert "Old Stone" not in told.content.replace(BRIDGE, ""), line
        await alice.say(channel, "the second one", reply_to=choice)
        told = await answer_in(channel, len(channel.visible_to(alice)) + 1)
        assert told.content == message.content


@pytest.mark.parametrize("restarts", [False, True])
async def test_direct_messages_are_one_talk_also_after_a_restart(
    server: LoopbackDiscord, alice: Person, bob: Person, make_bot: MakeBot, restarts: bool
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.dm("When did the Webb telescope leave Earth?")
        await answer_in(alice.inbox, 2, by=alice)
        await bob.dm(BRIDGE)
        await answer_in(bob.inbox, 2, by=bob)
        if not restarts:
            await alice.dm("How wide is its mirror?")
            told = await answer_in(alice.inbox, 4, by=alice)
    if restarts:
        async with server.running(make_bot(), "ask"):
            await alice.dm("How wide is its mirror?")
            told = await answer_in(alice.inbox, 4, by=alice)
    assert shown(told.content)[1].text == "Looking for: How wide is the Webb telescope’s mirror?"


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_was_said_before_starting_over_is_forgotten_also_after_a_restart(
    server: LoopbackDiscord, alice: Person, make_bot: MakeBot, restarts: bool
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.dm("When did the Webb telescope leave Earth?")
        await answer_in(alice.inbox, 2, by=alice)
        await alice.dm("new topic")
        assert (await answer_in(alice.inbox, 4, by=alice)).content == "A new conversation begins."
        if not restarts:
            await alice.dm("more")
            told = await answer_in(alice.inbox, 6, by=alice)
    if restarts:
        async with server.running(make_bot(), "ask"):
            await alice.dm("more")
            told = await answer_in(alice.inbox, 6, by=alice)
    assert told.content == "Ask something first."


async def test_more_quotes_of_a_follow_up_are_for_what_was_understood_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await alice.say(channel, "Who is against it?", reply_to=await answer_in(channel, 2))
        answer = await answer_in(channel, 4)
    async with server.running(make_bot(), "ask"):
        (more,) = await (await alice.click(answer, label="More quotes")).wait()
        assert [line.text for line in shown(more.content)][:2] == [
            "Question: Who is against it?",
            "Looking for: Who is against the Old Stone Bridge?",
        ]
        assert quotes(more)
        assert not set(quotes(more)) & set(quotes(answer))


async def test_a_move_acts_on_the_answer_it_replies_to_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        first, second = await asked(alice, channel), await asked(bob, channel, WEBB)
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, "why?", reply_to=first)
        told = await answer_in(channel, 4)
        assert ELEVEN in "".join(line.bold for line in shown(told.content))
        await bob.say(channel, "show me the source", reply_to=second)
        told = await answer_in(channel, 6)
        assert shown(told.content)[0].text.startswith("1 · How the Webb Telescope Reached Its Place in Space")
        await bob.say(channel, "thanks", reply_to=told)
        assert (await answer_in(channel, 8)).content == "You are welcome."
        await bob.say(channel, "who said that?", reply_to=await answer_in(channel, 8))
        assert "Webb" in (await answer_in(channel, 10)).content


async def test_a_question_that_was_asked_back_is_no_gap_and_one_without_an_answer_has_no_quotes(
    channel: Channel, alice: Person, bot: Bot
) -> None:
    await asked(alice, channel, OPEN)
    await alice.say(channel, "why?", reply_to=await asked(alice, channel, NOWHERE))
    assert (await answer_in(channel, 4)).content == "There is no quote for the last question: ask something else."
    assert bot.services.metrics.questions.labels("command", "asked back")._value.get() == 1
