"""What a talk has shown, and its file."""

from pathlib import Path

import pytest

from qa.answers import Answer, Quote
from qa.conversation.exchange import Phrase, Say
from qa.conversation.replies import Further
from qa.errors import TalkUnwritable
from qa.terminal.talk import Talk
from tests.qa.terminal.render.showing import ARTICLE


def quote(text: str) -> Quote:
    return Quote(text=text, start=0, end=len(text), line=3, confidence=0.9, article=ARTICLE)


def answer(*quotes: Quote) -> Answer:
    return Answer(
        question="q", standalone_question="q", answered=bool(quotes), confidence=0.9, quotes=quotes,
        nearest=(), generation=1, seconds={"total": 0.1},
    )  # fmt: skip


CITATION = "A [31mred[0m title, S, `/x/a.txt:3`".replace("[", "\\[")


def test_a_talk_is_saved_with_its_questions_and_quotes(tmp_path: Path) -> None:
    talk = Talk()
    talk.add("Why *so*?", answer(quote("It is so.")))
    talk.add("/more", Further((quote("And so."),), 2, is_answered=True))
    talk.add("thanks", Say(Phrase.WELCOME))
    talk.add("And who?", answer())
    talk.save(tmp_path / "talk.md")
    assert (tmp_path / "talk.md").read_text() == (
        f"## Why *so*?\n\n> It is so.\n>\n> — {CITATION}\n\n"
        f"## /more\n\n> And so.\n>\n> — {CITATION}\n\n"
        "## And who?\n\nThe articles don't say.\n"
    )


def test_a_question_that_is_taken_back_is_not_saved() -> None:
    talk = Talk()
    talk.add("One?", answer(quote("One.")))
    talk.add("Two?", answer(quote("Two.")))
    talk.add("/more", Further((quote("More of two."),), 2, is_answered=True))
    talk.add("/undo", Say(Phrase.UNDONE))
    assert [line for line, _ in talk.turns] == ["One?", "/undo"]
    assert "Two" not in talk.markdown


def test_a_talk_overwrites_no_file_and_says_why_it_cannot_be_saved(tmp_path: Path) -> None:
    talk = Talk()
    with pytest.raises(TalkUnwritable, match="nothing to save yet: ask something"):
        talk.save(tmp_path / "talk.md")
    talk.add("One?", answer(quote("One.")))
    (tmp_path / "talk.md").write_text("mine")
    with pytest.raises(TalkUnwritable, match="exists already: name another file"):
        talk.save(tmp_path / "talk.md")
    assert (tmp_path / "talk.md").read_text() == "mine"
    with pytest.raises(TalkUnwritable, match="cannot be written: No such file or directory"):
        talk.save(tmp_path / "none" / "talk.md")
