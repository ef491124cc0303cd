"""A question as it is understood."""

import pytest

from qa.question.query import Kind, Label, Query, Shown


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Shown(Label.LOOKING_FOR, "when did Tom Lee speak?"), "Looking for: when did Tom Lee speak?"),
        (Shown(Label.ABOUT, "Tom Lee"), "About: Tom Lee"),
    ],
)
def test_how_a_question_was_understood_is_shown_after_a_label(shown: Shown, expected: str) -> None:
    assert str(shown) == expected


def test_a_line_as_typed_is_its_words_and_nothing_else() -> None:
    query = Query.as_typed("who spoke this week?")
    assert query.typed == query.text == query.timeless == "who spoke this week?"
    assert (query.shown, query.topic, query.context, query.days, query.kind) == (None, "", "", None, Kind.FACT)
    assert (query.is_relative, query.is_present, query.is_open) == (False, False, False)
