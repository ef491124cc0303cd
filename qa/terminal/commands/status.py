"""`pullquote status`: what the library holds."""

from qa.bootstrap import open_assistant
from qa.terminal import render
from qa.terminal.options import Json, Library, settings


def status(library: Library = None, as_json: Json = False) -> None:
    """Show what is in the library."""
    held = open_assistant(settings=settings(library=library)).status()
    if as_json:
        print(held.model_dump_json())
    else:
        render.show_status(render.console(), held)
