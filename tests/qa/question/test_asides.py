"""Lines that ask the articles nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.asides import Aside, aside


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bye", Aside.FAREWELL),
        ("Exit.", Aside.FAREWELL),
        ("ok thanks, bye!", Aside.FAREWELL),
        ("that's all", Aside.FAREWELL),
        ("ok", Aside.NOD),
        ("OK, cool", Aside.NOD),
        ("yes", Aside.NOD),
        ("lol", Aside.NOD),
        ("haha nice", Aside.NOD),
        ("👍", Aside.NOD),
        ("👍🏽 ❤️", Aside.NOD),
        ("nope", Aside.REFUSAL),
        ("no, thanks", Aside.REFUSAL),
        ("undo", Aside.UNDO),
        ("never mind", Aside.UNDO),
        ("help", Aside.HELP),
        ("?", Aside.HELP),
        ("what can you do?", Aside.HELP),
        ("how does this work", Aside.HELP),
        ("who are you", Aside.WHO_ARE_YOU),
        ("What are you?", Aside.WHO_ARE_YOU),
        ("are you a bot?", Aside.WHO_ARE_YOU),
        ("who is Ann Poe", None),
        ("who said no?", None),
        ("help for refugees", None),
        ("exit polls", None),
        ("why did the bank close", None),
        ("2", None),
        ("17 👍?", None),
        ("", None),
        ("   ", None),
    ],
)
def test_the_whole_line_must_say_so(line: str, said: Aside | None) -> None:
    assert aside(line) is said


@given(st.text(max_size=100))
def test_any_line_is_one_or_none(line: str) -> None:
    """Blanks and marks around it change nothing."""
    assert aside(line) is None or line.strip()
    if any(letter.isalpha() for letter in line):
        assert aside(f" {line} ") is aside(line) or len(line) > 58
