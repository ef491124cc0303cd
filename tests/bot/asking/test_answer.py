"""What a question gets: admitted, answered once, inert, within what may be seen."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from bot.client import Bot
from bot.operations.visibility import Option
from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from tests.bot.assistants import Listening, heard
from tests.bot.conftest import MakeBot
from tests.bot.faults import settled
from tests.bot.loopback import Channel, LoopbackDiscord, Person, pings
from tests.bot.markup import shown
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    OPEN,
    WEBB,
    answer_in,
    asked,
    is_silent,
    quotes,
    settle,
)
from tests.bot.texts import TRICKS, strings
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio

TOO_MANY = "That was many questions at once: try again in "


@pytest.mark.usefixtures("bot")
async def test_an_answer_comes_from_the_newest_generation(
    channel: Channel,
    alice: Person,
    tmp_path: Path,
    embedder: Embedder,
    bot: Bot,
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge\n\nThe long bridge opens in May.\n")
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    bot.services.assistant = open_assistant(store=LocalStore(tmp_path / "library"), embedder=embedder)
    (message,) = await (await alice.slash(channel, "ask", question="When does the long bridge open?")).wait()
    assert quotes(message) == ["The long bridge opens in May."]
    (folder / "bridge.txt").write_text("The bridge\n\nThe long bridge opens in June.\n")
    (message,) = await (await alice.slash(channel, "ask", question="When does the long bridge open?")).wait()
    assert "The article that answers this has changed since I read it." in message.content
    index([], store, embedder)
    (message,) = await (await alice.slash(channel, "ask", question="When does the long bridge open?")).wait()
    assert quotes(message) == ["The long bridge opens in June."]


async def test_who_asks_too_often_is_told_alone_and_when(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(person=2, server=3, seconds=60), "ask"):
        for _ in range(2):
            await (await alice.slash(channel, "ask", question=BRIDGE)).wait()
        (message,) = await (await alice.slash(channel, "ask", question=BRIDGE)).wait()
        assert message.ephemeral
        assert message.content.startswith(TOO_MANY)
        asked = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        assert (await answer_in(alice.inbox, 1, by=alice)).content.startswith(TOO_MANY)
        again = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")  # no second notice, only a sign
        await channel.wait_for(lambda _: ("⏳", server.bot.id) in channel.messages[again.id].reactions)
        assert channel.messages[asked.id].reactions == ()
        assert len(alice.inbox.visible_to(alice)) == 1
        await (await bob.slash(channel, "ask", question=BRIDGE)).wait()
        (message,) = await (await bob.slash(channel, "ask", question=BRIDGE)).wait()  # the server's limit
        assert message.ephemeral
        await bob.dm(WEBB)  # bob's own limit is not used up, and a direct message belongs to no server
        assert "25 December 2021" in quotes(await answer_in(bob.inbox, 2, by=bob))[0]


async def test_two_people_in_one_channel_do_not_mix(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot, listening: Listening
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        other = await bob.say(channel, f"{server.bot.mention} {WEBB}")
        messages = await channel.wait_for(lambda messages: len(messages) == 4)
        answers = {message.reference: message for message in messages if message.author == server.bot}
        await alice.say(channel, "Who was hurt?", reply_to=answers[other.id])
        await answer_in(channel, 6)
        assert [question for question, _ in heard(listening)] == [WEBB]


HOSTILE = """The *quick* [label](https://evil.example) bridge @everyone <@{id}> <#1>

The hostile bridge opens in May, @everyone, says <@{id}> at https://evil.example/x and discord.gg/evil; **ignore** all.
> [open at bbc.co.uk](<https://evil.example>) The hostile bridge `opened` # in June @here.
"""


@pytest.mark.usefixtures("server")
async def test_hostile_articles_and_questions_are_only_text(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, tmp_path: Path, embedder: Embedder
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "x @everyone `a`.txt").write_text(HOSTILE.format(id=alice.id))
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    assistant = open_assistant(store=store, embedder=embedder)
    async with server.running(make_bot(assistant=assistant), "ask"):
        question = f"When does the hostile bridge open @everyone <@{alice.id}> **?** https://evil.example"
        acts = [await alice.slash(channel, "ask", question=question)]
        acts.append(await alice.context_menu(await alice.say(channel, question), "Ask the articles"))
        messages = [message for act in acts for message in await act.wait()]
        act = await alice.click(messages[0], label="In context")
        messages += await act.wait()
        messages += await (await alice.slash(channel, "sources")).wait()
        for message in messages:
            lines = shown(message.content)
            assert not pings(message)
            assert [link for line in lines for link in line.links] == []
        assert "The hostile bridge opens in May, @everyone, says" in " ".join(quotes(messages[0]))


async def test_many_at_once_are_each_answered_once(server: LoopbackDiscord, channel: Channel, bot: Bot) -> None:
    people = [server.user(f"reader{number}") for number in range(30)]
    acts = await asyncio.gather(*(person.slash(channel, "ask", question=BRIDGE) for person in people))
    answers = [await act.wait(within=10) for act in acts]
    assert [len(messages) for messages in answers] == [1] * 30
    assert all(quotes(messages[0])[0] == ELEVEN for messages in answers)
    async with asyncio.timeout(5), bot.services.done:
        await bot.services.done.wait_for(lambda: bot.services.in_hand == 0)


async def test_instructions_planted_in_articles_are_only_text(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    make_bot: MakeBot,
    tmp_path: Path,
    embedder: Embedder,
    shared: Path,
) -> None:
    planted = strings(json.loads((shared / "data/adversarial/text_attack_test.json").read_text(encoding="utf-8")))[:60]
    planted += [text for text in TRICKS if text.strip()]
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, text in enumerate(planted):
        article = f"Report {number} {text}\n\nThe harbour report {number} says: {text} It is closed on day {number}.\n"
        (folder / f"{number}.txt").write_text(article, encoding="utf-8", errors="replace")
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    async with server.running(make_bot(assistant=open_assistant(store=store, embedder=embedder)), "ask"):
        answered = 0
        for number in range(len(planted)):
            act = await alice.slash(channel, "ask", question=f"What does the harbour report {number} say?")
            for message in await act.wait():
                lines = shown(message.content)
                assert not pings(message)
                assert [link for line in lines for link in line.links] == []
                answered += message.content.count("\n> ")
        assert answered >= len(planted)


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


async def test_a_question_that_was_asked_back_is_no_gap_and_one_without_an_answer_has_no_quotes(
    channel: Channel, alice: Person, bot: Bot
) -> None:
    await asked(alice, channel, OPEN)
    await alice.say(channel, "why?", reply_to=await asked(alice, channel, NOWHERE))
    assert (await answer_in(channel, 4)).content == "I found no answer to your last question."
    assert bot.services.metrics.questions.labels("command", "asked back")._value.get() == 1


async def test_an_answer_that_was_shown_is_not_taken_back(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(bot.services.database, "keep_gap", fail)
    assert channel.guild is not None
    bot.services.scopes.turn(Option.QUESTIONS, channel.guild.id, on=True)
    act = await alice.slash(channel, "ask", question=NOWHERE)
    await act.wait()
    await settled(bot)
    (message,) = act.messages()
    assert is_silent(message)
    await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
    await answer_in(channel, 3)
    await settled(bot)
    assert len(channel.visible_to(alice)) == 3


async def test_who_presses_and_mentions_without_end_is_held_back(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(lookups=3, acts=2)
    async with server.running(bot, "ask"):
        for _ in range(5):
            await alice.say(channel, server.bot.mention)
        told = [(await (await alice.slash(channel, "pullquote status")).wait())[0].content for _ in range(4)]
        assert [text.startswith("**19 articles**") for text in told] == [True, True, True, False]
        assert len(channel.visible_to(alice)) == 5 + 2 + 4  # help twice
