"""How words are written in a text, and when their writing shows a name."""

import re
from collections.abc import Iterable, Iterator, Sequence

from qa.language.english import PARTICLES, PREPOSITIONS, WORD, any_of

_BARE = re.compile(r"(?<=[^\W\d_]{2})s\b(?<!'s)")
"""The end of a word that may lack its apostrophe: "lets encrypt"."""

OFTEN = 0.8
"""The lowest share of mentions with capitals that makes a word a name."""

_JOINT = rf"-(?:{any_of([*PREPOSITIONS, 'and', 'or', 'the'])})-"
_ENDS_COMPOUND, _BEGINS_COMPOUND = re.compile(rf"\w{_JOINT}$"), re.compile(rf"{_JOINT}\w")
"""What stands before "Life" and after "End" in "End-of-Life"."""

_QUOTED = " \t\"“‘'([—–-"


def places(text: str, word: str) -> Iterator[int]:
    """Where a text in lower case has a whole word, and not the first or last of a compound such as "end-of-life"."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        is_whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        is_part = _ENDS_COMPOUND.search(text, max(0, start - 16), start) or _BEGINS_COMPOUND.match(text, end)
        if is_whole and not is_part:
            yield start
        start = text.find(word, end)


def as_written(phrase: str) -> list[str]:
    """Return a phrase as texts may write it, with apostrophes of either form, left out by whoever typed it or not."""
    straight = phrase.replace("’", "'")
    owned = _BARE.sub("'s", straight)
    return list(dict.fromkeys([phrase, *(one.replace("'", sign) for one in (straight, owned) for sign in "'’")]))


def as_name(spellings: Sequence[str]) -> str:
    """Return how a name is mostly written; empty if mostly without capitals."""
    capital = [one for one in spellings if one[:1].isalpha() and all(is_capital(word) for word in one.split())]
    return max(capital, key=capital.count) if capital and len(capital) >= OFTEN * len(spellings) else ""


def is_opening(text: str, start: int) -> bool:
    """Whether a sentence or a line begins here."""
    before = text[max(0, start - 12) : start].rstrip(_QUOTED)
    return not before or before[-1] in ".!?:\n"


def share(flags: Iterable[object]) -> float:
    """The share of true flags, 0..1."""
    told = [bool(flag) for flag in flags]
    return sum(told) / max(1, len(told))


def is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word in PARTICLES


def has_case(line: str) -> bool:
    """Whether a line's capitals show its names: some words within it have them, but not all."""
    words = [word for word in WORD.findall(line) if word != "I"][1:]
    capital = sum(word[:1].isupper() for word in words)
    return capital > 0 and (capital < len(words) or len(words) < 3)
