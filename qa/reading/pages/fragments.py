"""Read HTML within a field of a record or a feed."""

import html
import re
from typing import Any

from qa.reading.composing import Content, after_title, one_line
from qa.reading.pages.text import prepare
from qa.reading.pages.tree import UNSEEN, content
from qa.reading.paragraphs import headings, paragraphs, quotations

TAG = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|blockquote|figure|table|script|article|section)\s*>"
    r"|<(?:p|br|hr|img|div)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
SHORTCODE = re.compile(
    r"\[(caption|gallery|embed|audio|video|playlist|code|sourcecode)\b[^\[\]]*\].*?\[/\1\]"
    r"|\[/?(?:gallery|audio|video|playlist|embed)\b[^\[\]]*\]"
    r"|\[/?[a-z][\w-]*(?:\s+[\w-]+\s*=[^\[\]]*)\]|\[/[a-z][\w-]*\]",
    re.DOTALL | re.IGNORECASE,
)
"""What a WordPress plugin fills in, not any bracketed word."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def said(text: str, title: str) -> Content:
    """Return the content of a field, read as HTML if it holds any. A first line that is the title is left out."""
    if TAG.search(text):
        return content(tree_of(SHORTCODE.sub("", text)), title)
    text = UNSEEN.sub("", ENTITY.sub(lambda entity: html.unescape(entity[0]), text))
    if text.lstrip().startswith("<") and TAG.search(text):  # it was escaped once too often
        return content(tree_of(SHORTCODE.sub("", text)), title)
    body = paragraphs(text, after_title(text, title))
    return Content(text, body, [*headings(text, body), *quotations(text, body)])


def plain(text: str) -> str:
    """Return a one-line field without any tags."""
    return "".join(tree_of(text).itertext()) if TAG.search(text) else text


def heading(tree: Any) -> str:
    """Return the heading with which a tree begins, if it is of the first two levels; else nothing."""
    first = next((one for one in tree.iter("h1", "h2", "p", "li", "td") if "".join(one.itertext()).strip()), None)
    return one_line("".join(first.itertext())) if first is not None and first.tag in ("h1", "h2") else ""


def tree_of(text: str) -> Any:
    """Return a part of a page as a tree that is ready to be read."""
    from lxml import html as parser  # only for HTML: it takes a while to load

    tree = parser.fragment_fromstring(text, create_parent="div")
    prepare(tree)
    return tree
