"""`pullquote index`: articles -> the library."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from qa.bootstrap import ADDRESS, Gathered, gather, indexing_embedder
from qa.library.indexing import IndexOptions
from qa.library.indexing import index as run_index
from qa.settings import Settings
from qa.terminal import render
from qa.terminal.models import prepared
from qa.terminal.options import Device, Json, Library, Model, settings
from qa.terminal.process import interruptible
from qa.terminal.progress import shown_progress
from vectorstore.local import LocalStore

if TYPE_CHECKING:
    from qa.web import Step

STOPPED = "Stopped. The library is as it was; what was embedded is kept for the next run."


def index(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            help="Files and folders (.txt .md .html .pdf .jsonl .csv), or addresses of pages, feeds and sitemaps. "
            "Without any, what was indexed before.",
            show_default=False,
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow private and intranet addresses.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Embed everything again, from the library's own texts.")
    ] = False,
    library: Library = None,
    model: Model = None,
    device: Device = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Remove articles even if more than half of a folder's are gone.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read articles into the library; a second run reads only what has changed."""
    options = settings(library=library, model=model, device=device)
    errors = Console(stderr=True)
    with interruptible(STOPPED):
        found = gathered(errors, options, paths or [], allow_private=allow_private, dry_run=dry_run)
        embedder = prepared(errors, options, lambda: indexing_embedder(options))
        with shown_progress(errors) as report:
            result = run_index(
                found.roots,
                LocalStore(options.library, embedder.dimension),
                embedder,
                library=options.library,
                options=IndexOptions(dry_run, allow_removals, reembed=model is not None, again=again),
                report=report,
            )
    result = result.model_copy(update={"skipped": (*found.skipped, *result.skipped)})
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        render.show_report(render.console(), result)
    if {one.path for one in result.skipped} & {str(Path(path).absolute()) for path in paths or []}:
        raise typer.Exit(1)


def gathered(
    errors: Console, options: Settings, given: list[str], *, allow_private: bool = False, dry_run: bool = False
) -> Gathered:
    """Return the paths to index, and the pages that could not be fetched; a dry run fetches none."""
    if dry_run:
        return Gathered([Path(one) for one in given if not ADDRESS.match(one)], [])
    shown = errors.status("Fetching")

    def report(step: "Step") -> None:
        shown.update(f"Fetching {step.done + 1} of {step.of}: {render.printable(step.url)[:80]}")
        shown.start()

    try:
        return gather(options, given, allow_private=allow_private, report=report)
    finally:
        shown.stop()
