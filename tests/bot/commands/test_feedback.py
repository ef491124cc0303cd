"""Verdicts, and /pullquote forget-me."""

import asyncio

import pytest

from bot.outgoing.buttons import parse_addresses
from tests.bot.conftest import MakeBot
from tests.bot.disk import feedback_rows, rows
from tests.bot.loopback import Channel, Message, Person
from tests.bot.people import (
    BRIDGE,
    quotes,
)

pytestmark = pytest.mark.asyncio


async def test_a_verdict_is_kept_without_the_question_and_forgotten_on_request(
    channel: Channel, alice: Person, bob: Person, answer: Message, make_bot: MakeBot
) -> None:
    for person, sign in ((alice, "👍"), (bob, "👍"), (bob, "👎")):
        (message,) = await (await person.click(answer, label=sign)).wait()
        assert message.ephemeral
        assert message.content.startswith("Thank you.")
    assert feedback_rows(make_bot.path) == [("bad", None), ("good", None)]
    ((addresses,),) = rows(make_bot.path, "SELECT DISTINCT quotes FROM feedback")
    found = [asyncio.to_thread(make_bot.assistant.find, parse_addresses(one)[0]) for one in str(addresses).split()]
    texts = await asyncio.gather(*found)
    assert [quote.text.replace("\n", " ") for quote in texts if quote] == quotes(answer)
    (message,) = await (await bob.slash(channel, "pullquote forget-me")).wait()
    assert (message.content, message.ephemeral) == ("Done: 1 entry was removed.", True)
    (message,) = await (await bob.slash(channel, "pullquote forget-me")).wait()
    assert message.content == "Nothing was kept about you."
    assert feedback_rows(make_bot.path) == [("good", None)]
    assert BRIDGE.encode() not in b"".join(one.read_bytes() for one in make_bot.path.parent.glob("bot.sqlite*"))
