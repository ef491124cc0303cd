"""`pullquote move`: a followed file or folder that is now elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from qa.library.moves.moving import move as run_move
from qa.stores import open_store
from qa.terminal import render
from qa.terminal.options import Json, Library, Store, path, settings

WAIT = 10.0
"""Seconds to wait for another writer."""


def move(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", parser=path, help="The old path, as pullquote status shows it.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", parser=path, help="The new path.")],
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Remove the articles whose files are not at the new place.")
    ] = False,
    library: Library = None,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Tell the library where a file or folder has moved. Nothing is read or embedded again."""
    options = settings(library=library, store=store)
    report = run_move(old, new, open_store(options, wait=WAIT), allow_removals=allow_removals)
    if as_json:
        print(report.model_dump_json())
    else:
        render.show_moved(render.console(), report)
