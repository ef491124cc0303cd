"""`pullquote search`: passages that match words."""

from typing import Annotated

import typer

from qa.terminal import render
from qa.terminal.models import ready_assistant
from qa.terminal.options import (
    Article,
    Author,
    Collection,
    Json,
    Library,
    Model,
    Since,
    Store,
    Until,
    settings,
    where_of,
)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.", show_default=False)],
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Show at most N passages.")] = 10,
    collection: Collection = None,
    article: Article = None,
    author: Author = None,
    since: Since = None,
    until: Until = None,
    library: Library = None,
    store: Store = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """List the passages that best match some words, with scores from 0 to 1."""
    assistant = ready_assistant(settings(library=library, store=store, model=model))
    matches = assistant.search(" ".join(words), where_of(collection, article, since, until, author), limit)
    if as_json:
        for match in matches:
            print(match.model_dump_json())
    else:
        render.show_matches(render.console(), matches)
