"""Whether a question is one that articles could answer, where people also talk with each other."""

import re

from qa.language.english import WORD, telling

PRESENT = {"you", "your", "yours", "u"}
"""Whoever is there, of whom no article tells."""

POLITELY = re.compile(r"\b(?:do|can|could|will|would) you (?:please )?(?:know|tell|say|show|find|explain)\b")
"""Beginnings of questions that are not about "you"."""

EXCLAIMED = {"really", "seriously", "huh", "eh", "wait", "sure", "right"}
DENIED = re.compile(r"n['’]t\b")


def has_subject(text: str) -> bool:
    """Whether a question says what it is about; "and?", "who knows?" and "when?" do not."""
    return bool(_subject(text.casefold()))


def is_between_people(text: str) -> bool:
    """Whether a question is put to whoever is there, or exclaims: "are you sure?", "really?"."""
    rest = POLITELY.sub("", text.casefold())
    subject = _subject(rest)
    return not PRESENT.isdisjoint(WORD.findall(rest)) or (bool(subject) and subject <= EXCLAIMED)


def _subject(folded: str) -> set[str]:
    return set(WORD.findall(telling(DENIED.sub("", folded))))
