"""The recorded session in docs/session.md is what the commands print."""

import sys
import sysconfig
from pathlib import Path

from docs.record_session import PAGE, recorded, without_times
from tests.installed import Environment, built_wheel, environment


def with_the_packages_here(folder: Path) -> Environment:
    """Return an environment that finds what the wheel needs where these tests have it."""
    made = environment(folder)
    (site,) = folder.glob("**/site-packages")
    places = [sysconfig.get_path("purelib"), *(one for one in sys.path if one.endswith("site-packages"))]
    (site / "packages.pth").write_text("\n".join(dict.fromkeys(places)), encoding="utf-8")
    return made


def test_the_recorded_session_is_what_the_commands_print(tmp_path: Path) -> None:
    wheel = built_wheel(tmp_path)
    made = with_the_packages_here(tmp_path / "environment")
    alone = {"PIP_NO_DEPS": "1", "PIP_FORCE_REINSTALL": "1"}
    page = recorded(made, wheel, tmp_path, alone)
    assert without_times(page) == without_times(PAGE.read_text(encoding="utf-8"))


def test_times_are_masked() -> None:
    assert without_times("# 1.4 s\n12 passages in 0.2 s; generation 1") == "# … s\n12 passages in … s; generation 1"
