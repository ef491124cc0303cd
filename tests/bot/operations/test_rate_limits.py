"""How often a person and a server may ask."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations.rate_limits import SWEEP, Limits


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_person_waits_until_the_oldest_question_is_old_enough() -> None:
    clock = Clock()
    limits = Limits(2, 100, 30, clock)
    assert limits.wait(1, 9) == 0
    clock.now = 10
    assert limits.wait(1, 9) == 0
    assert limits.wait(1, 9) == 20
    assert limits.wait(1, None) == 20  # in direct messages too
    assert limits.wait(2, 9) == 0
    clock.now = 30
    assert limits.wait(1, 9) == 0
    assert limits.wait(1, 9) == 10


def test_a_refused_question_counts_for_nobody() -> None:
    clock = Clock()
    limits = Limits(1, 2, 30, clock)
    assert [limits.wait(person, 9) for person in (1, 1, 1, 2, 3)] == [0, 30, 30, 0, 30]
    assert limits.wait(3, 8) == 0


@given(st.lists(st.tuples(st.floats(0, 20), st.integers(1, 3), st.sampled_from([7, 8, None])), max_size=80))
def test_in_any_window_no_more_pass_than_allowed(steps: list[tuple[float, int, int | None]]) -> None:
    clock = Clock()
    limits = Limits(3, 5, 30, clock)
    passed: dict[tuple[str, int], deque[float]] = {}
    for pause, person, server in steps:
        clock.now += pause
        if limits.wait(person, server) == 0:
            for key in (("person", person), ("server", server or 0))[: 2 if server else 1]:
                passed.setdefault(key, deque()).append(clock.now)
    for key, moments in passed.items():
        most = 3 if key[0] == "person" else 5
        for moment in moments:
            assert sum(moment <= other < moment + 30 for other in moments) <= most


def test_who_has_not_asked_for_a_while_is_forgotten() -> None:
    clock = Clock()
    limits = Limits(5, 1000, 30, clock)
    for person in range(500):
        limits.wait(person, person % 7)
    assert len(limits) == 507
    clock.now = 31
    for _ in range(SWEEP):
        limits.wait(1, None)
    assert len(limits) == 1


@pytest.mark.parametrize("seconds", [0.5, 30])
def test_the_wait_ends_when_it_says(seconds: float) -> None:
    clock = Clock()
    limits = Limits(1, 1, seconds, clock)
    limits.wait(1, 1)
    clock.now += limits.wait(1, 1)
    assert limits.wait(1, 1) == 0
