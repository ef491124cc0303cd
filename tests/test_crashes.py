"""Killed at any instant, the last committed library opens intact (promise 4)."""

import contextlib
import shutil
from collections import Counter
from pathlib import Path

import pytest

from qa.errors import IndexingError
from qa.forgetting import forget
from tests import crashing
from tests.crashing import Crasher
from tests.forking import Forks
from vectorstore.check import examine
from vectorstore.local import LocalStore


@pytest.fixture
def crashes(request: pytest.FixtureRequest) -> int:
    """How many times the run is killed at random moments; `pytest --crashes 200` is the long form."""
    return int(request.config.getoption("--crashes"))


class Keeper:
    """Articles, their library, and the version that it holds."""

    def __init__(self, folder: Path) -> None:
        self.articles, self.library = folder / "articles", folder / "library"
        self.version = 0
        crashing.write(self.articles, 0)
        crashing.fill(self.articles, self.library)

    def change(self) -> tuple[int, int]:
        """Write the next version of the articles; return the previous one and this one."""
        self.version += 1
        crashing.write(self.articles, self.version)
        return self.version - 1, self.version

    def finish(self) -> None:
        """Index again, to the end, and check the result."""
        crashing.fill(self.articles, self.library, allow_removals=True)
        assert crashing.torn(self.library, (self.version, self.version)) == []
        generations = [path.name for path in (self.library / "generations").iterdir()]
        assert len(generations) <= 2  # what a kill after its commit left behind goes with the next commit


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path)


def test_killed_at_every_step_of_a_commit_it_is_the_old_or_the_new(forks: Forks, keeper: Keeper) -> None:
    versions = keeper.change()
    count = Crasher(forks).steps(keeper.articles, keeper.library)
    assert count > 30
    for step in range(1, count + 1):
        Crasher(forks).crash(keeper.articles, keeper.library, step)
        assert crashing.torn(keeper.library, versions) == [], f"killed at step {step}"
        keeper.finish()
        versions = keeper.change()


def test_killed_at_random_moments_it_is_the_old_or_the_new(forks: Forks, keeper: Keeper, crashes: int) -> None:
    for number in range(crashes):
        versions = keeper.change()
        Crasher(forks).crash(keeper.articles, keeper.library, None)
        assert crashing.torn(keeper.library, versions) == [], f"the crash of number {number}"
        keeper.finish()


def test_a_commit_that_is_broken_on_purpose_is_seen_to_be_torn(forks: Forks, keeper: Keeper) -> None:
    versions = keeper.change()
    seen = []
    for step in range(4, 12):
        Crasher(forks).crash(keeper.articles, keeper.library, step, "--broken")
        seen += crashing.torn(keeper.library, versions)
        if seen:
            break
    assert any("it holds versions [0, 1]" in one for one in seen)


def test_killed_at_every_step_of_forgetting_all_is_there_or_nothing_is_left(
    forks: Forks, keeper: Keeper, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for number in range(8):
        (kept / f"{number}.txt").write_text(f"The port\nThe port has crane {number}.\n")
    crashing.fill(kept, keeper.library)
    count = Crasher(forks).steps(keeper.articles, keeper.library, "--forget")
    assert count > 20
    for step in range(1, count + 1, 3):
        library = tmp_path / f"library {step}"
        shutil.copytree(keeper.library, library)
        Crasher(forks).crash(keeper.articles, library, step, "--forget")
        store = LocalStore(library, wait=30)
        with store.snapshot() as snapshot:
            held = Counter(one.heading.split()[0] for one in snapshot.listing())
        assert held in (Counter(The=8, Ship=6), Counter(The=8)), f"killed at step {step}"
        with contextlib.suppress(IndexingError):  # the articles were forgotten, and their bytes go all the same
            forget(str(keeper.articles), store, library)
        assert [finding for finding in examine(library) if not finding.is_sound] == []
        left = [path.name for path in library.rglob("*") if path.is_file() and b" has mast " in path.read_bytes()]
        assert left == [], f"killed at step {step}"
