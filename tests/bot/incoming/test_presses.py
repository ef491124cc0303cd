"""The buttons below an answer, before and after a restart."""

from pathlib import Path

import pytest

from bot.client import Bot
from qa.bootstrap import open_assistant
from qa.library.indexing import index
from qa.library.options import IndexOptions
from qa.models.embedder import Embedder
from tests.bot.conftest import MakeBot
from tests.bot.faults import CALLBACK, EDIT, HARMS, settled
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person
from tests.bot.markup import shown
from tests.bot.people import (
    BRIDGE,
    OPEN,
    SHOPKEEPERS,
    answer_in,
    asked,
    labels,
    manages,
    more_of,
    quotes,
    settle,
)
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("restarts", [False, True])
async def test_the_buttons_of_a_choice_ask_one_article_for_all_to_see_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, bob: Person, make_bot: MakeBot, restarts: bool
) -> None:
    first = make_bot()
    async with server.running(first, "ask"):
        message = await asked(alice, channel, OPEN)
        assert [line.text for line in shown(message.content)][1] == "Which do you mean?"
        assert labels(message) == ["1", "2", "🗑️"]
        if not restarts:
            (answer,) = await (await bob.click(message, label="2")).wait()
            assert (quotes(answer)[0], answer.ephemeral) == (SHOPKEEPERS, False)
    if restarts:
        async with server.running(make_bot(), "ask"):
            (answer,) = await (await bob.click(message, label="2")).wait()
            assert (quotes(answer)[0], answer.ephemeral) == (SHOPKEEPERS, False)
            (more,) = await (await bob.click(answer, label=more_of(answer))).wait()
            assert {line.text.split(" · ")[0] for line in shown(more.content) if line.links} == {
                "Old Stone Bridge in Vellmar Closes for Eleven Months"
            }


async def test_more_quotes_of_a_follow_up_are_for_what_was_understood_also_after_a_restart(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(), "ask"):
        await alice.say(channel, f"{server.bot.mention} {BRIDGE}")
        await alice.say(channel, "Who is against it?", reply_to=await answer_in(channel, 2))
        answer = await answer_in(channel, 4)
    async with server.running(make_bot(), "ask"):
        (more,) = await (await alice.click(answer, label=more_of(answer))).wait()
        assert [line.text for line in shown(more.content)][:2] == [
            "Question: Who is against it?",
            "Looking for: Who is against the Old Stone Bridge?",
        ]
        assert quotes(more)
        assert not set(quotes(more)) & set(quotes(answer))


@pytest.mark.parametrize("harm", ["a busy server", "a connection dropped before", "a connection dropped after"])
@pytest.mark.parametrize("label", ["In context", "more", "👍", "🗑️"])
async def test_a_button_works_once(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, harm: str, label: str
) -> None:
    message = await asked(alice, channel)
    HARMS[harm](server, "POST", CALLBACK)
    HARMS[harm](server, "DELETE" if label == "🗑️" else "PATCH", EDIT)
    act = await alice.click(message, label=more_of(message) if label == "more" else label)
    if label == "🗑️":
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
    for label in ("In context", "🗑️"):
        hold = server.faults.hold("POST", CALLBACK, times=1)
        act = await alice.click(message, label=label)
        assert not await act.settled()
        hold.release()
        if label == "In context":  # to the asker alone, as without the fault
            assert "Petra Holm" in (await answer_in(alice.inbox, 1, by=alice)).content
    await channel.wait_for(lambda messages: messages == ())
    await settled(bot)


