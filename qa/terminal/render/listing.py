"""The articles of a library as lines for a terminal or a pipe."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from qa.terminal.render.text import TITLE, cut, link, place, printable
from qa.values import ArticleInfo

GAP = "  "
"""The gap between two columns."""

WIDEST_COLLECTION = 16
"""Columns of a collection's name."""


def show_sources(console: Console, articles: Iterable[ArticleInfo]) -> None:
    """Print a line for each article: id, date, collection and title; for a pipe, with tabs and its place.

    On a terminal too narrow for the title, the collection is left out, then the date. One that shows hyperlinks has
    one on the title.
    """
    if not console.is_terminal:
        for article in articles:
            print("\t".join(_cells(article)), file=console.file)  # tabs, for cut and awk
        return
    listed = list(articles)
    for article, cells in zip(listed, _fitting(console, [_cells(one)[:4] for one in listed]), strict=True):
        *before, title = cells
        target = link(article) if getattr(console, "has_links", False) else None
        shown = (title, f"link {target}" if target else "")
        console.print(Text.assemble((GAP.join([*before, ""]), "dim"), shown), soft_wrap=True)


def _cells(article: ArticleInfo) -> tuple[str, ...]:
    day, collection = str(article.published or ""), printable(article.collection)
    return article.id, day, collection, printable(article.title), place(article, None)


def _fitting(console: Console, rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the cells of each row that fit into a line, the last of them the title."""
    widths = [max((cell_len(row[column]) for row in rows), default=0) for column in range(3)]
    widths[2] = min(widths[2], WIDEST_COLLECTION)
    while len(widths) > 1 and console.width - sum(widths) - len(GAP) * len(widths) < TITLE:
        widths.pop()
    rest = max(console.width - sum(widths) - len(GAP) * len(widths), 1)
    for *before, title in rows:
        kept = zip(before[: len(widths)], widths, strict=True)
        yield [*(set_cell_size(cut(cell, width), width) for cell, width in kept), cut(title, rest)]
