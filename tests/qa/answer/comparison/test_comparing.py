"""Whether the figures, days and names of two sentences can both be right."""

import pytest

from qa.answer.comparison.comparing import agree, count_alike, days_agree, subjects_differ, times_differ
from qa.language.quantities import quantities
from tests.qa.making import saying


def test_the_figure_of_a_sentence_is_the_one_in_its_answering_words() -> None:
    figure = saying("Of 90 people *12* fell ill in 3 days.").figure
    assert figure is not None
    assert figure.value == 12
    assert saying("Of 90 people *some* fell ill.").figure is None
    assert saying("Of 90 people 12 fell ill.").figure is None


def test_the_rest_of_a_sentence_is_without_its_answer_and_without_who_says_so() -> None:
    assert saying("The mill was sold to *Ann Berg*, the police said.").rest == "The mill was sold to  … "
    assert saying("The mill was sold in May, the police said.").rest == "The mill was sold in May"


def test_a_sentence_names_the_answer_of_another_beside_its_own() -> None:
    beaten = saying("The *Reds* beat the Blues.")
    assert beaten.names("blues")
    assert not beaten.names("Reds")
    assert not beaten.names("")


def test_what_stands_around_an_answer_ends_with_the_sentence() -> None:
    one = saying("Of them *12* died.")
    assert (one.around(5), one.around(90)) == ("them 12 died", "Of them 12 died.")


@pytest.mark.parametrize(
    ("one", "other", "can_both"),
    [
        ("twenty people", "20 people", True),
        ("20 people", "21 people", False),
        ("about 20 people", "21 people", True),
        ("about 20 people", "23 people", False),
        ("more than 20 people", "90 people", True),
        ("more than 20 people", "12 people", False),
        ("up to 20 people", "12 people", True),
        ("up to 20 people", "30 people", False),
        ("42,000 people", "42,300 people", True),
        ("42,000 people", "43,000 people", False),
        ("300 metres", "984 feet", True),
        ("300 metres", "301 metres", False),
        ("two years", "24 months", True),
        ("2 km", "3 miles", False),
    ],
)
def test_two_figures_agree_within_what_they_are_rounded_to(one: str, other: str, can_both: bool) -> None:
    (some,), (others,) = quantities(one), quantities(other)
    assert agree(some, others) == agree(others, some) == can_both


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("*Six people* died.", "*Nine people* died.", True),
        ("*Six* died.", "*Nine people* died.", True),
        ("*Six people* died.", "*Nine houses* burned.", False),
        ("*Six victims* were found.", "*Nine people* were found.", True),
        ("*Six marchers* came.", "*Nine people* came.", True),
        ("*Six people* died.", "*Nine people* of them died.", False),
        ("*Six people* died each.", "*Nine people* died.", False),
        ("It earns *six crowns* a day.", "It earns *nine crowns* a week.", False),
        ("It earns *six crowns* a day.", "It earns *nine crowns* per day.", True),
        ("It is *six metres* high.", "It weighs *nine tonnes*.", False),
        ("It is *six metres* high.", "It is *nine feet* high.", True),
        ("*Nobody* died.", "*Nine people* died.", False),
    ],
)
def test_figures_count_alike_if_neither_is_a_part_or_a_rate_of_the_other(one: str, other: str, are_alike: bool) -> None:
    asked = {"people", "march", "died"}
    assert count_alike(saying(one), saying(other), asked) == count_alike(saying(other), saying(one), asked) == are_alike


@pytest.mark.parametrize(
    ("one", "other", "can_both"),
    [
        ("It opens on *5 March*.", "It opens on *March 5*.", True),
        ("It opens on *5th March*.", "It opens on *5 March 2019*.", True),
        ("It opens on *March 5th*.", "It opens on *the 5th of March*.", True),
        ("It opens on *5 March*.", "It opens on *6 March*.", False),
        ("It opens in *March*.", "It opens in *May*.", False),
        ("It opens in *March*.", "It opens on *1 March 2019*.", True),
        ("It was built in *1871*.", "It was built in *May 1871*.", True),
        ("It was built in *1871*.", "It was built in *1874*.", False),
        ("It opens on *Monday*.", "It opens on *Tuesday*.", False),
        ("It opens on *Monday*.", "It opens in *May*.", None),
        ("It opens on *Monday*.", "It opens *soon*.", None),
        ("It opens before *Monday*.", "It opens on *Tuesday*.", None),
        ("It does not open before *Monday*.", "It opens on *Tuesday*.", False),
    ],
)
def test_days_agree_in_the_parts_that_both_name(one: str, other: str, can_both: bool | None) -> None:
    assert days_agree(saying(one), saying(other)) is days_agree(saying(other), saying(one)) is can_both


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("In 2019 *Ann* won.", "In 2020 *Bo* won.", True),
        ("On Monday *Ann* won.", "*Bo* won on Friday.", True),
        ("In March *Ann* won.", "In May *Bo* won.", False),
        ("In 2019 *Ann* won.", "*Bo* won.", False),
        ("*Ann* won in 2019.", "In 2019 and in 2020 *Bo* won.", False),
        ("*In 2019* Ann won.", "*In 2020* Bo won.", False),
    ],
)
def test_times_differ_by_years_and_weekdays_beside_the_answer(one: str, other: str, differ: bool) -> None:
    assert times_differ(saying(one), saying(other)) is times_differ(saying(other), saying(one)) is differ


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The storm killed *six* in Kallo.", "The storm killed *two* in Vellmar.", True),
        ("The storm killed *six* in Odde.", "The storm killed *two* in Odde.", False),
        ("The storm killed *six* in Kallo.", "The storm killed *two*.", False),
        ("The storm killed *six women*.", "The storm killed *two men*.", True),
        ("The 3rd storm killed *six*.", "The 4th storm killed *two*.", True),
    ],
)
def test_subjects_differ_where_each_names_another_place(one: str, other: str, differ: bool) -> None:
    question = "How many people did the storm kill in Odde?"
    assert subjects_differ(question, saying(one), saying(other)) is differ
    assert subjects_differ(question, saying(other), saying(one)) is differ
