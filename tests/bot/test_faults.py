"""Whatever Discord and the network do: no answer is lost that can still be given, and none is given twice."""

import asyncio
import re
import sqlite3
import threading
from collections.abc import Callable

import pytest

from bot.client import Bot
from bot.operations.visibility import QUESTIONS, THREADS
from qa.assistant import Assistant
from qa.library.indexing import Progress
from qa.values import Answer, IndexReport
from tests.bot.conftest import MakeBot, nothing_to_refresh
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person, bits, pings
from tests.bot.people import BRIDGE, ELEVEN, NOWHERE, WEBB, answer_in, asked, manages, quotes

pytestmark = pytest.mark.asyncio

CALLBACK, EDIT, FOLLOW_UP = "/interactions/*/*/callback", "/webhooks/*/*/messages/@original", "/webhooks/*/*"
POST = "/channels/*/messages"


async def settled(bot: Bot) -> None:
    """Wait until nothing is in hand."""
    async with asyncio.timeout(10), bot.services.done:
        await bot.services.done.wait_for(lambda: bot.services.in_hand == 0)


def answers(channel: Channel, server: LoopbackDiscord) -> list[Message]:
    return [one for one in channel.messages.values() if one.author == server.bot and "Question:" in one.content]


Harm = Callable[[LoopbackDiscord, str, str], object]
HARMS: dict[str, Harm] = {
    "a rate limit": lambda server, method, path: server.faults.limit(method, path, retry_after=0.02, times=2),
    "a global rate limit": lambda server, method, path: server.faults.limit(method, path, 0.02, scope="global"),
    "a limit without a sign of Discord": lambda server, method, path: server.faults.limit(
        method, path, 0.02, via=False
    ),
    "a broken server": lambda server, method, path: server.faults.fail(method, path, status=500),
    "a busy server": lambda server, method, path: server.faults.fail(method, path, status=503),
    "a connection dropped before": lambda server, method, path: server.faults.drop(method, path, times=2),
    "a connection dropped after": lambda server, method, path: server.faults.drop(method, path, after=True),
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize(("method", "path"), [("POST", CALLBACK), ("PATCH", EDIT)])
async def test_a_command_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, harm: str, method: str, path: str
) -> None:
    HARMS[harm](server, method, path)
    act = await alice.slash(channel, "ask", question=BRIDGE)
    (message,) = await act.wait(lambda messages: messages and quotes(messages[0]), within=10)
    assert quotes(message)[0] == ELEVEN
    await settled(bot)
    assert len(answers(channel, server)) == 1


@pytest.mark.parametrize("harm", HARMS)
async def test_a_mention_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, harm: str
) -> None:
    HARMS[harm](server, "POST", POST)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.wait_for(lambda _: len(answers(channel, server)) == 1, within=10)
    await settled(bot)
    assert len(answers(channel, server)) == 1


@pytest.mark.parametrize("harm", ["a busy server", "a connection dropped before", "a connection dropped after"])
@pytest.mark.parametrize("label", ["Context 1", "More quotes", "👍", "Delete"])
async def test_a_button_works_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, harm: str, label: str
) -> None:
    message = await asked(alice, channel)
    HARMS[harm](server, "POST", CALLBACK)
    HARMS[harm](server, "DELETE" if label == "Delete" else "PATCH", EDIT)
    act = await alice.click(message, label=label)
    if label == "Delete":
        await channel.wait_for(lambda messages: messages == (), within=10)
    else:
        shown = await act.wait(bool, within=10)
        await settled(bot)
        assert len(shown) == len(act.messages()) == 1


