"""Words of time in a question -> the days on which articles may be from: "this week", "in March", "yesterday"."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

WEEK = 10
"""Days before today that "this week" reaches: articles tell of a week for some days more."""

AFTER = 10
"""Days after a month or a year in which articles still tell of it."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"


class Window(NamedTuple):
    """The days that a question names, both inclusive. `is_relative` to today, so that nothing in it is worth saying."""

    since: date
    until: date
    is_relative: bool

    def __str__(self) -> str:
        return f"{self.since} to {self.until}"


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    window: Callable[[re.Match[str], date], Window | None]


def window(question: str, today: date) -> Window | None:
    """The days that a question names, or None. Words like "latest" or "before the election" name none."""
    for rule in _RULES:
        for match in rule.pattern.finditer(question):
            if (found := rule.window(match, today)) is not None:
                return found
    return None


def mention(question: str) -> re.Match[str] | None:
    """Where a question names days, if it does."""
    return next((match for rule in _RULES if (match := rule.pattern.search(question))), None)


def _days(before: int, until: int = 0) -> Callable[[re.Match[str], date], Window]:
    return lambda _, today: Window(today - timedelta(before), today - timedelta(until), True)


def _month(back: int) -> Callable[[re.Match[str], date], Window]:
    def find(_: re.Match[str], today: date) -> Window:
        first = _moved(today, -back)
        return Window(first, min(today, _end(_moved(first, 1))), True)

    return find


def _year(back: int) -> Callable[[re.Match[str], date], Window]:
    def find(_: re.Match[str], today: date) -> Window:
        first = date(today.year - back, 1, 1)
        return Window(first, min(today, _end(date(first.year + 1, 1, 1))), True)

    return find


def _named_month(match: re.Match[str], today: date) -> Window | None:
    """A month, of the year that stands with it or of the last in which it has begun."""
    month = MONTHS.index(match["month"].casefold()) + 1
    year = int(match["year"]) if match["year"] else today.year - (month > today.month)
    first = date(year, month, 1)
    if first > today:
        return None
    return Window(first, min(today, _end(_moved(first, 1))), False)


def _named_year(match: re.Match[str], today: date) -> Window | None:
    first = date(int(match["year"]), 1, 1)
    return Window(first, min(today, _end(date(first.year + 1, 1, 1))), False) if first <= today else None


def _moved(day: date, months: int) -> date:
    """The first day of the month so many months from that of a day."""
    count = 12 * day.year + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _end(following: date) -> date:
    """The last day on which articles still tell of what ended before `following`."""
    return following + timedelta(AFTER - 1)


def _rule(pattern: str, found: Callable[[re.Match[str], date], Window | None]) -> _Rule:
    return _Rule(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), found)


_YEAR = r"(?P<year>1\d{3}|20\d\d)"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_RULES = (
    _rule(r"today|tonight|this (?:morning|afternoon|evening)", _days(1)),
    _rule(r"yesterday|last night", _days(2)),
    _rule(r"(?:this|the|this past|the past|over the past|in the past|in the last) week(?!s)", _days(WEEK)),
    _rule(r"(?:in |over |during )?(?:the |these )?(?:past|last) few days", _days(WEEK)),
    _rule(r"(?:last|the previous) week", _days(WEEK + 4, 4)),
    _rule(rf"(?:on|this|last) (?:{DAYS})", _days(WEEK)),
    _rule(r"(?:this|the past) month", _month(0)),
    _rule(r"last month", _month(1)),
    _rule(r"this year", _year(0)),
    _rule(r"last year", _year(1)),
    _rule(rf"(?:in|of|during|since) {_MONTH}(?:,? (?:of )?{_YEAR})?", _named_month),
    _rule(rf"(?:in|during) {_YEAR}", _named_year),
)
"""The narrowest first."""
