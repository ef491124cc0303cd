"""`pullquote verify`: is this quote real?"""

from typing import Annotated

import typer

from qa.terminal import render
from qa.terminal.commands.ask import NOT_IN_THE_ARTICLES
from qa.terminal.models import ready_assistant
from qa.terminal.options import Article, Collection, Json, Library, Model, Since, Store, Until, settings, where_of
from qa.terminal.stdin import piped_text
from qa.verification.verdict import Standing


def verify(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT", help="The words to check, in quotation marks; or pipe them in.", show_default=False
        ),
    ] = None,
    collection: Collection = None,
    article: Article = None,
    since: Since = None,
    until: Until = None,
    library: Library = None,
    store: Store = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Check a quote word by word against the articles.

    Many quotes may be piped in, one per line. Quotation marks, dashes, spaces, capitals and "…" make no difference.
    Exit code 0: each is in an article word for word; 3: at least one is not.
    """
    texts = [" ".join(text)] if text else [line for line in piped_text("text").splitlines() if line.strip()]
    if not texts:
        raise typer.BadParameter('Give the words to check: pullquote verify "WORDS"')
    where = where_of(collection, article, since, until)
    assistant = ready_assistant(settings(library=library, store=store, model=model))
    console, stand = render.console(), True
    for number, one in enumerate(texts):
        found = assistant.verify(one, where)
        stand &= found.standing is Standing.WORD_FOR_WORD
        if as_json:
            print(found.model_dump_json(), flush=True)
        else:
            if number:
                console.print()
            render.show_verdict(console, found)
    raise typer.Exit(0 if stand else NOT_IN_THE_ARTICLES)
