"""Whatever goes wrong, the asker reads one friendly sentence about it."""

import re

import pytest

from bot.client import Bot
from qa.assistant import Assistant
from tests.bot.assistants import Broken, Slow
from tests.bot.conftest import MakeBot
from tests.bot.faults import CALLBACK
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    answer_in,
    asked,
    quotes,
)

pytestmark = pytest.mark.asyncio


async def test_an_error_is_one_kind_sentence_with_a_code_that_the_log_has(
    server: LoopbackDiscord,
    channel: Channel,
    alice: Person,
    make_bot: MakeBot,
    seeds_assistant: Assistant,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = Broken(seeds_assistant._store, lambda: seeds_assistant.pipeline.embedder)
    async with server.running(make_bot(assistant=broken), "ask"):
        told = [(await asked(alice, channel)).content]
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        told.append((await answer_in(channel, 3)).content)
        await alice.dm(BRIDGE)
        told.append((await answer_in(alice.inbox, 2, by=alice)).content)
    for text in told:
        found = re.fullmatch(
            r"Sorry, something went wrong here\. If it happens again, give this code to whoever runs this bot: (\w{6})",
            text,
        )
        assert found
        assert found[1] in {getattr(record, "fields", {}).get("code") for record in caplog.records}


async def test_when_the_queue_is_full_people_are_told_at_once_and_alone(
    server: LoopbackDiscord, channel: Channel, make_bot: MakeBot, slow: Slow
) -> None:
    bot = make_bot(assistant=slow, queue=3)
    async with server.running(bot, "ask"):
        people = [server.user(f"reader{number}") for number in range(8)]
        acts = [await person.slash(channel, "ask", question=BRIDGE) for person in people]
        refusals = [(await act.wait())[0] for act in acts[5:]]
        assert {refusal.content for refusal in refusals} == {
            "Too many people are asking right now. Please ask again in a few seconds."
        }
        assert all(refusal.ephemeral for refusal in refusals)
        await people[7].say(channel, f"{server.bot.mention} {BRIDGE}")
        assert "Too many" in (await answer_in(people[7].inbox, 1, by=people[7])).content
        slow.gate.set()
        for act in acts[:5]:
            assert quotes((await act.wait(within=10))[0])[0] == ELEVEN


async def test_an_acknowledgement_that_arrived_unheard_is_followed_by_the_apology(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr(bot.services.assistant, "status", fail)
    server.faults.drop("POST", CALLBACK, after=True)
    (message,) = await (await alice.slash(channel, "pullquote status")).wait()
    assert message.content.startswith("Sorry")
