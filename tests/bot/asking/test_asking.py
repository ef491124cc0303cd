"""Every way to ask, and what people see: the real client against the loopback Discord, on the seeds."""

import asyncio
import json
import re
from pathlib import Path

import pytest

from bot.client import Bot
from qa.assistant import Assistant
from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.values import Turn
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits, pings
from tests.bot.markup import shown
from tests.bot.outgoing.test_escape import TRICKS, strings
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    WEBB,
    answer_in,
    asked,
    contexts,
    labels,
    question_line,
    quotes,
    settle,
)
from tests.conftest import ROOT
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("bot")
async def test_a_command_is_acknowledged_at_once_and_answered_in_place(channel: Channel, alice: Person) -> None:
    act = await alice.slash(channel, "ask", question=BRIDGE)
    assert await act.acknowledged() < 1
    (message,) = await act.wait()
    assert quotes(message)[0] == ELEVEN
    first, *_ = shown(message.content)
    assert (first.kind, first.text) == ("small", f"Question: {BRIDGE}")
    source = shown(message.content)[2]
    assert source.text.startswith(
        "1 · Old Stone Bridge in Vellmar Closes for Eleven Months · Vellmar Courier · 2024-03-12"
    )
    ((label, address),) = source.links
    assert label == "open at courier.example.org"
    assert address.endswith("#:~:text=The%20town%20council%20of%20Vellmar,eleven%20months%20of%20repairs.")
    assert labels(message) == [*contexts(message), "More quotes", "👍", "👎", "Delete"]
    assert not pings(message)


@pytest.mark.usefixtures("bot")
async def test_where_the_articles_do_not_say_it_the_bot_says_so(channel: Channel, alice: Person) -> None:
    (message,) = await (await alice.slash(channel, "ask", question=NOWHERE)).wait()
    lines = [line.text for line in shown(message.content)]
    assert lines[1:3] == ["The articles don’t say.", "Nearest articles:"]
    assert len(lines) == 5
    assert quotes(message) == []
    assert labels(message) == ["👍", "👎", "Delete"]


@pytest.mark.usefixtures("bot")
async def test_a_mention_is_answered_in_reply_and_pings_nobody(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    await alice.say(channel, "nothing for a bot")
    asked = await alice.say(channel, f"{server.bot.mention} {WEBB}")
    message = await answer_in(channel, 3)
    assert message.reference == asked.id
    assert "25 December 2021" in quotes(message)[0]
    assert not pings(message)


@pytest.mark.usefixtures("bot")
async def test_a_reply_to_an_answer_asks_too(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    first = await answer_in(channel, 2)
    asked = await alice.say(channel, WEBB, reply_to=first)
    second = await answer_in(channel, 4)
    assert second.reference == asked.id
    assert "25 December 2021" in quotes(second)[0]


@pytest.mark.usefixtures("bot")
async def test_a_direct_message_and_the_context_menu_ask(channel: Channel, alice: Person, bob: Person) -> None:
    await alice.dm(WEBB)
    message = await answer_in(alice.inbox, 2, by=alice)
    assert "25 December 2021" in quotes(message)[0]
    said = await bob.say(channel, f"I wonder:\n**{WEBB}**")
    (message,) = await (await alice.context_menu(said, "Ask the articles")).wait()
    assert "25 December 2021" in quotes(message)[0]
    assert not message.ephemeral
    (again,) = await (await bob.context_menu(await asked(alice, channel), "Ask the articles")).wait()
    assert question_line(again) == BRIDGE


@pytest.mark.usefixtures("bot")
async def test_a_mention_without_a_question_gets_help_and_a_message_without_text_a_refusal(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    await alice.say(channel, f" {server.bot.mention} \u200b ")
    assert "Ask me a question" in (await answer_in(channel, 2)).content
    empty = await bob.say(channel, "\u200b")
    (message,) = await (await alice.context_menu(empty, "Ask the articles")).wait()
    assert (message.content, message.ephemeral) == ("There is no text in that message that could be asked.", True)
    (message,) = await (await alice.slash(channel, "help")).wait()
    assert message.ephemeral


@pytest.mark.usefixtures("bot")
async def test_bots_everyone_and_other_peoples_mentions_are_not_answered(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person
) -> None:
    guild.join(alice, guild.role("loud", bits(mention_everyone=True)))
    await alice.say(channel, f"@everyone {WEBB}")
    await alice.say(channel, f"{bob.mention} {WEBB}")
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await answer_in(channel, 4)
    assert [message.author.name for message in channel.visible_to(alice)].count(server.bot.name) == 1


@pytest.mark.usefixtures("bot")
async def test_a_question_can_be_narrowed_and_what_is_no_date_is_told(channel: Channel, alice: Person) -> None:
    choices = await alice.autocomplete(channel, "ask", "collection", "s", question="x")
    assert [choice.value for choice in choices] == ["history", "science", "sport"]
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, collection="science")).wait()
    assert "don’t say" in message.content
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, since="1 April 2024")).wait()
    assert ELEVEN not in message.content
    (message,) = await (
        await alice.slash(channel, "ask", question=BRIDGE, since="2024-03-01", until="2024-04-01")
    ).wait()
    assert quotes(message)[0] == ELEVEN
    assert quotes(await asked(alice, channel, collection=" World "))[0] == ELEVEN
    for narrowing, told in (
        ({"since": "some*day"}, "“some\\*day” is not a date; write since as 2024-10-05."),
        (
            {"since": "2024-05-01", "until": "2024-04-01"},
            "No article can be from 2024-05-01 on and until 2024-04-01: swap the dates.",
        ),
    ):
        (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, **narrowing)).wait()
        assert (message.content, message.ephemeral) == (told, True)
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, collection="nothing")).wait()
    assert message.content == "There is no such collection here."


