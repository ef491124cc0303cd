"""Ten talks over articles written for them: each line gets what a careful listener would give."""

from pathlib import Path

import pytest

from qa import open_assistant
from qa.conversation.session import Session
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.values import Answer, Where
from tests.talks import Line, Talk, talks
from vectorstore.local import LocalStore

MISSED = {
    "when did that happen": "the event of the quote, not of its subject",
    "Why is the Old Stone Bridge being closed?": "that it is closed is quoted, not why",
    "and Corvane?": "the last question's subject is a pronoun's",
    "And Sam Ray?": "another speaker is quoted",
    "and the Harrier Telescope?": "taken for a new topic",
    "what about the Harrier Telescope": "taken for a new topic",
    "sorry I meant Amberly": "not known as a name",
    "who owns it": "“belongs to” is not understood as owning",
    "Who is the mayor of Vellmar?": "the mayor is named, but not said to be the mayor",
}
"""Lines that are not yet got right, and what goes wrong."""


@pytest.mark.parametrize("told", talks(), ids=lambda told: told.name)
def test_a_talk_is_followed_to_its_end(told: Talk, tmp_path: Path, embedder: Embedder) -> None:
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index(list(told.articles), store, embedder)
    session = Session(open_assistant(store=store, embedder=embedder), Where(), 3)
    wrong = [line.typed for line in told.lines if not is_right(session, line)]
    assert [line for line in wrong if line not in MISSED] == []


def is_right(session: Session, line: Line) -> bool:
    """Whether a line gets what is wanted."""
    reply = session.say(line.typed)
    if line.act or not isinstance(reply, Answer):
        return bool(line.act) and not isinstance(reply, Answer)
    if line.is_silent:
        return not reply.answered
    found = [(quote.article.path, quote.text) for quote in reply.quotes[:1]]
    wanted = [(str(one.article), one.words) for one in (line.quotes or line.instead)]
    return any(path == where and words in text for path, text in found for where, words in wanted)
