"""Connects a real process to the loopback Discord: an HTTP proxy for Discord's own names, and a certificate for them.

A program that is started with `environment` reaches what it takes for https://discord.com and
wss://gateway.discord.gg; the program itself is unchanged.
"""

import asyncio
import contextlib
import re
import ssl
from pathlib import Path
from types import TracebackType

import trustme
from aiohttp import web

from tests.bot.loopback.server import LoopbackDiscord

NAMES = ("discord.com", "gateway.discord.gg")
GATEWAY = "wss://gateway.discord.gg/gateway"


class Outside:
    """`async with Outside(server, folder) as outside`; the server must be running."""

    def __init__(self, server: LoopbackDiscord, folder: Path) -> None:
        self._server = server
        self._authority = folder / "authority.pem"
        self._proxy: asyncio.Server | None = None
        self._tls_port = 0
        self._tunnels: set[asyncio.Future[tuple[None, None]]] = set()
        self.refused: list[str] = []

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment."""
        assert self._proxy is not None
        port = self._proxy.sockets[0].getsockname()[1]
        return {"PULLQUOTE_DISCORD_PROXY": f"http://127.0.0.1:{port}", "SSL_CERT_FILE": str(self._authority)}

    async def __aenter__(self) -> "Outside":
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self._authority))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(*NAMES).configure_cert(context)
        assert self._server.runner is not None
        site = web.TCPSite(self._server.runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        self._tls_port = self._server.runner.addresses[-1][1]
        self._server.gateway.url = GATEWAY
        self._proxy = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._proxy is not None
        self._proxy.close()
        for tunnel in self._tunnels:
            tunnel.cancel()
        await asyncio.gather(*self._tunnels, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one CONNECT, to a name of Discord or to nowhere."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        asked = re.match(r"CONNECT ([^:\s]+):443 HTTP/1\.1\r\n", head)
        if asked is None or asked[1] not in NAMES:
            self.refused.append(head.partition("\r\n")[0])
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            writer.close()
            return
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._tls_port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        tunnel = asyncio.gather(_pipe(reader, inner_writer), _pipe(inner_reader, writer))
        self._tunnels.add(tunnel)
        with contextlib.suppress(asyncio.CancelledError):
            await tunnel
        self._tunnels.discard(tunnel)


async def _pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        try:
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        finally:
            target.close()
            await target.wait_closed()
