"""Quotes against the articles as they are now: what cannot be shown to stand there is withheld (promise 1)."""

import threading
from pathlib import Path

from qa.reading.files import digest
from qa.types import Article, Quote, Withheld

Signature = tuple[int, int, int, int]


class Verifier:
    """Compares quotes with the stored text, and files with their digests when they were indexed.

    A file that was found equal is read again only when its size, times or identity differ.
    """

    def __init__(self) -> None:
        self._equal: dict[tuple[str, str], Signature] = {}
        self._lock = threading.Lock()

    def objection(self, quote: Quote, article: Article, indexed: str | None) -> Withheld | None:
        """Why a quote must not be shown, or None. `indexed` is the digest of its file when it was indexed."""
        reason = self._objection(quote, article, indexed)
        return Withheld(article=article.info, reason=reason) if reason is not None else None

    def _objection(self, quote: Quote, article: Article, indexed: str | None) -> str | None:
        if article.text[quote.start : quote.end] != quote.text:
            return "it is not in the article as stored"
        try:
            if indexed is not None and self._is_equal(article.path, indexed):
                return None
        except FileNotFoundError:
            return "the file is gone since it was indexed"
        except OSError as error:
            return f"the file cannot be read ({error.strerror})"
        return "the file has changed since it was indexed"

    def _is_equal(self, path: str, indexed: str) -> bool:
        stat = Path(path).stat()
        signature = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        with self._lock:
            if self._equal.get((path, indexed)) == signature:
                return True
        if digest(Path(path)) != indexed:
            return False
        with self._lock:
            self._equal[path, indexed] = signature
        return True
