"""Errors of pymilvus and gRPC as facts about a store; none of them shows a token."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vectorstore.errors import StoreAway, StoreDamaged, StoreError, StoreRefused, StoreUnwritable

UNREACHED = "Fail connecting"
"""How pymilvus says that a request was not sent at all."""

CONNECT_FAILED = 2
MISSING = 100
HALF_AWAY = ("timeout", "channel not available", "node offline", "not ready", "unhealthy")
"""What servers say while part of them is starting, or is too busy."""

FULL = (8, 9, 250)
"""Milvus's codes for limits: too many requests, a quota of memory or disk, a disk that is full."""


@contextmanager
def reported(store: str) -> Iterator[None]:
    """Turn errors of pymilvus and gRPC into StoreErrors of the store at an address."""
    from grpc import RpcError
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except MilvusException as error:
        raise fault(store, error.code, str(error.message)) from error
    except RpcError as error:
        code = getattr(error, "code", lambda: None)()
        raise fault(store, code, str(getattr(error, "details", lambda: "")())) from error


def fault(store: str, code: Any, message: str) -> StoreError:
    """The meaning of a code and a message from Milvus or gRPC."""
    said, kind = message.casefold(), getattr(code, "name", "")
    if kind == "UNAUTHENTICATED" or "auth check failure" in said or "unauthenticated" in said:
        return StoreRefused(store)
    if code == MISSING or "not found[" in said:
        return StoreDamaged(store, "one of its collections is gone")
    if code in FULL or kind == "RESOURCE_EXHAUSTED":
        return StoreUnwritable(store, f"its server takes no more ({_first_line(message)})")
    is_away = kind in ("UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED") or any(one in said for one in HALF_AWAY)
    if code == CONNECT_FAILED or is_away:
        return StoreAway(store, _first_line(message))
    return StoreError(store, f"its server says: {_first_line(message)}")


def _first_line(message: str) -> str:
    """The first line of a message, at most 120 characters."""
    return (message.strip().splitlines() or ["no reason given"])[0][:120].rstrip(".")
