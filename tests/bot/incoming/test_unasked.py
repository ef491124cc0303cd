"""What nobody asked of the bot gets an answer or nothing."""

import pytest

from bot.asking.question import Outcome
from bot.client import Bot
from bot.operations.visibility import Option
from qa.assistant import Assistant
from tests.bot.assistants import Broken
from tests.bot.conftest import MakeBot
from tests.bot.faults import settled
from tests.bot.loopback import Guild, LoopbackDiscord, Person
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, OPEN, answer_in, is_silent, quotes

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(("title", "outcome"), [(NOWHERE, Outcome.NOT_SAID), (OPEN, Outcome.ASKED_BACK)])
async def test_a_post_that_the_articles_do_not_answer_gets_nothing(
    server: LoopbackDiscord, guild: Guild, alice: Person, bot: Bot, title: str, outcome: Outcome
) -> None:
    forum = guild.forum("help")
    bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
    silent = await alice.post(forum, title, "please")
    post = await alice.post(forum, BRIDGE, "please")
    assert quotes(await answer_in(post, 2))[0] == ELEVEN
    await settled(bot)
    assert len(silent.visible_to(alice)) == 1
    assert not [one for one in server.requests if str(silent.id) in one.path]
    assert bot.services.metrics.questions.labels("forum", outcome)._value.get() == 1


async def test_a_post_that_names_the_bot_is_told_that_the_articles_do_not_answer(
    server: LoopbackDiscord, guild: Guild, alice: Person, bot: Bot
) -> None:
    forum = guild.forum("help")
    bot.services.scopes.turn(Option.FORUM, forum.id, on=True)
    post = await alice.post(forum, NOWHERE, f"{server.bot.mention} knows, I hope.")
    assert is_silent(await answer_in(post, 2))


async def test_who_posts_too_often_or_while_something_is_broken_is_told_nothing(
    server: LoopbackDiscord, guild: Guild, alice: Person, make_bot: MakeBot, seeds_assistant: Assistant
) -> None:
    forum = guild.forum("help")
    limited = make_bot(person=1, seconds=600)
    async with server.running(limited, "ask"):
        limited.services.scopes.turn(Option.FORUM, forum.id, on=True)
        await answer_in(await alice.post(forum, BRIDGE, ""), 2)
        posts = [await alice.post(forum, BRIDGE, "")]
        await settled(limited)
    broken = make_bot(assistant=Broken(seeds_assistant._store, lambda: seeds_assistant.pipeline.embedder))
    async with server.running(broken, "ask"):
        posts.append(await alice.post(forum, BRIDGE, ""))
        await alice.dm(BRIDGE)
        assert "Sorry" in (await answer_in(alice.inbox, 2, by=alice)).content
        await settled(broken)
    assert [len(post.visible_to(alice)) for post in posts] == [1, 1]
    assert len(alice.inbox.visible_to(alice)) == 2
