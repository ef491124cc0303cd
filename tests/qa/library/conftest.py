"""What the tests of the library share: a folder of two articles and its library."""

from pathlib import Path

import pytest

from tests.qa.library.desk import BRIDGE, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("a.txt", BRIDGE)
    desk.write("world/b.txt", "Second title\nThe fair is open.")
    return desk
