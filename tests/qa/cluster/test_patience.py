"""Waiting for a cluster: in order, with its errors, and not for ever."""

from collections.abc import Iterator
from threading import Event

import pytest

from qa.cluster.patience import AHEAD, is_receiving, within


def test_what_is_sent_comes_in_order() -> None:
    assert list(within(60, iter(range(3 * AHEAD)))) == list(range(3 * AHEAD))


def test_an_error_comes_after_what_was_sent_before_it() -> None:
    def sent() -> Iterator[int]:
        yield 1
        raise ValueError("lost")

    received = within(60, sent())
    assert next(received) == 1
    with pytest.raises(ValueError, match="lost"):
        next(received)


def test_if_nothing_comes_the_wait_ends() -> None:
    never = Event()

    def sent() -> Iterator[int]:
        yield 1
        never.wait(60)

    received = within(0.05, sent())
    assert next(received) == 1
    with pytest.raises(TimeoutError, match="nothing came for 0 s"):
        next(received)
    assert is_receiving(0.05)
    never.set()
    assert not is_receiving(60)


def test_who_stops_waiting_stops_the_receiving() -> None:
    closed = Event()

    def sent() -> Iterator[int]:
        try:
            yield from range(10 * AHEAD)
        finally:
            closed.set()

    received = within(60, sent())
    assert next(received) == 0
    received.close()
    assert closed.wait(60)
    assert not is_receiving(60)
