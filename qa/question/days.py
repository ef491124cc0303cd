"""Find the days that a question names: "this week", "in March 2015", "before 12 May"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from qa.language.english import COUNTS, MONTHS, WEEKDAYS, YEAR, any_of
from qa.values import Days

AFTER = 10
"""Days after a day, a month or a year in which articles still report on it."""

UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
YEARS = range(1000, 9000)
"""Years in which "today" may be, so that days can be counted from it."""

LONGEST = 36_500
"""Most days that a question reaches back."""

RECENT = 60
"""Days that "recently" reaches back."""


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days that a question names, and where: its words `start:end`.

    `exact` are the days alone, `reported` those in which articles report on them; `is_relative` if they are counted
    from today ("this week"), so that no text names them; a text may say "in March".
    """

    exact: Days
    reported: Days
    is_relative: bool
    start: int
    end: int

    def cut(self, question: str) -> str:
        """Return the question without the words for its days."""
        before = _DANGLING.sub("", question[: self.start].rstrip(" ,"))
        rest = f"{before} {question[self.end :].lstrip(' ,')}".strip()
        return re.sub(r"\s+(?=[?.!,]|$)", "", rest)


_DANGLING = re.compile(r"\s+(?:from|of|for|in|on|over|during|about)$", re.IGNORECASE)


class Period(NamedTuple):
    """Days, both inclusive, and how many days before and after articles also report on them."""

    first: date
    last: date
    before: int = 0
    after: int = 0

    def reported(self, today: date) -> Days:
        """The days on which articles report on them, up to today."""
        return _days(self.first, min(today, self.last + timedelta(self.after)), self.before)

    def exact(self, today: date) -> Days:
        """The days alone, up to today."""
        return _days(self.first, min(today, self.last))


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    period: Callable[[re.Match[str], date], Period | None]
    is_relative: bool


def named_days(question: str, today: date) -> NamedDays | None:
    """Return the days that a question names, or None. "Latest" or "before the election" name none."""
    if today.year not in YEARS:
        return None
    for rule in _RULES:
        for match in rule.pattern.finditer(question):
            if (period := rule.period(match, today)) is not None:
                return _named(question, match, period, today, rule.is_relative)
    return None


def mention(question: str) -> re.Match[str] | None:
    """Return where a question names days."""
    return next((match for rule in _RULES if (match := rule.pattern.search(question))), None)


def _named(question: str, match: re.Match[str], period: Period, today: date, is_relative: bool) -> NamedDays:
    """The days in a period, or before or after it: "before last week"."""
    relation = _RELATED.search(question, 0, match.start()) if is_relative else None
    if relation is None:
        return NamedDays(period.exact(today), period.reported(today), is_relative, *match.span())
    reported = period.reported(today)
    match relation[1].casefold():
        case "before":
            days = Days(until=reported.since - timedelta(1)) if reported.since else reported
        case "until":
            days = Days(until=reported.until)
        case _:
            days = Days(since=reported.since, until=today)
    return NamedDays(days, days, False, relation.start(), match.end())


def _days(first: date, last: date, before: int = 0) -> Days:
    return Days(since=None if first == date.min else first - timedelta(before), until=last)


def _back(days: int, until: int = 0, before: int = 0, after: int = 0) -> Callable[[re.Match[str], date], Period]:
    """A period from `days` to `until` days back."""
    return lambda _, today: Period(today - timedelta(days), today - timedelta(until), before, after)


def _on_weekday(match: re.Match[str], today: date) -> Period:
    """The last such weekday, reported on until today."""
    ago = (today.weekday() - WEEKDAYS.index(match["weekday"].casefold())) % 7
    return Period(today - timedelta(ago), today - timedelta(ago), AFTER - ago, ago)


def _weekend(_: re.Match[str], today: date) -> Period:
    """The last Saturday and Sunday."""
    ago = (today.weekday() - 5) % 7
    return Period(today - timedelta(ago), today - timedelta(max(0, ago - 1)), AFTER - ago, ago)


def _ago(match: re.Match[str], today: date) -> Period:
    """Some days, weeks or months ago."""
    first, length = _counted(match, today)
    near = 0 if match["unit"].casefold().startswith("day") else length
    return Period(first - timedelta(near), first + timedelta(near), length - near, length - near)


def _within(match: re.Match[str], today: date) -> Period:
    """The last few days, weeks, months or years; one, if no number is given."""
    return Period(_counted(match, today)[0], today)


def _counted(match: re.Match[str], today: date) -> tuple[date, int]:
    """The day that long before today, and how many days articles report on it."""
    word = (match.groupdict().get("count") or "one").casefold()
    count = int(word) if word.isdigit() else COUNTS[word]
    unit = UNITS[match["unit"].casefold().rstrip("s")]
    days = min(count * unit, LONGEST)
    return today - timedelta(days), max(2, min(unit, AFTER))


def _month(back: int) -> Callable[[re.Match[str], date], Period]:
    def find(_: re.Match[str], today: date) -> Period:
        first = _moved(today, -back)
        return Period(first, _moved(first, 1) - timedelta(1), 0, AFTER)

    return find


