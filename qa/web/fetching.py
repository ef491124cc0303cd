"""Fetch one web address, politely: robots.txt, a pause between requests, and limits on everything."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from types import TracebackType

import aiohttp
import yarl
from protego import Protego

from qa.web.addresses import PublicResolver, Refused, is_public, parse_address

AGENT = "Pullquote/0.1 (reads articles to quote them)"
LARGEST = 10 * 1024 * 1024
"""Most bytes of a page, decompressed."""

ROBOTS_BYTES = 512 * 1024
"""Bytes of a robots.txt that are read (RFC 9309 asks for at least 500 kibibytes)."""

REDIRECTS = 5
TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10, sock_read=15)
PAUSE = 1.0
"""Seconds between two requests to a host, unless its robots.txt asks for more."""

LONGEST_PAUSE = 30.0
"""Most seconds to wait for a Crawl-delay or a Retry-After."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is at an address: `url` after redirects, `kind` the media type; no body if unchanged (304)."""

    url: str
    status: int
    kind: str
    body: bytes
    etag: str | None
    modified: str | None


class Fetcher:
    """Makes requests, one after the other. `async with Fetcher() as fetcher`.

    `pause` is the seconds between two requests to a host, `largest` the most bytes accepted of a page, `sleep` how it
    waits, and `is_public` decides about numeric addresses.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = PAUSE,
        largest: int = LARGEST,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        is_public: Callable[[str], bool] = is_public,
    ) -> None:
        self._allow_private = allow_private
        self._pause = pause
        self._largest = largest
        self._timeout = timeout
        self._sleep = sleep
        self._is_public = is_public
        self._robots: dict[str, Protego | None] = {}
        self._asked: dict[str, float] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Fetcher":
        resolver = None if self._allow_private else PublicResolver()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._timeout,
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Return what is at an address now; with the validators of an earlier answer, only if it has changed.

        Raises Refused with the reason if it cannot be fetched.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        for is_last in (False, True):
            try:
                fetched, wait = await self._follow(parse_address(url), headers)
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                raise Refused(_why(error)) from error
            if wait is None or is_last or wait > LONGEST_PAUSE:
                break
            await self._sleep(wait)
        if fetched.status not in (200, 304, 404, 410):
            raise Refused(f"the server answers {fetched.status}")
        return fetched

    async def _follow(self, url: yarl.URL, headers: Mapping[str, str]) -> tuple[Fetched, float | None]:
        """Follow redirects to the end; also return the seconds that the server asks to wait, if any."""
        for _ in range(REDIRECTS + 1):
            self._check(url)
            if not await self._is_allowed(url):
                raise Refused("robots.txt does not allow it")
            await self._be_polite(url)
            async with self._open(url, headers) as response:
                if response.status in (301, 302, 303, 307, 308) and "Location" in response.headers:
                    url = url.join(parse_address(response.headers["Location"]))
                    continue
                wait = _retry_after(response) if response.status in (429, 503) else None
                body = await _body(response, self._largest) if response.status == 200 else b""
                return _fetched(url, response, body), wait
        raise Refused(f"it redirects more than {REDIRECTS} times")

    def _open(self, url: yarl.URL, headers: Mapping[str, str]) -> "aiohttp.client._RequestContextManager":
        if self._session is None:
            raise RuntimeError("enter a Fetcher before using it: async with Fetcher() as fetcher")
        return self._session.get(url, headers=dict(headers), allow_redirects=False)

    def _check(self, url: yarl.URL) -> None:
        """Raises Refused for anything but a web address, and for a private numeric one."""
        if url.scheme not in ("http", "https") or not url.raw_host or url.user is not None:
            raise Refused("only http and https addresses without a user name are fetched")
        if self._allow_private:
            return
        try:
            ip_address(url.raw_host)
        except ValueError:
            return  # a name: the resolver checks its addresses
        if not self._is_public(url.raw_host):
            raise Refused("it is a private address; use --allow-private to permit it")

    async def _is_allowed(self, url: yarl.URL) -> bool:
        origin = str(url.origin())
        if origin not in self._robots:
            self._robots[origin] = await self._read_robots(url.origin().with_path("/robots.txt"))
        robots = self._robots[origin]
        return robots is not None and bool(robots.can_fetch(str(url), AGENT))

    async def _read_robots(self, url: yarl.URL) -> Protego | None:
        """The rules of a host; None if its server fails, which allows nothing (RFC 9309, 2.3.1.4)."""
        for _ in range(REDIRECTS + 1):
            self._check(url)
            async with self._open(url, {}) as response:
                if response.status in (301, 302, 303, 307, 308) and "Location" in response.headers:
                    url = url.join(parse_address(response.headers["Location"]))
                    continue
                if response.status >= 500 or response.status == 429:
                    return None
                body = await _body(response, ROBOTS_BYTES, cut=True) if response.status == 200 else b""
                return Protego.parse(body.decode("utf-8", "replace"))
        return Protego.parse("")

    async def _be_polite(self, url: yarl.URL) -> None:
        """Wait until the next request to this host is due."""
        host = url.raw_host or ""
        robots = self._robots.get(str(url.origin()))
        asked = robots.crawl_delay(AGENT) if robots is not None else None
        pause = min(LONGEST_PAUSE, max(self._pause, float(asked or 0)))
        if host in self._asked:
            await self._sleep(max(0.0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()


async def _body(response: aiohttp.ClientResponse, most: int, *, cut: bool = False) -> bytes:
    """The decompressed body, at most `most` bytes. Raises Refused if it is longer, unless it may be `cut`."""
    chunks: list[bytes] = []
    length = 0
    async for chunk in response.content.iter_chunked(65536):
        chunks.append(chunk)
        length += len(chunk)
        if length > most:
            if cut:
                break
            raise Refused(f"it is larger than {most // 1024 // 1024} MB")
    return b"".join(chunks)[:most]


def _fetched(url: yarl.URL, response: aiohttp.ClientResponse, body: bytes) -> Fetched:
    headers = response.headers
    return Fetched(
        url=str(url),
        status=response.status,
        kind=response.content_type,
        body=body,
        etag=headers.get("ETag"),
        modified=headers.get("Last-Modified"),
    )


def _retry_after(response: aiohttp.ClientResponse) -> float | None:
    """The seconds that a server asks to wait, given as a number or as a date (RFC 9110, 10.2.3)."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server took too long"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "there is no such host"
    if isinstance(error, aiohttp.ClientSSLError):
        return "its certificate is not trusted"
    if isinstance(error, ValueError):
        return "it is not a valid address"
    return f"the connection failed ({type(error).__name__})"
