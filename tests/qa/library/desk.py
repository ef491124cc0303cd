"""A folder of articles and its library, as their owner has them."""

from pathlib import Path

from qa.library.indexing import index
from qa.library.options import IndexOptions
from qa.reports import IndexReport
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore

BRIDGE = "First title\nThe bridge is closed. " + "".join(f"It is closed for reason number {n}. " for n in range(20))


class Desk:
    """Articles below `articles`, and what indexes them."""

    def __init__(self, folder: Path) -> None:
        self.articles = folder / "articles"
        self.articles.mkdir()
        self.library = folder / "library"
        self.embedder = WordEmbedder()

    def write(self, name: str, text: str) -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def store(self) -> LocalStore:
        return LocalStore(self.library, self.embedder.dimension)

    def index(self, *paths: Path, dry_run: bool = False, options: IndexOptions | None = None) -> IndexReport:
        self.embedder.embedded.clear()
        options = options or IndexOptions(dry_run=dry_run)
        return index(list(paths) or [self.articles], self.store(), self.embedder, options=options)

    def titles(self) -> list[str]:
        with self.store().snapshot() as snapshot:
            return [document.heading for document in snapshot.listing()]


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed
