"""How often a person and a server may ask."""

import time
from collections import deque
from collections.abc import Callable

SWEEP = 1000
"""Every so many checks, people and servers that have not asked for a while are forgotten."""

Key = tuple[str, int]


class Limits:
    """In any `seconds`, a person may ask `person` questions, and all of a server together `server`.

    discord.py's Cooldown will not do: its windows are fixed, so twice as many questions pass around the end of one.
    """

    def __init__(self, person: int, server: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = {"person": person, "server": server}
        self._seconds = seconds
        self._clock = clock
        self._asked: dict[Key, deque[float]] = {}
        self._checks = 0

    def wait(self, person: int, server: int | None) -> float:
        """Return the seconds until this person may ask here; if 0, count the question."""
        now = self._clock()
        self._sweep(now)
        keys: list[Key] = [("person", person)] + ([("server", server)] if server is not None else [])
        wait = max(self._wait(key, now) for key in keys)
        if wait <= 0:
            for key in keys:
                self._asked.setdefault(key, deque()).append(now)
        return max(0.0, wait)

    def __len__(self) -> int:
        """How many people and servers are remembered."""
        return len(self._asked)

    def _wait(self, key: Key, now: float) -> float:
        asked = self._asked.get(key, deque())
        while asked and now - asked[0] >= self._seconds:
            asked.popleft()
        return asked[0] + self._seconds - now if len(asked) >= self._most[key[0]] else 0.0

    def _sweep(self, now: float) -> None:
        self._checks += 1
        if self._checks % SWEEP == 0:
            self._asked = {key: one for key, one in self._asked.items() if one and now - one[-1] < self._seconds}
