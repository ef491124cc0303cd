"""The many ways to write the day an article was published."""

import re
from datetime import UTC, date, datetime

FIRST = date(1000, 1, 1)

LONGEST = 100
"""Characters of a text that may be a date."""

YEARS = range(1000, 10_000)
DAYS = range(1000_01_01, 10_000_00_00)
"""Numbers that are a year, and those that are a day written in one."""

SECONDS = range(10**8, 10**10)
MILLISECONDS = range(10**11, 10**13)
"""Numbers that count from 1970: days from 1973 on, to 2286."""

NUMBER = re.compile(r"[0-9]{10}(?:[0-9]{3})?(?:\.[0-9]{1,9})?")
"""A text that counts from 1970; one with fewer or more digits is a day written in one."""

DAY_FIRST = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}\b.*")
"""With dots the day comes before the month; with strokes it is as in America, where it can be."""

ODD = (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What dateutil is known to raise for texts that are no dates."""


def parse_date(value: object) -> date | None:
    """The day that a value names, or None if it names none. Nothing is filled in from today.

    A month stands for its first day, a year for its January 1st. A moment is the day that it was where
    it was written.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        value = _from_text(value.strip()) if len(value) <= LONGEST else None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = _from_number(value)
    return value if isinstance(value, date) and value >= FIRST else None


def _from_number(value: float) -> date | None:
    if value != value or abs(value) >= MILLISECONDS.stop:
        return None
    whole = int(value)
    if whole == value and (whole in YEARS or whole in DAYS):
        return _from_text(str(whole))
    if whole in MILLISECONDS:
        whole //= 1000
    return datetime.fromtimestamp(whole, UTC).date() if whole in SECONDS else None


def _from_text(text: str) -> date | None:
    if NUMBER.fullmatch(text):
        return _from_number(float(text))
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return _from_prose(text)


def _from_prose(text: str) -> date | None:
    from dateutil import parser  # only for what is not ISO 8601

    day_first = DAY_FIRST.fullmatch(text) is not None
    try:
        # Whatever the text does not say shows as a difference between two defaults.
        one, other = (
            parser.parse(text, default=default, ignoretz=True, dayfirst=day_first)
            for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
        )
    except ODD:
        return None
    if one.year != other.year or f"{one.year:04}" not in text:
        return None
    return one.date() if one.month == other.month else date(one.year, 1, 1)
