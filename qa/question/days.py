"""Words of time in a question -> the days on which articles may be from: "this week", "in March", "before 12 May"."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from qa.language.english import COUNTS, MONTHS, WEEKDAYS, any_of
from qa.values import Days

WEEK = 10
"""Days before today that "this week" reaches: articles tell of a week for some days more."""

AFTER = 10
"""Days after a month or a year in which articles still tell of it."""

UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
YEARS = range(1000, 9000)
"""Years in which "today" may be, so that days may be counted from it."""

LONGEST = 36_500
"""Days that a question reaches back at most."""

RECENT = 60
"""Days that "recently" reaches back."""


class Window(NamedTuple):
    """The days that a question names, both inclusive. `is_relative` to today, so that nothing in it is worth saying."""

    since: date
    until: date
    is_relative: bool

    @property
    def days(self) -> Days:
        """The period as a value."""
        return Days(since=None if self.since == date.min else self.since, until=self.until)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.since <= day <= self.until


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    window: Callable[[re.Match[str], date], Window | None]


def window(question: str, today: date) -> Window | None:
    """The days that a question names, or None. Words like "latest" or "before the election" name none."""
    if today.year not in YEARS:
        return None
    for rule in _RULES:
        for match in rule.pattern.finditer(question):
            if (found := rule.window(match, today)) is not None:
                relation = _RELATED.search(question, 0, match.start()) if found.is_relative else None
                return _related(relation[1], found, today) if relation else found
    return None


def _related(relation: str, window: Window, today: date) -> Window:
    """The days before or after those: "before last week"."""
    match relation.casefold():
        case "before":
            return Window(date.min, window.since - timedelta(1), False)
        case "until":
            return Window(date.min, window.until, False)
        case _:
            return Window(window.since, today, False)


def mention(question: str) -> re.Match[str] | None:
    """Where a question names days, if it does."""
    return next((match for rule in _RULES if (match := rule.pattern.search(question))), None)


def without_days(question: str) -> str:
    """A question without the words that name its days, but for those that an article may have ("in March")."""
    there = mention(question)
    if there is None:
        return question
    relation = there.groupdict().get("relation")
    before = question[: there.start()]
    if relation is None:
        before = _RELATED.sub("", before)
    elif not re.fullmatch(_RELATION, relation, re.IGNORECASE):
        return question
    rest = f"{before.rstrip(' ,')} {question[there.end() :].lstrip(' ,')}".strip()
    return re.sub(r"\s+(?=[?.!,]|$)", "", rest)


def _days(before: int, until: int = 0) -> Callable[[re.Match[str], date], Window]:
    return lambda _, today: Window(today - timedelta(before), today - timedelta(until), True)


def _ago(match: re.Match[str], today: date) -> Window:
    """So many days, weeks or months ago, and as long again as articles still tell of it."""
    first, length = _back(match, today)
    return Window(first - timedelta(length), min(today, first + timedelta(length)), True)


def _within(match: re.Match[str], today: date) -> Window:
    """The last so many days, weeks, months or years; one, if no number is told."""
    return Window(_back(match, today)[0], today, True)


def _back(match: re.Match[str], today: date) -> tuple[date, int]:
    """The day so long before today, and the days in which what was then is told."""
    word = (match.groupdict().get("count") or "one").casefold()
    count = int(word) if word.isdigit() else COUNTS[word]
    unit = UNITS[match["unit"].casefold().rstrip("s")]
    days = min(count * unit, LONGEST)
    return today - timedelta(days), max(2, min(unit, AFTER))


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


def _named(match: re.Match[str], today: date) -> Window | None:
    """A year, a month or a day, as the question stands to it; without a year the last that has begun."""
    named = match.groupdict()
    name = named.get("month") or named.get("month_of")
    month = MONTHS.index(name.casefold()) + 1 if name else None
    day = int(named.get("day") or named.get("day_of") or 0) or None
    try:
        year = int(named["year"]) if named["year"] else today.year - ((named.get("this") or "").casefold() == "last")
        first = date(year, month or 1, day or 1)
        if not named["year"] and first > today:
            first = first.replace(year=today.year - 1)
    except ValueError:  # the 30th of February
        return None
    return bounded(named["relation"], first, first + timedelta(1) if day else _moved(first, 1 if month else 12), today)


def bounded(relation: str, first: date, following: date, today: date) -> Window | None:
    """The days before, in or after those from `first` until before `following`; None if they are all ahead."""
    match relation.casefold():
        case "before":
            since, until = date.min, first - timedelta(1)
        case "until":
            since, until = date.min, following - timedelta(1)
        case "after":
            since, until = following, today
        case "since":
            since, until = first, today
        case _:
            since, until = first, _end(following)
    return Window(since, min(until, today), False) if first <= today and since <= today else None


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
_DAY = (
    rf"(?:{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<day_of>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<month_of>{'|'.join(MONTHS)}))"
)
_IN = "(?:in|over|during|within|of)"
_COUNT = rf"(?P<count>(?<![\d.,])\d{{1,4}}|{'|'.join(COUNTS)})"
_OF_YEAR = rf"(?:,? (?:of )?(?:{_YEAR}|(?P<this>this|last) year))?"
_RELATION = "before|until|after|since"
_RELATED = re.compile(rf"\b({_RELATION})\s+(?:the\s+)?$", re.IGNORECASE)
_RULES = (
    _rule(r"today|tonight|this (?:morning|afternoon|evening)", _days(1)),
    _rule(r"yesterday|last night", _days(2)),
    _rule(r"(?:this|the|this past|the past|over the past|in the past|in the last) week(?!s)", _days(WEEK)),
    _rule(r"(?:in |over |during )?(?:the |these )?(?:past|last) few days", _days(WEEK)),
    _rule(r"(?:last|the previous) week", _days(WEEK + 4, 4)),
    _rule(rf"(?:on|this|last) (?:{any_of(WEEKDAYS)})", _days(WEEK)),
    _rule(r"(?:this|last|the|this past|the past|over the) weekend", _days(WEEK)),
    _rule(rf"{_COUNT} (?P<unit>days?|weeks?|months?) ago", _ago),
    _rule(rf"{_IN} the (?:last|past) {_COUNT} (?P<unit>days|weeks|months|years)", _within),
    _rule(rf"{_IN} the (?:last|past) (?P<unit>month|year)", _within),
    _rule(rf"(?P<relation>on|{_RELATION}) {_DAY}{_OF_YEAR}", _named),
    _rule(rf"(?P<relation>in|of|during|{_RELATION}) {_MONTH}{_OF_YEAR}", _named),
    _rule(r"(?:this|the past) month", _month(0)),
    _rule(r"last month", _month(1)),
    _rule(r"this year", _year(0)),
    _rule(r"last year", _year(1)),
    _rule(r"recently|lately|in recent (?:days|weeks|months)", _days(RECENT)),
    _rule(rf"(?P<relation>in|during|{_RELATION}) {_YEAR}", _named),
)
"""The narrowest first."""
