"""What the tests of the terminal share: the command line in a folder of its own, and with the seeds indexed."""

from pathlib import Path

import pytest

from tests.command import Cli
from tests.forking import Forks


@pytest.fixture
def cli(tmp_path: Path, environment: dict[str, str], forks: Forks) -> Cli:
    """The command line in an empty folder."""
    hidden = ("FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION", "NO_COLOR")
    plain = {name: value for name, value in environment.items() if name not in hidden}
    return Cli(tmp_path, {**plain, "XDG_STATE_HOME": str(tmp_path / "state")}, forks)


@pytest.fixture
def seeds_cli(cli: Cli, seeds_library: Path) -> Cli:
    """The command line with the library of the seeds."""
    cli.environment["PULLQUOTE_LIBRARY"] = str(seeds_library)
    return cli
