"""Days that depend on the day of an article are explained; others are left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.dating import leaning_days

MONDAY = date(2019, 9, 9)


def named(text: str, published: date | None = MONDAY) -> list[str]:
    """Return the words that depend on the article's day, each with the days that they name."""
    return [f"{text[day.start : day.end]} ({day})" for day in leaning_days(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill burned down on Friday.", ["on Friday (6 September 2019)"]),
        ("Sunday evening the mill burned down.", ["Sunday evening (8 September 2019)"]),
        ("The mill was opened on Monday.", ["on Monday (9 September 2019)"]),
        ("Police said Friday that two men were held.", ["Friday (6 September 2019)"]),
        ("The mill will be opened on Friday.", ["on Friday (13 September 2019)"]),
        ("The owner went to Odde on Sunday.", ["on Sunday (8 September 2019)"]),
        (
            "The owner said on Thursday that the mill will open on Friday.",
            ["on Thursday (5 September 2019)", "on Friday (13 September 2019)"],
        ),
        ("On Friday the mayor will open the mill.", ["On Friday (13 September 2019)"]),
        ("The mill burned down last Friday.", ["last Friday (6 September 2019)"]),
        ("The mill burned down yesterday.", ["yesterday (8 September 2019)"]),
        ("The mill burned down two days ago.", ["two days ago (7 September 2019)"]),
        ("The mill opened today.", ["today (9 September 2019)"]),
        (
            "The mill opened today and will be full tomorrow.",
            ["today (9 September 2019)", "tomorrow (10 September 2019)"],
        ),
        ("It closed last week, after a fire.", ["last week (2 to 8 September 2019)"]),
        ("It closed this month.", ["this month (September 2019)"]),
        ("It closed last month.", ["last month (August 2019)"]),
        ("It made a loss last year.", ["last year (2018)"]),
        ("Over the weekend many came.", ["Over the weekend (7 to 8 September 2019)"]),
        ("He died on September 6.", ["on September 6 (6 September 2019)"]),
        ("He died on Friday, 6 September.", ["on Friday, 6 September (6 September 2019)"]),
        ("“It burned yesterday,” he said on Sunday.", ["on Sunday (8 September 2019)"]),
    ],
)
def test_a_day_that_leans_on_its_article_is_named(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He died on Friday, 6 September 2019.",
        "On 6 September 2019 the mill burned down, and on Sunday it rained.",
        "The mill is open on Sunday.",
        "The mill is open from Monday to Friday.",
        "The mill was open on Sundays.",
        "He came every Friday.",
        "She left the following Friday.",
        "Shops opened early on Black Friday.",
        "He was asked about the January 6 march.",
        "He was asked about Sunday's race.",
        "We live longer today.",
        "What is here today may be gone tomorrow.",
        "In the last week of May it closed.",
        "The mill opened on 4 May.",
        "“I saw him yesterday,” she said.",
        "It opened on Friday 1998.",
        "The next Monday it was closed.",
    ],
)
def test_a_day_that_is_named_in_full_or_may_be_another_is_left_alone(text: str) -> None:
    assert named(text) == []


def test_nothing_leans_on_an_article_without_a_date() -> None:
    assert named("The mill burned down on Friday.", None) == []


def test_a_week_over_two_months_names_both() -> None:
    assert named("It closed last week.", date(2019, 9, 3)) == ["last week (26 August 2019 to 1 September 2019)"]
    assert named("It closed next month.", date(2019, 12, 3)) == ["next month (January 2020)"]


def test_last_friday_may_be_either_of_two_in_its_own_week() -> None:
    assert named("It closed last Friday.", date(2019, 9, 7)) == []


@given(st.sampled_from(["on", "last"]), st.integers(0, 3000), st.integers(0, 6))
def test_a_weekday_that_is_named_is_that_weekday_within_a_week(word: str, days: int, weekday: int) -> None:
    published = date(2015, 1, 1) + timedelta(days)
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    for day in leaning_days(f"The mill burned down {word} {name}.", published):
        assert day.since == day.until
        assert day.since.weekday() == weekday
        assert 0 <= (published - day.since).days <= 7