class Listening(Assistant):
    """An assistant that remembers which earlier turns it was given."""

    heard: list[list[Turn]]

    @classmethod
    def over(cls, library: Path, embedder: Embedder) -> "Listening":
        made = cls(LocalStore(library), lambda: embedder)
        made.heard = []
        made.warm()
        return made

    def ask(self, question: str, **options: object):  # type: ignore[no-untyped-def]  # as of the parent
        self.heard.append(list(options.get("history", ())))  # type: ignore[call-overload]  # options are objects here
        return super().ask(question, **options)  # type: ignore[arg-type]  # handed on


@pytest.fixture
def listening(seeds_library: Path, embedder: Embedder) -> Listening:
    made = Listening.over(seeds_library, embedder)
    made.heard.clear()
    return made


def heard(assistant: Listening) -> list[tuple[str, str]]:
    """The turns that came with the newest question: each question and its first quote."""
    return [(turn.question, turn.quotes[0].text if turn.quotes else "") for turn in assistant.heard[-1]]


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_chain_of_replies_is_handed_over_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, listening: Listening, restarts: bool
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        first = await answer_in(channel, 2)
        assert heard(listening) == []
        await alice.say(channel, NOWHERE, reply_to=first)
        second = await answer_in(channel, 4)
        assert heard(listening) == [(BRIDGE, ELEVEN)]
        if not restarts:
            await alice.say(channel, "Who was hurt?", reply_to=second)
            await answer_in(channel, 6)
            assert heard(listening) == [(BRIDGE, ELEVEN), (NOWHERE, "")]
    if restarts:
        async with server.running(make_bot(assistant=listening), "ask"):
            await alice.say(channel, "Who was hurt?", reply_to=second)
            await answer_in(channel, 6)
            assert heard(listening) == [(BRIDGE, ELEVEN), (NOWHERE, "")]


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


@pytest.mark.parametrize("restarts", [False, True])
async def test_mentions_are_answered_in_a_thread_where_a_server_wants_that(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    bob: Person,
    make_bot: MakeBot,
    listening: Listening,
    restarts: bool,
) -> None:
    server.world.readable = server.gateway.privileged = 1 << 15
    async with server.running(make_bot(assistant=listening, follow_threads=True), "settings"):
        assert await settle(bob, channel, "settings threads", on=True) == "Mentions are answered in a thread: **on**"
        asked = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await channel.bell.until(lambda: asked.id in server.world.channels, 5, lambda: "no thread")
        thread = server.world.channels[asked.id]
        message = await answer_in(thread, 1)
        assert quotes(message)[0] == ELEVEN
        assert thread.name == BRIDGE
        if not restarts:
            await bob.say(thread, WEBB)  # no mention
            assert "25 December 2021" in quotes(await answer_in(thread, 3))[0]
            assert heard(listening) == [(BRIDGE, ELEVEN)]
    if restarts:
        async with server.running(make_bot(assistant=listening, follow_threads=True), "settings"):
            await bob.say(thread, WEBB)
            assert "25 December 2021" in quotes(await answer_in(thread, 3))[0]
            assert heard(listening) == [(BRIDGE, ELEVEN)]


