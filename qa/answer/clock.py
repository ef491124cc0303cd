"""Time each stage of an answer."""

import time


class Clock:
    """A stopwatch that starts when it is made."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Credit the seconds since the last lap to a stage."""
        now = time.perf_counter()
        self._laps[stage] = now - self._last
        self._last = now

    def seconds(self) -> dict[str, float]:
        """The seconds of each stage, and their `total`."""
        return {"total": time.perf_counter() - self._start, **self._laps}
