"""Where the sentences of a text end: as sentencex says, corrected where it knows too little."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from qa.language.abbreviations import (
    BEFORE_A_SMALL_LETTER,
    BEFORE_SOMETHING,
    COMPANIES,
    GERMAN_BEFORE_A_DAY,
    GERMAN_MONTHS,
    GERMAN_MONTHS_OF_ENGLISH,
    LETTERED,
    MONTHS,
    NUMBERED,
    UNITS,
    WEEKDAYS,
    ZONES,
)
from qa.language.english import MONTHS as MONTH_NAMES
from qa.language.english import WEEKDAYS as WEEKDAY_NAMES
from qa.language.english import any_of
from qa.library.cutting.datelines import speaker_end

WINDOW = 40
"""Characters on each side of an end that decide about it."""

_MONTH = rf"(?:{any_of(name.title() for name in MONTH_NAMES)}|{any_of(MONTHS)})"
_WEEKDAY = rf"(?:{any_of(name.title() for name in WEEKDAY_NAMES)}|{any_of(WEEKDAYS)})"
_TIME = re.compile(r"\d\s?[apAP]\.[mM]\.$")
_AFTER_TIME = re.compile(rf"(?:{_MONTH}|{_WEEKDAY}|{any_of(ZONES)}|(?:[A-Z]\w+ ){{1,4}}Time)\b")
_AFTER_WEEKDAY = re.compile(rf"(?:\d{{1,2}} )?{_MONTH}\b")
_GERMAN_DAY = re.compile(r"(?:(?P<before>\w+)\s+)?\d{1,2}\.$")

_ABBREVIATION = re.compile(r"(?<![\w.])(?P<word>[^\W\d_]+(?:\.[^\W\d_]+)*)\.$")
_WORD = re.compile(r"(?P<dash>[—–-]+\s*)?(?P<word>[^\W\d_]+)")
_NUMBER = re.compile(r"[(\[]?(?:\d|§|(?!I\b)[IVXLC]{1,5}\b|[B-HJ-Z]\b(?![.'’]))")
_REFERENCE = re.compile(r"\s*\[\d[^\[\]]*\]$")
_YEAR_IN_BRACKETS = re.compile(r"[\[(]\d")
_CITED = re.compile(r"\d U\.S\.$")
_COMPANY = re.compile(rf"(?:{any_of(COMPANIES)})\b")
_IN_NAME = re.compile(r"(?:NET|JS|IO|COM|ORG|AI)\b|[a-z]")
"""How the name of a program or a site continues after its dot: "ASP.NET", "Booking.com"."""

_WITHIN_WORD = re.compile(r"(?:^|\s)\.$|\bwww\.$")
"""How ".NET" and "www.Example.org" begin."""

_LABEL = re.compile(r"\s*(?:[*_]{0,2})[A-Z]\.(?:[*_]{0,2})\s*")
"""The letter before a question, an answer or a point, which is no sentence: "Q. Is it free?"."""

_MEASURE = re.compile(rf"\d[\d.,]*\s?(?:{any_of(UNITS)})\b")
_SCALE = re.compile(r"[CF]\b")
_BLANK_LINE = re.compile(r"\n\s*\n")
_NOTES = re.compile(r"[¹²³⁰-⁹]+(?=\s|$)")

_MAY_END = re.compile(r"[.)(D]\s+(?=[A-Z\"“][\w'’]*\s)")
_ENDS = re.compile(
    rf"(?:\b(?:{any_of(LETTERED)}) [A-Z]{{1,3}}\.|\d\s?(?:[a-z]{{1,3}}/)?(?:{any_of(UNITS)})\.|\bthe Fed\."
    r"|\b(?:in|of|since|until|by|from|to|this|last|next|early|late|\d{1,2}) May\."
    r"|\b(?:is|was|said|says|say|voted) no\.|(?<=\s)[:;]-?[)(D])$"
)
"""A letter that is no initial, a unit, a bank, a month, an answer, a smiley."""


def sentence_ends(text: str) -> Iterator[int]:
    """Yield where each sentence of a text ends, in order, except the last."""
    ends = {_behind_notes(text, one["end_index"]) for one in get_sentence_boundaries("en", text)[:-1]}
    may_end = {found.end() for found in _MAY_END.finditer(text)}
    start = 0
    for end in sorted((ends | may_end) - {len(text)}):
        is_end = _is_missed(text, start, end) if end not in ends else not _goes_on(text, end)
        if is_end and speaker_end(text, start, end) == end and not _LABEL.fullmatch(text, start, end):
            yield end
            start = end


def _behind_notes(text: str, end: int) -> int:
    """The end of a sentence, including any raised note numbers right after it."""
    notes = _NOTES.match(text, end)
    return notes.end() if notes and not text[end - 1].isspace() else end


def _is_missed(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends here, where another may begin, though the segmenter goes on."""
    said = text[start:end].rstrip()
    if said.endswith(")") and said[-2:-1] in '.!?"”':
        opening = said.rfind("(")
        return said[:opening].rstrip()[-1:] in ("", ".", "!", "?") and not _is_open(said)
    return _ENDS.search(said[-WINDOW:]) is not None and not _is_open(said)


