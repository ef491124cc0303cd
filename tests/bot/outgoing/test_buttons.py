"""The buttons below an answer, before and after a restart."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.client import Bot
from bot.outgoing.buttons import parse_address
from qa.bootstrap import open_assistant
from qa.library.indexing import IndexOptions, index
from qa.models.embedder import Embedder
from tests.bot.conftest import MakeBot
from tests.bot.loopback import Channel, Guild, LoopbackDiscord, Message, Person
from tests.bot.markup import shown
from tests.bot.people import BRIDGE, NOWHERE, asked, contexts, labels, manages, quotes, settle
from vectorstore.local import LocalStore

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=["running", "restarted"])
async def answer(
    request: pytest.FixtureRequest, server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot
) -> AsyncIterator[Message]:
    """An answer of a bot that runs, once of one that was restarted since."""
    first = make_bot()
    async with server.running(first, "ask"):
        message = await asked(alice, channel)
        if request.param == "running":
            yield message
            return
    async with server.running(make_bot(), "ask"):
        yield message


async def test_context_shows_what_stands_around_a_quote_to_who_asks_alone(
    channel: Channel, bob: Person, alice: Person, answer: Message
) -> None:
    (message,) = await (await bob.click(answer, label="Context 2")).wait()
    assert message.ephemeral
    assert channel.visible_to(alice) == (answer,)
    lines = shown(message.content)
    assert lines[0].text.startswith("Old Stone Bridge in Vellmar Closes for Eleven Months")
    assert "".join(line.bold for line in lines[1:]).startswith("Mayor Petra Holm said that the bridge")
    assert "Tomas Reuel, asked the council" in " ".join(line.text for line in lines)


async def test_more_goes_on_where_the_answer_ended(bob: Person, answer: Message) -> None:
    pages = [answer]
    while "More quotes" in labels(pages[-1]):
        (more,) = await (await bob.click(pages[-1], label="More quotes")).wait()
        assert more.ephemeral
        assert labels(more)[: len(quotes(more))] == contexts(more, after=sum(len(quotes(page)) for page in pages))
        pages.append(more)
    shown_quotes = [quote for page in pages for quote in quotes(page)]
    assert len(shown_quotes) == len(set(shown_quotes)) > 6
    (_, more, *_), first = pages, len(quotes(answer))
    (context,) = await (await bob.click(more, label=f"Context {first + 1}")).wait()
    assert quotes(more)[0] in "".join(line.bold for line in shown(context.content)[1:])


async def test_a_verdict_is_kept_without_the_question_and_forgotten_on_request(
    channel: Channel, alice: Person, bob: Person, answer: Message, make_bot: MakeBot
) -> None:
    for person, sign in ((alice, "👍"), (bob, "👍"), (bob, "👎")):
        (message,) = await (await person.click(answer, label=sign)).wait()
        assert message.ephemeral
        assert message.content.startswith("Thank you.")
    assert _feedback(make_bot.path) == [("bad", None), ("good", None)]
    ((addresses,),) = _rows(make_bot.path, "SELECT DISTINCT quotes FROM feedback")
    texts = [make_bot.assistant.find(parse_address(one)) for one in str(addresses).split()]
    assert [quote.text.replace("\n", " ") for quote in texts if quote] == quotes(answer)
    (message,) = await (await bob.slash(channel, "forget-me")).wait()
    assert (message.content, message.ephemeral) == ("Done: 1 entry was removed.", True)
    (message,) = await (await bob.slash(channel, "forget-me")).wait()
    assert message.content == "Nothing was kept of you."
    assert _feedback(make_bot.path) == [("good", None)]
    assert BRIDGE.encode() not in b"".join(one.read_bytes() for one in make_bot.path.parent.glob("bot.sqlite*"))


async def test_only_who_asked_or_a_moderator_deletes(
    channel: Channel, alice: Person, bob: Person, answer: Message
) -> None:
    (refusal,) = await (await bob.click(answer, label="Delete")).wait()
    assert refusal.ephemeral
    assert refusal.content == "Only who asked, or a moderator, can delete this answer."
    await alice.click(answer, label="Delete")
    await channel.wait_for(lambda messages: messages == ())


async def test_a_moderator_deletes(channel: Channel, bob: Person, answer: Message) -> None:
    manages(bob, channel, manage_messages=True)
    await bob.click(answer, label="Delete")
    await channel.wait_for(lambda messages: messages == ())


@pytest.fixture
def long_articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        words = " ".join(f"craneofsteel{number}x{i}intheharbour" for i in range(130))
        (folder / f"{number}.txt").write_text(f"Cranes {number}\n\nThe {number} tall harbour crane lifts {words}.\n")
    return folder


async def test_an_answer_in_several_messages_is_deleted_as_a_whole(
    server: LoopbackDiscord, channel: Channel, alice: Person, make_bot: MakeBot, long_articles: Path, embedder: Embedder
) -> None:
    store = LocalStore(long_articles.parent / "library", embedder.dimension)
    index([long_articles], store, embedder)
    async with server.running(make_bot(assistant=open_assistant(store=store, embedder=embedder)), "ask"):
        await alice.slash(channel, "ask", question="What does the tall harbour crane lift?")
        messages = await channel.wait_for(lambda messages: len(messages) == 2)
        assert [len(quotes(message)) for message in messages] == [2, 1]
        assert [bool(message.buttons) for message in messages] == [False, True]
        assert labels(messages[-1])[:3] == ["Context 1", "Context 2", "Context 3"]
        await alice.click(messages[-1], label="Delete")
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
            return (await (await alice.click(answer, label="Context 1")).wait())[0].content

        article.write_text("The bridge\n\nThe long bridge is to open in May.\n")
        assert "no longer in the articles" in await context()  # changed on the disk, not yet indexed again
        article.write_text("The bridge\n\nIt is finished. The long bridge opens in May.\n")
        assert "**The long bridge opens in May.**" in await context()
        index([], store, embedder)
        assert "**The long bridge opens in May.**" in await context()  # it stands elsewhere now
        article.write_text("The bridge\n\nThe long bridge opens in June.\n")
        index([], store, embedder)
        assert "no longer in the articles" in await context()
        article.unlink()
        index([], store, embedder, options=IndexOptions(allow_removals=True))
        assert "no longer in the articles" in await context()
        (message,) = await (await alice.click(answer, label="More quotes")).wait()
        assert message.content == "There are no articles to be asked here."


async def test_buttons_keep_to_the_scope_of_now(channel: Channel, bob: Person, alice: Person, answer: Message) -> None:
    await settle(bob, channel, "scope add", collection="science")
    (message,) = await (await alice.click(answer, label="Context 1")).wait()
    assert "no longer in the articles that can be seen here" in message.content
    (message,) = await (await alice.click(answer, label="More quotes")).wait()
    assert "bridge" not in message.content.replace(BRIDGE, "").casefold()


async def test_questions_are_kept_where_the_owner_wants_it_and_dropped_again(
    server: LoopbackDiscord, guild: Guild, channel: Channel, alice: Person, make_bot: MakeBot, bot: Bot
) -> None:
    owner = Person(guild.owner, server.world, server.interactions)
    assert (
        await settle(alice, channel, "settings keep-questions", on=True)
        == "Only the server’s owner can have questions kept."
    )
    told = await _by_owner(owner, channel, on=True)
    assert told == "Questions are kept: **on**"
    answer = await asked(alice, channel)
    await (await alice.click(answer, label="👎")).wait()
    await asked(alice, channel, NOWHERE)
    assert _feedback(make_bot.path) == [("bad", BRIDGE)]
    async with asyncio.timeout(5), bot.services.done:
        await bot.services.done.wait_for(lambda: bot.services.in_hand == 0)
    assert _rows(make_bot.path, "SELECT question FROM gaps") == [(NOWHERE,)]
    await _by_owner(owner, channel, on=False)
    assert _rows(make_bot.path, "SELECT question FROM gaps") == []
    assert _feedback(make_bot.path) == [("bad", None)]


async def _by_owner(owner: Person, channel: Channel, *, on: bool) -> str:
    return (await (await owner.slash(channel, "settings keep-questions", on=on)).wait())[0].content


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _feedback(path: Path) -> list[tuple[object, ...]]:
    return _rows(path, "SELECT verdict, question FROM feedback ORDER BY verdict")
