"""`pullquote show`: one article, with a quote marked."""

import re
from typing import Annotated

import typer

from qa.bootstrap import open_assistant
from qa.terminal import render
from qa.terminal.options import Json, Library, Store, settings
from qa.terminal.render.article import show_article
from qa.values import Span


def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="The article's id; pullquote sources lists them.")],
    at: Annotated[
        str | None,
        typer.Option(metavar="START-END", help="Highlight these characters: the start and end in a quote's JSON."),
    ] = None,
    library: Library = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show an article; at a terminal, in a pager."""
    marked = _span(at)
    shown = open_assistant(settings=settings(library=library, store=store)).article(article)
    if marked is not None and marked.end > len(shown.text):
        raise typer.BadParameter(f"The article has {len(shown.text):,} characters.", param_hint="--at")
    if as_json:
        print(shown.model_dump_json(include=FIELDS))
    else:
        show_article(render.console(), shown, marked)


FIELDS = {"id", "title", "source", "url", "published", "path", "collection", "authors", "text"}
"""The fields of an article to print as JSON."""


def _span(at: str | None) -> Span | None:
    """The slice given by --at. Raises typer.BadParameter."""
    if at is None:
        return None
    found = re.fullmatch(r"(\d{1,12})-(\d{1,12})", at)
    if found is None or not int(found[1]) < int(found[2]):
        raise typer.BadParameter(f"{at!r} is not START-END, as in 120-186.", param_hint="--at")
    return Span(int(found[1]), int(found[2]))
