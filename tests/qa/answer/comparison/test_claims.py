"""What a sentence claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.comparison.claims import claim, folded, unattributed


def test_a_claim_holds_words_names_quantities_days_and_denials() -> None:
    one = claim("On Monday the council of Odde did not close 2 bridges, Ann Berg said in March 2019.")
    assert one.content == ("monday", "council", "odde", "close", "2", "bridge", "ann", "berg", "march", "2019")
    assert one.names == {"odde", "ann", "berg"}
    assert [(quantity.value, quantity.noun) for quantity in one.quantities] == [(2.0, ("bridge",))]
    assert one.years == {"2019"}
    assert one.days == {"monday", "march"}
    assert one.denials == 1
    assert one.numbers == {2.0, 2019.0}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Berg spoke.", set()),
        ("Ann Berg spoke.", {"ann", "berg"}),
        ("The mayor praised Berg.", {"berg"}),
        ("It rained. Berg spoke.", set()),
        ("It rained. Ann Berg spoke on Monday in May.", {"ann", "berg"}),
        ("MAYOR ANN BERG SPOKE TO US", set()),
        ("", set()),
    ],
)
def test_a_name_is_told_by_its_capitals_where_no_sentence_begins(text: str, names: set[str]) -> None:
    assert claim(text).names == names


@pytest.mark.parametrize(
    ("text", "denials"),
    [
        ("It was not sold.", 1),
        ("It wasn't sold, and nobody came.", 2),
        ("It wasn’t sold.", 1),
        ("The council denied that it was sold.", 1),
        ("It was sold, notably.", 0),
    ],
)
def test_words_that_deny_are_counted(text: str, denials: int) -> None:
    assert claim(text).denials == denials


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("It was built in 1871.", {"1871"}),
        ("It cost $1,871 or £1950.", set()),
        ("It sold 1950% more in 2010, 3.1950 by weight.", {"2010"}),
        ("In 3019 and in 999 it was dark.", set()),
    ],
)
def test_a_year_is_no_price_and_no_share(text: str, years: set[str]) -> None:
    assert claim(text).years == years


def test_a_word_that_makes_another_statement_is_loaded() -> None:
    assert claim("The former mayor allegedly won.").loaded == {"former", "allegedly", "won"}
    assert claim("The mayor came.").loaded == frozenset()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The mill was sold, the police said on Friday.", "The mill was sold"),
        ("“The old mill by the river was sold,” according to Ann Berg.", "“The old mill by the river was sold,"),
        ("The mill was sold in May, as Ann Berg told reporters.", "The mill was sold in May"),
        ("According to the Courier, the mill was sold.", "the mill was sold."),
        ("Ann Berg said on Monday that the mill was sold.", "the mill was sold."),
        ("The mill was sold to Ann Berg.", "The mill was sold to Ann Berg."),
    ],
)
def test_a_sentence_is_left_without_who_says_so(text: str, left: str) -> None:
    assert unattributed(text) == left


@given(st.text(max_size=200))
def test_what_is_left_of_a_sentence_is_a_slice_and_no_less_than_a_ninth(text: str) -> None:
    """Each of the two attributions that may be cut leaves at least a third."""
    left = unattributed(text)
    assert left in text
    assert 9 * len(left) >= len(text)


@pytest.mark.parametrize(
    ("word", "alike"),
    [
        ("Bridges", "bridge"),
        ("Berg’s", "berg"),
        ("Eleven", "11"),
        ("gas", "gas"),
        ("glass", "glass"),
        ("STRAẞE", "strasse"),
    ],
)
def test_two_words_are_compared_in_lower_case_and_in_the_singular(word: str, alike: str) -> None:
    assert folded(word) == alike
