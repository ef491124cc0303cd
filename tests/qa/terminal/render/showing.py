"""What the tests of rendering share: an article with what a terminal would obey in it, and how it is shown."""

import io
from typing import Literal

from rich.console import Console

from qa.values import ArticleInfo

ARTICLE = ArticleInfo(id="1", title="A \x1b[31mred\x1b[0m title\u202e", path="/x/a.txt", collection="c", source="S\x07")


def shown(show: object, *values: object, terminal: bool = False, width: int = 60) -> str:
    out = io.StringIO()
    colours: Literal["truecolor"] | None = "truecolor" if terminal else None
    console = Console(file=out, force_terminal=terminal, width=width, highlight=False, color_system=colours)
    assert callable(show)
    show(console, *values)
    return out.getvalue()
