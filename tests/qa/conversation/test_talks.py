"""Talks over articles written for them: each line gets what a careful listener would give."""

from pathlib import Path

import pytest

from qa import open_assistant
from qa.answers import Answer
from qa.assistant import Assistant
from qa.conversation.session import Session
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.values import Where
from tests.talks import Line, Talk, talks
from vectorstore.local import LocalStore

MISSED = {
    "And Sam Ray?": "another speaker is quoted",
    "who owns it": "“belongs to” is not understood as owning",
    "Who is the mayor of Vellmar?": "the mayor is named, but not said to be the mayor",
}
"""Lines that the program does not get right yet, and what goes wrong."""


FURTHER = {
    "02-poet": ("did she win a race", "did Lena Brandt win a race"),
    "06-companies": ("who is its founder", "who is Corvane's founder"),
    "10-keywords": ("how much did it cost", "how much did the Harrier Telescope cost"),
}
"""A line after the end of a talk, and the same question asked alone."""

NEAR = 0.05
"""How close the confidence of a follow-up has to be to that of the same question alone."""


@pytest.fixture
def assistant(told: Talk, tmp_path: Path, embedder: Embedder) -> Assistant:
    """Answers from the articles of a talk."""
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index(list(told.articles), store, embedder)
    return open_assistant(store=store, embedder=embedder)


@pytest.mark.parametrize("told", talks(), ids=lambda told: told.name)
def test_a_talk_is_followed_to_its_end(told: Talk, assistant: Assistant) -> None:
    session = Session(assistant, Where(), 3)
    wrong = [line.typed for line in told.lines if not is_right(session, line)]
    assert [line for line in wrong if line not in MISSED] == []


@pytest.mark.parametrize("told", talks(), ids=lambda told: told.name)
def test_a_follow_up_is_as_sure_as_the_same_question_alone(told: Talk, assistant: Assistant) -> None:
    """A line with its topic beside it may be surer: the topic says what the question is about."""
    session = Session(assistant, Where(), 3)
    alone = {line.typed: (line.looking_for or line.typed, bool(line.about)) for line in told.lines if is_led(line)}
    alone |= {typed: (question, False) for typed, question in [FURTHER.get(told.name, ("", ""))] if typed}
    for typed in dict.fromkeys([*(line.typed for line in told.lines), *alone]):
        reply = session.say(typed)
        if typed in alone:
            question, may_be_surer = alone[typed]
            assert isinstance(reply, Answer)
            change = reply.confidence - assistant.ask(question).confidence
            assert -NEAR <= change <= (1 if may_be_surer else NEAR), typed


def test_there_are_forty_follow_ups() -> None:
    assert sum(is_led(line) for told in talks() for line in told.lines) + len(FURTHER) >= 40


def is_led(line: Line) -> bool:
    """Return whether a line depends on its talk."""
    return bool(line.looking_for or line.about)


def is_right(session: Session, line: Line) -> bool:
    """Return whether a line gets what is wanted."""
    reply = session.say(line.typed)
    if line.act or not isinstance(reply, Answer):
        return bool(line.act) and not isinstance(reply, Answer)
    if line.is_silent:
        return not reply.answered
    found = [(quote.article.path, quote.text) for quote in reply.quotes[:1]]
    wanted = [(str(one.article), one.words) for one in (*line.quotes, *line.instead)]
    is_quoted = any(path == where and words in text for path, text in found for where, words in wanted)
    return is_quoted and is_shown(line, reply)


def is_shown(line: Line, answer: Answer) -> bool:
    """Return whether the shown understanding of a line is the wanted one."""
    understood = answer.standalone_question if answer.standalone_question != answer.question else ""
    about = "" if understood else answer.about
    return (_plain(understood), _plain(about)) == (_plain(line.looking_for or ""), _plain(line.about or ""))


def _plain(shown: str) -> str:
    """Return what is shown, without what does not matter."""
    return shown.casefold().replace("the ", "").replace("’", "'").rstrip("?")
