"""Articles as they are now: what cannot be shown to stand in them is withheld (promise 1)."""

import threading
from collections import OrderedDict
from pathlib import Path

from qa.reading import SourceFile, read
from qa.reading.files import digest
from qa.values import Article

KEPT = 64
"""Articles that were read anew and are kept until their files change again."""

Signature = tuple[int, int, int, int]


class Verifier:
    """Compares files with their digests when they were indexed, and reads anew those that differ.

    A file that was found equal, or was read, is read again only when its size, times or identity differ.
    """

    def __init__(self) -> None:
        self._equal: dict[tuple[str, str], Signature] = {}
        self._read: OrderedDict[str, tuple[Signature, Article | None]] = OrderedDict()
        self._lock = threading.Lock()

    def current(self, article: Article, indexed: str | None) -> Article | str:
        """The article as its file has it now: as stored, if nothing changed; or why it cannot be shown.

        `indexed` is the digest of its file when it was indexed.
        """
        try:
            if indexed is not None and self._is_equal(article.path, indexed):
                return article
            return self._anew(article) or "the article is no longer in its file"
        except FileNotFoundError:
            return "the file is gone since it was indexed"
        except OSError as error:
            return f"the file cannot be read ({error.strerror})"

    def _is_equal(self, path: str, indexed: str) -> bool:
        signature = _signature(path)
        with self._lock:
            if self._equal.get((path, indexed)) == signature:
                return True
        if digest(Path(path)) != indexed:
            return False
        with self._lock:
            self._equal[path, indexed] = signature
        return True

    def _anew(self, article: Article) -> Article | None:
        """The article of the same id in its file as it is now."""
        signature = _signature(article.path)
        with self._lock:
            known = self._read.get(article.id)
        if known is not None and known[0] == signature:
            return known[1]
        file = SourceFile(Path(article.path), article.collection)
        found = (one for one in read(file) if isinstance(one, Article) and one.id == article.id)
        now = next(found, None)
        with self._lock:
            self._read[article.id] = signature, now
            while len(self._read) > KEPT:
                self._read.popitem(last=False)
        return now


def _signature(path: str) -> Signature:
    stat = Path(path).stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
