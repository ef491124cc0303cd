"""One writer at a time, whoever dies."""

import subprocess
import sys

import pytest

from vectorstore.errors import StoreBusy
from vectorstore.local import LocalStore
from vectorstore.store import Changes


def test_a_second_writer_is_told_who_writes_and_a_dead_one_does_not_block(store: LocalStore) -> None:
    hold = (
        "import sys, pathlib; from vectorstore.lock import exclusive\n"
        "with exclusive(pathlib.Path(sys.argv[1]), 0): print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hold, str(store._folder / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    with pytest.raises(StoreBusy, match=f"by process {process.pid}") as busy, store.writer():
        pass
    assert (busy.value.process, str(busy.value.since)[:2]) == (process.pid, "20")
    with store.snapshot() as snapshot:
        assert snapshot.generation == 1  # readers do not wait
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with store.writer() as writer:
        assert writer.commit(Changes(removed=["key0"])) == 2
