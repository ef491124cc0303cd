"""Wait for what a cluster sends, but not for ever: when it kills whatever starts, Ray itself waits without end."""

from collections.abc import Generator, Iterable
from queue import Empty, Full, Queue
from threading import Event, Thread
from threading import enumerate as threads
from typing import Generic, TypeVar

Sent = TypeVar("Sent")

AHEAD = 64
"""How many are received before they are asked for."""

LOOK = 0.5
"""Seconds after which a full queue is looked at again."""

NAME = "cluster"
"""The name of a thread that receives."""


def within(seconds: float, sent: Iterable[Sent]) -> Generator[Sent]:
    """Yield what is sent, in order. Raises TimeoutError if nothing comes for so many seconds, and errors of `sent`."""
    received = _Received(sent)
    try:
        yield from received.all(seconds)
    finally:
        received.is_over.set()


def is_receiving(seconds: float) -> bool:
    """Return whether something is still being received after so many seconds in which it could have ended."""
    for one in threads():
        if one.name == NAME:
            one.join(seconds)
    return any(one.name == NAME for one in threads())


class _Received(Generic[Sent]):
    """What a thread of its own has received so far: each in a list of one, then an empty list, or an error."""

    def __init__(self, sent: Iterable[Sent]) -> None:
        self.is_over = Event()
        self._queue: Queue[list[Sent] | BaseException] = Queue(AHEAD)
        Thread(target=self._receive, args=(sent,), name=NAME, daemon=True).start()

    def all(self, seconds: float) -> Generator[Sent]:
        """Yield it in order, until the end."""
        while True:
            try:
                one = self._queue.get(timeout=seconds)
            except Empty as error:
                raise TimeoutError(f"nothing came for {seconds:.0f} s") from error
            if isinstance(one, BaseException):
                raise one
            if not one:
                return
            yield from one

    def _receive(self, sent: Iterable[Sent]) -> None:
        try:
            for one in sent:
                if not self._put([one]):
                    return
            self._put([])
        except BaseException as error:  # noqa: BLE001  raised where it is waited for
            self._put(error)

    def _put(self, one: list[Sent] | BaseException) -> bool:
        """Hand over; False if nobody waits for it any more."""
        while not self.is_over.is_set():
            try:
                self._queue.put(one, timeout=LOOK)
            except Full:
                continue
            return True
        return False
