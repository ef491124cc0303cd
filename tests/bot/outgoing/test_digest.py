"""A digest as messages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing.digest import SHOWN, digest_messages
from bot.outgoing.escape import units
from bot.outgoing.pieces import LIMIT
from qa.assistant import Assistant
from tests.bot.markup import shown
from tests.bot.people import ELEVEN
from tests.bot.quoting import article
from tests.bot.texts import hostile


def test_it_shows_the_first_statement_title_date_and_link_of_each_article(seeds_assistant: Assistant) -> None:
    (bridge,) = seeds_assistant.sources(search="Old Stone Bridge Closes")
    new = [(bridge, seeds_assistant.first_statement(bridge.id)), (article(title="A list"), None)]
    (message,) = digest_messages(new, 12)
    heading, quote, source, other, rest = message.split("\n")
    assert heading == "**12 new articles**"
    assert quote == f"> {ELEVEN}"
    assert source.startswith("-# [Old Stone Bridge in Vellmar Closes for Eleven Months](<https://courier.example.org/")
    assert source.endswith(") · courier.example.org · 2024-03-12")
    assert other == "-# A list · 2024-03-12 · world/1.md"
    assert rest == "-# … and 10 more: `/sources` lists them all."
    assert digest_messages([(article(), None)], 1)[0].startswith("**1 new article**\n")


@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=SHOWN))
def test_articles_of_any_text_break_nothing(told: list[tuple[str, str]]) -> None:
    articles = [article(title=title * 20, url=f"https://x.example/{url * 5}") for title, url in told]
    for message in digest_messages([(one, None) for one in articles], len(articles)):
        shown(message)
        assert units(message) <= LIMIT
