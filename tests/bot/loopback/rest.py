"""REST: every request comes in here and passes the token, the contract, the faults, then the route's handler."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from tests.bot.loopback import limits
from tests.bot.loopback.contract import Contract, Problem, Templates, compiled, invalid_form, matching
from tests.bot.loopback.faults import Faults, as_json
from tests.bot.loopback.values import Json, Request, Violation
from tests.bot.loopback.waiting import Bell

PREFIX = "/api/v10"
MOST_BYTES = 10 * 1024 * 1024


class Refusal(Exception):
    """A request that Discord refuses, with Discord's code; a `violation` if no state of the world excuses it."""

    def __init__(self, status: int, code: int, message: str, *, errors: Json | None = None, violation: bool = False):
        super().__init__(message)
        self.status = status
        self.body: Json = {"code": code, "message": message} | ({"errors": errors} if errors else {})
        self.violation = violation


def unknown(what: str, code: int) -> Refusal:
    """Return a 404: Discord knows no such thing."""
    return Refusal(404, code, f"Unknown {what}")


def malformed(*problems: Problem) -> Refusal:
    """Return a 400, code 50035, for these problems."""
    body = invalid_form(list(problems))
    return Refusal(400, 50035, "Invalid Form Body", errors=body["errors"], violation=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A request as a handler takes it: what is in the path's holes, the query, the JSON, and the names of files."""

    method: str
    path: str
    template: str
    holes: dict[str, str]
    query: dict[str, str]
    body: Any
    files: tuple[str, ...] = ()

    def id(self, name: str) -> int:
        """Return the id in a hole; 0, which nothing has, if it is not a number."""
        return int(self.holes[name]) if self.holes[name].isdecimal() else 0

    def asks(self, name: str) -> bool:
        """Return whether a boolean parameter of the query is set."""
        return self.query.get(name, "").lower() in {"1", "true"}


Handler = Callable[[Call], Any]


@dataclass
class Routes:
    """Handlers by method and path template; a handler returns JSON, or None for 204."""

    handlers: dict[tuple[str, str], Handler] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def add(self, method: str, template: str, handler: Handler, *, needs_token: bool = True) -> None:
        """Answer these requests with the handler."""
        self.handlers[method, template] = handler
        if not needs_token:
            self.open.add(template)

    def templates(self) -> Templates:
        """The paths that there are handlers for."""
        return compiled(list(dict.fromkeys(template for _, template in self.handlers)))


class Api:
    """The REST half of the server, with its log of requests and violations."""

    def __init__(self, routes: Routes, contract: Contract, faults: Faults, token: str) -> None:
        self._routes, self._templates = routes, routes.templates()
        self._contract, self._faults, self._token = contract, faults, token
        self.requests: list[Request] = []
        self.bell = Bell()
        self.violations: list[Violation] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = unquote(request.rel_url.raw_path.removeprefix(PREFIX))
        at = asyncio.get_running_loop().time()
        call = await self._read(request, path)
        fault = None
        try:
            handler = self._accept(request, call)
            fault = self._faults.meeting(call.method, path)
            if fault is not None:
                await fault.pause()
                if fault.drop == "before":
                    return self._hang_up(request, call, at)
                if refused := fault.answer():
                    self._log(call, at, refused.status, injected=True)
                    return refused
            status, body = _answered(handler(call))
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
            if refusal.violation:
                self._record(call, json.dumps(body))
        except Exception as error:  # whatever breaks in here has to be visible in the test
            self._record(call, f"the loopback Discord broke: {error!r}")
            raise
        if fault is not None and fault.drop == "after":
            return self._hang_up(request, call, at)
        code = body.get("code") if isinstance(body, dict) and status >= 400 else None
        self._log(call, at, status, code)
        return web.Response(status=204) if body is None else as_json(status, body)

    def _accept(self, request: web.Request, call: Call) -> Handler:
        """Return the handler, if the request has a token and is one that Discord accepts."""
        if call.template not in self._routes.open and request.headers.get("Authorization") != f"Bot {self._token}":
            raise Refusal(401, 0, "401: Unauthorized")
        multipart = request.content_type == "multipart/form-data"
        described, known = self._contract.problems(call.method, call.path, call.query, call.body, multipart)
        if not known:
            raise Refusal(404, 0, f"404: Not Found ({call.method} {call.path})", violation=True)
        if problems := described or limits.problems(call.path, call.body):
            for problem in dict.fromkeys(problems):
                self._record(call, str(problem))
            raise Refusal(400, 50035, "Invalid Form Body", errors=invalid_form(problems)["errors"])
        handler = self._routes.handlers.get((call.method, call.template))
        if handler is None:
            raise Refusal(501, 0, f"The loopback Discord does not have {call.method} {call.path}", violation=True)
        return handler

    def _log(self, call: Call, at: float, status: int, code: int | None = None, *, injected: bool = False) -> None:
        self.requests.append(Request(call.method, call.path, at, status, code, injected))
        self.bell.ring()

    def _record(self, call: Call, reason: str) -> None:
        self.violations.append(Violation(call.method, call.path, reason))

    def _hang_up(self, request: web.Request, call: Call, at: float) -> web.StreamResponse:
        self._log(call, at, 0, injected=True)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=503)

    async def _read(self, request: web.Request, path: str) -> Call:
        template, holes = matching(self._templates, path) or ("", {})
        query = dict(request.query)
        files: tuple[str, ...] = ()
        if request.content_type == "multipart/form-data":
            body, files = await _multipart(request)
        else:
            body = _parsed(await request.text()) if request.can_read_body else None
        return Call(request.method, path, template, holes, query, body, files)


def _parsed(text: str) -> Any:
    """Return the JSON, or the text itself if it is no JSON, which the contract then refuses."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


async def _multipart(request: web.Request) -> tuple[Any, tuple[str, ...]]:
    body: Any = None
    files = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = await part.read()
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            files.append(part.filename or "")
            if len(content) > MOST_BYTES:
                raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(content))
    return body, tuple(files)


def _answered(answer: Any) -> tuple[int, Any]:
    return (204, None) if answer is None else (200, answer)
