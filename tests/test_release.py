"""The gate of a release: what it looks for, and what it says."""

import sys
from pathlib import Path

from tests import release
from tests.installed import CONSTRAINTS
from tests.release import HEAVY, TORCH, Seconds, Tried


def test_an_import_of_torch_is_seen_and_of_nothing_that_only_sounds_like_it() -> None:
    lines = (
        "import time:       120 |        340 |   torch._C",
        "import time:       120 |        340 | sentence_transformers",
        "import time:       120 |        340 |     torchless.names",
        "import time:       120 |        340 |     qa.models.runtime",
    )
    assert HEAVY.findall("\n".join(lines)) == ["torch._C", "sentence_transformers"]


def test_without_torch_only_torch_and_its_own_are_left_out() -> None:
    left_out = [line for line in CONSTRAINTS.read_text().splitlines() if TORCH.match(line)]
    assert [line.partition("==")[0] for line in left_out] == ["torch"]
    assert TORCH.match("nvidia-cublas==13.0")


def test_an_interpreter_is_found_if_it_runs() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert isinstance(release.found(version), Path)
    assert release.found("3.0") is None


def test_what_failed_stands_below_the_figures() -> None:
    tried = Tried("3.12.1", 1150, Seconds(60, 30), Seconds(2, 1.5), Seconds(1, 0.75), ("imports torch",))
    assert str(tried).splitlines() == [
        "Python 3.12.1: 1,150 MB, installed in 60 s",
        "  first answer after 3.00 s (2.25 s of processors): index 2.00 s (1.50 s of processors), "
        "ask 1.00 s (0.75 s of processors)",
        "  FAIL: imports torch",
    ]
