"""A real server on this machine, and a library that follows it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from qa.library.documents import infos
from qa.library.indexing import index
from qa.reports import Skipped
from qa.web.fetching import Fetcher
from qa.web.mirror import MOST_UNLISTED, Mirror
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore

PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text} It was told on a long day in "
    "the north of the country, by many people.</p><p>Nobody had asked for it before, as far as is known.</p>"
    "</article></body>"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page(title: str, text: str = "The port of the town was closed because of a storm.") -> web.Response:
    return web.Response(text=PAGE.format(title=title, text=text), content_type="text/html")


class Site:
    """A server whose answers are set by path; everything else is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, web.Response | Handler] = {}
        self.requests: list[web.Request] = []
        self.root = ""

    def __call__(self, path: str, answer: web.Response | Handler) -> str:
        self.answers[path] = answer
        return self.root + path

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.requests)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        if isinstance(answer, web.Response):
            body = answer.body if isinstance(answer.body, bytes) else None
            return web.Response(body=body, status=answer.status, headers=answer.headers)
        return await answer(request)


class Shelf:
    """A library that follows the web."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.embedder = WordEmbedder()
        self.now = 1_700_000_000.0
        self.limits: dict[str, Any] = {}
        self.most_unlisted = MOST_UNLISTED

    async def follow(self, *urls: str) -> list[Skipped]:
        mirror = Mirror(self.library, lambda: self.now, self.most_unlisted)
        mirror.add(urls, allow_private=True)
        return await mirror.refresh(lambda private: Fetcher(allow_private=private, pause=0, **self.limits))

    def index(self) -> dict[str, str | None]:
        """Index what was fetched; return each article's title and address."""
        store = LocalStore(self.library, self.embedder.dimension)
        index([self.library / "web"], store, self.embedder, library=self.library)
        with store.snapshot() as snapshot:
            return {one.title: one.url for one in infos(snapshot.listing())}


def reasons(skipped: list[Skipped]) -> dict[str, str]:
    return {one.path.rpartition("/")[2]: one.reason for one in skipped}


def feed_of(*urls: str) -> str:
    return f"<rss><channel>{''.join(f'<item><link>{url}</link></item>' for url in urls)}</channel></rss>"
