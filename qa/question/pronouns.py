"""Pronouns in a line that stand for something outside it, and the line with a name in their place."""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.language.english import (
    AUXILIARIES,
    FUNCTION_WORDS,
    HE_OR_SHE,
    IT,
    PERIODS,
    POSSESSIVES,
    PREPOSITIONS,
    SHE,
    THEY,
    WORD,
    any_of,
)


class Sort(StrEnum):
    """What a pronoun can stand for."""

    PERSON = "he or she"
    THING = "it"
    SEVERAL = "they"
    PLACE = "there"
    YEAR = "that year"
    OPEN = "this or that"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in a line, and its place there.

    It `is_owner` if it owns something ("her daughter"), and `is_she` if it means a woman.
    """

    start: int
    end: int
    sort: Sort
    is_owner: bool = False
    is_she: bool = False

    def replaced(self, line: str, name: str) -> str:
        """Return the line with a name in place of the pronoun."""
        before, after = line[: self.start], line[self.end :]
        if self.is_owner:
            name += "’" if name.endswith("s") else "’s"
        elif self.sort is Sort.PLACE or (self.sort is Sort.YEAR and not _AFTER_IN.search(before)):
            name = f"in {name}"
        return f"{before}{name}{after}"


_AFTER_IN = re.compile(r"\b(?:in|of|since|before|after|until|by|during)\s+$", re.IGNORECASE)
_END = r"(?=\s*(?:[?.!,]|$))"
_FOUND = re.compile(
    rf"\b(?:(?P<person>{any_of(HE_OR_SHE - {'himself', 'herself'})})|(?P<thing>{any_of(IT - {'itself'})})"
    rf"|(?P<several>{any_of(THEY - {'themselves'})})|(?P<place>there){_END}|(?P<year>that (?:same )?year)"
    rf"|(?P<open>(?:this|that|these|those)(?={_END}|\s+(?:{any_of(AUXILIARIES)}|happen|mean|work)\b)))(?![\w-]|['’]\w)",
    re.IGNORECASE,
)
_SORTS = {
    **{"person": Sort.PERSON, "thing": Sort.THING, "several": Sort.SEVERAL},
    **{"place": Sort.PLACE, "year": Sort.YEAR, "open": Sort.OPEN},
}
_POINTED_AT = re.compile(
    rf"(?:^|\b(?:{any_of(PREPOSITIONS | AUXILIARIES)})\s)\s*(?:that|this|those|these)\s+(?P<noun>[a-z]+)"
    rf"|\b(?:that|this|those|these)\s+(?P<last>[a-z]+){_END}",
    re.IGNORECASE,
)
_NO_THING = FUNCTION_WORDS | PERIODS
"""What may follow "that" and "this" but is nothing that was spoken of: "that is", "this week"."""

_IT_OF_NOTHING = re.compile(
    r"\b(?:do|doing|done) it\b|\bdid it\W*$|(?:what|whose) (?:time|day|date|turn) (?:is|was) it\b"
    r"|\b(?:is|was|does|did|will|would) it (?:take\b|rain|snow|(?:\w+ly )?(?:true|possible|likely|legal|illegal|safe"
    r"|normal|common|worth|necessary|time)\b.*\b(?:that|to|if)\b)",
    re.IGNORECASE,
)
"""Lines in which "it" stands for nothing: "how long does it take to …", "is it true that …"."""

_INVERTED = re.compile(rf"\b(?:{any_of(AUXILIARIES)})(?:n['’]t)?\s+$", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|was|were)\s+$", re.IGNORECASE)
_NOUN = re.compile(rf"\b(?:the|an?|this|that|every|each|{any_of(POSSESSIVES)})\s+\w+", re.IGNORECASE)
_NAMED = re.compile(r"(?<=\s)[A-Z]\w+")
_CLAUSE = re.compile(
    r"\b(?:when|while|that|because|if|after|before|since|once|who|whose|which|and|but)\b|[.?!;]", re.IGNORECASE
)


def points_back(line: str) -> bool:
    """Whether a line speaks of something by "that" or "this" and a noun: "in that crash", "who ended those talks?"."""
    return any((one["noun"] or one["last"]).casefold() not in _NO_THING for one in _POINTED_AT.finditer(line))


def pronouns(line: str) -> list[Pronoun]:
    """Return the pronouns in a line that stand for nothing in the line itself, in order.

    One after the verb of a question ("what did he say") or in an object's place ("who built it") cannot stand for
    what its own clause names; one that owns, or begins a clause, stands for a noun named before it.
    """
    found = [one for one in _FOUND.finditer(line) if _is_of_outside(line, one)]
    return [
        Pronoun(*one.span(), _SORTS[str(one.lastgroup)], _owns(line, one), one.group().casefold() in SHE)
        for one in found
    ]


def _is_of_outside(line: str, found: re.Match[str]) -> bool:
    """Whether a pronoun stands for something that its line does not name first."""
    before = line[: found.start()]
    match found.lastgroup:
        case "open" | "year":
            return True
        case "place":
            return _IS.search(before) is None
        case "thing" if _IT_OF_NOTHING.search(line):
            return False
    is_free = _is_object(line, found) or (not _owns(line, found) and _INVERTED.search(before) is not None)
    clause = max((one.start() for one in _CLAUSE.finditer(before, 1)), default=0)
    return not _names(before[:clause] if is_free else before)


def _names(text: str) -> bool:
    """Whether a text names something: a noun with its article, or a name."""
    return _NOUN.search(text) is not None or _NAMED.search(text) is not None


def _is_object(line: str, found: re.Match[str]) -> bool:
    """Whether a pronoun is an object: it ends its clause, or is next to a preposition ("accept it?", "against her")."""
    if found.group().casefold() in ("he", "she", "they") or _owns(line, found):
        return False
    before = WORD.findall(line[: found.start()].casefold())[-1:]
    following = WORD.findall(line[found.end() :].casefold())[:1]
    return not following or bool(PREPOSITIONS.intersection([*before, *following]))


def _owns(line: str, found: re.Match[str]) -> bool:
    word = found.group().casefold()
    if word != "her":
        return word in POSSESSIVES
    following = WORD.match(line[found.end() :].lstrip())
    return following is not None and following.group().casefold() not in FUNCTION_WORDS
