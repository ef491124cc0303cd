"""A word against its opposite, and a claim against its denial."""

import pytest

from qa.answer.comparison.opposites import are_opposite, denied_parts, tells_of_denial


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge is open.", "The bridge is closed."),
        ("The shop reopened in May.", "The shop shut in May."),
        ("The court found Dahl guilty.", "Dahl was acquitted by the court."),
        ("All miners are alive.", "The miners died."),
        ("Odde won the derby.", "Odde lost the derby."),
        ("The senate approved the bill.", "The senate turned down the bill."),
        ("Prices rose in June.", "Prices fell in June."),
        ("Berg voted for the bill.", "Berg voted against the bill."),
        ("Fishing is allowed there.", "Fishing is banned there."),
        ("The water is safe.", "The water is unsafe."),
    ],
)
def test_a_word_stands_against_its_opposite(one: str, other: str) -> None:
    assert are_opposite(one, other)
    assert are_opposite(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge is open.", "The bridge is old."),
        ("The bridge is open.", "The bridge was closed and is open again."),
        ("The bar is by the river.", "The bar was closed."),
        ("Open the door and close it.", "Close the door and open it."),
        ("The opener is lost.", "The closet is full."),
        ("", ""),
    ],
)
def test_a_word_without_its_opposite_says_nothing_to_the_contrary(one: str, other: str) -> None:
    assert not are_opposite(one, other)
    assert not are_opposite(other, one)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The fire was not started by Lee.", [" started by Lee"]),
        ("It did not cost two million but three.", [" cost two million "]),
        ("Lee never came, and didn't call; he wrote.", [" came", " call"]),
        ("Lee didn’t call.", [" call"]),
        ("Lee called.", []),
        ("The knot held.", []),
    ],
)
def test_what_not_denies_ends_at_the_next_clause(text: str, parts: list[str]) -> None:
    assert list(denied_parts(text)) == parts


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Dahl denied that he stole the lamp.", True),
        ("The firm disputes the figure.", True),
        ("Dahl did not steal the lamp.", False),
        ("The ministry of denim opened.", False),
    ],
)
def test_to_tell_of_a_denial_is_not_to_deny(text: str, is_told: bool) -> None:
    assert tells_of_denial(text) is is_told
