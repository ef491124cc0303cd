"""A verdict on a quote as a message: a green, amber or red line, the words with their differences, and their source.

Values in, text out. Where words differ, the pasted ones are struck out, and the article's are bold.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import discord
import regex

from bot.outgoing.escape import clean, escape, inert, units
from bot.outgoing.links import source_line
from bot.outgoing.pieces import LIMIT
from qa.verification.align import Alarm, DifferenceKind
from qa.verification.verdict import Change, Place, Standing, Verdict

LONGEST = 1000
"""UTF-16 code units of all the words of a verdict."""

MOST_PLACES = 4
"""Places shown for a text that is pieced together."""

MOST_QUOTES = 3
"""The most quotes in a message that are checked."""

FEWEST_WORDS = 3
"""The fewest words of a quote; fewer between quotation marks are a title or name."""

SHARED = 60
"""UTF-16 code units kept for a line that says who shared it."""

ALARMS = {Alarm.NUMBER: "A number differs", Alarm.DENIAL: "A negation differs", Alarm.BRACKETS: "Words in brackets"}

QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|„([^„“”]+)[“”]|«([^«»]+)»")
BLOCK = re.compile(r"(?:^> .*(?:\n|$))+", re.MULTILINE)
MADE_FOR_READING = re.compile(r"^-# .*$", re.MULTILINE)
"""Small text: the lines around the quotes of an answer of ours."""


def quoted_words(content: str) -> list[str]:
    """What a message quotes in block quotes, or else in quotation marks, or else all its text. Empty for no words."""
    blocks = ["\n".join(line[2:] for line in found[0].splitlines()) for found in BLOCK.finditer(content)]
    marked = [next(filter(None, found.groups())) for found in QUOTED.finditer(content)]
    long = [one for one in map(_plain, blocks or marked) if len(one.split()) >= FEWEST_WORDS]
    whole = _plain(MADE_FOR_READING.sub("", content))
    return long[:MOST_QUOTES] or [whole] * bool(whole)


def _plain(text: str) -> str:
    return clean(discord.utils.remove_markdown(text.replace("\u200b", "")))


def verdict_messages(verdicts: Sequence[Verdict]) -> list[str]:
    """A message for each verdict."""
    return [_message(one) for one in verdicts]


def _message(verdict: Verdict) -> str:
    """The verdict's line, the alarms, and as many places as a message holds."""
    places = verdict.places[:MOST_PLACES]
    changes = [change for place in places for change in place.changes]
    alarms = [_alarm(change.alarm, change) for change in changes if change.alarm is not None]
    lines = [_heading(verdict), *alarms[:MOST_PLACES]]
    for place in places:
        lines += [f"> {_compared(verdict.text, place, LONGEST // len(places))}", f"-# {_source(place)}"]
    if verdict.others:
        count = len(verdict.others)
        lines.append(f"-# Also in {count} more article{'s' if count > 1 else ''}.")
    while sum(units(line) + 1 for line in lines) > LIMIT - SHARED:
        lines.pop()
    return "\n".join(lines)


def _heading(verdict: Verdict) -> str:
    """The verdict in a line."""
    match verdict.standing:
        case Standing.WORD_FOR_WORD:
            return "🟢 **Word for word in the articles.**"
        case Standing.NEARLY:
            return f"🟡 **Nearly word for word in the articles, with {_counted(verdict.places)}.**"
        case Standing.PIECED:
            changes = f", with {_counted(verdict.places)}" if any(place.changes for place in verdict.places) else ""
            return f"🟡 **Pieced together from {len(verdict.places)} places{changes}.**"
        case Standing.NOWHERE:
            nearest = " The nearest sentence:" if verdict.places else ""
            return f"🔴 **In none of the articles that can be seen here.**{nearest}"


def _counted(places: Iterable[Place]) -> str:
    count = sum(len(place.changes) for place in places)
    return f"{count} difference{'s' if count != 1 else ''}"


def _alarm(alarm: Alarm, change: Change) -> str:
    """A difference that weighs heavily, in words."""
    article, pasted = inert(change.article, 80), inert(change.pasted, 80)
    said = {
        DifferenceKind.LEFT_OUT: f"“{article}” is left out",
        DifferenceKind.ADDED: f"“{pasted}” is not in the article",
        DifferenceKind.CHANGED: f"the article says “{article}”, not “{pasted}”",
    }
    return f"⚠️ {ALARMS[alarm]}: {said[change.kind]}."


@dataclass(frozen=True, slots=True)
class _Part:
    """Words, between these marks."""

    words: str
    mark: str = ""


def _compared(pasted: str, place: Place, room: int) -> str:
    """The words of the article; where the pasted ones differ, these struck out and the article's bold."""
    parts = list(_parts(pasted, place)) if place.changes else [_Part(place.shown)]
    shown = ""
    for part in parts:
        marked = _marked(part)
        if units(shown) + units(marked) > room:
            return f"{shown}{_marked(_Part(_begin(part.words, room - units(shown)), part.mark))} …"
        shown = f"{shown.rstrip()} {marked.lstrip()}" if marked.startswith(" ") else f"{shown}{marked}"
    return shown.strip()


def _parts(pasted: str, place: Place) -> Iterator[_Part]:
    at = place.pasted.start
    for change in sorted(place.changes, key=lambda one: one.start):
        yield _Part(pasted[at : change.start])
        yield _Part(change.pasted, "~~")
        yield _Part(" " if change.article else "")
        yield _Part(change.article, "**")
        yield _Part(" " if not change.pasted else "")
        at = change.end
    yield _Part(pasted[at : place.pasted.end])


def _marked(part: _Part) -> str:
    """Words in Discord's markup; blanks stay outside the marks."""
    words = clean(part.words)
    if not words:
        return " " if part.words else ""
    before, after = (" " if one.isspace() else "" for one in (part.words[0], part.words[-1]))
    return f"{before}{part.mark}{escape(words)}{part.mark}{after}"


def _begin(words: str, room: int) -> str:
    """As much of the words as fits, cut between graphemes."""
    kept = ""
    for grapheme in regex.findall(r"\X", words):
        if units(escape(kept + grapheme)) > room - len("** … **"):
            break
        kept += grapheme
    return kept


def _source(place: Place) -> str:
    """A place's source line, with a link that opens at its words."""
    return source_line(place.article, place.line, clean(place.text), place.page)
