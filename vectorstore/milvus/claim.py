"""The right to write a library in Milvus: one process at a time, on any machine.

Milvus has neither locks nor compare-and-swap. So whoever wants to write inserts a claim and then looks for others: of
two that overlap, at least the later look sees both, and who sees another one withdraws. A claim lives as long as it is
renewed; one of a process of this machine that is no more is not waited for.
"""

import json
import os
import platform
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from vectorstore.errors import StoreBusy, StoreError
from vectorstore.milvus.address import Address
from vectorstore.milvus.rows import Row
from vectorstore.milvus.server import Server

FIELDS = {"owner": "1024", "renewed": "integer"}
EXPIRES = 60
"""Seconds after which a claim that was not renewed is none; the clocks of two machines may differ by less."""

RENEWAL = 10.0
"""Seconds between two renewals."""

PAUSE = 0.5
"""Seconds between two tries, at most; at random, so that two who withdrew do not meet again."""

_held: set[int] = set()
"""The claims that this process holds."""


@dataclass(slots=True)
class Claim:
    """A claim that is held: `number` is that of its newest row."""

    number: int
    owner: str


@contextmanager
def exclusive(server: Server, address: Address, wait: float) -> Iterator[Claim]:
    """Hold the right to write, waiting up to `wait` seconds for it. Raises StoreBusy."""
    claim = _acquired(server, address, time.monotonic() + wait)
    ended = threading.Event()
    thread = threading.Thread(target=_renew, args=(server, address, claim, ended), name="claim", daemon=True)
    thread.start()
    try:
        yield claim
    finally:
        ended.set()
        thread.join()
        _held.discard(claim.number)
        with suppress(StoreError):  # the server is away: the claim expires, and ends with this process
            _withdraw(server, address, claim.number)


def check(server: Server, address: Address, claim: Claim) -> None:
    """Raises StoreBusy if a claim was taken for dead and removed by another writer."""
    if not server.query(address.claims, f"id == {claim.number}", ["id"]):
        others = [row for row in _claims(server, address) if _is_alive(row)]
        raise _busy(address, others[0] if others else {"owner": "{}"})


def _acquired(server: Server, address: Address, deadline: float) -> Claim:
    owner = json.dumps({"machine": platform.node()[:200], "pid": os.getpid(), "since": _now()})
    while True:
        claim = Claim(secrets.randbits(62), owner)
        if (alive := _tried(server, address, claim)) is None:
            return claim
        if time.monotonic() >= deadline:
            raise _busy(address, alive)
        time.sleep(PAUSE * secrets.randbelow(1000) / 1000)  # Milvus does not tell when a row is gone


def _tried(server: Server, address: Address, claim: Claim) -> Row | None:
    """The claim of another that stands in the way; None if this one is held now."""
    _held.add(claim.number)
    try:
        _insert(server, address, claim)
        if (alive := _others(server, address, claim)) is not None:
            _held.discard(claim.number)
            _withdraw(server, address, claim.number)
        return alive
    except BaseException:
        _held.discard(claim.number)
        raise


def _others(server: Server, address: Address, claim: Claim) -> Row | None:
    """A claim besides this one that somebody may hold; those that nobody holds are removed, if there is none."""
    others = [row for row in _claims(server, address) if row["id"] != claim.number]
    for row in others:
        if _is_alive(row):
            return row
    for row in others:
        _withdraw(server, address, row["id"])
    return None


def _insert(server: Server, address: Address, claim: Claim) -> None:
    row = {"id": claim.number, "owner": claim.owner, "renewed": int(time.time()), "vector": [1.0, 0.0]}
    server.insert(address.claims, [row])


def _renew(server: Server, address: Address, claim: Claim, ended: threading.Event) -> None:
    """Insert a newer row, then remove the older one, so that there is always one."""
    while not ended.wait(RENEWAL):
        with suppress(StoreError):  # before it publishes, the writer looks whether it still has a claim
            if server.query(address.claims, f"id == {claim.number}", ["id"]):
                newer, before = Claim(secrets.randbits(62), claim.owner), claim.number
                _held.add(newer.number)
                _insert(server, address, newer)
                claim.number = newer.number
                _withdraw(server, address, before)
                _held.discard(before)


def _withdraw(server: Server, address: Address, number: int) -> None:
    server.delete(address.claims, f"id in [{number}]")


def _claims(server: Server, address: Address) -> list[Row]:
    return server.query(address.claims, "renewed >= 0", ["id", "owner", "renewed"])


def _is_alive(row: Row) -> bool:
    """Whether somebody may still hold a claim."""
    owner = json.loads(row["owner"])
    if owner.get("machine") == platform.node()[:200]:
        pid = int(owner["pid"])
        if (pid == os.getpid() and row["id"] not in _held) or not _is_running(pid):
            return False
    return bool(time.time() - row["renewed"] < EXPIRES)


def _is_running(pid: int) -> bool:
    """Whether a process of this machine is there; of one that cannot be asked it is taken for granted."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _busy(address: Address, row: Row) -> StoreBusy:
    owner = json.loads(row["owner"])
    machine = owner.get("machine")
    since = f"{owner.get('since')} on {machine}" if machine else None
    return StoreBusy(str(address), owner.get("pid"), since)


def _now() -> str:
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
