"""Days in a quote that depend on its article's: "on Friday" on 9 September 2019 is 6 September 2019."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from qa.answers import LeaningDay
from qa.language.english import COUNTS, IRREGULAR_PASTS, MONTHS, WEEKDAYS, any_of

NEAR = 60
"""Most days between an article and a day and month in it without a year."""


_Period = tuple[date, date]
_NUMBER = r"\d{1,2}"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<day>{_NUMBER}){_ORDINAL} (?:of )?(?P<month>{any_of(MONTHS)})"
    rf"|(?P<month_before>{any_of(MONTHS)}) (?P<day_after>{_NUMBER}){_ORDINAL})"
)
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_YEAR = re.compile(r"\W{0,3}(?:of |in )?(?:1\d|20)\d\d\b")
_FULL_DATE = re.compile(
    rf"\b(?:{any_of(MONTHS)})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:1\d|20)\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?"
    rf"(?:{any_of(MONTHS)}),? (?:1\d|20)\d\d\b|\b(?:1\d|20)\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_OTHER_DAY = re.compile(
    r"\b(?:the|that|an?|every|each|any|one|some|following|previous|last|next|by|until|till|before|after|between|from|"
    r"to|through|Black|Good|Easter|Super|Ash|Palm|Holy|Bloody|Cyber|Giving)\s+$|[-–/]\s*$",
    re.IGNORECASE,
)
_NOT_A_DAY = re.compile(rf"(?:['’]?s\b|\s?[-–/]|\s(?:to|through|until|or|and) (?:{any_of(WEEKDAYS)}))", re.IGNORECASE)
_TODAY = re.compile(r"(?<!later )(?<!earlier )(?<!late )(?<!early )\btoday\b", re.IGNORECASE)
_OF_AN_EVENT = re.compile(r"\bthe $", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s[A-Z][a-z]+")
_AHEAD = (
    r"will|shall|would|(?:is|are|was|were) (?:\w+ )?to|(?:plan|intend|hope|expect|promise|aim)(?:s|ed)? to|going to|"
    r"scheduled|expected|due (?!to\b)"
)
_FUTURE = re.compile(rf"\b(?:{_AHEAD})(?: be \w+)?\b|['’]ll\b", re.IGNORECASE)
_PAST = re.compile(
    rf"\b(?:was|were|had|did|{any_of(IRREGULAR_PASTS)}|(?!need|proceed|speed|exceed)[a-z]{{2,}}ed)\b", re.IGNORECASE
)


def leaning_days(text: str, published: date | None) -> tuple[LeaningDay, ...]:
    """Return the days in a text that depend on the day its article was published, in order.

    There are none if that is unknown, if the text names a full date, or if a day may be either of two: in what
    somebody is quoted as saying, or in a sentence that does not show whether the day is ahead.
    """
    if published is None or _FULL_DATE.search(text):
        return ()
    masked = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found: list[LeaningDay] = []
    for day in sorted(_all(masked, published), key=lambda day: (day.start, -day.end)):
        if not found or day.start >= found[-1].end:
            found.append(day)
    return tuple(found)


def _all(text: str, published: date) -> Iterator[LeaningDay]:
    for pattern, period in _RULES:
        for match in pattern.finditer(text):
            named = None if _YEAR.match(text, match.end()) else period(match, published)
            if named is not None and date.min < named[0]:
                yield LeaningDay(start=match.start(), end=match.end(), since=named[0], until=named[1])


def _of_weekday(match: re.Match[str], published: date) -> _Period | None:
    """The last such day or the next, depending on the nearest verb; today if it is that day and past."""
    text, start = match.string, match.start("weekday")
    is_on = match["on"] is not None
    if _OTHER_DAY.search(text, 0, match.start()) or _NOT_A_DAY.match(text, match.end("weekday")):
        return None
    if not is_on and _NAME_AFTER.match(text, match.end()):
        return None
    is_ahead = _is_ahead(text, match.start(), match.end())
    if is_ahead is None:
        return None
    place = WEEKDAYS.index(text[start : match.end("weekday")].casefold())
    back = (published.weekday() - place) % 7
    if not is_ahead:
        return _one_day(published - timedelta(back))
    return _one_day(published + timedelta(7 - back)) if back else None


def _is_ahead(text: str, start: int, end: int) -> bool | None:
    """Whether a day is ahead, by the nearest verb before it, else the first after it; None if neither shows it."""
    before = text[max(text.rfind(mark, 0, start) for mark in ".;:") + 1 : start]
    future, past = (max((found.end() for found in words.finditer(before)), default=-1) for words in (_FUTURE, _PAST))
    if max(future, past) >= 0:
        return future >= past
    after = text[end:]
    coming, gone = _FUTURE.search(after), _PAST.search(after)
    if coming and gone:
        return coming.start() < gone.start()
    return bool(coming) if coming or gone else None


def _of_last_weekday(match: re.Match[str], published: date) -> _Period | None:
    """The last such day, unless it was this week: then some mean the one before."""
    back = (published.weekday() - WEEKDAYS.index(match["weekday"].casefold())) % 7 or 7
    return _one_day(published - timedelta(back)) if back > published.weekday() else None


def _of_date(match: re.Match[str], published: date) -> _Period | None:
    """A day and month in the year that brings it nearest, if near enough; "the January 6 march" is a name."""
    if _OF_AN_EVENT.search(match.string, 0, match.start()):
        return None
    month = MONTHS.index((match["month"] or match["month_before"]).casefold()) + 1
    candidates = (_day(year, month, int(match["day"] or match["day_after"])) for year in _years_about(published))
    near = [day for day in candidates if day and abs((day - published).days) <= NEAR]
    return _one_day(near[0]) if len(near) == 1 else None


def _years_about(day: date) -> tuple[int, ...]:
    return tuple(year for year in (day.year - 1, day.year, day.year + 1) if date.min.year < year < date.max.year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_ago(match: re.Match[str], published: date) -> _Period | None:
    word = match["count"].casefold()
    return _one_day(published - timedelta(int(word) if word.isdigit() else COUNTS[word]))


def _of_today(match: re.Match[str], published: date) -> _Period | None:
    """The day itself, right after a past verb; else "today" may mean these days."""
    before = match.string[: match.start()].split()
    return _one_day(published) if before and _PAST.fullmatch(before[-1]) else None


def _of_next_to_today(days: int) -> Callable[[re.Match[str], date], _Period | None]:
    """The day before or after, unless "today" beside it means these days: "here today, gone tomorrow"."""

    def period(match: re.Match[str], published: date) -> _Period | None:
        beside = _TODAY.search(match.string)
        return None if beside and _of_today(beside, published) is None else _one_day(published + timedelta(days))

    return period


def _of_week(weeks: int) -> Callable[[re.Match[str], date], _Period]:
    def period(_: re.Match[str], published: date) -> _Period:
        monday = published - timedelta(published.weekday()) + timedelta(7 * weeks)
        return monday, monday + timedelta(6)

    return period


def _of_weekend(match: re.Match[str], published: date) -> _Period | None:
    """The last weekend, if it is over and nothing is ahead."""
    if published.weekday() >= WEEKDAYS.index("saturday") or _is_ahead(match.string, match.start(), match.end()):
        return None
    saturday = published - timedelta(published.weekday() + 2)
    return saturday, saturday + timedelta(1)


def _of_month(months: int) -> Callable[[re.Match[str], date], _Period]:
    def period(_: re.Match[str], published: date) -> _Period:
        count = 12 * published.year + published.month - 1 + months
        return _month(date(count // 12, count % 12 + 1, 1))

    return period


def _of_year(years: int) -> Callable[[re.Match[str], date], _Period]:
    return lambda _, published: (date(published.year + years, 1, 1), date(published.year + years, 12, 31))


def _after(days: int) -> Callable[[re.Match[str], date], _Period]:
    return lambda _, published: _one_day(published + timedelta(days))


def _month(first: date) -> _Period:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, following - timedelta(1)


def _one_day(day: date) -> _Period:
    return day, day


def _rule(
    pattern: str, period: Callable[[re.Match[str], date], _Period | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str], date], _Period | None]]:
    return re.compile(pattern, re.IGNORECASE), period


_ALONE = r"(?<!the )(?<!very )\b"
_RULES = (
    _rule(rf"\b(?:on )?(?:(?:{any_of(WEEKDAYS)}),? )?(?:the (?=\d))?{_DATE}(?! ?[-–] ?\d)\b", _of_date),
    _rule(rf"\b(?P<on>on )?{_WEEKDAY}\b{_PART}", _of_weekday),
    _rule(rf"\blast {_WEEKDAY}\b{_PART}", _of_last_weekday),
    _rule(rf"\b(?P<count>\d{{1,2}}|{any_of(COUNTS)}) days? ago\b", _of_ago),
    _rule(r"\byesterday\b(?: (?:morning|afternoon|evening))?", _of_next_to_today(-1)),
    _rule(r"\blast night\b", _after(-1)),
    _rule(r"\b(?:(?:earlier|later|early|late) today|tonight|this (?:morning|afternoon|evening))\b", _after(0)),
    _rule(r"\btoday\b", _of_today),
    _rule(r"\btomorrow\b(?: (?:morning|afternoon|evening|night))?", _of_next_to_today(1)),
    _rule(rf"{_ALONE}last week\b(?!end)", _of_week(-1)),
    _rule(rf"{_ALONE}this week\b(?!end)", _of_week(0)),
    _rule(rf"{_ALONE}next week\b(?!end)", _of_week(1)),
    _rule(r"\b(?:last|over the|at the) weekend\b", _of_weekend),
    _rule(rf"{_ALONE}last month\b", _of_month(-1)),
    _rule(rf"{_ALONE}this month\b", _of_month(0)),
    _rule(rf"{_ALONE}next month\b", _of_month(1)),
    _rule(rf"{_ALONE}last year\b", _of_year(-1)),
    _rule(rf"{_ALONE}this year\b", _of_year(0)),
    _rule(rf"{_ALONE}next year\b", _of_year(1)),
)
