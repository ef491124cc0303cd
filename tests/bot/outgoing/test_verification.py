"""A verdict on a quote as a message."""

import pytest

from bot.outgoing.escape import units
from bot.outgoing.pieces import LIMIT
from bot.outgoing.verification import SHARED, quoted_words, verdict_messages
from qa.assistant import Assistant
from qa.values import ArticleInfo, Span
from qa.verification.align import Alarm, DifferenceKind
from qa.verification.verdict import Change, Place, Standing, Verdict
from tests.bot.people import ELEVEN

SOURCE = "-# [Old Stone Bridge in Vellmar Closes for Eleven Months](<https://courier.example.org/"


def told(assistant: Assistant, text: str) -> list[str]:
    """Return the lines that say how a text stands in the seeds."""
    (message,) = verdict_messages([assistant.verify(text)])
    return message.split("\n")


def test_words_that_stand_in_an_article_get_a_green_line_and_their_link(seeds_assistant: Assistant) -> None:
    heading, quote, source = told(seeds_assistant, f"“{ELEVEN.upper()}”")
    assert heading == "🟢 **Word for word in the articles.**"
    assert quote == f"> {ELEVEN}"
    assert source.startswith(SOURCE)


def test_words_that_differ_are_struck_and_those_of_the_article_bold(seeds_assistant: Assistant) -> None:
    changed = ELEVEN.replace("eleven months", "twelve months").replace("on Tuesday ", "")
    heading, alarm, quote, source = told(seeds_assistant, changed)
    assert heading == "🟡 **Nearly word for word in the articles, with 2 differences.**"
    assert alarm == "⚠️ A number differs: the article says “eleven”, not “twelve”."
    assert quote == (
        "> The town council of Vellmar voted 7 to 2 **on Tuesday** to close the Old Stone Bridge for ~~twelve~~ "
        "**eleven** months of repairs."
    )
    assert source.startswith(SOURCE)


def test_words_of_two_places_and_of_none_are_told_apart(seeds_assistant: Assistant) -> None:
    other = "Their spokesman, Tomas Reuel, asked the council to wait until the autumn, when fewer visitors come."
    pieced = told(seeds_assistant, f"{ELEVEN} {other}")
    assert pieced[0] == "🟡 **Pieced together from 2 places.**"
    assert [line for line in pieced if line.startswith("> ")] == [f"> {ELEVEN}", f"> {other}"]
    nowhere = told(seeds_assistant, "The mayor of Vellmar has sold the bridge to a company in Lebanon.")
    assert nowhere[0] == "🔴 **In none of the articles that can be seen here.** The nearest sentence:"
    assert nowhere[1].startswith("> ")


HOSTILE = "@everyone **[x](https://evil.example)** ~~`||" * 60
ARTICLE = ArticleInfo(
    id="a", title=HOSTILE, source="@here", url=None, published=None, path="/srv/secret/a.txt", collection="world"
)


@pytest.mark.parametrize("standing", [Standing.NEARLY, Standing.PIECED])
def test_a_long_and_hostile_text_stays_inert_and_fits(standing: Standing) -> None:
    change = Change(
        kind=DifferenceKind.CHANGED, article=HOSTILE, pasted=HOSTILE, alarm=Alarm.NUMBER, start=0, end=len(HOSTILE)
    )
    place = Place(
        article=ARTICLE, text=HOSTILE, start=0, end=9, line=1, pasted=Span(0, len(HOSTILE)), changes=(change,)
    )
    verdict = Verdict(text=HOSTILE, standing=standing, places=(place,) * 6, others=(ARTICLE,), generation=1)
    (message,) = verdict_messages([verdict])
    assert units(message) <= LIMIT - SHARED
    assert "@everyone" not in message
    assert "@here" not in message
    assert "[x](https" not in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("He said “the bridge is closed now” and left", ["the bridge is closed now"]),
        ('See "One" and "the *long* bridge opens"', ["the long bridge opens"]),
        ("> the bridge\n> is closed\nreally?\n> and open again", ["the bridge is closed", "and open again"]),
        ("The “Courier” writes about it", ["The “Courier” writes about it"]),
        ("-# Question: How long?\n> It closes for **eleven months**.\n-# 1 · x", ["It closes for eleven months."]),
        ("\u200b \n", []),
    ],
)
def test_of_a_message_its_quotes_are_checked_else_all_that_it_says(content: str, words: list[str]) -> None:
    assert quoted_words(content) == words
