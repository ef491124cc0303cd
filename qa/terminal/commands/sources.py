"""`pullquote sources`: the articles of the library."""

from typing import Annotated

import typer

from qa.bootstrap import open_assistant
from qa.terminal import render
from qa.terminal.options import Collection, Json, Library, settings, where_of


def sources(
    search: Annotated[
        str | None,
        typer.Argument(
            metavar="WORDS", help="Only articles with these words in title, source or path.", show_default=False
        ),
    ] = None,
    collection: Collection = None,
    library: Library = None,
    as_json: Json = False,
) -> None:
    """List the articles of the library."""
    assistant = open_assistant(settings=settings(library=library))
    articles = assistant.sources(where_of(collection), search or "")
    if as_json:
        for article in articles:
            print(article.model_dump_json())
    else:
        render.show_sources(render.console(), articles)
