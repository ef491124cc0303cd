"""A further quote is shown where it adds something."""

import pytest

from qa.answer.comparison.standing import Addition, addition, adds
from tests.qa.making import saying

FIRST = "The mill in Odde was sold to *Ann Berg* in May."


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        ("In May the mill in Odde was sold to *Ann Berg*.", Addition.NOTHING),
        ("The mill was sold to *Berg*, people say.", Addition.NOTHING),
        ("The mill is by the river.", Addition.NOTHING),
        ("*Odde* lies by the river and has two bakers.", Addition.NOTHING),
        ("*Berg*, a baker from Kallo, paid two million crowns for it.", Addition.MORE),
        ("*Kallo Bank* lent Ann Berg the two million crowns.", Addition.MORE),
        ("*Ulf Dahl* wants to buy the saw mill of Kallo.", Addition.ANOTHER_ANSWER),
    ],
)
def test_a_further_quote_adds_nothing_more_or_another_answer(further: str, expected: Addition) -> None:
    assert addition(saying(FIRST), saying(further)) is expected
    assert adds(saying(FIRST), saying(further)) is (expected is not Addition.NOTHING)


def test_the_same_figure_otherwise_written_is_the_same_answer() -> None:
    first = saying("The fair drew *twenty thousand* people.")
    assert addition(first, saying("Some *20,000* came to the fair this year.")) is Addition.NOTHING
    assert addition(first, saying("Of the *20,000* most came by train from Kallo on Sunday.")) is Addition.MORE


def test_a_number_beyond_a_bound_is_another_answer() -> None:
    first = saying("The flood in Odde killed *at least 62* people.")
    assert addition(first, saying("In 2018 there were *10 million* floods, Kallo University says.")) is (
        Addition.ANOTHER_ANSWER
    )
    assert addition(first, saying("Of the *62* most lived by the river in Kallo.")) is Addition.MORE


def test_places_in_one_state_are_other_answers() -> None:
    first = saying("Ann Berg died at her home in *Odde, Norland*.")
    born = saying("Born in *Kallo, Norland* on 23 June 1941, she became a baker.")
    assert addition(first, born) is Addition.ANOTHER_ANSWER
    assert addition(first, saying("The house in *Odde, Norland* was built in 1941.")) is Addition.MORE
