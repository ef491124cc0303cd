"""Markdown: YAML front matter, a heading that may be the title, and the rest."""

import re
from typing import Any

from qa.reading.composing import compose, one_line, stem_title
from qa.reading.dates import parse_date
from qa.reading.decoding import Decoded
from qa.reading.files import SourceFile
from qa.types import Article, Notice, Span

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"(?P<blank>\s*)#[ \t]+(?P<title>[^\r\n]*?)[ \t#]*(?:\r?\n|\Z)")


def read_markdown(file: SourceFile, decoded: Decoded) -> tuple[Article, list[Notice]]:
    """The article of a Markdown file; its text is the whole file. Raises Unreadable."""
    text = decoded.text
    front = FRONT_MATTER.match(text)
    told, notice = _load(front["yaml"]) if front else ({}, None)
    start = front.end() if front else 0
    title = _scalar(told, "title")
    heading = HEADING.match(text, start)
    if heading and (title is None or one_line(title) == one_line(heading["title"])):
        title = title or heading["title"]
        start = heading.end()
    article = compose(
        file,
        text,
        [Span(start, len(text))],
        title=title or stem_title(file),
        source=_scalar(told, "source", "publisher", "site"),
        url=_scalar(told, "url", "link", "canonical_url"),
        published=parse_date(told.get("date", told.get("published"))),
        author=_scalar(told, "author", "authors", "byline"),
        verbatim=True,
        line=1,
    )
    return article, [Notice(path=file.origin, reason=notice)] if notice else []


def _load(source: str) -> tuple[dict[str, Any], str | None]:
    """What the front matter says, with names in lower case; or why it is not understood."""
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError

    try:
        loaded = YAMLHandler().load(source)
    except (YAMLError, ValueError, RecursionError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 2})" if mark is not None else ""
        return {}, f"its front matter is not YAML{place}: title and date are not taken from it"
    if not isinstance(loaded, dict):
        return {}, None
    return {str(name).lower(): value for name, value in loaded.items() if isinstance(name, str)}, None


def _scalar(told: dict[str, Any], *names: str) -> str | None:
    """The first of these that is a text or a number; never a nested value, which could be made to be huge."""
    for name in names:
        if isinstance(value := told.get(name), str | int | float) and not isinstance(value, bool):
            return str(value)
    return None
