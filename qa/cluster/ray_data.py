"""Read, cut and embed on a Ray cluster, in a Ray Data pipeline whose results stream back in the order of the files."""

import logging
import re
import socket
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from importlib.util import find_spec
from typing import Any

from qa.cluster.patience import is_receiving, within
from qa.cluster.rows import Columns, FileRow, Row, RowKind
from qa.cluster.work import EmbedRows, Work, read_file
from qa.errors import ClusterError, PullquoteError
from qa.library.documents import Cut, cut
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings
from qa.library.preparing import Readable
from qa.models.embedder import Embedder
from qa.reports import Skipped
from qa.settings import Settings
from qa.values import Article

CUTTING, EMBEDDING = 0.25, 0.75
"""The shares of a core for a cutting task and an embedding actor: together one, so that neither waits for the other."""

FILES = 8
"""Files per reading task."""

ROWS = 16
"""Articles that an actor embeds at once."""

BLOCK = 4 * 1024 * 1024
"""Bytes after which a task hands over its results: all actors embed an archive of many articles."""

PATIENCE = 900
"""Seconds without any result after which a run ends: Ray retries what died, but something may kill every try."""

SLACK = 60
"""Seconds that Ray has to end it itself."""

STOPPED = 5.0
"""Seconds within which what was being received is let go."""

REACHED = 5.0
"""Seconds within which the cluster must answer; Ray itself tries for minutes."""

PLACE = re.compile(r"(?:ray://)?(?P<host>[^/]+):(?P<port>\d+)")

INSTALL = "Ray is not installed: pip install 'pullquote[ray]'"


class RayCluster:
    """Prepares articles on the cluster at an address; all its machines have the files at the same paths.

    Raises ClusterError if Ray is not installed, or nothing listens at the address.
    """

    def __init__(self, address: str, settings: Settings, embedder: Embedder) -> None:
        reach(address)
        self._address = address
        self._embedder = embedder
        self._settings = settings
        self._made: Cut | None = None

    def read(self, files: Sequence[FoundFile], holdings: Holdings) -> Iterator[tuple[FoundFile, Iterable[Readable]]]:
        """Yield each file in turn, with what comes out of it. Raises ClusterError."""
        if not files:
            return
        asked = [FileRow(place, one.file, dict(holdings.of(one.origin))) for place, one in enumerate(files)]
        # what is sent is closed before the connection, also where this is left early
        with connected(self._address) as ray, closing(sent(self._address, self._rows(ray, asked))) as received:
            rows = map(Row.of, received)
            for place, found in enumerate(files):
                yield found, self._of(place, found, rows)
            for row in rows:
                raise ClusterError(f"The Ray cluster sent more than it was asked for: {row.kind} {row.place}.")

    def cut(self, article: Article) -> Cut:
        """Return an article as a document; with vectors, if just read."""
        made = self._made
        is_made = made is not None and (made.document.key, made.document.digest) == (article.id, article.digest)
        return made if made is not None and is_made else cut(article, self._embedder)

    def _of(self, place: int, found: FoundFile, rows: Iterator[Row]) -> Iterator[Readable]:
        """Yield what came out of one file: each part once, in order. Raises ClusterError."""
        for part, row in enumerate(rows):
            if (row.place, row.part) != (place, part):
                raise ClusterError(f"The Ray cluster lost a part of {found.origin}. Nothing was changed; try again.")
            if row.kind is RowKind.END:
                return
            if row.kind is RowKind.ABSENT:
                yield absent(found, row.body)
                return
            one = row.readable()
            self._made = row.cut(one, self._embedder.dimension) if isinstance(one, Article) and row.vectors else None
            yield one
        raise ClusterError(f"The Ray cluster did not finish {found.origin}. Nothing was changed; try again.")

    def _rows(self, ray: Any, files: Sequence[FileRow]) -> Iterable[Columns]:
        """Yield the rows of all files, in order, while the cluster works on later ones."""
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.target_max_block_size = BLOCK
        context.enable_progress_bars = False
        context.execution_no_progress_timeout_s = PATIENCE
        resources = ray.cluster_resources()
        gpus = int(resources.get("GPU", 0)) if self._settings.device != "cpu" else 0
        workers = gpus or max(1, int(resources.get("CPU", 1)))
        work = Work(self._settings.model, self._embedder.digest, self._settings.cache, "cuda" if gpus else "cpu")
        rows = (
            ray.data.from_items([one.columns() for one in files], override_num_blocks=-(-len(files) // FILES))
            .flat_map(partial(read_file, work=work), num_cpus=CUTTING)
            .map_batches(
                EmbedRows,
                fn_constructor_args=(work,),
                batch_size=ROWS,
                batch_format="numpy",
                compute=ray.data.ActorPoolStrategy(min_size=1, max_size=workers),
                num_cpus=EMBEDDING,
                num_gpus=1 if gpus else None,
            )
        )
        made: Iterable[Columns] = rows.iter_rows()
        return made


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Yield Ray, connected to the cluster at an address. Raises ClusterError for all Ray's errors."""
    import ray
    import ray.data

    try:
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        _let_go(ray)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
        yield ray
    except PullquoteError:
        raise
    except Exception as error:  # Ray's errors are of many kinds, each with pages of text
        raise told(address, error) from error
    finally:
        _let_go(ray)


def _let_go(ray: Any) -> None:
    """End the connection, unless something is still received: used after that, Ray ends the process without a word."""
    if not is_receiving(STOPPED):
        ray.shutdown()


def reach(address: str) -> None:
    """Raises ClusterError if Ray is not installed, or nothing listens at the address."""
    if find_spec("ray") is None:
        raise ClusterError(INSTALL)
    if place := PLACE.fullmatch(address):
        try:
            socket.create_connection((place["host"], int(place["port"])), REACHED).close()
        except OSError as error:
            raise ClusterError(f"There is no Ray cluster at {address}: {error.strerror or error}.") from error


def sent(address: str, rows: Iterable[Columns]) -> Generator[Columns]:
    """Yield what a cluster sends. Raises ClusterError for its errors, and if it sends nothing for too long."""
    try:
        yield from within(PATIENCE + SLACK, rows)
    except Exception as error:  # Ray's errors are of many kinds, here too
        raise told(address, error) from error


def told(address: str, error: BaseException) -> PullquoteError:
    """What to raise for a cluster's error: the error itself, if this program raised it there."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PullquoteError):
            return cause
        cause = getattr(cause, "cause", None) or cause.__cause__
    reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return ClusterError(
        f"The Ray cluster at {address} failed: {reason.rstrip('.')}. Nothing was changed; the next run starts over."
    )


def absent(found: FoundFile, host: str) -> Skipped:
    """What to report for a missing file. Raises ClusterError if only a machine of the cluster lacks it."""
    if found.file.path.exists():
        raise ClusterError(
            f"{host} of the Ray cluster does not have {found.origin}: all its machines need the articles at the same "
            "path. Nothing was changed."
        )
    return Skipped(path=found.origin, reason="no such file or folder")
