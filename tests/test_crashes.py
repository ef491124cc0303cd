"""Killed at any instant, the last committed library opens intact (promise 4)."""

from pathlib import Path

import pytest

from tests import crashing


@pytest.fixture
def crashes(request: pytest.FixtureRequest) -> int:
    """How many times the run is killed at random moments; `pytest --crashes 200` is the long form."""
    return int(request.config.getoption("--crashes"))


class Keeper:
    """Articles, their library, and which version it holds."""

    def __init__(self, folder: Path) -> None:
        self.articles, self.library = folder / "articles", folder / "library"
        self.version = 0
        crashing.write(self.articles, 0)
        crashing.fill(self.articles, self.library)

    def change(self) -> tuple[int, int]:
        """Write the next version of the articles; that of before, and this one."""
        self.version += 1
        crashing.write(self.articles, self.version)
        return self.version - 1, self.version

    def finish(self) -> None:
        """Index again, to the end, and look at what became of it."""
        crashing.fill(self.articles, self.library, allow_removals=True)
        assert crashing.torn(self.library, (self.version, self.version)) == []
        generations = [path.name for path in (self.library / "generations").iterdir()]
        assert len(generations) <= 2  # one that was left by a kill after its commit goes with the next commit


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path)


def test_killed_at_every_step_of_a_commit_it_is_the_old_or_the_new(keeper: Keeper) -> None:
    versions = keeper.change()
    count = crashing.steps(keeper.articles, keeper.library)
    assert count > 30
    for step in range(1, count + 1):
        crashing.crash(keeper.articles, keeper.library, step)
        assert crashing.torn(keeper.library, versions) == [], f"killed at step {step}"
        keeper.finish()
        versions = keeper.change()


def test_killed_at_random_moments_it_is_the_old_or_the_new(keeper: Keeper, crashes: int) -> None:
    for number in range(crashes):
        versions = keeper.change()
        crashing.crash(keeper.articles, keeper.library, None)
        assert crashing.torn(keeper.library, versions) == [], f"the crash of number {number}"
        keeper.finish()


def test_a_commit_that_is_broken_on_purpose_is_seen_to_be_torn(keeper: Keeper) -> None:
    versions = keeper.change()
    seen = []
    for step in range(4, 12):
        crashing.crash(keeper.articles, keeper.library, step, broken=True)
        seen += crashing.torn(keeper.library, versions)
        if seen:
            break
    assert any("it holds versions [0, 1]" in one for one in seen)
