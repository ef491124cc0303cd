"""The days that a question names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.days import named_days
from qa.values import Days

TODAY = date(2023, 3, 15)


@pytest.mark.parametrize(
    ("question", "since", "until", "is_relative"),
    [
        ("Who spoke today?", (2023, 3, 14), (2023, 3, 15), True),
        ("Who spoke yesterday?", (2023, 3, 13), (2023, 3, 15), True),
        ("Which bank failed this week?", (2023, 3, 5), (2023, 3, 15), True),
        ("Which bank failed in the past week?", (2023, 3, 5), (2023, 3, 15), True),
        ("Which bank failed last week?", (2023, 3, 1), (2023, 3, 11), True),
        ("Who resigned on Tuesday?", (2023, 3, 5), (2023, 3, 15), True),
        ("What opened this month?", (2023, 3, 1), (2023, 3, 15), True),
        ("What opened last month?", (2023, 2, 1), (2023, 3, 10), True),
        ("What opened this year?", (2023, 1, 1), (2023, 3, 15), True),
        ("What opened last year?", (2022, 1, 1), (2023, 1, 10), True),
        ("What closed in March?", (2023, 3, 1), (2023, 3, 15), False),
        ("What closed in May?", (2022, 5, 1), (2022, 6, 10), False),
        ("What closed in December 2021?", (2021, 12, 1), (2022, 1, 10), False),
        ("Which volcano erupted in April 1815?", (1815, 4, 1), (1815, 5, 10), False),
        ("Which team won in 2022?", (2022, 1, 1), (2023, 1, 10), False),
        ("What closed on March 2?", (2023, 3, 2), (2023, 3, 12), False),
        ("What closed on the 2nd of December?", (2022, 12, 2), (2022, 12, 12), False),
        ("What closed on 14 March 2023?", (2023, 3, 14), (2023, 3, 15), False),
        ("What closed before March?", (1, 1, 1), (2023, 2, 28), False),
        ("What closed before May 5, 2021?", (1, 1, 1), (2021, 5, 4), False),
        ("What closed until January?", (1, 1, 1), (2023, 1, 31), False),
        ("What closed until 2023?", (1, 1, 1), (2023, 3, 15), False),
        ("What has closed since December?", (2022, 12, 1), (2023, 3, 15), False),
        ("What closed after the 3rd of March?", (2023, 3, 4), (2023, 3, 15), False),
        ("What closed after 2021?", (2022, 1, 1), (2023, 3, 15), False),
        ("What closed after March?", None, None, None),
        ("What closes before 2031?", None, None, None),
        ("What closed on the 30th of February?", (2023, 2, 1), (2023, 3, 10), False),
        ("What closed on February 29?", None, None, None),
        ("Who won over the weekend?", (2023, 3, 5), (2023, 3, 15), True),
        ("What was recently banned?", (2023, 1, 14), (2023, 3, 15), True),
        ("Who resigned two weeks ago?", (2023, 2, 22), (2023, 3, 8), True),
        ("Who resigned 3 days ago?", (2023, 3, 10), (2023, 3, 14), True),
        ("What closed in the last three months?", (2022, 12, 15), (2023, 3, 15), True),
        ("What did the last 2 years cost?", None, None, None),
        ("What fell in the last 2 years?", (2021, 3, 15), (2023, 3, 15), True),
        ("What was found 40 years ago?", None, None, None),
        ("What was counted 10,000 weeks ago?", None, None, None),
        ("Who spoke before yesterday?", (1, 1, 1), (2023, 3, 12), False),
        ("Who spoke before this week?", (1, 1, 1), (2023, 3, 4), False),
        ("What has closed since last year?", (2022, 1, 1), (2023, 3, 15), False),
        ("What was open until last month?", (1, 1, 1), (2023, 3, 10), False),
        ("What closed in the last year?", (2022, 3, 15), (2023, 3, 15), True),
        ("What closed over the past month?", (2023, 2, 13), (2023, 3, 15), True),
        ("What closed in February of this year?", (2023, 2, 1), (2023, 3, 10), False),
        ("What closed in May last year?", (2022, 5, 1), (2022, 6, 10), False),
        ("What closed on May 3 last year?", (2022, 5, 3), (2022, 5, 13), False),
        ("Who may march in the parade?", None, None, None),
        ("How many weeks are in a year?", None, None, None),
        ("What will open in 2031?", None, None, None),
        ("What is the latest on the bridge?", None, None, None),
        ("Who ran before the election?", None, None, None),
        ("museum attack March 2015", (2015, 3, 1), (2015, 4, 10), False),
        ("What opened on 1 Oct 2019?", (2019, 10, 1), (2019, 10, 11), False),
        ("What opened on 2019-10-01?", (2019, 10, 1), (2019, 10, 11), False),
        ("What may 2 people do?", None, None, None),
        ("", None, None, None),
    ],
)
def test_it_is_read_from_the_question(
    question: str, since: tuple[int, int, int] | None, until: tuple[int, int, int] | None, is_relative: bool | None
) -> None:
    found = named_days(question, TODAY)
    if since is None or until is None:
        assert found is None
    else:
        assert found is not None
        reported = Days(since=date(*since) if since != (1, 1, 1) else None, until=date(*until))
        assert (found.reported, found.is_relative) == (reported, is_relative)


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.sampled_from(
        [
            *("today", "last week", "this month", "last month", "last year", "in May", "in May 2001", "in 1999"),
            *("on May 3", "before May 3", "until May", "since 2 May", "until 2019", "since 1999"),
            *("12 days ago", "in the past 12 months", "9999 months ago", "recently"),
        ]
    ),
)
def test_a_window_never_ends_after_today_nor_before_it_begins(today: date, words: str) -> None:
    found = named_days(f"What happened {words}?", today)
    for days in (found.reported, found.exact) if found else ():
        assert (days.since or date.min) <= (days.until or date.max) <= today
    assert found is not None or "19" in words or "20" in words


@pytest.mark.parametrize("today", [date.min, date(1, 1, 5), date(9999, 12, 28), date.max])
@pytest.mark.parametrize(
    "words", ["this week", "recently", "in December", "last year", "before yesterday", "since 1999"]
)
def test_no_days_are_counted_from_the_ends_of_time(today: date, words: str) -> None:
    assert named_days(f"What closed {words}?", today) is None


@pytest.mark.parametrize(
    ("question", "timeless"),
    [
        ("Which bank failed this week?", "Which bank failed?"),
        ("This week, who won the cup?", "who won the cup?"),
        ("Which law was recently passed?", "Which law was passed?"),
        ("Who spoke before last week, and why?", "Who spoke and why?"),
        ("What closed before May 5, 2021?", "What closed?"),
        ("What has closed since 2020?", "What has closed?"),
        ("What closed in March?", "What closed?"),
        ("Who won the cup in May 2001?", "Who won the cup?"),
        ("museum attack 18 March 2015", "museum attack"),
        ("what was in the news on 1 Oct 2019", "what was in the news"),
        ("Who won the 2019 election?", "Who won the 2019 election?"),
        ("What closed?", "What closed?"),
        ("today", ""),
        ("", ""),
    ],
)
def test_the_words_of_days_can_be_left_out(question: str, timeless: str) -> None:
    found = named_days(question, TODAY)
    assert (found.cut(question) if found else question) == timeless


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What happened on 12 March 2020?", (2020, 3, 12), (2020, 3, 12)),
        ("what happened on 2020-03-12", (2020, 3, 12), (2020, 3, 12)),
        ("What happened yesterday?", (2023, 3, 14), (2023, 3, 14)),
        ("What happened on Monday?", (2023, 3, 13), (2023, 3, 13)),
        ("What happened on Wednesday?", (2023, 3, 15), (2023, 3, 15)),
        ("What happened last weekend?", (2023, 3, 11), (2023, 3, 12)),
        ("What happened in Feb. 2021?", (2021, 2, 1), (2021, 2, 28)),
        ("What happened this month?", (2023, 3, 1), (2023, 3, 15)),
        ("What happened in 2011?", (2011, 1, 1), (2011, 12, 31)),
        ("What happened this week?", (2023, 3, 9), (2023, 3, 15)),
    ],
)
def test_the_days_alone_are_known_too(question: str, since: tuple[int, int, int], until: tuple[int, int, int]) -> None:
    """Without the days after them on which articles still report them."""
    found = named_days(question, TODAY)
    assert found is not None
    assert found.exact == Days(since=date(*since), until=date(*until))
