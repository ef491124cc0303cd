"""The right to write a library in Milvus: one process at a time, on any machine.

Milvus has neither locks nor compare-and-swap. So whoever wants to write inserts a claim and then looks for others: of
two that overlap, at least the later look sees both, and whoever sees another withdraws. A claim is valid as long as it
is renewed; nobody waits for that of a process on this machine that has ended.
"""

import json
import os
import platform
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from vectorstore.errors import StoreBusy, StoreError
from vectorstore.milvus.address import Address
from vectorstore.milvus.rows import Row
from vectorstore.milvus.server import Server

FIELDS = {"owner": "1024", "renewed": "integer"}
EXPIRES = 60
"""Seconds after which a claim that was not renewed is void; the clocks of two machines must differ by less."""

RENEWAL = 10.0
"""Seconds between two renewals."""

PAUSE = 0.5
"""The most seconds between two attempts; random, so that two who withdrew do not collide again."""

_held: set[str] = set()
"""The claims that this process holds, by their owner."""


@contextmanager
def exclusive(server: Server, address: Address, wait: float) -> Iterator[str]:
    """Hold the right to write, waiting up to `wait` seconds for it; yields the claim's owner. Raises StoreBusy."""
    owner = json.dumps(
        {"machine": platform.node()[:200], "pid": os.getpid(), "since": _now(), "claim": secrets.token_hex(8)}
    )
    _held.add(owner)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(server, address, owner, ended), name="claim", daemon=True)
    try:
        _acquire(server, address, owner, time.monotonic() + wait)
        renewing.start()
        yield owner
    finally:
        ended.set()
        if renewing.is_alive():
            renewing.join()
        _held.discard(owner)
        with suppress(StoreError):  # the server is away: the claim expires, and is void once this process is gone
            _withdraw(server, address, owner)


def check(server: Server, address: Address, owner: str) -> None:
    """Raise StoreBusy if another writer took a claim for dead and removed it."""
    rows = _claims(server, address)
    if not any(row["owner"] == owner for row in rows):
        raise _busy(address, next((row["owner"] for row in rows if _is_alive(row)), "{}"))


def _acquire(server: Server, address: Address, owner: str, deadline: float) -> None:
    while True:
        _insert(server, address, owner)
        if (other := _other(server, address, owner)) is None:
            return
        _withdraw(server, address, owner)
        if time.monotonic() >= deadline:
            raise _busy(address, other)
        time.sleep(PAUSE * secrets.randbelow(1000) / 1000)  # Milvus does not report when a row is gone


def _other(server: Server, address: Address, owner: str) -> str | None:
    """The owner of another claim that somebody may hold; None if there is none, and void claims are then removed."""
    others = [row for row in _claims(server, address) if row["owner"] != owner]
    for row in others:
        if _is_alive(row):
            return str(row["owner"])
    for row in others:
        server.delete(address.claims, f"id in [{row['id']}]")
    return None


def _insert(server: Server, address: Address, owner: str) -> None:
    row = {"id": secrets.randbits(62), "owner": owner, "renewed": int(time.time()), "vector": [1.0, 0.0]}
    server.insert(address.claims, [row])


def _renew(server: Server, address: Address, owner: str, ended: threading.Event) -> None:
    """Insert a newer row, then remove the older ones, so that there is always one."""
    while not ended.wait(RENEWAL):
        with suppress(StoreError):  # before it publishes, the writer checks that it still has a claim
            older = [row["id"] for row in _claims(server, address) if row["owner"] == owner]
            if older:
                _insert(server, address, owner)
                server.delete(address.claims, f"id in {older}")


def _withdraw(server: Server, address: Address, owner: str) -> None:
    """Remove the rows of a claim."""
    rows = [row["id"] for row in _claims(server, address) if row["owner"] == owner]
    if rows:
        server.delete(address.claims, f"id in {rows}")


def _claims(server: Server, address: Address) -> list[Row]:
    return server.query(address.claims, "renewed >= 0", ["id", "owner", "renewed"])


def _is_alive(row: Row) -> bool:
    """Whether somebody may still hold a claim."""
    owner = json.loads(row["owner"])
    if owner.get("machine") == platform.node()[:200]:
        pid = int(owner["pid"])
        if (pid == os.getpid() and row["owner"] not in _held) or not _is_running(pid):
            return False
    return bool(time.time() - row["renewed"] < EXPIRES)


def _is_running(pid: int) -> bool:
    """Whether a process of this machine is running; assumed where that cannot be found out."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _busy(address: Address, other: str) -> StoreBusy:
    owner = json.loads(other)
    machine = owner.get("machine")
    since = f"{owner.get('since')} on {machine}" if machine else None
    return StoreBusy(str(address), owner.get("pid"), since)


def _now() -> str:
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
