"""`pullquote doctor`: the library, checked end to end."""

from typing import Annotated

import typer
from rich.console import Console

from qa.bootstrap import indexing_embedder, is_ready, open_assistant
from qa.terminal import render
from qa.terminal.models import prepared
from qa.terminal.options import Json, Library, Model, Store, settings
from qa.terminal.process import interruptible


def doctor(
    library: Library = None,
    store: Store = None,
    model: Model = None,
    full: Annotated[bool, typer.Option("--full", help="Check every file and vector of a large library.")] = False,
    as_json: Json = False,
) -> None:
    """Check the library from end to end, and say how to fix what is wrong.

    Exit code 0: all is ok; 1: something is not.
    """
    from qa.doctor import diagnose

    options = settings(library=library, store=store, model=model)
    console, is_ok = render.console(), True
    if not is_ready(options):
        open_assistant(settings=options).status()
        prepared(Console(stderr=True), options, lambda: indexing_embedder(options))
    with interruptible():
        for diagnosis in diagnose(options, full=full):
            is_ok &= diagnosis.mend is None
            if as_json:
                print(diagnosis.model_dump_json(), flush=True)
            else:
                render.show_diagnosis(console, diagnosis)
    raise typer.Exit(0 if is_ok else 1)
