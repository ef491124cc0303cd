"""`pullquote sources`: the articles of the library."""

from typing import Annotated

import typer

from qa.bootstrap import open_assistant
from qa.library.listing import Listing, Order
from qa.terminal import render
from qa.terminal.options import Author, Collection, Json, Library, Since, Store, Until, settings, where_of


def sources(
    search: Annotated[
        str | None,
        typer.Argument(
            metavar="WORDS", help="Only articles with these words in title, source or path.", show_default=False
        ),
    ] = None,
    collection: Collection = None,
    author: Author = None,
    since: Since = None,
    until: Until = None,
    undated: Annotated[bool, typer.Option("--undated", help="Only articles without a date.")] = False,
    sort: Annotated[
        Order,
        typer.Option("--sort", metavar="date|title|collection", help="Sort order; dates are listed newest first."),
    ] = Order.TITLE,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="List at most N articles.", show_default=False)
    ] = None,
    library: Library = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """List the articles of the library."""
    if undated and (since or until):
        raise typer.BadParameter("An article without a date is of no day: use --undated alone.", param_hint="--undated")
    assistant = open_assistant(settings=settings(library=library, store=store))
    where = where_of(collection, since=since, until=until, author=author)
    articles = assistant.sources(where, search or "", Listing(sort, limit, undated))
    if as_json:
        for article in articles:
            print(article.model_dump_json())
    else:
        render.show_sources(render.console(), articles)
