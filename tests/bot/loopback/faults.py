"""Faults on demand for REST: rate limits, errors, dropped connections, delays.

A pattern is a path below /api/v10 where `*` stands for one segment and `**` for any: `/channels/*/messages`.
A request meets the first fault that fits it and has times left.
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.bot.loopback.values import Json
from tests.bot.loopback.waiting import PATIENCE, Bell

ALWAYS = 10**9


def as_json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """Return an answer of exactly `application/json`, without a charset: the client parses no other."""
    text = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=text, headers={"Content-Type": "application/json", **(headers or {})})


@dataclass(eq=False)
class Fault:
    """What happens to the next requests that fit; `hits` counts the requests that it happened to."""

    method: str
    pattern: str
    times: int
    status: int | None = None
    drop: str | None = None
    seconds: float = 0.0
    retry_after: float = 0.0
    scope: str = "user"
    via: bool = True
    hits: int = 0
    gate: asyncio.Event | None = None
    bell: Bell = field(default_factory=Bell)

    def fits(self, method: str, path: str) -> bool:
        """Whether the request meets this fault."""
        return self.hits < self.times and self.method in ("*", method) and bool(_regex(self.pattern).fullmatch(path))

    async def pause(self) -> None:
        """Hold the request up for as long as this fault says."""
        if self.gate is not None:
            await self.gate.wait()
        if self.seconds:
            await asyncio.sleep(self.seconds)

    def answer(self) -> web.Response | None:
        """Return the refusal that replaces the real answer, if this fault has one."""
        if self.status is None:
            return None
        if self.status != 429:
            return web.Response(status=self.status, text="upstream connect error", content_type="text/plain")
        everywhere = self.scope == "global"
        body: Json = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": everywhere}
        headers = {"Retry-After": str(self.retry_after), "X-RateLimit-Scope": self.scope}
        headers |= {"Via": "1.1 google"} if self.via else {}
        headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
        return as_json(429, body, headers)

    async def met(self, times: int = 1, within: float = PATIENCE) -> None:
        """Wait until so many requests have met the fault."""
        await self.bell.until(
            lambda: self.hits >= times, within, lambda: f"{self.hits} of {self.method} {self.pattern}"
        )

    def release(self) -> None:
        """Let held requests go on, and later ones through."""
        if self.gate is not None:
            self.gate.set()


class Faults:
    """The faults that are set, in order."""

    def __init__(self) -> None:
        self._set: list[Fault] = []

    def fail(self, method: str, pattern: str, status: int = 503, times: int = 1) -> Fault:
        """Answer with a server error; nothing takes effect."""
        return self._add(Fault(method, pattern, times, status=status))

    def limit(
        self,
        method: str,
        pattern: str,
        retry_after: float = 0.05,
        times: int = 1,
        scope: str = "user",
        via: bool = True,
    ) -> Fault:
        """Answer 429; scope "global" stops every route, and without `via` the client takes it for a ban."""
        return self._add(Fault(method, pattern, times, status=429, retry_after=retry_after, scope=scope, via=via))

    def drop(self, method: str, pattern: str, times: int = 1, after: bool = False) -> Fault:
        """Drop the connection, before or after the request took effect."""
        return self._add(Fault(method, pattern, times, drop="after" if after else "before"))

    def delay(self, method: str, pattern: str, seconds: float, times: int = ALWAYS) -> Fault:
        """Wait so long before the request takes effect."""
        return self._add(Fault(method, pattern, times, seconds=seconds))

    def hold(self, method: str, pattern: str, times: int = ALWAYS) -> Fault:
        """Hold requests before they take effect, until `release`."""
        return self._add(Fault(method, pattern, times, gate=asyncio.Event()))

    def clear(self) -> None:
        """Remove all faults."""
        for fault in self._set:
            fault.release()
        self._set.clear()

    def meeting(self, method: str, path: str) -> Fault | None:
        """Return the fault that this request meets, and count it."""
        for fault in self._set:
            if fault.fits(method, path):
                fault.hits += 1
                fault.bell.ring()
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self._set.append(fault)
        return fault


def _regex(pattern: str) -> re.Pattern[str]:
    parts = {"**": ".*", "*": "[^/]*"}
    return re.compile("".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*|\*)", pattern)))
