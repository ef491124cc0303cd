"""Mask in place what a Markdown file holds but its readers never see: comments, template tags, attributes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.values import MISSING, Span

UNSEEN = "\ue000"
"""Stands for each character that is hidden within a line of text."""

FILLED = "\ue001"
"""Stands for each character of what a program fills in, so that what the sentence says is unknown here."""

LOOKS = "\ue002"
"""Stands for each character of attributes, which only say how words look or where a link opens."""

# Each alternative begins with a fixed character, which re finds fast.
OPENING = re.compile(r"``*|~~~+|<!--|<pre\b|%%|\{[{%/#:.]|\{ (?=[.#:])|:::|\*\[")
OPENING_OF_MDX = re.compile(rf"{OPENING.pattern}|\{{|<(?=/?[A-Z])")
CLOSED = {
    "<!--": re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    "<pre": re.compile(r"<pre\b[^<>]*>.*?(?:</pre\s*>|\Z)", re.DOTALL),
    "%%": re.compile(r"(?<![\w%])%%(?!%).{1,5000}?%%", re.DOTALL),
    "{{": re.compile(
        r"\{\{[<%]\s*(highlight|comment)\b.*?(?:\{\{[<%]\s*/\s*\1\s*[>%]\}\}|\Z)|\{\{[^{}]{0,4000}\}\}", re.DOTALL
    ),
    "{%": re.compile(
        r"\{%-?\s*(comment|highlight|javascript|stylesheet|schema)\b.*?(?:\{%-?\s*end\1\s*-?%\}|\Z)"
        r"|\{%(?:[^{%]|%(?!\})){0,4000}+%\}",
        re.DOTALL,
    ),
    "{/": re.compile(r"\{/\*.*?(?:\*/\}|\Z)", re.DOTALL),
    "{#": re.compile(r"\{#[^#\n]{0,200}\}|\{#[^#]{0,4000}#\}"),
    "{:": re.compile(r"\{::comment\}.*?(?:\{:/(?:comment)?\}|\Z)|\{::?[^{}\n]{0,200}\}", re.DOTALL),
    "{.": re.compile(r"\{\.[^{}\n]{0,200}\}"),
    "{ ": re.compile(r"\{ [.#:][^{}\n]{0,200}\}"),
    ":::": re.compile(r":{3,}[^\n]*"),
    "*[": re.compile(r"\*\[[^\[\]\n]{1,100}\]:[^\n]*"),
}
"""What may be hidden, by how it begins: comments in HTML, Obsidian, MDX and Jinja, tags of Liquid and Hugo with any
code that they enclose, attributes and comments of kramdown, the fences of Docusaurus around an admonition, and what
an abbreviation stands for."""

COMPONENT = re.compile(r"</?[A-Z](?:[^<>{}]|\{[^{}]{0,500}\}){0,500}>")
"""A tag of a component in MDX: what it encloses is text, what stands alone fills something in."""

EXPRESSION = re.compile(r"(?<!=)\{(?:[^{}]|\{[^{}]*\}){0,2000}\}")
"""What MDX fills in; after "=" it is the value of an attribute."""

ADDRESS = re.compile(r"(?:\]\(|^ {0,3}\[[^\[\]\n]+\]:)[ \t]*<?[^\s()<>]*\Z")
"""The end of a line before a template's tag that is part of a link's address."""

ADDRESS_LIKE = "\ue003"
"""Stands for each character of a template's tag in an address."""

ATTRIBUTES = ("{:", "{.", "{ ")
LINE_END = re.compile(r"[ \t]*(?:\r?\n|\Z)")
"""What follows attributes that are a whole block's, behind its last words."""


LINES = (":::", "<pre", "*[")
"""What is hidden only where it begins a line."""

CODE = re.compile(r"(?P<one>`)(?!`)[^`\n]*(?:\n(?![ \t]*\n)[^`\n]*){0,5}`(?!`)|``(?!`)(?:[^`\n]|`(?!`))+``(?!`)")
BEFORE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
"""What may stand before a fence on its line."""

ADMONITIONS = ("!!!", "???", "===")
ADMONITION = re.compile(
    r"^(?P<before>[ \t]*)(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[\w\"][^\r\n]*(?=(?:\r?\n[ \t]*)*\r?\n(?P=before)(?: {4}|\t))",
    re.MULTILINE,
)
"""The first line of a MkDocs admonition, or of a tab: its content is indented."""

