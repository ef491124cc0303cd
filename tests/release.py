"""Check a release: `make release-check`.

The wheel is built, installed in an empty environment of each Python on this machine, and asked from another folder. The
check fails if an answer is wrong, if torch is imported for it, or if the first answer takes longer than promised. On a
machine that is busy with other things, the clock says little: then the processors' seconds count.

With --without-torch, everything is installed but torch and what only torch needs: about 1.1 GB.
Pythons may be named: `make release-check ARGUMENTS="--without-torch 3.12"`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.installed import CONSTRAINTS, ROOT, Environment, built_wheel, environment, run, user

VERSIONS = ("3.11", "3.12", "3.13")
QUESTION = "How many hearts does an octopus have?"
ANSWER = "1. > An octopus has three hearts."
FIRST_ANSWER = 5.0
"""Seconds from a finished install to the first answer on the seeds, at most, on two cores."""

HEAVY = re.compile(r"\| +((?:torch|transformers|sentence_transformers)\b\S*)")
"""Modules that indexing and asking must not import, as `python -X importtime` names them."""

TORCH = re.compile(r"(torch|torchvision|triton|nvidia-.*|cuda-.*)==")
"""Lines of the constraints that only torch needs."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long something took: by the clock, and on all processors together."""

    clock: float
    processors: float

    def __add__(self, other: "Seconds") -> "Seconds":
        return Seconds(self.clock + other.clock, self.processors + other.processors)

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processors:.2f} s of processors)"


@dataclass(frozen=True, slots=True)
class Tried:
    """The result of one Python: how long the install, indexing the seeds and the first question took."""

    version: str
    megabytes: float
    install: Seconds
    index: Seconds
    ask: Seconds
    problems: tuple[str, ...]

    def __str__(self) -> str:
        lines = (
            f"Python {self.version}: {self.megabytes:,.0f} MB, installed in {self.install.clock:.0f} s",
            f"first answer after {self.index + self.ask}: index {self.index}, ask {self.ask}",
            *(f"FAIL: {problem}" for problem in self.problems),
        )
        return "\n  ".join(lines)


def main() -> None:
    """Try each Python; return 1 if one of them fails, or if there is none."""
    arguments = _parser().parse_args()
    results = []
    with tempfile.TemporaryDirectory(prefix="pullquote-release-") as scratch:
        wheel = built_wheel(Path(scratch))
        for version in arguments.versions or VERSIONS:
            interpreter = found(version)
            if interpreter is None:
                print(f"Python {version}: not on this machine; not tried.", flush=True)
                continue
            results.append(tried(wheel, interpreter, Path(scratch) / version, has_torch=arguments.has_torch))
            print(results[-1], flush=True)
    sys.exit(0 if results and not any(result.problems for result in results) else 1)


def tried(wheel: Path, interpreter: Path, folder: Path, *, has_torch: bool) -> Tried:
    """Install the wheel for an interpreter, and ask it from a folder that is not the project's."""
    home = folder / "home"
    home.mkdir(parents=True)
    made = environment(folder / "environment", interpreter)
    install = _seconds(lambda: installed(made, wheel, folder, has_torch=has_torch))
    index, ask, problems = _first_answer(made, home)
    size = sum(path.stat().st_size for path in made.folder.rglob("*") if path.is_file() and not path.is_symlink())
    problems += [f"imports {name}" for name in _heavy_imports(made, home)]
    version = subprocess.run([made.python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    return Tried(version, size / 1e6, install, index, ask, tuple(problems))


def found(version: str) -> Path | None:
    """Return the interpreter of this version that is on the path or was made by pyenv; None if none runs."""
    pyenv = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"), reverse=True)
    on_path = shutil.which(f"python{version}")
    for one in [*([Path(on_path)] if on_path else []), *pyenv]:
        if subprocess.run([one, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
            return one
    return None


def installed(made: Environment, wheel: Path, folder: Path, *, has_torch: bool) -> None:
    """Install the wheel and what it needs, at the versions of the constraints."""
    pip = (made.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if has_torch:
        run(*pip, "--constraint", CONSTRAINTS, wheel)
        return
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    kept = folder / "constraints.txt"
    kept.write_text("\n".join(line for line in lines if not TORCH.match(line)), encoding="utf-8")
    run(*pip, "--no-deps", "--requirement", kept, wheel)


def _first_answer(made: Environment, home: Path) -> tuple[Seconds, Seconds, list[str]]:
    """Return how long indexing the seeds and the first question took, and what was wrong with the answer."""
    answers: list[str] = []
    index = _seconds(lambda: _pullquote(made, home, "index", ROOT / "seeds"))
    ask = _seconds(lambda: answers.append(_pullquote(made, home, "ask", QUESTION).stdout))
    problems = [] if answers[0].startswith(ANSWER) else [f"answered {answers[0]!r}"]
    first = index + ask
    if min(first.clock, first.processors) > FIRST_ANSWER:
        problems.append(f"the first answer took longer than the {FIRST_ANSWER:g} s that are promised")
    return index, ask, problems


def _heavy_imports(made: Environment, home: Path) -> Iterator[str]:
    """Yield what is imported for another library and another question, and should not be."""
    for command in (["index", str(ROOT / "seeds")], ["ask", "Who is against the bridge?"]):
        errors = _pullquote(made, home, *command, "--library", "other", PYTHONPROFILEIMPORTTIME="1").stderr
        yield from dict.fromkeys(HEAVY.findall(errors))


def _pullquote(made: Environment, home: Path, *arguments: object, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(made.pullquote), *map(str, arguments)],
        cwd=home,
        env=user(home) | extra,
        capture_output=True,
        text=True,
        check=True,
    )


def _seconds(work: Callable[[], object]) -> Seconds:
    """Return how long some work of other processes takes."""
    begun, before = time.monotonic(), os.times()
    work()
    after = os.times()
    processors = after.children_user + after.children_system - before.children_user - before.children_system
    return Seconds(time.monotonic() - begun, processors)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="*", metavar="VERSION", help="a Python, as 3.12; without any: all three")
    parser.add_argument("--without-torch", dest="has_torch", action="store_false", help="install all but torch")
    return parser


if __name__ == "__main__":
    main()
