"""The gateway: sessions that outlive their sockets, and faults of the socket on demand."""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from aiohttp import WSMsgType, web

from tests.bot.loopback import payloads
from tests.bot.loopback.state import Guild, World
from tests.bot.loopback.values import Json
from tests.bot.loopback.waiting import Bell

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
REPLAYED = 5000  # events kept for a resume


@dataclass(eq=False)
class Session:
    """What one shard identified as, with the events that it has not acknowledged yet."""

    id: str
    shard: int
    shards: int
    intents: int
    sequence: int = 0
    events: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=REPLAYED))
    socket: "Socket | None" = None

    def has(self, guild: Guild | None) -> bool:
        """Return whether this shard is the one for the guild, or for direct messages."""
        return (0 if guild is None else (guild.id >> 22) % self.shards) == self.shard

    def dispatch(self, event: str, data: Json) -> None:
        """Send an event now, or when the session is resumed."""
        self.sequence += 1
        frame: Json = {"op": DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.events.append((self.sequence, frame))
        if self.socket is not None:
            self.socket.send(frame)


@dataclass(eq=False)
class Socket:
    """One connection: the frames to send, in order, and when its heartbeats came."""

    websocket: web.WebSocketResponse
    request: web.Request
    opened: float
    outbox: "asyncio.Queue[Json | int]" = field(default_factory=asyncio.Queue)
    beats: list[float] = field(default_factory=list)
    closed: float | None = None
    ending: bool = False
    session: Session | None = None

    def send(self, frame: Json) -> None:
        """Queue a frame."""
        self.outbox.put_nowait(frame)

    def close(self, code: int) -> None:
        """Queue the end of the connection."""
        self.ending = True
        self.outbox.put_nowait(code)

    async def write(self, gateway: "Gateway") -> int | None:
        """Send what is queued until the socket is to be closed; return the code, None if the connection breaks."""
        with contextlib.suppress(ConnectionError):
            while not isinstance(frame := await self.outbox.get(), int):
                if gateway.delay:
                    await asyncio.sleep(gateway.delay)
                await self.websocket.send_str(json.dumps(frame))
            return frame
        return None


class Gateway:
    """The gateway half of the server.

    `sockets` are all connections so far; `identified` and `resumed` count how often shards did so; `delay` holds up
    every frame.
    """

    def __init__(self, world: World, token: str, *, heartbeat_interval: float, shards: int, privileged: int) -> None:
        self.interval, self.shards, self.privileged = heartbeat_interval, shards, privileged
        self._world, self._token = world, token
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.sockets: list[Socket] = []
        self.identified = self.resumed = 0
        self.acknowledging = True
        self.refusing = False
        self.delay = 0.0
        self.presences: list[Json] = []
        self.bell = Bell()

    def publish(self, event: str, guild: Guild | None, about: Any) -> None:
        """Dispatch an event to the sessions with the right shard and intents."""
        if guild is not None and not guild.has_bot and event not in ("INTERACTION_CREATE", "GUILD_DELETE"):
            return
        in_guild, direct, encode = payloads.EVENTS[event]
        needed = direct if guild is None else in_guild
        for session in self.sessions.values():
            if session.has(guild) and session.intents & needed == needed:
                session.dispatch(event, encode(about, session.intents))

    @property
    def open(self) -> list[Socket]:
        """The connections that are up and have a session."""
        return [socket for socket in self.sockets if socket.closed is None and socket.session is not None]

    def reconnect(self) -> None:
        """Opcode 7: ask every shard to reconnect and resume."""
        self._to_all({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Opcode 9: end every session, or say that it can be resumed."""
        if not resumable:
            self.sessions.clear()
        self._to_all({"op": INVALID_SESSION, "d": resumable})

    def close(self, code: int = 4000) -> None:
        """Close every socket with this code; 4007 and 4009 end the session too."""
        for socket in self.open:
            if code in (4007, 4009) and socket.session is not None:
                self.sessions.pop(socket.session.id, None)
            socket.close(code)

    def drop(self) -> None:
        """Break every connection without a word."""
        for socket in self.open:
            if socket.request.transport is not None:
                socket.request.transport.abort()

    def late(self, tolerance: float) -> list[float]:
        """Return by how much heartbeats came late, where that is more than `tolerance` seconds."""
        now = asyncio.get_running_loop().time()
        lateness = []
        for socket in self.sockets:
            times = [socket.opened, *socket.beats, socket.closed or now]
            lateness += [later - earlier - self.interval for earlier, later in pairwise(times)]
        return [by for by in lateness if by > tolerance]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, from HELLO to its end."""
        if self.refusing:
            return web.Response(status=503)
        websocket = web.WebSocketResponse(heartbeat=None, max_msg_size=4096, compress=False)
        await websocket.prepare(request)
        socket = Socket(websocket, request, asyncio.get_running_loop().time())
        self.sockets.append(socket)
        socket.send({"op": HELLO, "d": {"heartbeat_interval": round(self.interval * 1000)}})
        reading = asyncio.create_task(self._read(socket))
        writing = asyncio.create_task(socket.write(self))
        try:
            await asyncio.wait({reading, writing}, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done() and (code := writing.result()) is not None:
                await self._close(socket, reading, code)
            elif not reading.cancelled():
                await reading
        finally:
            reading.cancel()
            writing.cancel()
            self._ended(socket)
        return websocket

    async def _read(self, socket: Socket) -> None:
        async for message in socket.websocket:
            if message.type is WSMsgType.TEXT:
                self._receive(socket, json.loads(message.data))

    async def _close(self, socket: Socket, reading: "asyncio.Task[None]", code: int) -> None:
        """Close a socket, and wait for the other end to agree.

        Nothing may read meanwhile: then aiohttp would not wait, and the other end might not learn the code.
        """
        reading.cancel()
        await asyncio.wait({reading})
        with contextlib.suppress(ConnectionError):
            await socket.websocket.close(code=code)

    def _ended(self, socket: Socket) -> None:
        socket.closed = asyncio.get_running_loop().time()
        if socket.session is not None and socket.session.socket is socket:
            socket.session.socket = None
            if socket.websocket.close_code in (1000, 1001) and not socket.ending:
                self.sessions.pop(socket.session.id, None)
        self.bell.ring()

    def _receive(self, socket: Socket, frame: Json) -> None:
        operation, data = frame.get("op"), frame.get("d")
        if operation == HEARTBEAT:
            self._beat(socket, data)
        elif operation == IDENTIFY and isinstance(data, dict):
            self._identify(socket, data)
        elif operation == RESUME and isinstance(data, dict):
            self._resume(socket, data)
        elif socket.session is None:
            socket.close(4003)
        elif operation == REQUEST_MEMBERS and isinstance(data, dict):
            self._members(socket.session, data)
        elif operation == PRESENCE and isinstance(data, dict):
            self.presences.append(data)
        elif operation != VOICE_STATE:
            socket.close(4001)

    def _beat(self, socket: Socket, seen: int | None) -> None:
        socket.beats.append(asyncio.get_running_loop().time())
        if socket.session is not None:
            events = socket.session.events
            while events and events[0][0] <= (seen or 0):
                events.popleft()
        if self.acknowledging:
            socket.send({"op": HEARTBEAT_ACK, "d": None})
        self.bell.ring()

    def _identify(self, socket: Socket, data: Json) -> None:
        shard, shards = data.get("shard") or (0, 1)
        if refused := self._refusal(socket, data, shards):
            socket.close(refused)
            return
        self.identified += 1
        self.presences.append(data.get("presence") or {})
        session = Session(f"session-{self.identified}", shard, shards, data["intents"], socket=socket)
        self.sessions[session.id] = session
        socket.session = session
        bot = self._world.bot
        guilds = [guild for guild in self._world.guilds.values() if guild.has_bot and session.has(guild)]
        ready: Json = {"v": 10, "user": payloads.user(bot), "session_id": session.id, "shard": [shard, shards]}
        ready |= {"guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds]}
        ready |= {"resume_gateway_url": self.url, "application": {"id": str(bot.id), "flags": 0}}
        session.dispatch("READY", ready)
        for guild in guilds:
            session.dispatch("GUILD_CREATE", payloads.guild(guild) | {"unavailable": False})
        self.bell.ring()

    def _refusal(self, socket: Socket, data: Json, shards: int) -> int | None:
        """Return the code with which Discord closes the socket, if it does not accept this IDENTIFY."""
        if data.get("token") != self._token:
            return 4004
        if socket.session is not None:
            return 4005
        if data.get("intents", 0) & payloads.PRIVILEGED & ~self.privileged:
            return 4014
        return 4011 if shards < self.shards else None

    def _resume(self, socket: Socket, data: Json) -> None:
        if data.get("token") != self._token:
            socket.close(4004)
            return
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            socket.send({"op": INVALID_SESSION, "d": False})
            return
        self.resumed += 1
        socket.session, session.socket = session, socket
        for sequence, frame in session.events:
            if sequence > (data.get("seq") or 0):
                socket.send(frame)
        session.dispatch("RESUMED", {"_trace": []})
        self.bell.ring()

    def _members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds[int(data["guild_id"])]
        wanted = {int(one) for one in data.get("user_ids") or ()} or set(guild.members)
        members = [payloads.member(guild, self._world.users[one]) for one in guild.members if one in wanted]
        chunk: Json = {"guild_id": str(guild.id), "members": members, "chunk_index": 0, "chunk_count": 1}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce"), "not_found": []})

    def _to_all(self, frame: Json) -> None:
        for socket in self.open:
            socket.send(frame)
