"""Fetching one address: all that a server may do, and what is never requested."""

import asyncio
import gzip
import socket

import pytest
from aiohttp import ClientTimeout, web
from aiohttp.resolver import ThreadedResolver

from qa.web.addresses import PublicResolver, Refused
from qa.web.fetching import Fetcher
from qa.web.mirror import Mirror
from tests.qa.web.site import Handler, Shelf, Site, page, reasons

pytestmark = pytest.mark.asyncio


async def test_what_a_server_may_do_instead(site: Site, shelf: Shelf) -> None:
    shelf.limits = {"timeout": ClientTimeout(total=0.5), "largest": 100_000}

    async def hang(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"<p>more</p>" * 1000)

    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>")
        assert request.transport is not None
        request.transport.abort()
        return response

    bomb = gzip.compress(b"a" * 100_000_000)
    paths: dict[str, web.Response | Handler] = {
        "hang": hang,
        "endless": endless,
        "cut": cut,
        "circle": web.Response(status=302, headers={"Location": "/circle"}),
        "away": web.Response(status=302, headers={"Location": "file:///etc/passwd"}),
        "broken": web.Response(status=500),
        "busy": web.Response(status=429, headers={"Retry-After": "9999"}),
        "bomb": web.Response(body=bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}),
        "image": web.Response(body=b"\x89PNG", content_type="image/png"),
        "nowhere": web.Response(status=302, headers={"Location": "https://[::1]@/"}),
        "gone": web.Response(status=410),
    }
    urls = [site(f"/{name}", answer) for name, answer in paths.items()]
    told = reasons(await shelf.follow(*urls, f"{site.root}/missing", "http://127.0.0.1:1/closed"))
    assert told == {
        "hang": "the server took too long",
        "endless": "it is larger than 0 MB",
        "cut": "the connection failed (ClientPayloadError)",
        "circle": "it redirects more than 5 times",
        "away": "only http and https addresses without a user name are fetched",
        "broken": "the server answers 500",
        "busy": "the server answers 429",
        "bomb": "it is larger than 0 MB",
        "image": "it is image/png, not a web page",
        "nowhere": "it is not a valid address",
        "gone": "the page is gone",
        "missing": "there is no such page",
        "closed": "the connection failed (ClientConnectorError)",
    }
    assert Mirror(shelf.library).is_empty  # none of them is followed


async def test_a_server_that_asks_to_wait_is_waited_for_once(site: Site, shelf: Shelf) -> None:
    answers = [web.Response(status=429, headers={"Retry-After": "0"}), page("A")]

    async def answer(_: web.Request) -> web.StreamResponse:
        return answers.pop(0)

    assert await shelf.follow(site("/a", answer)) == []
    assert list(shelf.index()) == ["A"]


async def test_robots_txt_is_respected(site: Site, shelf: Shelf) -> None:
    site("/robots.txt", web.Response(text="User-agent: *\nDisallow: /secret\nAllow: /secret/open$\n"))
    urls = [site(path, page(path)) for path in ("/open", "/secret/x", "/secret/open")]
    assert reasons(await shelf.follow(*urls)) == {"x": "robots.txt does not allow it"}
    assert (site.asked("/secret/x"), site.asked("/robots.txt")) == (0, 1)


async def test_a_server_in_trouble_with_its_rules_allows_nothing(site: Site, shelf: Shelf) -> None:
    site("/robots.txt", web.Response(status=503))
    assert reasons(await shelf.follow(site("/a", page("A")))) == {"a": "robots.txt does not allow it"}


async def test_requests_to_a_host_keep_their_distance(site: Site) -> None:
    pauses: list[float] = []

    async def slept(seconds: float) -> None:
        pauses.append(seconds)

    site("/robots.txt", web.Response(text="User-agent: *\nCrawl-delay: 7\n"))
    async with Fetcher(allow_private=True, sleep=slept) as fetcher:
        for name in ("a", "b"):
            await fetcher.get(site(f"/{name}", page(name)))
    assert len(pauses) == 1
    assert 6 < pauses[0] <= 7


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/", "http://[::1]:{port}/",
     "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/", "http://10.0.0.1/", "http://169.254.169.254/latest",
     "http://user:word@example.org/", "ftp://example.org/", "file:///etc/passwd", "http://", "https://127.1:{port}/"],
)  # fmt: skip
async def test_private_addresses_are_not_reached(site: Site, url: str) -> None:
    site("/", page("Inside"))
    async with Fetcher(pause=0) as fetcher:
        with pytest.raises(Refused):
            await fetcher.get(url.format(port=site.root.rpartition(":")[2]))
    assert site.requests == []


async def test_a_redirect_to_a_private_address_is_not_followed(site: Site) -> None:
    port = site.root.rpartition(":")[2]
    url = site("/out", web.Response(status=302, headers={"Location": f"http://127.0.0.2:{port}/in"}))
    site("/in", page("Inside"))
    async with Fetcher(pause=0, is_public=lambda address: address == "127.0.0.1") as fetcher:
        with pytest.raises(Refused, match="private"):
            await fetcher.get(url)
    assert site.asked("/in") == 0


async def test_a_name_that_stands_for_a_private_address_too_is_refused_by_the_connection_itself(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def rebound(_: ThreadedResolver, host: str, port: int = 0, *_family: int) -> list[dict[str, object]]:
        entry = {"hostname": host, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        return [{**entry, "host": "93.184.215.14"}, {**entry, "host": "127.0.0.1"}]

    monkeypatch.setattr(ThreadedResolver, "resolve", rebound)
    with pytest.raises(Refused):
        await PublicResolver().resolve("evil.example", 80)
    async with Fetcher(pause=0) as fetcher:
        with pytest.raises(Refused, match="private"):
            await fetcher.get(f"http://evil.example:{site.root.rpartition(':')[2]}/")
    assert site.requests == []
