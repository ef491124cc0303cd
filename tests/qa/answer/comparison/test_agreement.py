"""What several passages agree on."""

from math import exp

import pytest

from qa.answer.comparison.agreement import nearly_same, same_answer, same_statement, support
from tests.qa.making import candidate


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Kevin McCarthy", "McCarthy", True),
        ("the Buffalo Bills", "Buffalo Bills.", True),
        ("eleven months", "Eleven  Months", True),
        ("11 months", "12 months", False),
        ("11 months", "11 months and 3 days", False),
        ("Tuesday", "Wednesday", False),
        ("art", "party", False),
        ("guilty", "not guilty", False),
        ("ten", "ten thousand", False),
        ("president", "the vice president", False),
        ("four million crowns", "four million", True),
        ("", "", False),
        ("—", "…", False),
    ],
)
def test_two_answers_are_the_same_if_one_is_in_the_other(one: str, other: str, is_same: bool) -> None:
    assert same_answer(one, other) == same_answer(other, one) == is_same


def test_nearly_the_same_is_by_words_and_numbers() -> None:
    assert nearly_same("Around the mould the bacteria died.", "Around the mould, the bacteria DIED!")
    assert not nearly_same("It killed 12 people there.", "It killed 15 people there.")
    assert not nearly_same("The mayor is Holm.", "The bakery was fined.")


MILL = "The mill in Odde was sold to Ann Berg for two million crowns, the council said on Friday."


@pytest.mark.parametrize(
    "other",
    [
        MILL,
        "The mill in Odde was sold to Ann Berg for 2 million crowns.",
        "The old mill in Odde was sold to Ann Berg for two million crowns, her lawyer confirmed on Monday.",
        "According to the Courier, the mill in Odde was sold to Ann Berg for two million crowns.",
    ],
)
def test_a_statement_stands_elsewhere_in_nearly_the_same_words(other: str) -> None:
    assert same_statement(MILL, other)
    assert same_statement(other, MILL)


@pytest.mark.parametrize(
    "other",
    [
        "The mill in Odde was not sold to Ann Berg for two million crowns, the council said on Friday.",
        "The council denied that the mill in Odde was sold to Ann Berg for two million crowns.",
        "The mill in Odde was sold to Ann Berg for three million crowns, the council said on Friday.",
        "The mill in Odde was sold to Ann Berg for two billion crowns, the council said on Friday.",
        "The mill in Odde was sold to Ulf Berg for two million crowns, the council said on Friday.",
        "The mill in Vale was sold to Ann Berg for two million crowns, the council said on Friday.",
        "The mill in Odde was rented to Ann Berg for two million crowns, the council said on Friday.",
        "The mill in Odde will be sold to Ann Berg for two million crowns, the council said on Friday.",
        "The mill in Odde was allegedly sold to Ann Berg for two million crowns, the council said on Friday.",
        "Ann Berg paid two million crowns.",
        "Ann Berg is the mayor of Odde.",
    ],
)
def test_another_statement_is_not_the_same_for_a_few_words_alike(other: str) -> None:
    assert not same_statement(MILL, other)
    assert not same_statement(other, MILL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Reds beat the Blues in the last game.", "The Blues beat the Reds in the last game."),
        ("The president came to Odde.", "The vice president came to Odde."),
        ("It was sold for two million crowns.", "It was sold for two million crowns."),
        ("The shop opened on Friday in Odde.", "The shop opened on Monday in Odde."),
        ("", ""),
    ],
)
def test_roles_ranks_days_and_pronouns_make_another_statement(one: str, other: str) -> None:
    assert not same_statement(one, other)


def test_support_is_how_likely_other_passages_give_the_same_answer() -> None:
    def likely(odds: float) -> float:
        return 1 / (1 + exp(-odds))

    found = [
        candidate("a", "eleven months", 2.0),
        candidate("a", "eleven months", 1.0),
        candidate("a", "eleven months", -1.0, passage=500),
        candidate("b", "the eleven months", -2.0),
        candidate("b", "eleven months", 0.5),
        candidate("c", "12 months", 3.0),
        candidate("d", ""),
        candidate("e", "", -800.0),
    ]
    first, second, beside, _, _, other, *nothing = support(found)
    assert first == second == pytest.approx(likely(-1.0) + likely(0.5))
    assert beside == pytest.approx(likely(2.0) + likely(0.5))
    assert (other, nothing) == (0.0, [0.0, 0.0])
    assert support([]) == []


def test_reprints_do_not_support_each_other() -> None:
    wire = "The council said that it would take a year."
    found = [candidate(f"reprint {number}", "a year", 2.0, text=wire) for number in range(5)]
    own = candidate("own", "a year", 1.0, text="Work will last a year, as builders told the Courier.")
    likely = 1 / (1 + exp(-2.0))
    assert support([*found, own]) == pytest.approx([1 / (1 + exp(-1.0))] * 5 + [likely])


def test_beside_a_reprint_another_sentence_may_support() -> None:
    wire = "The council said that it would take a year."
    found = [
        candidate("a", "a year", 2.0, text=wire),
        candidate("b", "a year", 4.0, text=wire),
        candidate("b", "a year", 0.0, text="Boats go round for a year."),
    ]
    assert support(found) == pytest.approx([0.5, 0.0, 1 / (1 + exp(-2.0))])
