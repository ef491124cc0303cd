"""A line that asks the articles nothing: "bye", "ok", "lol", "nope", "undo", "help", "who are you"."""

import re
from enum import StrEnum

import regex

from qa.language.english import FAREWELLS, LAUGHS, NODS, REFUSALS, any_of


class Aside(StrEnum):
    """What a line says instead of asking."""

    FAREWELL = "goes"
    NOD = "takes notice"
    REFUSAL = "refuses"
    UNDO = "takes the last line back"
    HELP = "asks how this works"
    WHO_ARE_YOU = "asks what this is"


LONGEST = 60
"""Characters of a line that may be an aside."""

_BLANKS = re.compile(r"[\s,.!?;:…()\"“”#*_~—–-]+")
_EMOJI = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\s]+")
_YOU = r"(?:you|u|this|this bot|pullquote)"
_I = r"(?:i|we|one)"
_TO_YOU = r"(?: (?:bot|pullquote|now|then|all|everyone|please|guys|man))*"
_NOD = rf"(?:{any_of([*NODS, *LAUGHS])})"
_NO = rf"(?:{any_of(REFUSALS)})"
_BYE = rf"(?:{any_of(FAREWELLS)})"
_PATTERNS = {
    Aside.FAREWELL: re.compile(rf"(?:(?:{_NOD}|thanks|thank you) )*{_BYE}(?: {_BYE})*{_TO_YOU}"),
    Aside.REFUSAL: re.compile(rf"{_NO}(?: (?:{_NO}|thanks|thank you))*{_TO_YOU}"),
    Aside.NOD: re.compile(rf"{_NOD}(?: {_NOD})*{_TO_YOU}"),
    Aside.UNDO: re.compile(
        rf"(?:undo|go back|back|take (?:that|it) back|never ?mind|forget (?:it|that)|scratch that|ignore that|cancel)"
        rf"{_TO_YOU}"
    ),
    Aside.HELP: re.compile(
        rf"help(?: me)?{_TO_YOU}|(?:what|how) can {_YOU} (?:do|help)(?: for me| me)?"
        rf"|how (?:do|does|can) (?:{_I}|{_YOU}) (?:use {_YOU}|work|ask|ask you)"
        rf"|what (?:can|should|do|may) {_I} (?:ask|do|say)(?: {_YOU})?|commands?|menu|usage"
    ),
    Aside.WHO_ARE_YOU: re.compile(
        rf"(?:so )?(?:who|what) (?:are|r) {_YOU}|(?:who|what) is (?:this|this bot|pullquote)|are you (?:a |an )?"
        r"(?:bot|human|robot|real|ai|person|machine)(?: or (?:a |an )?\w+)?|what(?:'s| is) your name|who made you"
        r"|what do you do|introduce yourself"
    ),
}


def aside(line: str) -> Aside | None:
    """What a line says if it asks nothing; None for a question, and for a line without words. The whole line must."""
    if not line.strip() or len(line) > LONGEST:
        return None
    if _EMOJI.fullmatch(line):
        return Aside.NOD
    plain = _BLANKS.sub(" ", line.casefold().replace("’", "'")).strip()
    if line.strip() == "?":
        return Aside.HELP
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)
