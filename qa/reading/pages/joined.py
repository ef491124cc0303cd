"""Part the paragraphs of a short article again, which trafilatura's last resort joins into one."""

import copy
import re
from typing import Any

from qa.reading.composing import Content
from qa.reading.pages.tree import content

NO_SIGN = re.compile(r"[\W_]+")
"""What differs between paragraphs that are joined and the same apart: blanks, and the marks of items."""


def parted(tree: Any, joined: Content, title: str) -> Content:
    """Return the content with its paragraphs apart, as in an article of the page; as it is if none has its words."""
    if "\n" in joined.text.strip():
        return joined
    from trafilatura.baseline import basic_cleaning  # what trafilatura takes out before it joins the rest

    said = NO_SIGN.sub("", joined.text)
    for article in tree.iter("article", "body"):
        apart = content(basic_cleaning(copy.deepcopy(article)), title)
        if NO_SIGN.sub("", apart.text) == said:
            return apart
    return joined