def _year(back: int) -> Callable[[re.Match[str], date], Period]:
    def find(_: re.Match[str], today: date) -> Period:
        return Period(date(today.year - back, 1, 1), date(today.year - back, 12, 31), 0, AFTER)

    return find


def _in_calendar(match: re.Match[str], today: date) -> Period | None:
    """The days in, before or after a year, a month or a day; without a year, the last that has begun."""
    named = {name.removesuffix("_of"): value for name, value in match.groupdict().items() if value}
    month = _month_number(named["month"]) if "month" in named else None
    day = int(named["day"]) if "day" in named else None
    try:
        year = int(named["year"]) if "year" in named else today.year - (named.get("this", "").casefold() == "last")
        first = date(year, month or 1, day or 1)
        if "year" not in named and first > today:
            first = first.replace(year=today.year - 1)
    except ValueError:  # the 30th of February
        return None
    following = first + timedelta(1) if day else _moved(first, 1 if month else 12)
    return bounded(named.get("relation", "in"), first, following, today)


def _month_number(name: str) -> int:
    """The number of a month, from the first three letters of its name, or as digits."""
    return int(name) if name.isdigit() else [month[:3] for month in MONTHS].index(name[:3].casefold()) + 1


def bounded(relation: str, first: date, following: date, today: date) -> Period | None:
    """Return the days before, in or after those from `first` up to `following`; None if all are ahead."""
    last = following - timedelta(1)
    match relation.casefold():
        case "before":
            period = Period(date.min, first - timedelta(1))
        case "until":
            period = Period(date.min, last)
        case "after":
            period = Period(following, today)
        case "since":
            period = Period(first, today)
        case _:
            period = Period(first, last, 0, AFTER)
    return period if first <= today and period.first <= today else None


def _moved(day: date, months: int) -> date:
    """The first day of the month that is `months` after a day's month."""
    count = 12 * day.year + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _rule(pattern: str, period: Callable[[re.Match[str], date], Period | None], *, is_relative: bool = True) -> _Rule:
    return _Rule(re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), period, is_relative)


_YEAR = rf"(?P<year>{YEAR.pattern})"
_MONTHS = rf"(?:{any_of(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_MONTH = rf"(?P<month>{_MONTHS})"
_DAY = (
    rf"(?:{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<day_of>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<month_of>{_MONTHS}))"
)
_IN = "(?:in|over|during|within|of)"
_COUNT = rf"(?P<count>(?<![\d.,])\d{{1,4}}|{any_of(COUNTS)})"
_WHICH_YEAR = rf",? (?:of )?(?:{_YEAR}|(?P<this>this|last) year)"
_RELATION = "before|until|after|since"
_RELATED = re.compile(rf"\b({_RELATION})\s+(?:the\s+)?$", re.IGNORECASE)
_RULES = (
    _rule(r"today|tonight|this (?:morning|afternoon|evening)", _back(0, before=1)),
    _rule(r"yesterday|last night", _back(1, 1, before=1, after=1)),
    _rule(r"(?:this|the|this past|the past|over the past|in the past|in the last) week(?!s)", _back(6, before=4)),
    _rule(r"(?:in |over |during )?(?:the |these )?(?:past|last) few days", _back(4, before=6)),
    _rule(r"(?:last|the previous) week", _back(13, 7, before=1, after=3)),
    _rule(rf"(?:on|this|last) (?P<weekday>{any_of(WEEKDAYS)})", _on_weekday),
    _rule(r"(?:this|last|the|this past|the past|over the) weekend", _weekend),
    _rule(rf"{_COUNT} (?P<unit>days?|weeks?|months?) ago", _ago),
    _rule(rf"{_IN} the (?:last|past) {_COUNT} (?P<unit>days|weeks|months|years)", _within),
    _rule(rf"{_IN} the (?:last|past) (?P<unit>month|year)", _within),
    _rule(
        rf"(?:(?P<relation>on|{_RELATION}) )?(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)",
        _in_calendar,
        is_relative=False,
    ),
    _rule(rf"(?P<relation>on|{_RELATION}) {_DAY}(?:{_WHICH_YEAR})?", _in_calendar, is_relative=False),
    _rule(rf"{_DAY},? (?:of )?{_YEAR}", _in_calendar, is_relative=False),
    _rule(rf"(?P<relation>in|of|during|{_RELATION}) {_MONTH}(?:{_WHICH_YEAR})?", _in_calendar, is_relative=False),
    _rule(rf"{_MONTH},? (?:of )?{_YEAR}", _in_calendar, is_relative=False),
    _rule(r"(?:this|the past) month", _month(0)),
    _rule(r"last month", _month(1)),
    _rule(r"this year", _year(0)),
    _rule(r"last year", _year(1)),
    _rule(r"recently|lately|in recent (?:days|weeks|months)", _back(RECENT)),
    _rule(rf"(?P<relation>in|during|{_RELATION}) {_YEAR}", _in_calendar, is_relative=False),
)
"""Narrowest first."""
