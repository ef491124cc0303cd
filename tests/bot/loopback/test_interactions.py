"""Commands, buttons, selects and modals work with the real client as Discord's do."""

import asyncio

import pytest

from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Person, bits
from tests.bot.loopback.tiny import PINGED, TinyBot


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_a_command_is_answered_and_its_button_works(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    shown = await alice.slash(channel, "ping")
    (answer,) = await shown.wait()
    assert answer.content == PINGED.strip()
    assert shown.acknowledged_after is not None
    assert shown.acknowledged_after < 1
    assert not shown.ephemeral

    pressed = await alice.click(answer, label="More")
    (changed,) = await pressed.wait()
    assert (changed.id, changed.content, changed.buttons) == (answer.id, "pressed", ())
    assert changed.earlier == (PINGED.strip(),)
    with pytest.raises(AssertionError, match="0 buttons"):
        await alice.click(answer, label="More")
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_thinking_gives_way_to_the_first_follow_up_and_privacy_is_kept(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    bob = server.user("bob")
    hold = server.faults.hold("POST", "/webhooks/*/*")
    shown = await alice.slash(channel, "slow", secret=True)
    await shown.acknowledged()
    assert shown.thinking
    assert shown.messages() == ()
    hold.release()
    await shown.wait(lambda messages: [m.content for m in messages] == ["first, better", "second"])
    assert shown.ephemeral
    assert channel.visible_to(bob) == ()
    open_to_all = await bob.slash(channel, "slow")
    await open_to_all.wait(lambda messages: [m.content for m in messages] == ["first, better", "second"])
    assert [m.content for m in channel.visible_to(alice)] == ["first, better", "second", "first, better"]
    (session,) = server.gateway.sessions.values()
    dispatched = [frame["d"] for _, frame in session.events if frame["t"].startswith("MESSAGE_")]
    assert dispatched
    assert not [data for data in dispatched if data["content"] == "second"]
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_autocomplete_context_menu_and_files(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person
) -> None:
    assert [choice.value for choice in await alice.autocomplete(channel, "find", "shelf", "wor")] == ["world", "work"]
    found = await alice.slash(channel, "find", shelf="world", most=3)
    assert [m.content for m in await found.wait()] == ["world 3"]
    with pytest.raises(AssertionError, match="most is 1 to 9"):
        await alice.slash(channel, "find", shelf="world", most=10)

    said = await alice.say(channel, "read me")
    shown = await alice.context_menu(said, "Read")
    assert [(m.content, m.ephemeral) for m in await shown.wait()] == [("em daer", True)]

    assert "manage" not in alice.commands(channel)
    guild.join(alice, guild.role("managers", bits(manage_guild=True)))
    managed = await alice.slash(channel, "manage")
    assert [m.attachments for m in await managed.wait()] == [("report.txt",)]
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_subcommands_selects_and_modals(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    asked = await alice.slash(channel, "scope set", where=channel)
    (question,) = await asked.wait()
    assert question.ephemeral
    chosen = await alice.select(question, "sport")
    assert [m.content for m in await chosen.wait()] == ["news: sport"]
    with pytest.raises(AssertionError, match="bob does not see"):
        await server.user("bob").select(question, "sport")

    opened = await alice.slash(channel, "scope why")
    await opened.acknowledged()
    assert opened.modal is not None
    assert opened.modal["title"] == "Why?"
    told = await alice.submit(opened, {"reason": "of it"})
    assert [m.content for m in await told.wait()] == ["because of it"]
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_an_answer_that_is_deleted_is_seen_no_more(
    server: LoopbackDiscord, channel: Channel, alice: Person
) -> None:
    shown = await alice.slash(channel, "ping")
    (answer,) = await shown.wait()
    gone = asyncio.create_task(shown.wait(lambda messages: not messages))
    await asyncio.sleep(0)
    server.delete(answer)
    assert await gone == ()


@pytest.mark.asyncio
async def test_a_late_acknowledgement_meets_an_unknown_interaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with LoopbackDiscord(deadline=0.05) as server:
        server.wire(monkeypatch)
        channel, alice, bot = server.guild().text_channel("news"), server.user("alice"), TinyBot()
        async with server.running(bot, "ping"):
            hold = server.faults.hold("POST", "/interactions/*/*/callback")
            shown = await alice.slash(channel, "ping")
            assert not await shown.settled()
            hold.release()
            await server.refusals(1)
            assert [request.code for request in server.refused] == [10062]
            assert shown.failed
            with pytest.raises(AssertionError, match="did not respond"):
                await shown.wait(within=0.01)
    assert server.violations == []


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_a_dead_token_answers_no_more(server: LoopbackDiscord, channel: Channel, alice: Person) -> None:
    hold = server.faults.hold("POST", "/webhooks/*/*")
    shown = await alice.slash(channel, "slow")
    await shown.acknowledged()
    shown.expire()
    hold.release()
    await server.refusals(1)
    assert [request.code for request in server.refused] == [50027]
    assert shown.thinking