async def test_a_page_that_cannot_be_turned_stays_and_a_failed_deletion_leaves_the_answer(
    server: LoopbackDiscord, channel: Channel, alice: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await asked(alice, channel)
    server.faults.fail("DELETE", EDIT, status=400)
    act = await alice.click(answer, label="🗑️")
    (told,) = await act.wait(lambda messages: any("Sorry" in message.content for message in messages))
    assert told.ephemeral
    assert channel.messages[answer.id].content == answer.content
    (page,) = await (await alice.slash(channel, "sources")).wait()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(bot.services.assistant, "sources_around", fail)
    act = await alice.click(page, label="Next")
    await act.wait(lambda messages: any("Sorry" in message.content for message in messages))
    assert channel.messages[page.id].content == page.content


async def test_context_shows_what_stands_around_a_quote_to_who_asks_alone(
    channel: Channel, bob: Person, alice: Person, answer: Message
) -> None:
    (message,) = await (await bob.click(answer, label="In context")).wait()
    assert message.ephemeral
    assert channel.visible_to(alice) == (answer,)
    lines = shown(message.content)
    assert lines[0].text.startswith("Old Stone Bridge in Vellmar Closes for Eleven Months")
    assert "".join(line.bold for line in lines[1:]).startswith("The town council of Vellmar voted")
    assert "Engineers had found cracks" in " ".join(line.text for line in lines)


async def test_more_goes_on_where_the_answer_ended(bob: Person, answer: Message) -> None:
    pages = [answer]
    while (label := more_of(pages[-1])) is not None:
        (more,) = await (await bob.click(pages[-1], label=label)).wait()
        assert more.ephemeral
        assert labels(more) in (["In context", "More"], [])
        pages.append(more)
    shown_quotes = [quote for page in pages for quote in quotes(page)]
    assert len(shown_quotes) == len(set(shown_quotes)) > 6
    act = await bob.click(pages[1], label="In context")
    around = await act.wait(lambda messages: len(messages) == len(quotes(pages[1])))
    bold = ["".join(line.bold for line in shown(context.content)[1:]) for context in around]
    assert all(quote in one for quote, one in zip(quotes(pages[1]), bold, strict=True))


async def test_only_who_asked_or_a_moderator_deletes(
    channel: Channel, alice: Person, bob: Person, answer: Message
) -> None:
    (refusal,) = await (await bob.click(answer, label="🗑️")).wait()
    assert refusal.ephemeral
    assert refusal.content == "Only the person who asked, or a moderator, can delete this answer."
    await alice.click(answer, label="🗑️")
    await channel.wait_for(lambda messages: messages == ())


async def test_a_moderator_deletes(channel: Channel, bob: Person, answer: Message) -> None:
    manages(bob, channel, manage_messages=True)
    await bob.click(answer, label="🗑️")
    await channel.wait_for(lambda messages: messages == ())


@pytest.fixture
def long_articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    words = " ".join(f"craneofsteel{i}{'intheharbour' * 10}" for i in range(20))  # long words: few tokens, one passage
    (folder / "crane.txt").write_text(f"Cranes\n\nThe tall harbour crane lifts {words}.\n")
    return folder


async def test_an_answer_in_several_messages_is_deleted_as_a_whole(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, long_articles: Path, embedder: Embedder
) -> None:
    store = LocalStore(long_articles.parent / "library", embedder.dimension)
    index([long_articles], store, embedder)
    async with server.running(make_bot(assistant=open_assistant(store=store, embedder=embedder)), "ask"):
        await alice.slash(channel, "ask", question="What does the tall harbour crane lift?")
        messages = await channel.wait_for(lambda messages: len(messages) == 2)
        assert [len(quotes(message)) for message in messages] == [1, 1]
        assert [bool(message.buttons) for message in messages] == [False, True]
        assert labels(messages[-1])[:2] == ["In context", "More"]
        await alice.click(messages[-1], label="🗑️")
        await channel.wait_for(lambda messages: messages == ())


async def test_buttons_of_an_article_that_changed_or_is_gone_say_so(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, tmp_path: Path, embedder: Embedder
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    article = folder / "bridge.txt"
    article.write_text("The bridge\n\nThe long bridge opens in May.\n")
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([folder], store, embedder)
    async with server.running(make_bot(assistant=open_assistant(store=store, embedder=embedder)), "ask"):
        answer = await asked(alice, channel, "When does the long bridge open?")

        async def context() -> str:
            return (await (await alice.click(answer, label="In context")).wait())[0].content

        article.write_text("The bridge\n\nThe long bridge is to open in May.\n")
        assert "no longer in the articles" in await context()  # changed on the disk, not yet indexed again
        article.write_text("The bridge\n\nIt is finished. The long bridge opens in May.\n")
        assert "**The long bridge opens in May.**" in await context()
        index([], store, embedder)
        assert "**The long bridge opens in May.**" in await context()  # the sentence is elsewhere now
        article.write_text("The bridge\n\nThe long bridge opens in June.\n")
        index([], store, embedder)
        assert "no longer in the articles" in await context()
        article.unlink()
        index([], store, embedder, options=IndexOptions(allow_removals=True))
        assert "no longer in the articles" in await context()
        (message,) = await (await alice.click(answer, label=more_of(answer))).wait()
        assert message.content == "There are no articles to ask here."


async def test_buttons_keep_to_the_scope_of_now(channel: Channel, bob: Person, alice: Person, answer: Message) -> None:
    await settle(bob, channel, "scope add", collection="science")
    (message,) = await (await alice.click(answer, label="In context")).wait()
    assert "no longer in the articles that can be seen here" in message.content
    (message,) = await (await alice.click(answer, label=more_of(answer))).wait()
    assert "bridge" not in message.content.replace(BRIDGE, "").casefold()


async def test_more_is_a_question_to_the_limits(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> None:
    async with server.running(make_bot(person=2, seconds=600), "ask"):
        answer = await asked(alice, channel)
        (more,) = await (await alice.click(answer, label=more_of(answer))).wait()
        assert quotes(more)
        (told,) = await (await alice.click(answer, label=more_of(answer))).wait()
        assert told.content.startswith("That was many questions at once")
        await alice.say(channel, "more", reply_to=answer)
        assert (await answer_in(alice.inbox, 1, by=alice)).content.startswith("That was many questions at once")