async def test_buttons_work_where_their_acknowledgement_came_late(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    message = await asked(alice, channel)
    server.interactions._deadline = 0.05
    for label in ("Context 1", "Delete"):
        hold = server.faults.hold("POST", CALLBACK, times=1)
        act = await alice.click(message, label=label)
        assert not await act.settled()
        hold.release()
        if label == "Context 1":  # to the asker alone, as it would have been
            assert "Petra Holm" in (await answer_in(alice.inbox, 1, by=alice)).content
    await channel.wait_for(lambda messages: messages == ())
    await settled(bot)


async def test_after_a_late_acknowledgement_the_answer_comes_into_the_channel(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    server.interactions._deadline = 0.05
    hold = server.faults.hold("POST", CALLBACK, times=1)
    act = await alice.slash(channel, "ask", question=BRIDGE)
    assert not await act.settled()
    hold.release()
    (message,) = await channel.wait_for(lambda messages: len(messages) == 1)
    assert quotes(message)[0] == ELEVEN
    assert not pings(message)
    await settled(bot)
    assert len(answers(channel, server)) == 1


async def test_an_interaction_that_is_over_is_answered_in_the_channel(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    hold = server.faults.hold("PATCH", EDIT, times=1)
    act = await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    act.expire()
    hold.release()
    await channel.wait_for(lambda _: len(answers(channel, server)) == 1)
    await settled(bot)


async def test_where_thinking_was_deleted_the_answer_comes_all_the_same(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    hold = server.faults.hold("PATCH", EDIT, times=1)
    await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    (thinking,) = channel.messages.values()
    server.delete(thinking)
    hold.release()
    (message,) = await channel.wait_for(lambda _: answers(channel, server))
    assert quotes(message)[0] == ELEVEN
    await settled(bot)


async def test_a_message_deleted_meanwhile_is_answered_without_a_reference(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    hold = server.faults.hold("POST", POST, times=1)
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    server.delete(said)
    hold.release()
    (message,) = await channel.wait_for(lambda _: answers(channel, server))
    assert message.reference is None
    await settled(bot)


@pytest.mark.parametrize("way", ["mention", "command"])
async def test_of_a_channel_that_is_gone_the_answer_comes_to_the_asker(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, way: str
) -> None:
    hold = server.faults.hold(*(("POST", POST) if way == "mention" else ("PATCH", EDIT)), times=1)
    if way == "mention":
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    else:
        await alice.slash(channel, "ask", question=BRIDGE)
    await hold.met()
    server.delete(channel)
    hold.release()
    message = await answer_in(alice.inbox, 1, by=alice)
    assert quotes(message)[0] == ELEVEN
    await settled(bot)


async def test_where_it_may_not_write_it_answers_the_asker_alone(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    channel.overwrite(server.bot, deny=bits(send_messages=True))
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    assert quotes(await answer_in(alice.inbox, 1, by=alice))[0] == ELEVEN
    alice.block()
    await alice.say(channel, f"{server.bot.mention} {WEBB}")  # nowhere to go: logged, and nothing else
    await settled(bot)
    assert quotes(await asked(alice, channel))[0] == ELEVEN  # a command needs no permission to write


Trouble = Callable[[LoopbackDiscord], None]


def missed_acknowledgements(server: LoopbackDiscord) -> None:
    server.gateway.acknowledging = False


GATEWAY: dict[str, Trouble] = {
    "opcode 7": lambda server: server.gateway.reconnect(),
    "opcode 9, resumable": lambda server: server.gateway.invalidate(resumable=True),
    "closed, 4000": lambda server: server.gateway.close(4000),
    "closed, 1001": lambda server: server.gateway.close(1001),
    "dropped": lambda server: server.gateway.drop(),
}


@pytest.mark.parametrize("trouble", GATEWAY)
async def test_what_was_asked_while_the_gateway_was_away_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, trouble: str
) -> None:
    hold = server.faults.hold("POST", POST, times=1)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    GATEWAY[trouble](server)
    await alice.say(channel, f"{server.bot.mention} {WEBB}")
    hold.release()
    await server.resumed(1, within=15)
    await channel.wait_for(lambda _: len(answers(channel, server)) == 2, within=10)
    await settled(bot)
    assert sorted(quotes(one)[0] for one in answers(channel, server)) == sorted(
        {quotes(one)[0] for one in answers(channel, server)}
    )


async def test_after_a_session_that_ended_it_answers_again(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = asyncio.sleep  # discord.py waits five seconds before it identifies again
    monkeypatch.setattr("discord.gateway.asyncio.sleep", lambda seconds: sleep(min(seconds, 0.01)))
    server.gateway.invalidate()
    await server.identified(2)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.wait_for(lambda _: len(answers(channel, server)) == 1)
    await settled(bot)


async def test_missed_acknowledgements_end_in_a_resumed_session(
    monkeypatch: pytest.MonkeyPatch, make_bot: MakeBot
) -> None:
    async with LoopbackDiscord(heartbeat_interval=0.2) as server:
        server.wire(monkeypatch)
        channel, alice, bot = server.guild().text_channel("news"), server.user("alice"), make_bot()
        bot._connection.heartbeat_timeout = 0.5
        async with server.running(bot, "ask"):
            missed_acknowledgements(server)
            await server.resumed(1)
            server.gateway.acknowledging = True
            await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
            await channel.wait_for(lambda _: len(answers(channel, server)) == 1, within=10)
            await settled(bot)


async def test_an_event_that_comes_twice_is_answered_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    server.world.publish("MESSAGE_CREATE", channel.guild, (said, channel))
    await alice.say(channel, f"{server.bot.mention} {WEBB}")
    await channel.wait_for(lambda _: len(answers(channel, server)) >= 2)
    await settled(bot)
    assert len(answers(channel, server)) == 2


class Broken(Assistant):
    """An assistant that fails as a bug would."""

    def ask(self, question: str, **_: object) -> Answer:
        raise RuntimeError(f"at /srv/secret: {question}")


async def test_an_error_is_one_kind_sentence_with_a_code_that_the_log_has(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    make_bot: MakeBot,
    seeds_assistant: Assistant,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = Broken(seeds_assistant._store, lambda: seeds_assistant._pipeline.embedder)
    async with server.running(make_bot(assistant=broken), "ask"):
        told = [(await asked(alice, channel)).content]
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        told.append((await answer_in(channel, 3)).content)
        await alice.dm(BRIDGE)
        told.append((await answer_in(alice.inbox, 2, by=alice)).content)
    for text in told:
        found = re.fullmatch(r"(Sorry, something went wrong here\. If it stays so, name this code:) (\w{6})", text)
        assert found
        assert found[2] in {getattr(record, "told", {}).get("code") for record in caplog.records}


class Slow(Assistant):
    """An assistant that waits for a sign."""

    gate: threading.Event

    def ask(self, question: str, **options: object) -> Answer:
        assert self.gate.wait(20)
        return super().ask(question, **options)  # type: ignore[arg-type]  # handed on


@pytest.fixture
def slow(seeds_assistant: Assistant) -> Slow:
    made = Slow(seeds_assistant._store, lambda: seeds_assistant._pipeline.embedder)
    made.gate = threading.Event()
    return made


async def test_when_the_queue_is_full_people_are_told_at_once_and_alone(
    server: LoopbackDiscord, channel: Channel, make_bot: MakeBot, slow: Slow
) -> None:
    bot = make_bot(assistant=slow, queue=3)
    async with server.running(bot, "ask"):
        people = [server.user(f"reader{number}") for number in range(8)]
        acts = [await person.slash(channel, "ask", question=BRIDGE) for person in people]
        refusals = [(await act.wait())[0] for act in acts[5:]]
        assert {refusal.content for refusal in refusals} == {
            "So many are asking just now that you would wait too long. Please ask again in a few seconds."
        }
        assert all(refusal.ephemeral for refusal in refusals)
        await people[7].say(channel, f"{server.bot.mention} {BRIDGE}")
        assert "So many" in (await answer_in(people[7].inbox, 1, by=people[7])).content
        slow.gate.set()
        for act in acts[:5]:
            assert quotes((await act.wait(within=10))[0])[0] == ELEVEN


async def test_the_end_finishes_what_is_in_hand_and_takes_no_more(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, slow: Slow
) -> None:
    bot, stop = make_bot(assistant=slow), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    act = await alice.slash(channel, "ask", question=BRIDGE)
    await act.acknowledged()
    stop.set()
    late = await server.user("bob").slash(channel, "ask", question=BRIDGE)
    (refusal,) = await late.wait()
    assert (refusal.content, refusal.ephemeral) == ("I am being restarted. Please ask again in a minute.", True)
    assert bot.trouble() == "closing"
    slow.gate.set()
    assert quotes((await act.wait())[0])[0] == ELEVEN
    await asyncio.wait_for(running, 5)
    assert bot.is_closed()


async def test_the_end_waits_no_longer_than_its_grace(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    make_bot: MakeBot,
    slow: Slow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.client.GRACE", 0.1)
    bot, stop = make_bot(assistant=slow), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    act = await alice.slash(channel, "ask", question=BRIDGE)
    await act.acknowledged()
    stop.set()
    await asyncio.wait_for(running, 5)
    slow.gate.set()


async def test_without_a_network_it_tries_until_there_is_one(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.LOGIN_PAUSES", (0.01,))
    server.faults.drop("GET", "/users/@me", times=3)
    server.faults.fail("GET", "/users/@me", status=503, times=2)
    bot, stop = make_bot(), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    assert quotes(await asked(alice, channel))[0] == ELEVEN
    stop.set()
    await asyncio.wait_for(running, 5)


async def test_an_answer_that_was_shown_is_not_taken_back(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(bot.services.database, "keep_gap", fail)
    assert channel.guild is not None
    bot.services.scopes.turn(QUESTIONS, channel.guild.id, on=True)
    act = await alice.slash(channel, "ask", question=NOWHERE)
    await act.wait()
    await settled(bot)
    (message,) = act.messages()
    assert "don’t say" in message.content
    await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
    await answer_in(channel, 3)
    await settled(bot)
    assert len(channel.visible_to(alice)) == 3


async def test_a_page_that_cannot_be_turned_stays_and_a_failed_deletion_leaves_the_answer(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await asked(alice, channel)
    server.faults.fail("DELETE", EDIT, status=400)
    act = await alice.click(answer, label="Delete")
    (told,) = await act.wait(lambda messages: any("Sorry" in message.content for message in messages))
    assert told.ephemeral
    assert channel.messages[answer.id].content == answer.content
    (page,) = await (await alice.slash(channel, "sources")).wait()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(bot.services.assistant, "sources", fail)
    act = await alice.click(page, label="Next")
    await act.wait(lambda messages: any("Sorry" in message.content for message in messages))
    assert channel.messages[page.id].content == page.content


async def test_an_acknowledgement_that_arrived_unheard_is_followed_by_the_apology(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr(bot.services.assistant, "status", fail)
    server.faults.drop("POST", CALLBACK, after=True)
    (message,) = await (await alice.slash(channel, "status")).wait()
    assert message.content.startswith("Sorry")


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


async def test_a_thread_that_cannot_be_opened_is_no_reason_not_to_answer(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outgoing.delivery.PAUSES", (0.01,))
    assert channel.guild is not None
    bot.services.scopes.turn(THREADS, channel.guild.id, on=True)
    server.faults.fail("POST", "/channels/*/messages/*/threads", status=403, times=9)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    assert quotes(await answer_in(channel, 2))[0] == ELEVEN
    await settled(bot)


async def test_what_direct_messages_may_not_see_goes_to_no_inbox(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(direct=frozenset())
    async with server.running(bot, "ask"):
        channel.overwrite(server.bot, deny=bits(send_messages=True))
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        message = await answer_in(alice.inbox, 1, by=alice)
        assert message.content.startswith("I cannot write where you asked")
        await settled(bot)


async def test_a_thread_that_was_locked_meanwhile_is_answered_in_the_inbox(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    thread = await alice.thread(await alice.say(channel, "let us talk"), "talk")
    hold = server.faults.hold("POST", POST, times=1)
    await alice.say(thread, f"{server.bot.mention} {BRIDGE}")
    await hold.met()
    thread.locked = True
    hold.release()
    assert quotes(await answer_in(alice.inbox, 1, by=alice))[0] == ELEVEN
    await settled(bot)


async def test_the_gateway_that_cannot_be_found_at_first_is_looked_for_again(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.LOGIN_PAUSES", (0.01,))
    server.faults.drop("GET", "/gateway/bot", times=2)
    server.faults.fail("GET", "/gateway/bot", status=503, times=2)
    bot, stop = make_bot(), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    assert quotes(await asked(alice, channel))[0] == ELEVEN
    stop.set()
    await asyncio.wait_for(running, 5)


async def test_the_end_waits_for_commands_and_stops_a_reading(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.sources.EDIT_EVERY", 0.01)
    gate = threading.Event()

    def refresh(report: Callable[[Progress], None]) -> IndexReport:
        report(Progress(0.4, 1, 1, 1))
        assert gate.wait(10)
        report(Progress(0.5, 1, 1, 1))
        raise AssertionError("not stopped")

    bot, stop = make_bot(refresh=refresh), asyncio.Event()
    running = asyncio.create_task(bot.run_until(stop, server.token))
    await server.ready("ask")
    manages(alice, channel)
    reading = await alice.slash(channel, "reindex")
    await reading.wait(lambda messages: any("40 %" in message.content for message in messages))
    hold = server.faults.hold("POST", CALLBACK, times=1)
    forgetting = await alice.slash(channel, "forget-me")
    await hold.met()
    stop.set()
    while bot.trouble() != "closing":
        await asyncio.sleep(0)
    gate.set()
    hold.release()
    await reading.wait(lambda messages: any(message.content.startswith("Stopped") for message in messages))
    assert (await forgetting.wait())[0].content == "Nothing was kept of you."
    await asyncio.wait_for(running, 5)


async def test_a_report_whose_message_was_deleted_comes_as_another(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.sources.EDIT_EVERY", 0.01)
    gate = threading.Event()

    def refresh(report: Callable[[Progress], None]) -> IndexReport:
        for number in range(100):
            report(Progress(number / 100, 1, 1, 1))
            if gate.wait(0.02):
                break
        return nothing_to_refresh(report)

    async with server.running(make_bot(refresh=refresh), "ask"):
        manages(alice, channel)
        act = await alice.slash(channel, "reindex")
        (message,) = await act.wait(lambda messages: any("%" in one.content for one in messages))
        server.delete(message)
        await asyncio.sleep(0.1)  # some edits fail meanwhile
        (second,) = await (await alice.slash(channel, "reindex")).wait()
        assert "are being read just now" in second.content
        gate.set()
        await channel.wait_for(lambda messages: any("Nothing has changed: 19" in one.content for one in messages))


async def test_a_message_of_a_server_that_is_not_in_memory_is_no_direct_message(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    assert channel.guild is not None
    bot._connection._guilds.pop(channel.guild.id)
    await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await alice.dm(WEBB)
    await answer_in(alice.inbox, 2, by=alice)
    assert len(channel.visible_to(alice)) == 1


async def test_who_presses_and_mentions_without_end_is_held_back(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    bot = make_bot(lookups=3)
    async with server.running(bot, "ask"):
        for _ in range(5):
            await alice.say(channel, server.bot.mention)
        told = [(await (await alice.slash(channel, "status")).wait())[0].content for _ in range(4)]
        assert [text.startswith("**19 articles**") for text in told] == [True, True, True, False]
        assert len(channel.visible_to(alice)) == 5 + 1 + 4  # one help


async def test_a_deleted_answer_is_no_part_of_its_thread_any_more(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot
) -> None:
    assert channel.guild is not None
    bot.services.scopes.turn(THREADS, channel.guild.id, on=True)
    said = await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
    await channel.bell.until(lambda: said.id in server.world.channels, 5, lambda: "no thread")
    thread = server.world.channels[said.id]
    message = await answer_in(thread, 1)
    await settled(bot)
    await alice.click(message, label="Delete")
    await thread.wait_for(lambda messages: messages == ())
    await settled(bot)
    assert bot.services.history._threads == {}
    assert bot.services.history._answers == {}