def _is_open(sentence: str) -> bool:
    """Whether quotation marks or brackets are still open."""
    is_quoted = sentence.count('"') % 2 == 1 or sentence.count("“") > sentence.count("”")
    return is_quoted or sentence.count("(") > sentence.count(")")


def _goes_on(text: str, end: int) -> bool:
    """Whether a sentence goes on where the segmenter ends it."""
    before, after = text[max(0, end - WINDOW) : end], text[end : end + WINDOW]
    said, following = before.rstrip(), after.lstrip()
    if _BLANK_LINE.search(before[len(said) :] + after[: len(after) - len(following)]):
        return False
    if said.endswith(("?", "!", "…")):
        return _is_small(following, after_dash=True)
    if said == before and following == after and (_WITHIN_WORD.search(said) or _IN_NAME.match(following)):
        return True
    if said[-2:-1].isdigit() and _is_small(following):  # an ordinal number of German: "vom 29. bis zum 30. März"
        return True
    return _is_german_day(said, following) or _is_abbreviated(said, following)


def _is_german_day(said: str, following: str) -> bool:
    """Whether the full stop belongs to a German date."""
    month = _WORD.match(following) if said[-2:-1].isdigit() else None
    found = _GERMAN_DAY.search(said)
    if found is None or month is None:
        return False
    is_german = found["before"] in GERMAN_BEFORE_A_DAY and month["word"] in GERMAN_MONTHS_OF_ENGLISH
    return is_german or month["word"] in GERMAN_MONTHS


def _is_abbreviated(said: str, following: str) -> bool:
    """Whether the full stop belongs to an abbreviation, given what follows."""
    if said.endswith(("m.", "M.")) and _TIME.search(said) and _AFTER_TIME.match(following):
        return True
    found = _ABBREVIATION.search(_REFERENCE.sub("", said) if said.endswith("]") else said.rpartition(" ")[2])
    if found is None:
        return False
    word = found["word"]
    is_small = word in BEFORE_A_SMALL_LETTER and _is_small(following)
    return word in BEFORE_SOMETHING or is_small or _is_numbered(word, said, following) or _is_joined(word, following)


def _is_small(following: str, after_dash: bool = False) -> bool:
    """Whether the next word, after a dash only if allowed, has only small letters."""
    found = _WORD.match(following)
    return found is not None and found["word"].islower() and (after_dash or not found["dash"])


def _is_numbered(word: str, said: str, following: str) -> bool:
    """Whether an abbreviation stands before its number: "vol. 4", "Jan. 5", "et al. [2004]", "410 U.S. 113"."""
    if word in NUMBERED or word in MONTHS:
        return _NUMBER.match(following) is not None
    if word in WEEKDAYS:
        return _AFTER_WEEKDAY.match(following) is not None
    if word == "deg":
        return _SCALE.match(following) is not None
    if word in UNITS:
        return _MEASURE.match(following) is not None
    if word == "al":
        return _YEAR_IN_BRACKETS.match(following) is not None
    return _CITED.search(said) is not None and following[:1].isdigit()


def _is_joined(word: str, following: str) -> bool:
    """Whether a name continues: "Cos. Inc.", "Bros. & Sons", "Wash. D.C."."""
    return (
        following[:1] == "&"
        or (word == "Wash" and following.startswith("D.C."))
        or (word in COMPANIES and _COMPANY.match(following) is not None)
    )
