"""Datelines and bylines: a report's day, place and author, which are not part of what it says."""

import re
from collections.abc import Iterator
from datetime import date

from qa.language.english import MONTHS, WEEKDAYS, any_of
from qa.values import Article

FIRST_LINES = 8
"""First lines of an article that are searched for its dateline."""

LONGEST = 200
"""Most characters of a dateline."""

_UPPER = "A-ZÀ-ÖØ-Þ"
_NAME = rf"(?:[{_UPPER}][\w.'’-]*|van|von|de|da|del|al|bin|der|la)"
_PERSON = rf"[{_UPPER}][\w.'’-]*(?:[ ]{_NAME}){{1,3}}"
_PEOPLE = rf"{_PERSON}(?:(?:, |,? and |,? & ){_PERSON})*"
_AGENCY = r"(?:Reuters|Associated Press|AP|AFP|CNN(?: Business)?|UPI|dpa|DPA|ANI|Xinhua|Bloomberg|BBC|NPR|PA|TASS)"
_DASH = r"\s*(?:[-–—]{1,2}|:)\s+"
_SHORT_MONTHS = r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_MONTH = rf"(?i:(?:{any_of(MONTHS)}|(?:{_SHORT_MONTHS})\b\.?))"
_WEEKDAY = rf"(?i:(?:{any_of(WEEKDAYS)}|mon|tues?|wed|thur?s?|fri|sat|sun)\b\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = rf"(?:{_MONTH} {_DAY},? {_YEAR}|{_DAY} {_MONTH},? {_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})"
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)"
_WHEN = rf"(?:(?:{_WEEKDAY},? )?{_DATE}{_TIME}?)"
_LABEL = r"(?i:(?:first |last )?(?:published|updated|posted|modified|issued|filed|date|dated)(?: (?:on|at))?:? )"
_PLACE = rf"[{_UPPER}][\w.'’-]*(?:[ /][{_UPPER}][\w.'’-]*){{0,3}}(?:, [{_UPPER}][\w.'’ -]{{1,30}}?)?"
_LOUD = (
    rf"[{_UPPER}][{_UPPER}.'’-]+(?:[ /][{_UPPER}][{_UPPER}.'’-]*){{0,3}}(?:, [{_UPPER}][\w.]*(?: [{_UPPER}][\w.]*)?)?"
)
_SHORT_DATE = rf"(?:{_MONTH} {_DAY}|{_DAY} {_MONTH})(?:,? {_YEAR})?"

_BYLINE = rf"(?:[Bb]y|BY|Written by|Text by|Words by) (?:{_PEOPLE})(?:, [\w .'’]{{2,40}}?)??"
_STANDS_BEFORE = rf"(?=[\"“‘'(]?[{_UPPER}\d])"

_GLUED = re.compile(
    "|".join(
        [
            rf"{_BYLINE},?\s+(?:[|•·–—-] )?(?:{_LABEL})?{_WHEN}\s+(?:[|•·–—-] )?{_STANDS_BEFORE}",
            rf"(?:{_LABEL})?{_WEEKDAY},? {_DATE}{_TIME}?\s+(?:[|•·–—-] )?{_STANDS_BEFORE}",
            rf"{_LABEL}{_WHEN}\s+(?:[|•·–—-] )?{_STANDS_BEFORE}",
            rf"(?:{_PLACE},? )?(?:{_SHORT_DATE},? )?\({_AGENCY}\){_DASH}",
            rf"(?:{_PLACE} )?{_AGENCY}\s+[–—]\s+",
            rf"{_WHEN}\s*(?:[–—|]|--)\s+{_STANDS_BEFORE}",
            rf"{_LOUD}, {_SHORT_DATE}{_DASH}",
        ]
    )
)
"""What may precede the first sentence of a report on its line."""

_PLACED = re.compile(rf"{_LOUD}(?:,? \(?{_SHORT_DATE}\)?)?\s*(?:[–—]|--)\s*(?=[\"“‘'(]?[{_UPPER}])")
"""A place in capitals before the first sentence of a line: "VELLMAR — The mayor …"."""

_ALONE = re.compile(rf"(?:{_BYLINE},?\s+(?:[|•·–—-] )?)?(?:{_PLACE},\s+)?(?:{_LABEL})?(?P<when>{_WHEN})\.?", re.DOTALL)
"""A line that is only a dateline."""

_SIGNED = rf"(?:[-–—−]|--)\s?{_PEOPLE}(?:, [\w .'’-]{{2,40}})?"
_SIGNATURE = re.compile(rf"(?<=[.!?…\"”’)])\s+{_SIGNED}$")
"""The author, after the last sentence of a report."""

_SPEAKER = re.compile(rf"\s*{_SIGNED}[ \t]*(?=\n|$)")
_QUOTATION = re.compile(r"[\s>*_•-]*[“\"].*[”\"]\s*", re.DOTALL)
_SPOKEN = re.compile(rf"(?P<quotation>{_QUOTATION.pattern}){_SIGNED}\s*", re.DOTALL)
"""Quoted words with their speaker: “I was there.” — Nora Quist."""

_DAY_OF = re.compile(_DATE)


def report_start(text: str, *, begins_line: bool = True) -> int:
    """Return where a sentence begins after a byline or dateline glued to it; 0 if there is none."""
    placed = _PLACED.match(text) if begins_line else None
    start = placed.end() if placed else 0
    while glued := _GLUED.match(text, start):
        start = glued.end()
    return start if start < len(text) else 0


def report_end(text: str) -> int:
    """Return where a sentence ends before a signature glued to it; its end if there is none."""
    signature = _SIGNATURE.search(text)
    return signature.start() if signature and not is_spoken(text) else len(text)


def is_spoken(text: str) -> bool:
    """Whether a sentence is quoted words and who said them, behind a dash."""
    return _SPOKEN.fullmatch(text) is not None


def speaker_end(text: str, start: int, end: int) -> int:
    """Return where the speaker's name ends after a sentence that is all quoted words; `end` if there is none."""
    speaker = _SPEAKER.match(text, end)
    return speaker.end() if speaker and _QUOTATION.fullmatch(text, start, end) else end


def is_dateline(line: str) -> bool:
    """Return whether a line names the day of a report, and at most its author and place."""
    return len(line) <= LONGEST and _ALONE.fullmatch(line) is not None


def dateline(article: Article) -> date | None:
    """Return the full date in an article's dateline: among its first lines, or glued to its report."""
    for line in _first_lines(article):
        alone = _ALONE.fullmatch(line)
        named = alone["when"] if alone else line[: report_start(line)]
        if found := _DAY_OF.search(named):
            return _parsed(found[0])
    return None


def _parsed(words: str) -> date | None:
    from qa.reading.facts.dates import parse_date

    return parse_date(words)


def _first_lines(article: Article) -> Iterator[str]:
    """The first lines of an article that are not blank, cut off where too long."""
    lines = (line.strip() for span in article.body for line in article.text[span.start : span.end].splitlines())
    filled = (line for line in lines if line)
    for _ in range(FIRST_LINES):
        if (line := next(filled, None)) is not None:
            yield line[:LONGEST]
