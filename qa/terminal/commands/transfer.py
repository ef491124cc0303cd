"""`pullquote transfer`: copy the library to another store."""

from typing import Annotated

import typer
from rich.console import Console

from qa.errors import SettingsError
from qa.library.advice import AdvisedStore
from qa.library.moves.transferring import transfer as run_transfer
from qa.stores import open_store, place_of, store_at
from qa.terminal import render
from qa.terminal.options import Json, Library, Store, settings
from qa.terminal.process import interruptible
from qa.terminal.progress import shown_count

WAIT = 10.0
"""Seconds to wait for another writer."""

STOPPED = "Stopped. Both stores are as they were."


def transfer(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="STORE", help="The other store: milvus://HOST:PORT/NAME, or a folder.", show_default=False
        ),
    ],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there already.")] = False,
    library: Library = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Copy the library to another store, with its vectors: nothing is read or embedded again."""
    options = settings(library=library, store=store)
    if to == place_of(options):
        raise SettingsError("The library is there already: name another store with --to.")
    source = AdvisedStore(open_store(options))
    overview = source.overview()
    target = store_at(to, options, int(overview.attributes.get("dimension", "0")), WAIT)
    with interruptible(STOPPED), shown_count(Console(stderr=True), "Sending", overview.size.documents) as counted:
        report = run_transfer(source, target, replaces=replace, report=counted)
    if as_json:
        print(report.model_dump_json())
    else:
        render.show_transferred(render.console(), report, to)
