"""What the tests of operations share."""

from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the bot's own file is."""
    return tmp_path / "bot.sqlite"