HIDDEN_LINE = re.compile(rf"^([ \t>]*)([{UNSEEN}{FILLED}{LOOKS}][{UNSEEN}{FILLED}{LOOKS} \t]*)$", re.MULTILINE)
FILLINGS = re.compile(f"[{FILLED}{ADDRESS_LIKE}]+")
TEMPLATE = re.compile(
    r"\{%-?\s*(?:include|if|for|block|extends|capture|assign|layout|render)\b"
    r"|\{\{-?\s*(?:\.|partial|define|template|end|if|range|block|with|content)\b"
)
OF_PROGRAMS = re.compile(r"<(script|style|pre|code)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
"""Tags of Liquid, Jinja and Hugo that only a template has, and where a page may show or use them itself."""

NOT_AN_END = re.compile(r"[^\r\n]")


class _Found(NamedTuple):
    span: Span
    mask: str


def masked(text: str, *, is_mdx: bool = False) -> str:
    """Return the text with what is hidden replaced, character by character; a line of nothing else becomes blank.

    A template's tag within an address is replaced by letters, so that the link remains one.
    """
    text = ADMONITION.sub(_as_item, text) if any(sign in text for sign in ADMONITIONS) else text
    openings = ["{", "<", *CLOSED] if is_mdx else CLOSED
    found = list(_hidden(text, OPENING_OF_MDX if is_mdx else OPENING)) if any(one in text for one in openings) else []
    if not found:
        return text
    pieces, end = [], 0
    for (start, stop), mask in found:
        pieces += [text[end:start], NOT_AN_END.sub(mask, text[start:stop])]
        end = stop
    return HIDDEN_LINE.sub(lambda line: line[1] + " " * len(line[2]), "".join(pieces) + text[end:])


def is_template(html: str) -> bool:
    """Whether HTML is made into a page by a site's generator: it has tags of one outside scripts and code."""
    return TEMPLATE.search(html) is not None and TEMPLATE.search(OF_PROGRAMS.sub("", html)) is not None


def unfilled(text: str) -> str:
    """Return masked text without what is hidden, and with MISSING for what a program fills in."""
    return FILLINGS.sub(MISSING, text.replace(UNSEEN, "").replace(LOOKS, ""))


def _as_item(line: re.Match[str]) -> str:
    """Turn an admonition's first line into a list item's of the same length, so that its text is not read as code."""
    return f"{line['before']}-   {UNSEEN * (len(line[0]) - len(line['before']) - 4)}"


def _hidden(text: str, openings: re.Pattern[str]) -> Iterator[_Found]:
    """Yield what is hidden outside code, in order."""
    end = 0
    while opening := openings.search(text, end):
        start, end = opening.span()
        kind = opening[0]
        if kind[0] in "`~":
            end = _after_code(text, start, kind)
        elif (kind not in LINES or _begins_line(text, start)) and (
            found := CLOSED.get(kind, COMPONENT if kind == "<" else EXPRESSION).match(text, start)
        ):
            end = found.end()
            yield _Found(Span(start, end), _mask(text, found, kind))


def _mask(text: str, found: re.Match[str], kind: str) -> str:
    """The character that masks something hidden."""
    if kind in ("{{", "{%") and ADDRESS.search(text[text.rfind("\n", 0, found.start()) + 1 : found.start()]):
        return ADDRESS_LIKE
    if kind in ATTRIBUTES and not found[0].startswith("{::comment"):
        is_of_block = text[found.start() - 1 : found.start()].isspace() and LINE_END.match(text, found.end())
        return UNSEEN if is_of_block else LOOKS
    if kind == "<":
        return FILLED if found[0].endswith("/>") else LOOKS
    is_filled = found[0].strip("{}\"' ") if kind == "{" else kind == "{{" and found[0][2] not in "<%"
    return FILLED if is_filled else UNSEEN


def _after_code(text: str, start: int, ticks: str) -> int:
    """Where code that begins with these ticks ends; after the ticks, if it does not."""
    if len(ticks) >= 3 and _begins_line(text, start):
        closing = re.compile(rf"^[ \t>]*{ticks[0]}{{{len(ticks)},}}[ \t]*\r?$", re.MULTILINE)
        found = closing.search(text, start + len(ticks))
        return found.end() if found else len(text)
    code = CODE.match(text, start)
    return code.end() if code else start + len(ticks)


def _begins_line(text: str, start: int) -> bool:
    return BEFORE.fullmatch(text, text.rfind("\n", 0, start) + 1, start) is not None
