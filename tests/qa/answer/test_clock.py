"""The seconds of each stage."""

from time import sleep

import pytest

from qa.answer.clock import Clock


def test_laps_follow_each_other_and_the_total_holds_them() -> None:
    clock = Clock()
    sleep(0.02)
    clock.lap("retrieve")
    clock.lap("read")
    seconds = clock.seconds()
    assert list(seconds) == ["total", "retrieve", "read"]
    assert seconds["retrieve"] >= 0.02 > seconds["read"] >= 0
    assert seconds["total"] >= seconds["retrieve"] + seconds["read"]


def test_what_comes_after_the_last_lap_is_in_the_total_only() -> None:
    clock = Clock()
    clock.lap("retrieve")
    sleep(0.02)
    first, second = clock.seconds(), clock.seconds()
    assert first["total"] >= first["retrieve"] + 0.02
    assert second["retrieve"] == pytest.approx(first["retrieve"], abs=0)
