"""`pullquote forget`: stop following something, and erase every byte of it."""

import sys
from typing import Annotated

import typer

from qa import forgetting
from qa.stores import open_store
from qa.terminal import render
from qa.terminal.options import Json, Library, Store, Yes, nonempty, settings
from qa.terminal.process import fail, interruptible

WAIT = 10.0
"""Seconds to wait for another writer."""

STOPPED = "Stopped. If anything was removed, the next change of the library erases it."


def forget(
    what: Annotated[
        str,
        typer.Argument(
            metavar="PATH|URL|COLLECTION",
            parser=nonempty,
            help="A file, a folder, an address or a collection; pullquote status lists them.",
            show_default=False,
        ),
    ],
    yes: Yes = False,
    library: Library = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Stop following articles, and erase them from the library. Your own files stay as they are."""
    options = settings(library=library, store=store)
    opened = open_store(options, wait=WAIT)
    found, articles = forgetting.forgetting(what, opened, options.library)
    if not yes:
        _confirm(render.forget_question(found.paths, found.addresses, articles))
    with interruptible(STOPPED):
        report = forgetting.forget(what, opened, options.library)
    if as_json:
        print(report.model_dump_json())
    else:
        render.show_forgotten(render.console(), report)


def _confirm(question: str) -> None:
    """Ask at the terminal; end the program if the answer is no, or nobody is there to answer."""
    if not (sys.stdin and sys.stdin.isatty()):
        raise typer.BadParameter("There is no terminal to ask at: add --yes if you mean it.", param_hint="--yes")
    if not typer.confirm(question, err=True):
        fail("Nothing was changed.")
