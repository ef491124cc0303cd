"""/verify and its context menu."""

import pytest

from bot.client import Bot
from bot.commands.verify import NO_WORDS
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, LoopbackDiscord, Person
from tests.bot.people import ELEVEN, asked, labels, settle

pytestmark = pytest.mark.asyncio

GREEN, RED = "🟢 **Word for word in the articles.**", "🔴 **In none of the articles that can be seen here.**"


@pytest.mark.usefixtures("bot")
async def test_a_quote_is_checked_for_the_asker_alone_and_shared_with_a_button(
    channel: Channel, alice: Person, bob: Person
) -> None:
    (verdict,) = await (await alice.slash(channel, "verify", text=ELEVEN)).wait()
    assert verdict.content.startswith(f"{GREEN}\n> {ELEVEN}")
    assert verdict.ephemeral
    assert labels(verdict) == ["Share with the channel"]
    await alice.click(verdict, label="Share with the channel")
    (shared,) = await channel.wait_for(bool, by=bob)
    assert shared.content == f"{verdict.content}\n-# Shared by {alice.mention}"
    (left,) = [one for one in channel.visible_to(alice) if one.id == verdict.id]
    assert (left.content, labels(left)) == (verdict.content, [])


@pytest.mark.usefixtures("bot")
async def test_a_message_is_checked_from_its_menu_and_an_answer_of_ours_stands(channel: Channel, alice: Person) -> None:
    said = await alice.say(channel, f"I read “{ELEVEN}” there")
    for message in (said, await alice.forward(said, channel), await asked(alice, channel)):
        (verdict,) = await (await alice.context_menu(message, "Check this quote")).wait()
        assert verdict.content.startswith(GREEN)
        assert verdict.ephemeral
    (refused,) = await (await alice.context_menu(await alice.say(channel, "…"), "Check this quote")).wait()
    assert (refused.content, refused.ephemeral, labels(refused)) == (NO_WORDS, True, [])


@pytest.mark.usefixtures("bot")
async def test_what_a_place_may_not_see_is_not_verified_against(channel: Channel, alice: Person, bob: Person) -> None:
    await settle(bob, channel, "scope add", collection="science")
    (verdict,) = await (await alice.slash(channel, "verify", text=ELEVEN)).wait()
    assert verdict.content.startswith(RED)
    assert "Vellmar" not in verdict.content
    await settle(bob, channel, "scope remove", collection="science")
    (verdict,) = await (await alice.slash(channel, "verify", text=ELEVEN)).wait()
    assert verdict.content == "There are no articles to ask here."


async def test_checks_count_as_questions(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    bot: Bot = make_bot(person=1)
    async with server.running(bot, "verify"):
        await (await alice.slash(alice.inbox, "verify", text=ELEVEN)).wait()
        (refused,) = await (await alice.slash(channel, "verify", text=ELEVEN)).wait()
        assert refused.content.startswith("That was many questions at once")