@pytest.mark.usefixtures("bot")
async def test_without_the_intent_a_thread_goes_on_by_mention_only(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person
) -> None:
    await settle(bob, channel, "settings threads", on=True)
    asked = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.bell.until(lambda: asked.id in server.world.channels, 5, lambda: "no thread")
    thread = server.world.channels[asked.id]
    await answer_in(thread, 1)
    await alice.say(thread, WEBB)
    await alice.say(thread, f"{server.bot.mention} {WEBB}")
    assert "25 December 2021" in quotes(await answer_in(thread, 4))[0]
    assert len(thread.visible_to(alice)) == 4


@pytest.mark.usefixtures("bot")
async def test_a_new_post_in_a_forum_is_answered_once_where_that_is_on(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, bob: Person
) -> None:
    forum, other = guild.forum("help"), guild.forum("other")
    told = await settle(bob, channel, "settings forum", channel=forum, on=True)
    assert told == f"New posts of {forum.mention} are answered: **on**"
    assert forum.mention in await settle(bob, channel, "settings show")
    silent = await alice.post(other, BRIDGE, "please")
    post = await alice.post(forum, BRIDGE, f"{server.bot.mention} please")
    assert quotes(await answer_in(post, 2))[0] == ELEVEN
    await alice.say(post, "thanks")
    await alice.say(post, f"{server.bot.mention} {WEBB}")
    assert "25 December 2021" in quotes(await answer_in(post, 5))[0]
    assert len(post.visible_to(alice)) == 5
    assert len(silent.visible_to(alice)) == 1


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
    assert "withheld" in message.content
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
        assert message.content.startswith(("You can ask again in 60 s", "You can ask again in 59 s"))
        asked = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        assert (await answer_in(alice.inbox, 1, by=alice)).content.startswith("You can ask again in ")
        again = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")  # no second notice, only a sign
        await channel.wait_for(lambda _: ("⏳", server.bot.id) in channel.messages[again.id].reactions)
        assert channel.messages[asked.id].reactions == ()
        assert len(alice.inbox.visible_to(alice)) == 1
        await (await bob.slash(channel, "ask", question=BRIDGE)).wait()
        (message,) = await (await bob.slash(channel, "ask", question=BRIDGE)).wait()  # the server's limit
        assert message.ephemeral
        await bob.dm(WEBB)  # bob's own is not used up, and a direct message is of no server
        assert "25 December 2021" in quotes(await answer_in(bob.inbox, 2, by=bob))[0]


async def test_two_people_in_one_channel_do_not_mix(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot, listening: Listening
) -> None:
    async with server.running(make_bot(assistant=listening), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await bob.say(channel, f"{server.bot.mention} {WEBB}")
        messages = await channel.wait_for(lambda messages: len(messages) == 4)
        answers = {question_line(message): message for message in messages if message.author == server.bot}
        await alice.say(channel, "Who was hurt?", reply_to=answers[WEBB])
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
        act = await alice.click(messages[0], label="Context 1")
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


@pytest.mark.usefixtures("bot")
async def test_the_permissions_that_the_readme_names_are_enough(server: LoopbackDiscord, alice: Person) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"scope=bot\+applications\.commands&permissions=(\d+)", readme)
    assert found is not None
    least = int(found[1])
    assert least == bits(
        view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
    )
    people = bits(view_channel=True, send_messages=True, use_application_commands=True, create_public_threads=True)
    channel = server.guild("Strict", everyone=people, bot=least).text_channel("news")
    message = await asked(alice, channel)
    assert quotes(message)[0] == ELEVEN
    said = await alice.say(channel, f"{server.bot.mention} {WEBB}")
    answer = await answer_in(channel, 3)
    assert answer.reference == said.id
    await alice.say(channel, BRIDGE, reply_to=answer)
    await answer_in(channel, 5)
    await (await alice.click(answer, label="Context 1")).wait()
    await alice.click(answer, label="Delete")
    await channel.wait_for(lambda messages: len(messages) == 4)


async def test_it_shards_by_itself_where_discord_asks_for_it(
    monkeypatch: pytest.MonkeyPatch, make_bot: MakeBot
) -> None:
    async with LoopbackDiscord(shards=2) as server:
        server.wire(monkeypatch)
        channels: dict[int, Channel] = {}
        while len(channels) < 2:
            guild = server.guild(f"guild {len(server.world.guilds)}")
            channels[(guild.id >> 22) % 2] = guild.text_channel("news")
        alice = server.user("alice")
        async with server.running(make_bot(), "ask"):
            for channel in channels.values():
                await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
                assert quotes(await answer_in(channel, 2))[0] == ELEVEN
        assert server.violations == []


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
