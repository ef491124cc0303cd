"""The values: periods, and texts without their marks."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.values import Cover, Days, Span, without_marks

FIRST, LAST = date(2023, 3, 1), date(2023, 3, 7)


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (Days(since=FIRST, until=LAST), "2023-03-01 to 2023-03-07"),
        (Days(until=LAST), "before 2023-03-08"),
        (Days(since=FIRST), "since 2023-03-01"),
    ],
)
def test_a_period_is_shown_with_its_days(days: Days, shown: str) -> None:
    assert str(days) == shown


def test_both_ends_of_a_period_are_in_it_and_an_open_end_takes_every_day() -> None:
    days = Days(since=FIRST, until=LAST)
    assert [day in days for day in (date(2023, 2, 28), FIRST, LAST, date(2023, 3, 8), None)] == [
        *(False, True, True, False, False)
    ]
    assert date.min in Days(until=LAST)
    assert date.max in Days(since=FIRST)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **b** c", "a b c"),
        ("old…&nbsp;new", "old… new"),
        ("Ben &amp; Jo &#8217;s", "Ben & Jo ’s"),
        ("one<br/>two", "one two"),
    ],
)
def test_without_its_marks_a_text_is_what_a_reader_sees(text: str, shown: str) -> None:
    marks = [Span(*found.span()) for found in re.finditer(r"\*\*|&[#\w]+;|<br/>", text)]
    assert without_marks(text, Span(0, len(text)), marks) == shown


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(*sorted(ends)))))
def test_a_place_is_covered_if_a_span_holds_it(spans: list[Span]) -> None:
    cover = Cover(spans)
    for place in range(32):
        assert cover.holds(place) == any(span.start <= place < span.end for span in spans)
