"""Turn any text into what Discord shows as just that text: no mention, no markup, no link, nothing hidden.

In two steps, `clean` makes one line without what cannot be seen; `escape` makes it inert, and `unescape`
reverses that: `unescape(escape(clean(text))) == clean(text)`.
"""

import discord
import regex

LONGEST = 100_000
"""Characters of a text that are read; no caller shows that many."""

MARKS = 8
"""Combining marks on one character. No language needs more, and more could hide its neighbours."""

BLANKS = regex.compile(r"[\s\u2800]+")

JOINED = r"[\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}\p{Adlam}\p{InSC=Virama}\p{Extended_Pictographic}\p{M}]"
"""Where U+200C and U+200D have a meaning: scripts whose letters join, and emoji."""

HIDDEN = regex.compile(
    rf"(?!(?<=(?!\p{{DI}}){JOINED})[\u200c\u200d](?=\p{{L}}|\p{{Extended_Pictographic}}))"
    r"(?!(?<=[\p{Emoji}])\ufe0f)"
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]"
)
"""Controls, bidi overrides, zero-width characters, tags, fillers and halves of surrogate pairs."""

TOWER = regex.compile(rf"(\p{{M}}{{{MARKS}}})\p{{M}}+")

MARKUP = regex.compile(
    r"[\\*_~`|<>\[\]]"  # emphasis, code, spoilers, quotes, links, and all that is written <...>
    r"|:(?=//|[^\s:]+:)"  # addresses and :emoji:
    r"|(?i:(?<=discord|discordapp|(?<![a-z0-9])(?:dsc|dis))\.(?=\S))"  # invitations need no scheme
    r"|(?:(?<=^-?)[#+-])"  # at the start: headings, lists, small text
    r"|(?<=^\d{1,9})[.)]"  # and numbered lists
)
ESCAPED = regex.compile(r"\\([^\p{L}\p{N}\s])")


def clean(text: str) -> str:
    """The text in one line, without what cannot be seen; words stay as they are."""
    seen = HIDDEN.sub("", BLANKS.sub(" ", text[:LONGEST]))
    return TOWER.sub(r"\1", BLANKS.sub(" ", seen)).strip()


def escape(line: str) -> str:
    """A clean line that Discord shows as it is, wherever it stands."""
    return discord.utils.escape_mentions(MARKUP.sub(r"\\\g<0>", line))


def unescape(escaped: str) -> str:
    """The clean line behind an escaped one."""
    return ESCAPED.sub(r"\1", escaped.replace("\u200b", ""))


def inert(text: str, most: int) -> str:
    """The text in one inert line of at most `most` UTF-16 code units, cut between graphemes with an ellipsis."""
    line = clean(text)
    whole = escape(line)
    if units(whole) <= most:
        return whole
    kept = ""
    room = most - 2  # the ellipsis, and a backslash that the beginning may need
    for grapheme in regex.findall(r"\X", line):
        room -= units(escape(grapheme)) + (grapheme in "@:.")  # these are escaped depending on what follows
        if room < 0:
            break
        kept += grapheme
    return escape(kept.rstrip()) + "…"


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, the larger of the ways in which Discord counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
