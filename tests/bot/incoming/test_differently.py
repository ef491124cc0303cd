"""“Ask differently”, below an answer that found nothing."""

import pytest

from bot.client import Bot
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

TYPED = "typed"


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


async def test_what_is_typed_is_answered_after_a_restart_too(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        silence = await asked(alice, channel, NOWHERE)
        opened = await alice.click(silence, label="Ask differently")
        await opened.acknowledged()
    async with server.running(make_bot(), "ask"):
        await (await alice.submit(opened, {TYPED: BRIDGE})).wait(lambda messages: any(map(quotes, messages)))
        (answer,) = channel.visible_to(alice)
        assert (answer.id, quotes(answer)[0]) == (silence.id, ELEVEN)


async def test_what_somebody_sees_is_looked_up_for_what_they_type_in_direct_messages(alice: Person, bot: Bot) -> None:
    opened = await alice.click(await asked(alice, alice.inbox, NOWHERE), label="Ask differently")
    await opened.acknowledged()
    bot.services.scopes.forget_people()
    (answer,) = await (await alice.submit(opened, {TYPED: BRIDGE})).wait(lambda messages: any(map(quotes, messages)))
    assert quotes(answer)[0] == ELEVEN


@pytest.mark.usefixtures("bot")
async def test_a_private_question_is_asked_differently_of_the_same_articles_and_stays_private(
    channel: Channel, alice: Person, bob: Person
) -> None:
    for collection, are_answered in (("science", False), ("world", True)):
        silence = await asked(alice, channel, NOWHERE, private=True, collection=collection)
        assert (is_silent(silence), labels(silence)) == (True, ["Ask differently"])
        opened = await alice.click(silence, label="Ask differently")
        await opened.acknowledged()
        (answer,) = await (await alice.submit(opened, {TYPED: BRIDGE})).wait(
            lambda messages: any(question_line(one) == BRIDGE for one in messages)
        )
        assert answer.ephemeral
        assert bool(quotes(answer)) is are_answered
    assert labels(answer) == ["In context", "1 more", "Share with the channel"]
    assert channel.visible_to(bob) == ()


@pytest.mark.usefixtures("bot")
async def test_a_modal_of_another_version_is_acknowledged(channel: Channel, alice: Person) -> None:
    silence = await asked(alice, channel, NOWHERE)
    opened = await alice.click(silence, label="Ask differently")
    await opened.acknowledged()
    assert opened.modal is not None
    opened.modal["custom_id"] = "0123456789abcdef"
    (told,) = await (await alice.submit(opened, {TYPED: BRIDGE})).wait()
    assert (told.content, told.ephemeral) == ("I no longer know that button. Please ask again.", True)


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
