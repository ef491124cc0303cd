"""Whether and where a question leans on what was said before: its pronouns, how it opens, how short it is."""

import re

from qa.language.english import WORD
from qa.question.phrases import SILENT, content

SHORT = 6
"""Telling terms up to which a question may lean on the talk without saying so."""

LEANING = 9
"""Telling terms up to which a question with a pronoun may."""

PERSON = r"he|she|him|her|hers|his"
THING = r"it|its|itself|they|them|their|theirs"
_NOT_TIME = r"(?!\s+(?:week|weekend|month|year|morning|afternoon|evening|season|summer|winter|spring|fall|autumn)s?\b)"
_POINTING = (
    r"(?:this|that|these|those)(?=\s*(?:[?.!,]|$|(?:is|was|are|were|will|would|can|could|did|does|do|has|have|had"
    r"|mean|happen|work)\b))"
    rf"|(?<=\b(?:of|in|at|on|by|to|is|do)\s)(?:this|that|these|those){_NOT_TIME}(?=\s+\w+\s*[?.!]?\s*$)"
    rf"|(?<=\b(?:for|was|did|are)\s)(?:this|that|these|those){_NOT_TIME}(?=\s+\w+)"
)
_LOOSE = r"there(?=\s*[?.!]?\s*$)|the same|the others?|another one|the (?:former|latter)|which one|that one|the \w+ one"
_ANAPHOR = re.compile(
    rf"\b(?:(?P<person>{PERSON})|(?P<thing>{THING})|(?P<pointing>{_POINTING})|(?P<loose>{_LOOSE}))\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"\s*(?P<opening>(?:(?:and|but|so|or|also|then|ok|okay|yes|no|well)\b[\s,]*)*"
    r"(?:(?:what|how) about|(?:what|who|where|when|how|which) else|anything else|any others?|why|how come|how so"
    r"|since when|until when|in what way|for what|by whom|with whom|from whom|to whom)?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ASKING = re.compile(
    r"\b(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|tell|name|list|explain|describe|show|give)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"^(?:(?:and|but|so|or|also|then|ok|okay|yes|no|well)\b[\s,]*)+", re.IGNORECASE)


def leans(question: str, telling: int) -> bool:
    """Whether a question may lean on what was said before; `telling` are its telling terms.

    A long question names what it asks of, whatever its pronouns; a short one may leave it to the talk.
    """
    return telling <= SHORT or (telling <= LEANING and is_pointing(question))


def is_pointing(question: str) -> bool:
    """Whether a question says that it leans on something: by a pronoun with nothing before it, or by how it opens."""
    begun = opening(question)
    is_part = bool(begun) and (_JOINING.sub("", begun) != "" or not _ASKING.search(question))
    return is_part or anaphor(question) is not None


def opening(question: str) -> str:
    """The words by which a question goes on from another ("And", "What about"); empty if it does not."""
    found = _OPENING.match(question)
    return found["opening"].strip(" ,") if found else ""


def anaphor(question: str) -> re.Match[str] | None:
    """The first word that stands for something said before, and not for something earlier in the same question.

    What is named before it in the question is likelier meant, unless it ends the question ("Did Israel accept it?").
    """
    for found in _ANAPHOR.finditer(question):
        before = question[: found.start()]
        if found["person"] and re.search(r"\b(?:who|[^\W\d_a-z][\w'’.-]+\s+[^\W\d_a-z])", before[1:]):
            continue
        is_last = not WORD.search(question, found.end())
        if len(content(before)) > 1 and not found["loose"] and not is_last:
            continue
        return found
    return None


def continues(text: str, found: re.Match[str]) -> bool:
    """Whether the word after a pronoun belongs to it: "this deal", "her speech"."""
    following = WORD.match(text[found.end() :].lstrip())
    return following is not None and following.group().casefold() not in SILENT


def is_asking(question: str) -> bool:
    """Whether it has a word that asks."""
    return _ASKING.search(question) is not None


def less_joining(begun: str) -> str:
    """The opening of a question without what only joins it: "And since when" -> "since when"."""
    return _JOINING.sub("", begun)
