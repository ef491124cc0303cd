"""Days of publication."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading.facts.dates import NO_ORDER, DateOrder, order_of, parse_date


@pytest.mark.parametrize(
    "written",
    [
        "2021-05-06",
        " 20210506 ",
        "2021-05-06T23:30:00-05:00",
        "2021-05-06T00:10:00Z",
        "2021-W18-4",
        "2021/05/06",
        "May 6, 2021",
        "May 6th, 2021 at 3:00 PM EDT",
        "Thu, 06 May 2021 10:00:00 GMT",
        "2021-05-06 10:00 XYZ",
        "6.5.2021",
        "Thursday, 6 May 2021",
        "06-May-2021",
        "6-May-21",
        "06-MAY-21 10.15.00",
        "2021-May-06",
        "6 de mayo de 2021",
        "jueves, 6 de mayo de 2021 10:00",
        "le 6 mai 2021 à 10h",
        "6. Mai 2021",
        "giovedì 6 maggio 2021",
        "6th of May 2021",
        "2021-05-06T10:00:00.123+0200",
        "20210506101112",
        "202105061011",
        "1620259200",
        "1620259200.5",
        "1620259200000",
        1620259200,
        1620259200.25,
        1620259200999,
        20210506,
        date(2021, 5, 6),
        datetime(2021, 5, 6, 23, 59, tzinfo=UTC),
    ],
)
def test_the_sixth_of_may_2021_in_many_ways(written: object) -> None:
    assert parse_date(written) == date(2021, 5, 6)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("May 2021", date(2021, 5, 1)),
        ("2021-05", date(2021, 5, 1)),
        ("Monday 2021", date(2021, 1, 1)),
        ("2021", date(2021, 1, 1)),
        (2021, date(2021, 1, 1)),
        ("31.12.1999", date(1999, 12, 31)),
        ("05/13/2021", date(2021, 5, 13)),
        ("5/5/2021", date(2021, 5, 5)),
        ("1er février 2020", date(2020, 2, 1)),
        ("14 févr. 2020", date(2020, 2, 14)),
        ("5. März 2021", date(2021, 3, 5)),
        ("3 Dez 2021", date(2021, 12, 3)),
        ("12 settembre 2019", date(2019, 9, 12)),
        ("agosto 2019", date(2019, 8, 1)),
        ({"created": "2024-05-03", "updated": "2024-06-01"}, date(2024, 5, 3)),
        ("13/05/2021", date(2021, 5, 13)),
        ("1000-01-01", date(1000, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        (123456789, date(1973, 11, 29)),
    ],
)
def test_a_month_is_its_first_day_and_a_year_its_january(written: object, day: date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            " ",
            "now",
            "today",
            "nonsense",
            "15",
            "May 5",
            "10:30",
            "Monday",
            "5/6/21",
            "5/6/2021",
            "05-06-2021 10:00",
            "3 hours ago",
            "Updated 5 May 2021",
            "Last modified: 2021-05-06",
            "12 May 21",
            "'21",
            "May 5 10:00 +2000",
        ),
        *("0999-12-31", "10000-01-01", "2021-02-30", "2021-13-45", "0000-00-00 00:00:00", "99999999", "x" * 101),
        *("nan", "inf", "1e5", "-1", "12345678901234567890"),
        *(0, -5, 1.5, 999, 10**30, float("nan"), float("inf"), True, None, [2021], {"date": 2021}),
        date(999, 1, 1),
    ],
)
def test_what_names_no_day_is_none(written: object) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("column", "day_first"),
    [
        (["11/04/2024", "12/04/2024", "13/04/2024"], True),
        (["11/04/2024", "04/13/2024"], False),
        (["11-04-2024", None, 7, "31-04-2024", "30-04-2024"], True),
        (["11/04/2024", "5/5/2024"], None),
        (["13/04/2024", "04/13/2024"], None),
        (["13.04.2024", "2024-13-04", "11/04/2024"], None),
        ([], None),
    ],
)
def test_a_column_shows_whether_days_come_first(column: list[object], day_first: bool | None) -> None:
    assert order_of(column) == DateOrder(day_first)


@pytest.mark.parametrize(("day_first", "day"), [(True, date(2024, 4, 11)), (False, date(2024, 11, 4)), (None, None)])
def test_the_order_of_its_column_makes_a_date_sure(day_first: bool | None, day: date | None) -> None:
    order = DateOrder(day_first)
    assert parse_date("11/04/2024 10:30", order) == day
    assert order.unsure("11/04/2024") == (None if day else "11/04/2024")


@pytest.mark.parametrize("written", ["13/04/2024", "4/4/2024", "11.04.2024", "2024-04-11", "April 2024", 7, "x" * 200])
def test_what_can_be_read_in_one_way_is_sure(written: object) -> None:
    assert NO_ORDER.unsure(written) is None


@given(some.one_of(some.text(max_size=30), some.text("0123456789 -/:.,TZ+JanFebMay", max_size=30), some.floats()))
def test_nothing_raises_and_every_day_has_its_year_written(written: str | float) -> None:
    day = parse_date(written)
    assert day is None or day >= date(1000, 1, 1)


@given(some.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_is_written_is_read_as_the_same_day(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/4/24", date(2024, 4, 13)),
        ("4/13/24 10:05", date(2024, 4, 13)),
        ("12.04.24", date(2024, 4, 12)),
        ("31/12/99", date(1999, 12, 31)),
        ("4/5/24", None),
        ("13-04-24", None),
        ("24", None),
    ],
)
def test_a_year_may_have_two_digits_where_strokes_or_dots_part_it(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_two_digits_of_a_year_leave_the_order_to_the_column() -> None:
    order = order_of(["4/5/24", "13/5/24"])
    assert order == DateOrder(True)
    assert parse_date("4/5/24", order) == date(2024, 5, 4)
    assert NO_ORDER.unsure("4/5/24") == "4/5/24"
