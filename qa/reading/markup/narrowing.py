"""Narrow Markdown to ASCII that parses alike, character for character, so that places stay the same."""

import re
from unicodedata import category

from qa.reading.markup.hidden import ADDRESS_LIKE

LETTER_LIKE = "\x1a"
"""Stands for letters that are not ASCII: Markdown takes it for a letter, and no link's label holds it."""

WIDE = re.compile(r"(?<!\\)(?P<before>\\*)(?P<wide>[^\x00-\x7f]+)")
NO_DEFINITION = re.compile(r"^([ \t]{0,3}):(?=[^\s:])", re.MULTILINE)
"""A colon that begins a line and a word, such as ":smile:"; pulldown-cmark takes the line above for a term."""


def narrowed(text: str) -> str:
    """Return ASCII in which blocks and marks are at the same places as in the text."""
    return WIDE.sub(_narrow, NO_DEFINITION.sub(r"\1;", text.replace(ADDRESS_LIKE, "x")))


def _narrow(found: re.Match[str]) -> str:
    """ASCII that Markdown treats like these characters: letters, punctuation or blanks."""
    kinds = (category(character)[0] for character in found["wide"])
    narrow = "".join(";" if kind in "PS" else "\v" if kind == "Z" else LETTER_LIKE for kind in kinds)
    pairs = found["before"]
    # A backslash escapes only ASCII punctuation: before anything else it is an ordinary sign.
    return f"{pairs[:-1]};{narrow}" if len(pairs) % 2 else f"{pairs}{narrow}"
