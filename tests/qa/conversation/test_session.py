"""One talk in memory."""

import pytest

from qa.assistant import Assistant
from qa.conversation.acts import Act, ActKind
from qa.conversation.exchange import Phrase, Say
from qa.conversation.replies import Further
from qa.conversation.session import Session, titled
from qa.values import ArticleInfo, Where
from tests.conftest import Shelf

WHEN = "When does the long bridge open?"
TITLES = [
    ArticleInfo(id=str(number), title=title, path=f"{number}.txt", collection="")
    for number, title in enumerate(("The bridge", "The ferry", "Old Stone Bridge"), 1)
]


@pytest.fixture
def assistant(shelf: Shelf) -> Assistant:
    bridge = "The bridge\n\nThe long bridge opens in May. The bridge is painted green.\n"
    return shelf({"one.txt": bridge, "two.txt": "The ferry\n\nThe long ferry opens in June.\n"})


def test_a_session_forgets_all_when_it_starts_over(assistant: Assistant) -> None:
    session = Session(assistant, Where(), 1)
    session.say(WHEN)
    assert isinstance(session.do(Act(ActKind.MORE)), Further)
    assert session.say("/new") == Say(Phrase.STARTED_OVER)
    assert session.do(Act(ActKind.MORE)) == Say(Phrase.ASK_FIRST)
    assert session.numbered(1) == Say(Phrase.ASK_FIRST)


def test_a_quote_has_its_number(assistant: Assistant) -> None:
    session = Session(assistant, Where(), 1)
    session.say(WHEN)
    reply = session.do(Act(ActKind.MORE))
    assert isinstance(reply, Further)
    quote = session.numbered(reply.first)
    assert not isinstance(quote, Say)
    assert quote.text == reply.quotes[0].text
    assert session.numbered(9) == Say(Phrase.UNNUMBERED, 1, reply.first)


@pytest.mark.parametrize(
    ("line", "article"), [("old stone", "3"), ("The F", "2"), ("The", None), ("ol", None), ("Stone", None), ("", None)]
)
def test_a_choice_is_named_by_the_beginning_of_its_title(line: str, article: str | None) -> None:
    assert titled(line, TITLES) == article
