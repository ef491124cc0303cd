"""What is typed after /scope and /today."""

from datetime import date

import pytest

from qa.errors import QuestionError
from qa.terminal.scoping import day_of, described, scope_of
from qa.values import Where

COLLECTIONS = ("world", "new york")


WORLD = Where(collections=frozenset({"world"}))
NEW_YORK = Where(collections=frozenset({"new york"}))
SPRING = {"since": date(2024, 1, 1), "until": date(2024, 6, 30)}


@pytest.mark.parametrize(
    ("typed", "where", "said"),
    [
        ("world", WORLD, "world"),
        (
            '"new york" 2024-01-01',
            NEW_YORK.model_copy(update={"since": date(2024, 1, 1)}),
            "new york, since 2024-01-01",
        ),
        ("world 2024-01-01 2024-06-30", WORLD.model_copy(update=SPRING), "world, 2024-01-01 to 2024-06-30"),
        ("2024-01-01", Where(since=date(2024, 1, 1)), "since 2024-01-01"),
        ("- - 2024-06-30", Where(until=date(2024, 6, 30)), "before 2024-07-01"),
        ("all", Where(), "all articles"),
    ],
)
def test_a_collection_and_days_are_a_scope(typed: str, where: Where, said: str) -> None:
    assert scope_of(typed, COLLECTIONS) == where
    assert described(where) == said


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("sport", "There is no collection 'sport'; there are: new york, world."),
        ("world someday", "'someday' is not a date; write it as 2024-10-05."),
        ("world 2024-06-30 2024-01-01", "2024-06-30 is after 2024-01-01: swap them."),
        ("world 2024-01-01 2024-06-30 2025-01-01", "Name a collection and two days at most"),
        ('world "', "is not a date"),
    ],
)
def test_what_is_no_scope_is_refused(typed: str, message: str) -> None:
    with pytest.raises(QuestionError) as refused:
        scope_of(typed, COLLECTIONS)
    assert message in str(refused.value)


def test_a_day_is_a_date_or_any() -> None:
    assert day_of("3 March 2024") == date(2024, 3, 3)
    assert day_of("-") is None
