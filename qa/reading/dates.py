"""The many ways to write the day an article was published."""

from datetime import UTC, date, datetime

FIRST = date(1000, 1, 1)
MILLISECONDS = 1e11
"""A number above it counts milliseconds since 1970, one below it seconds."""


def parse_date(value: object) -> date | None:
    """The day that a value names, or None if it names none. Nothing is filled in from today.

    A month stands for its first day, a year for its January 1st.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str) or not 4 <= len(value.strip()) <= 100:
        return None
    return _from_text(value.strip())


def _from_number(value: float) -> date | None:
    if 1000 <= value <= 2999 and value == int(value):
        return date(int(value), 1, 1)
    seconds = value / 1000 if abs(value) > MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC).date() if seconds > 1e7 else None
    except (OverflowError, OSError, ValueError):
        return None


def _from_text(text: str) -> date | None:
    if text.replace(".", "", 1).isdecimal() and len(text) > 8:
        return _from_number(float(text))
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass  # one of the many other ways
    from dateutil import parser  # only for what is not ISO 8601

    try:
        # Whatever the text does not say shows as a difference between two defaults.
        one = parser.parse(text, default=datetime(2000, 1, 1))
        other = parser.parse(text, default=datetime(2001, 2, 2))
    except (ValueError, OverflowError, TypeError):
        return None
    if one.year != other.year or one.date() < FIRST:
        return None
    return one.date() if one.month == other.month else date(one.year, 1, 1)
