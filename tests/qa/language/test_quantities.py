"""Numbers in text, in digits and in words, with what they count."""

import pytest

from qa.language.quantities import Bound, quantities


@pytest.mark.parametrize(
    ("text", "value", "measure", "noun", "bound"),
    [
        ("Fourteen people came.", 14, "", ("people",), Bound.EXACTLY),
        ("Nearly twenty boats sank.", 20, "", ("boat", "sank"), Bound.ABOUT),
        ("It drew 42,000 visitors.", 42_000, "", ("visitor",), Bound.EXACTLY),
        ("More than two hundred and six homes burned.", 206, "", ("home", "burned"), Bound.AT_LEAST),
        ("It has up to 60 rooms.", 60, "", ("room",), Bound.AT_MOST),
        ("It cost $4.6 million.", 4.6e6, "dollar", (), Bound.EXACTLY),
        ("It cost half a million euros.", 5e5, "euro", ("euro",), Bound.EXACTLY),
        ("About a dozen eggs were left.", 12, "", ("egg",), Bound.ABOUT),
        ("It rose by 15%.", 15, "percent", ("%",), Bound.EXACTLY),
        ("The tower is 6 feet high.", 1.8288, "length", ("feet", "high"), Bound.EXACTLY),
        ("It took twenty-one days.", 21 * 86_400, "time", ("day",), Bound.EXACTLY),
        ("Some 1200 people came.", 1200, "", ("people",), Bound.ABOUT),
        ("No more than 20 people came.", 20, "", ("people",), Bound.AT_MOST),
        ("Not more than 20 people came.", 20, "", ("people",), Bound.AT_MOST),
        ("No fewer than 20 people came.", 20, "", ("people",), Bound.AT_LEAST),
        ("It earns nine crowns per day.", 9, "", ("crown",), Bound.EXACTLY),
        ("It does 60 miles per hour.", 96_560.64, "length", ("mile",), Bound.EXACTLY),
        ("In dismay, 20 people left.", 20, "", ("people", "left"), Bound.EXACTLY),
    ],
)
def test_a_number_is_read_with_what_it_counts(
    text: str, value: float, measure: str, noun: tuple[str, ...], bound: Bound
) -> None:
    (found,) = quantities(text)
    assert found.value == pytest.approx(value)
    assert (found.measure, found.noun, found.bound) == (measure, noun, bound)


@pytest.mark.parametrize(
    "text",
    ["built in 1987", "on 3 March 2019", "at 10:30", "at 6 pm", "the 24th state", "one of them", "no one came", "none"],
)
def test_years_days_ordinals_times_and_pronouns_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


def test_a_number_stands_where_its_words_are() -> None:
    text = "It has two hundred and six rooms and 11 doors."
    assert [text[one.start : one.end] for one in quantities(text)] == ["two hundred and six", "11"]
