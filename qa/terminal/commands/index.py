"""`pullquote index`: articles into the library."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from qa.bootstrap import indexing_embedder
from qa.cluster.ray_data import RayCluster
from qa.library.explaining import explained
from qa.library.indexing import NothingToIndex
from qa.library.indexing import index as run_index
from qa.library.options import IndexOptions
from qa.reading import find, read
from qa.reading.files import shown
from qa.reports import Skipped
from qa.settings import Settings
from qa.stores import open_store
from qa.terminal import render
from qa.terminal.models import prepared
from qa.terminal.options import Device, Drafts, Exclude, Json, Library, Model, Store, exclude_option, nonempty, settings
from qa.terminal.process import interruptible
from qa.terminal.progress import shown_progress
from qa.terminal.render.libraries import SHOWN_SKIPPED
from qa.upkeep import ADDRESS, Gathered, followed, gather
from qa.values import Article

if TYPE_CHECKING:
    from qa.web.mirror import Step

STOPPED = "Stopped. The library is as it was; what was embedded is kept for the next run."


def index(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            parser=nonempty,
            help="Files and folders (text, Markdown, HTML, PDF, Word, EPUB, mail, JSON, CSV), or addresses of pages, "
            "feeds and sitemaps. Without any: what was indexed before.",
            show_default=False,
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow private and intranet addresses.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Embed all articles again, from the texts kept in the library.")
    ] = False,
    library: Library = None,
    store: Store = None,
    model: Model = None,
    device: Device = None,
    exclude: Exclude = None,
    drafts: Drafts = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Remove articles even if more than half of a folder's are gone.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show what would be quoted from files, and why the rest would not; index nothing."
        ),
    ] = False,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Read and embed on the Ray cluster at this address (HOST:PORT, or auto).",
            show_default=False,
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Read every file, even those that look unchanged.")] = False,
    as_json: Json = False,
) -> None:
    """Read articles into the library; a second run reads only what has changed."""
    if explain:
        explain_files(paths or [], as_json=as_json)
        return
    options = settings(library=library, store=store, model=model, device=device)
    errors = Console(stderr=True)
    with interruptible(STOPPED):
        found = gathered(errors, options, paths or [], allow_private=allow_private, dry_run=dry_run)
        embedder = prepared(errors, options, lambda: indexing_embedder(options))
        preparing = RayCluster(ray, options, embedder) if ray and not dry_run else None
        with shown_progress(errors) as report, refusing(found.skipped):
            result = run_index(
                found.roots,
                open_store(options, embedder.dimension),
                embedder,
                library=options.library,
                options=IndexOptions(
                    dry_run,
                    allow_removals,
                    model is not None,
                    again,
                    drafts,
                    exclude_option(exclude),
                    full=full,
                    preparing=preparing,
                ),
                report=report,
            )
    result = result.model_copy(update={"skipped": (*found.skipped, *result.skipped)})
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        render.show_report(render.console(), result)
    if result.skipped and {one.path for one in result.skipped} & (named(paths or []) or followed(options)):
        raise typer.Exit(1)


def explain_files(paths: list[str], *, as_json: bool) -> None:
    """Print what is taken from files, article by article, with exit code 1 if nothing is."""
    if not paths or any(ADDRESS.match(path) for path in paths):
        raise typer.BadParameter("--explain needs files: pullquote index --explain FILE")
    console, is_any = render.console(), False
    for found in find([Path(path) for path in paths]):
        for one in [found] if isinstance(found, Skipped) else read(found):
            is_any |= isinstance(one, Article)
            told = explained(one, date.today()) if isinstance(one, Article) else one
            if as_json:
                typer.echo(told.model_dump_json())
            else:
                render.show_explained(console, told)
    if not is_any:
        raise typer.Exit(1)


def named(given: list[str]) -> set[str]:
    """Return what was given as a report names it: addresses unchanged, and absolute paths."""
    return {one if ADDRESS.match(one) else shown(Path(os.path.normpath(Path(one).absolute()))) for one in given}


def gathered(
    errors: Console, options: Settings, given: list[str], *, allow_private: bool = False, dry_run: bool = False
) -> Gathered:
    """Return the paths to index, and the pages that could not be fetched; a dry run fetches none.

    If everything given is an address that fails, say so, one line each, and end the program with exit code 1.
    """
    if dry_run:
        return Gathered([Path(one) for one in given if not ADDRESS.match(one)], [])
    fetching = errors.status("Fetching")

    def report(step: "Step") -> None:
        fetching.update(f"Fetching {step.done + 1} of {step.of}: {render.printable(step.url)[:80]}")
        fetching.start()

    try:
        found = gather(options, given, allow_private=allow_private, report=report)
    finally:
        fetching.stop()
    if given and not found.roots:
        refuse(found.skipped)
    return found


@contextmanager
def refusing(unfetched: Sequence[Skipped]) -> Iterator[None]:
    """Say why, and end the program, if nothing can be indexed in the block, after the pages that were not fetched."""
    try:
        yield
    except NothingToIndex as error:
        refuse([*unfetched, *error.skipped])


def refuse(skipped: Sequence[Skipped]) -> NoReturn:
    """Say why nothing can be indexed, one line each, and end the program with exit code 1."""
    for one in skipped[:SHOWN_SKIPPED]:
        print(f"pullquote: {render.printable(one.path)}: {one.reason}", file=sys.stderr)
    if len(skipped) > SHOWN_SKIPPED:
        print(f"pullquote: and {len(skipped) - SHOWN_SKIPPED:,} more.", file=sys.stderr)
    raise typer.Exit(1)
