"""The paragraphs of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading.paragraphs import headings, paragraphs, quotations
from qa.values import PartKind, Span


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text, Span(0, len(text)))]


def heads(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in headings(text, paragraphs(text, Span(0, len(text))))]


def test_a_line_is_a_paragraph_unless_it_was_wrapped_by_hand() -> None:
    wrapped = "The council of the town voted on Tuesday to close the\nold bridge for eleven months, it says.\n\n"
    assert split(f"A gradual recovery\n{wrapped}It rained.\n- And it\n- snowed.") == [
        *("A gradual recovery\n", wrapped, "It rained.\n", "- And it\n", "- snowed."),
    ]


def test_items_of_a_list_are_not_glued() -> None:
    items = [f"{mark} The gate of the park is closed at nine in the evening\n" for mark in ("1.", "2.", "a)", "(ii)")]
    assert split("".join(items)) == items
    wrapped = "The number of people who came to the park in May was\n45. The gate was open, as the mayor had said.\n"
    assert split(wrapped) == [wrapped]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WHO PAID FOR THE BRIDGE\n\nThe county paid.", ["WHO PAID FOR THE BRIDGE"]),
        ("A gradual recovery\nThe damage was far worse than anyone thought.", ["A gradual recovery"]),
        (
            "It is long.\n\nWhy the old bridge had to be closed for a year\n\nIt was worn.",
            ["Why the old bridge had to be closed for a year"],
        ),
        ("It is long.\nWhy the old bridge had to be closed for a year\nIt was worn.", []),
        ("The county paid.\n\nIt is open.", []),
        ("What they said:\n\nIt is open.", []),
        ("- an item\n\nIt is open.", []),
        ("Only a line\n\nanother line", []),
        ("Only a line", []),
        ("and so on\n\nIt is open.", []),
        ("2021\n\nIt is open.", []),
    ],
)
def test_a_short_line_that_ends_nothing_heads_what_follows(text: str, found: list[str]) -> None:
    assert heads(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said:\n\n    We close it.\n\n    It is old.\n\nHe left.\n\nIt rained.\n", ["We close it.", "It is old."]),
        ("Ann Lee, mayor\n\n\tWe close it.\n\nHe left.\n", ["We close it."]),
        ("It is old.\n\n  - We close it.\n\nHe left.\n", []),
        ("It is old.\n\n We close it.\n\nHe left.\n", []),
        ("NAME\n\n    It is old.\n\n    We close it.\n\nUSE\n\n    He left.\n", []),
        ("    It is old.\n\nWe close it.\n", []),
    ],
)
def test_what_is_set_in_below_what_is_not_is_anothers(text: str, found: list[str]) -> None:
    parts = quotations(text, paragraphs(text, Span(0, len(text))))
    assert [text[start:end].strip() for start, end, _ in parts] == found


def test_lines_marked_as_in_mail_are_anothers_and_their_marks_are_none_of_the_words() -> None:
    said = "> The council of the town voted on Tuesday to close the\n>> old bridge for eleven months, it says.\n"
    text = f"Ann wrote:\n{said}\nWe know it.\n"
    parts = quotations(text, paragraphs(text, Span(0, len(text))))
    assert [(text[start:end], kind) for start, end, kind in parts] == [
        (f"{said}\n", PartKind.SAID),
        ("> ", PartKind.MARK),
        (">> ", PartKind.MARK),
    ]


@given(some.text(some.sampled_from("ab .\n\r-|#"), max_size=200))
def test_paragraphs_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text
