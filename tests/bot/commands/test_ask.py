"""/ask and the context menu."""

from datetime import date

import pytest

from bot.commands.ask import Unasked, suggestions, typed_question
from qa.conversation.exchange import Exchange
from qa.conversation.narrowing import Narrowing
from tests.bot.loopback import Channel, Person, pings
from tests.bot.markup import shown
from tests.bot.people import (
    BRIDGE,
    ELEVEN,
    NOWHERE,
    answer_in,
    asked,
    is_silent,
    labels,
    more_of,
    question_line,
    quotes,
)


@pytest.mark.asyncio
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
        "Old Stone Bridge in Vellmar Closes for Eleven Months · courier.example.org · 2024-03-12"
    )
    ((label, address),) = source.links
    assert label == "Old Stone Bridge in Vellmar Closes for Eleven Months"
    assert address.endswith("#:~:text=The%20town%20council%20of%20Vellmar,eleven%20months%20of%20repairs.")
    assert labels(message) == ["In context", more_of(message), "👍", "👎", "🗑️"]
    assert not pings(message)


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_where_the_articles_do_not_say_it_the_bot_says_so(channel: Channel, alice: Person) -> None:
    (message,) = await (await alice.slash(channel, "ask", question=NOWHERE)).wait()
    lines = [line.text for line in shown(message.content)]
    assert lines[1:] == ["The articles don’t say."]
    assert quotes(message) == []
    assert labels(message) == ["Ask differently", "👍", "👎", "🗑️"]


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_two_questions_of_a_command_are_answered_one_below_the_other(channel: Channel, alice: Person) -> None:
    await alice.slash(channel, "ask", question=f"{BRIDGE} Who is against it?")
    first, second = await answer_in(channel, 1), await answer_in(channel, 2)
    assert (question_line(first), question_line(second)) == (BRIDGE, "Who is against it?")
    assert quotes(first)[0] == ELEVEN
    assert labels(second)[0] == "In context"


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_a_question_can_be_narrowed_and_what_is_no_date_is_told(channel: Channel, alice: Person) -> None:
    choices = await alice.autocomplete(channel, "ask", "collection", "s", question="x")
    assert [choice.value for choice in choices] == ["history", "science", "sport"]
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, collection="science")).wait()
    assert is_silent(message)
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, since="1 April 2024")).wait()
    assert ELEVEN not in message.content
    (message,) = await (
        await alice.slash(channel, "ask", question=BRIDGE, since="2024-03-01", until="2024-04-01")
    ).wait()
    assert quotes(message)[0] == ELEVEN
    assert quotes(await asked(alice, channel, collection=" World "))[0] == ELEVEN
    choices = await alice.autocomplete(channel, "ask", "author", "br", question="x")
    assert [choice.value for choice in choices] == ["Ilse Brandt"]
    assert quotes(await asked(alice, channel, author="ilse brandt"))[0] == ELEVEN
    assert ELEVEN not in (await asked(alice, channel, author="Sara Lindqvist")).content
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, author="Nobody")).wait()
    assert message.content == "There is no article by this author here; pick a name from the list."
    for narrowing, told in (
        ({"since": "some*day"}, "“some\\*day” is not a date. Write since like this: 2024-10-05."),
        (
            {"since": "2024-05-01", "until": "2024-04-01"},
            "`since` is after `until`: swap them.",
        ),
    ):
        (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, **narrowing)).wait()
        assert (message.content, message.ephemeral) == (told, True)
    (message,) = await (await alice.slash(channel, "ask", question=BRIDGE, collection="nothing")).wait()
    assert message.content == "There is no such collection here."


@pytest.mark.asyncio
@pytest.mark.usefixtures("bot")
async def test_a_private_answer_is_for_the_asker_until_it_is_shared_once(
    channel: Channel, alice: Person, bob: Person
) -> None:
    answer = await asked(alice, channel, private=True)
    assert answer.ephemeral
    assert labels(answer) == ["In context", more_of(answer), "Share with the channel"]
    assert channel.visible_to(bob) == ()
    presses = [await alice.click(answer, label="Share with the channel") for _ in range(2)]
    for press in presses:
        assert await press.settled()
    shared = await answer_in(channel, 1, by=bob)
    assert shared.content == f"{answer.content}\n-# Shared by {alice.mention}"
    assert labels(shared)[2:] == ["👍", "👎", "🗑️"]
    assert not pings(shared)
    (more,) = await (await bob.click(shared, label="More")).wait()
    assert not set(quotes(more)) & set(quotes(answer))
    assert len(channel.visible_to(bob)) == 2
    (private,) = await (await alice.slash(channel, "ask", question=NOWHERE, private=True)).wait()
    assert (labels(private), private.ephemeral) == (["Ask differently"], True)
    (choice,) = await (await alice.slash(channel, "ask", question="Who is against it?", private=True)).wait()
    assert labels(choice) == ["1", "2"]
    (chosen,) = await (await alice.click(choice, label="2")).wait()
    assert chosen.ephemeral


def test_what_was_typed_becomes_a_question_and_what_it_is_narrowed_to() -> None:
    day = date(2024, 4, 1)
    narrowing = Narrowing.of("World", day, None)
    assert typed_question("  When\ndoes it open? ", "World", "1 April 2024", None) == Exchange(
        "When does it open?", narrowing
    )
    assert typed_question("Why?", None, None, None) == Exchange("Why?")


@pytest.mark.parametrize(
    ("question", "since", "until", "problem"),
    [
        ("Why?", "some*day", None, "“some\\*day” is not a date. Write since like this: 2024-10-05."),
        ("Why?", None, "x", "“x” is not a date. Write until like this: 2024-10-05."),
        ("Why?", "2024-05-01", "2024-04-01", "`since` is after `until`: swap them."),
        ("\u200b", None, None, "There is no text in that message that I could ask."),
    ],
)
def test_what_cannot_be_asked_is_said(question: str, since: str | None, until: str | None, problem: str) -> None:
    with pytest.raises(Unasked) as raised:
        typed_question(question, None, since, until)
    assert str(raised.value) == problem


def test_suggestions_have_what_was_typed_and_fit() -> None:
    names = ["World", "worldwide", "sport", "w" * 101, "\u200bworld"]
    assert [(one.name, one.value) for one in suggestions(names, "WORLD")] == [
        ("World", "World"), ("worldwide", "worldwide"), ("world", "\u200bworld"),
    ]  # fmt: skip
    assert len(suggestions(map(str, range(100)), "")) == 25
