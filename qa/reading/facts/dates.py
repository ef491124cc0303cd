"""The many ways to write the day an article was published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

FIRST = date(1000, 1, 1)

LONGEST = 100
"""Most characters of a date's text."""

YEARS = range(1000, 10_000)
DAYS = range(1000_01_01, 10_000_00_00)
"""Numbers that are a year, and those that are a day, as YYYYMMDD."""

SECONDS = range(10**8, 10**10)
MILLISECONDS = range(10**11, 10**13)
"""Numbers that count from 1970: days from 1973 to 2286."""

NUMBER = re.compile(r"[0-9]{10}(?:[0-9]{3})?(?:\.[0-9]{1,9})?")
"""A text that counts from 1970; one with fewer or more digits is a day, as YYYYMMDD."""

NUMERIC = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?([0-9]{1,2})([/.-])\s?([0-9]{1,2})\2\s?([0-9]{4}|(?<=[/.])[0-9]{2})\b(?![/.-]).*", re.DOTALL
)
"""Two numbers and a year: only other dates can show which is the day, unless dots part them."""

THIS_CENTURY = range(69)
"""Two-digit years that belong to this century, as in spreadsheets and POSIX."""

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            *("january jan januar jänner janvier janv enero ene gennaio gen", "february feb februar février févr fév"),
            *("march mar märz mär maerz mars marzo", "april apr avril avr abril abr aprile"),
            *("may mai mayo maggio mag", "june jun juni juin junio giugno giu", "july jul juli juillet juil julio"),
            *("august aug août aout agosto ago", "september sept sep septembre septiembre setiembre settembre set"),
            *("october oct oktober okt octobre octubre ottobre ott", "november nov novembre noviembre"),
            "december dec dezember dez décembre déc diciembre dic dicembre",
        ),
        1,
    )
    for name in names.split()
} | {"febrero": 2, "febbraio": 2, "luglio": 7, "lug": 7}
"""The names of months in English, German, French, Spanish and Italian, and their usual short forms."""

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
YEAR = r"(?P<year>[0-9]{4})(?![0-9])"
SHORT_YEAR = r"(?P<year>[0-9]{2})(?![0-9-])"
OF = r"(?:de\s+|del\s+|of\s+|di\s+)?"
WRITTEN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![0-9]){DAY}[\s-]+{OF}{MONTH}[\s,-]+{OF}{YEAR}",
        rf"^{DAY}-{MONTH}-{SHORT_YEAR}",
        rf"(?<!\w){MONTH}\s+{DAY}(?:\s*,\s*|\s+){OF}{YEAR}",
        rf"(?<!\w){YEAR}[\s-]{MONTH}[\s-]{DAY}(?![0-9])",
        rf"(?<![\w])(?<![0-9][.\s]){MONTH}[\s,]+{OF}{YEAR}",
    )
]

CHANGES = (
    r"updated?|modified|edited|revised|changed|mise? à jour|modifié|aktualisiert|geändert|stand(?=:)|actualizado"
    r"|modificado|aggiornato|aggiornamento|modificato"
)
CHANGED = re.compile(rf"(?:(?:last|dernière|zuletzt|última|ultimo)\s+)?(?:{CHANGES})\b", re.IGNORECASE)
"""Words for a change, and how a date begins that is not of publication."""

ODD = (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What dateutil is known to raise for texts that are not dates."""


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Whether the day comes before the month in "03/04/2021", or None where nothing shows it."""

    day_first: bool | None = None

    def unsure(self, value: object) -> str | None:
        """Return a date as it is written, if it may mean two days."""
        found = NUMERIC.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= LONGEST else None
        is_unsure = found and self.day_first is None and _by_numbers(found) is None and len(_readings(found)) == 2
        return found[0] if found and is_unsure else None


NO_ORDER = DateOrder()


def order_of(values: Iterable[object]) -> DateOrder:
    """Return the order of day and month that the dates of one column show; none if they show none, or both."""
    shown = {_shown(value) for value in values} - {None}
    return DateOrder(shown.pop()) if len(shown) == 1 else NO_ORDER


def parse_date(value: object, order: DateOrder = NO_ORDER) -> date | None:
    """Return the day that a value names, or None if it names none, or may mean two. Nothing is filled in from today.

    A month stands for its first day, a year for January 1st. A moment stands for the day it was where it
    was written.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, dict):
        value = next((value[name] for name in ("created", "published", "$date", "@value") if name in value), None)
    if isinstance(value, str):
        is_read = len(value) <= LONGEST and not CHANGED.match(value.strip())
        value = _from_text(value.strip(), order) if is_read else None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = _from_number(value)
    return value if isinstance(value, date) and value >= FIRST else None


def _from_number(value: float) -> date | None:
    if value != value or abs(value) >= MILLISECONDS.stop:
        return None
    whole = int(value)
    if whole == value and whole in YEARS:
        return date(whole, 1, 1)
    if whole == value and whole in DAYS:
        return _day(whole // 10_000, whole // 100 % 100, whole % 100)
    if whole in MILLISECONDS:
        whole //= 1000
    return datetime.fromtimestamp(whole, UTC).date() if whole in SECONDS else None


def _from_text(text: str, order: DateOrder) -> date | None:
    if NUMBER.fullmatch(text):
        return _from_number(float(text))
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if numeric := NUMERIC.fullmatch(text):
        return _by_numbers(numeric) or _in_order(numeric, order)
    for pattern in WRITTEN:
        if written := pattern.search(text):
            found = written.groupdict()
            return _day(_year(found["year"]), MONTHS[found["month"].lower()], int(found.get("day") or 1))
    return _from_prose(text)


def _shown(value: object) -> bool | None:
    """Whether a date shows that days come first: True, False, or None where it shows neither."""
    found = NUMERIC.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= LONGEST else None
    if found is None or found[2] == "." or int(found[1]) == int(found[3]):
        return None
    return int(found[1]) > 12 if len(_readings(found)) == 1 else None


def _by_numbers(found: re.Match[str]) -> date | None:
    """The only day that the numbers can name; with dots, the day comes first."""
    readings = _readings(found)
    if found[2] == ".":
        return _day(_year(found[4]), int(found[3]), int(found[1]))
    return readings.pop() if len(readings) == 1 else None


def _in_order(found: re.Match[str], order: DateOrder) -> date | None:
    if order.day_first is None:
        return None
    day, month = (found[1], found[3]) if order.day_first else (found[3], found[1])
    return _day(_year(found[4]), int(month), int(day))


def _readings(found: re.Match[str]) -> set[date]:
    year, one, other = _year(found[4]), int(found[1]), int(found[3])
    return {day for day in (_day(year, other, one), _day(year, one, other)) if day}


def _year(written: str) -> int:
    """A year of two or four digits."""
    year = int(written)
    if len(written) > 2:
        return year
    return 2000 + year if year in THIS_CENTURY else 1900 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_prose(text: str) -> date | None:
    from dateutil import parser  # only for what is none of the above

    try:
        # What the text leaves out shows as a difference between two defaults.
        one, other = (
            parser.parse(text, default=default, ignoretz=True)
            for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
        )
    except ODD:
        return None
    if one.year != other.year or f"{one.year:04}" not in text:
        return None
    return one.date() if one.month == other.month else date(one.year, 1, 1)
