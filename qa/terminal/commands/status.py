"""`pullquote status`: what the library holds."""

from qa.bootstrap import open_assistant
from qa.terminal import render
from qa.terminal.options import Json, Library, Store, settings


def status(library: Library = None, store: Store = None, as_json: Json = False) -> None:
    """Show what is in the library."""
    held = open_assistant(settings=settings(library=library, store=store)).status()
    if as_json:
        print(held.model_dump_json())
    else:
        render.show_status(render.console(), held)
