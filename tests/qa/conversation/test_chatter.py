"""What people ask each other, and what they ask of articles."""

import pytest

from qa.conversation.chatter import has_subject, is_between_people


@pytest.mark.parametrize("line", ["Are you sure?", "what do you think?", "really?", "Wait, what?", "how r u?", "huh?"])
def test_a_question_to_those_who_are_there_is_between_people(line: str) -> None:
    assert is_between_people(line)


@pytest.mark.parametrize(
    "line",
    ["Who won?", "Do you know why the bridge is closed?", "How many live in the U.S.?", "so?", "Is it really safe?"],
)
def test_a_question_that_is_not_about_them_may_be_for_articles(line: str) -> None:
    assert not is_between_people(line)


@pytest.mark.parametrize(
    ("line", "has"), [("Who won?", True), ("and the bridge?", True), ("so?", False), ("Isn’t it?", False), ("", False)]
)
def test_only_words_that_tell_something_are_a_subject(line: str, has: bool) -> None:
    assert has_subject(line) is has
