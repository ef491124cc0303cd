"""“Ask differently”, below an answer that found nothing."""

import pytest

from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    answer_in,
    asked,
    is_silent,
    labels,
    question_line,
    question_of,
    quotes,
)

pytestmark = pytest.mark.asyncio

TYPED = "question"


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_question_is_asked_in_other_words_in_the_same_message(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, restarts: bool
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, f"{server.bot.mention} {NOWHERE}")
        silence = await answer_in(channel, 2)
        assert is_silent(silence)
        if not restarts:
            await _ask_differently(channel, alice)
    if restarts:
        async with server.running(make_bot(), "ask"):
            await _ask_differently(channel, alice)


async def _ask_differently(channel: Channel, alice: Person) -> None:
    """The modal has what was asked before; the answer replaces the silence, and is read back."""
    silence = channel.visible_to(alice)[-1]
    opened = await alice.click(silence, label="Ask differently")
    await opened.acknowledged()
    assert opened.modal is not None
    assert opened.modal["components"][0]["components"][0]["value"] == NOWHERE
    await (await alice.submit(opened, {TYPED: BRIDGE})).wait(lambda messages: any(map(quotes, messages)))
    (_, answer) = channel.visible_to(alice)
    assert answer.id == silence.id
    assert (question_line(answer), quotes(answer)[0]) == (BRIDGE, ELEVEN)
    assert labels(answer)[0] == "In context"
    assert await question_of(alice, answer) == BRIDGE


@pytest.mark.usefixtures("bot")
async def test_only_who_asked_asks_differently(channel: Channel, alice: Person, bob: Person) -> None:
    silence = await asked(alice, channel, NOWHERE)
    (told,) = await (await bob.click(silence, label="Ask differently")).wait()
    assert told.ephemeral
    assert told.content.startswith("Only the person who asked can ask this differently.")


@pytest.mark.usefixtures("bot")
async def test_blanks_are_not_asked(channel: Channel, alice: Person) -> None:
    silence = await asked(alice, channel, NOWHERE)
    opened = await alice.click(silence, label="Ask differently")
    await opened.acknowledged()
    await (await alice.submit(opened, {TYPED: "  "})).acknowledged()
    assert channel.visible_to(alice)[-1].content == silence.content
