"""Names in a line: which of its words form one, and of what kind, as the articles write them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice, pairwise

import regex

from qa.language.english import (
    FUNCTION_WORDS,
    MONTHS,
    PARTICLES,
    RANKS,
    SHE,
    SPEAKING,
    TITLES,
    WEEKDAYS,
    WORD,
    any_of,
)
from qa.question.spellings import as_name, as_written, has_case, is_opening, places, share
from qa.values import Span

LONGEST = 6
"""Most words of a name found in a line without capitals."""

MENTIONS = 160
"""Most mentions of a name examined."""

TYPICAL = 0.16
"""The share of mentions showing a kind from which a name is of that kind. In articles of news-dev, this recognises
22 of 25 persons, 22 of 25 places and 24 of 25 other names.
"""

TWO_WORDS = 0.05
"""What two words add to a name's share as a person."""

WITH_ARTICLE = 0.4
"""The share of mentions after "the" above which a name is not a person's."""


class NameKind(StrEnum):
    """What kind a name is of, as far as "he", "there" and "it" distinguish kinds."""

    PERSON = "person"
    PLACE = "place"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, as the articles write it, and its place in its line.

    `phrase` is the name with following nouns that the articles also have there, and with "the" before it if the line
    has it: "the Bardo museum" in "the Bardo museum opened". `is_she` says whether the articles call the name "she";
    None if that is unknown.
    """

    text: str
    start: int
    end: int
    kind: NameKind
    phrase: str
    is_she: bool | None = None

    def is_like(self, other: "Name") -> bool:
        """Whether another name may take the place of this one: both are persons', or neither is.

        The few texts of a talk say too little about places and other names: from two texts of news-dev each, 44 of
        132 places and 45 of 123 other names are not recognised (2026-11-26).
        """
        persons = [one.kind is NameKind.PERSON for one in (self, other)]
        return NameKind.UNKNOWN not in (self.kind, other.kind) and persons[0] == persons[1]


_CAPITAL = r"(?:(?:\p{Lu}\.)+(?:\p{Lu}\b)?|\p{Lu}[\w-]*(?:['’.](?!s\b)\p{L}[\w-]*)*)"
_NUMBER = r"(?!(?:1\d|20)\d\d\b)\d+\b"
_JOINT = r" (?:(?:of|for) (?:the )?|(?:de|la|le|van|von|der|den|al|el|bin) )?"
_RUN = regex.compile(rf"(?<![\w'’])(?:{_NUMBER} )?{_CAPITAL}(?:{_JOINT}{_CAPITAL}| {_NUMBER})*")
_CALENDAR = frozenset([*MONTHS, *WEEKDAYS])
_SILENT = (FUNCTION_WORDS | _CALENDAR | {"ok", "okay"}) - {"let", "lets"}  # a name may begin with "Let's"
_DEMONYM = regex.compile(r"\w+(?:ian|ish|ese|ean|ican|eli|aqi|tani)|French|Dutch|Greek|Swiss|Czech|Thai|German|Welsh")
_TITLED = regex.compile(rf"\b(?:{any_of(TITLES)})\.?\s+(?:\p{{Lu}}[\w.-]*\s+)?$", regex.IGNORECASE)
_IS_PERSON = regex.compile(
    rf"(?:['’]s)?(?:,?\s+(?:who|aged)\b|,\s+\d\d,|\s+(?:{any_of(SPEAKING)})\b|[^.]{{0,80}}\b(?:he|she|his|him|her)\b)"
)
_SPOKEN_OF = regex.compile(r"[^\p{Lu}]{0,120}?\b(?P<pronoun>(?i:he|she))\b")
"""A pronoun after a name, with no other name between; "his" may refer to another ("Holm as his successor")."""

ENOUGH, CLEAR = 3, 2 / 3
"""How many pronouns, with what share of one, show whether a name is a woman's or a man's."""

_IN_PLACE = regex.compile(
    r"\b(?:in|across|near|throughout|outside|around)\s+(?:the\s+)?(?:(?:north|south|east|west)\w*\s+)?$",
    regex.IGNORECASE,
)
_TO_PLACE = regex.compile(r"\b(?:from|to|into|of|over)\s+(?:the\s+)?$", regex.IGNORECASE)
_AFTER_THE = regex.compile(r"\bthe\s+$", regex.IGNORECASE)
_GOES_ON = regex.compile(r" \p{Lu}")
_UNOWNED = re.compile(r"[^\W_]+(?:[-'’.&](?!s\b)[^\W_]+)*")
"""A word without the "'s" of an owner."""

_BEFORE_OF = re.compile(r"^\S+ (?:of|for) (?:the )?")
"""A word that begins a line, whose capital means nothing: "Benefits of NASA"."""

_NOUN = re.compile(r"\s+([a-z][\w-]*)")
_WITHIN = PARTICLES - {"and", "a", "an"} | {"for", "s"}


@dataclass(frozen=True)
class Texts:
    """Texts of articles, from which names are known."""

    texts: tuple[str, ...]

    def names(self, line: str) -> list[Name]:
        """Return the names in a line, in order; if it is typed without capitals, as the texts write them."""
        spans = self._typed(line) if has_case(line) else self._untyped(line)
        return [
            Name(text, start, end, self.kind(text), self._phrase(line, start, end, text), self.is_she(text))
            for start, end, text in spans
        ]

    def titled(self, title: str) -> list[Name]:
        """Return the names in a title, whatever its capitals."""
        found = [(start, end, text) for start, end, text in self._untyped(title) if self._is_sure(text)]
        return [Name(text, start, end, self.kind(text), text) for start, end, text in found]

    def _is_sure(self, name: str) -> bool:
        """Whether this is surely a name: it has several words, or is mentioned more than once."""
        return " " in name or len(self._mentions(name)) > 1

    def kind(self, name: str) -> NameKind:
        """Return the kind of a name, by what surrounds its mentions."""
        mentions = self._mentions(name)
        if not mentions:
            return NameKind.UNKNOWN
        before = [self._all[max(0, span.start - 40) : span.start] for span in mentions]
        person = TWO_WORDS * (" " in name) + share(
            bool(_TITLED.search(left) or _IS_PERSON.match(self._all, span.end))
            for left, span in zip(before, mentions, strict=True)
        )
        place = share(map(_IN_PLACE.search, before)) + share(map(_TO_PLACE.search, before)) / 2
        if max(person, place) < TYPICAL or (person > place and share(map(_AFTER_THE.search, before)) > WITH_ARTICLE):
            return NameKind.OTHER
        return NameKind.PERSON if person > place else NameKind.PLACE

    def is_she(self, name: str) -> bool | None:
        """Whether the texts mostly say "she" after a name, or its last word; None if that is unclear."""
        found = (_SPOKEN_OF.match(self._all, span.end) for span in self._mentions(name.split()[-1]))
        said = [one["pronoun"].casefold() in SHE for one in found if one]
        if len(said) < ENOUGH or CLEAR > sum(said) / len(said) > 1 - CLEAR:
            return None
        return sum(said) / len(said) >= CLEAR

    def _phrase(self, line: str, start: int, end: int, name: str) -> str:
        """A name with what belongs to it in its line."""
        nouns = ""
        while (more := _NOUN.match(line, end + len(nouns))) and more[1] not in FUNCTION_WORDS:
            if not self._mentions(f"{name}{nouns}{more[0]}"):
                break
            nouns += more[0]
        return f"the {name}{nouns}" if _AFTER_THE.search(line[:start]) else f"{name}{nouns}"

    def _typed(self, line: str) -> Iterator[tuple[int, int, str]]:
        """The names in a line with capitals."""
        for run in _RUN.finditer(line):
            start, end = run.span()
            while (word := WORD.match(line, start, end)) and word.group().casefold() in FUNCTION_WORDS:
                start = word.end() + len(line[word.end() : end]) - len(line[word.end() : end].lstrip())
            text = _less_title(line[start:end].rstrip(" ."))
            if text and not line[:start].strip() and not self._mentions(text):
                text = _BEFORE_OF.sub("", text)
            start = line.index(text, start) if text else start
            if text and not self._is_common(line, start, text):
                yield start, start + len(text), text

    def _is_common(self, line: str, start: int, text: str) -> bool:
        """Whether a capitalised run is no name: a month, "French", what the texts write small, or a first word."""
        if all(word.casefold() in _CALENDAR or word.isdigit() for word in text.split()):
            return True
        if _DEMONYM.fullmatch(text) and regex.match(r"\s+\p{Ll}", line, pos=start + len(text)):
            return True
        spellings = self._spellings(text)
        if spellings:
            return not as_name(spellings)
        return not line[:start].strip() and " " not in text and text != line.strip(" ?!.")

    def _untyped(self, line: str) -> Iterator[tuple[int, int, str]]:
        """The names in a line without capitals: the longest runs of words that the texts capitalise."""
        words = list(_UNOWNED.finditer(line))
        plain = [word.group().casefold() for word in words]
        first = 0
        while first < len(words):
            last = min(len(words), first + LONGEST)
            while last > first and not (written := self._written(line, words, plain, first, last)):
                last -= 1
            if last > first:
                yield words[first].start(), words[last - 1].end(), written
            first = max(last, first + 1)

    def _written(self, line: str, words: Sequence[re.Match[str]], plain: Sequence[str], first: int, last: int) -> str:
        """Neighbouring words in a line as the texts write them, if they are a name; else empty."""
        if plain[first] in _SILENT or plain[last - 1] in _SILENT:
            return ""
        gaps = (line[one.end() : other.start()] for one, other in pairwise(words[first:last]))
        is_demonym = last - first == 1 and _DEMONYM.fullmatch(plain[first].title())
        if is_demonym or any(gap.strip(" '’") for gap in gaps):
            return ""
        if any(word in _SILENT and word not in _WITHIN for word in plain[first:last]):
            return ""
        return as_name(self._spellings(line[words[first].start() : words[last - 1].end()]))

    def _spellings(self, phrase: str) -> list[str]:
        """How the texts write a phrase; for a single word, only where it begins no longer name, nor a sentence."""
        found = self._mentions(phrase)
        return [self._all[slice(*span)] for span in found if " " in phrase or not _GOES_ON.match(self._all, span.end)]

    def _mentions(self, phrase: str) -> list[Span]:
        """At most `MENTIONS` places of a phrase in the texts; for a single word, only those that begin no sentence."""
        found = ((start, one) for one in as_written(phrase.lower()) for start in places(self._lowered, one))
        spans = (Span(start, start + len(one)) for start, one in found)
        within = (span for span in spans if " " in phrase or not is_opening(self._all, span.start))
        return list(islice(within, MENTIONS))

    @cached_property
    def _all(self) -> str:
        return "\n\n".join(self.texts)

    @cached_property
    def _lowered(self) -> str:
        """The texts in lower case, letter for letter."""
        lowered = self._all.lower()
        return lowered if len(lowered) == len(self._all) else self._all


def _less_title(name: str) -> str:
    """A name without the office before it: "Tom Lee" for "Prime Minister Tom Lee"; empty for an office alone."""
    words = name.split()
    while words and words[0].casefold() in RANKS:
        words = words[1:]
    last = max((place for place, word in enumerate(words) if word.casefold().strip(".") in TITLES), default=-1)
    rest = words[last + 1 :]
    if rest[:1] == ["of"]:  # an office of a country, or "Secretary of State Tom Lee"
        return " ".join(rest[2:] if rest[1:2] == ["State"] else rest[1:])
    return " ".join(rest if len(rest) != 1 else words[max(0, last) :])
