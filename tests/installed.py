"""Pullquote as a user has it: a wheel, installed in an environment of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints.txt"


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment in a folder."""

    folder: Path

    @property
    def programs(self) -> Path:
        """The folder of its programs."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.programs / "python"

    @property
    def pullquote(self) -> Path:
        """The command."""
        return self.programs / "pullquote"


def built_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout in a folder, and return its path."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    (wheel,) = folder.glob("pullquote-*.whl")
    return wheel


def environment(folder: Path, interpreter: str | Path = sys.executable) -> Environment:
    """Make an empty environment of an interpreter."""
    run(interpreter, "-m", "venv", folder)
    return Environment(folder)


def user(home: Path) -> dict[str, str]:
    """The environment of a user with nothing of Pullquote in a home of their own."""
    hidden = ("PULLQUOTE_", "PYTHON", "XDG_", "COVERAGE_", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)} | {"HOME": str(home)}


def run(*command: object) -> None:
    """Run a command that must not fail."""
    subprocess.run([str(part) for part in command], check=True)
