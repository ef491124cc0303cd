"""How the command ends: Ctrl-C, a reader that has gone, errors in one line."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.terminal import process


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    """What Ctrl-C does before and after."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def ran(source: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", f"from qa.terminal import process\nimport signal, sys, os\n{source}"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(command, check=False, **{**pipes, **options})  # type: ignore[call-overload, no-any-return]


def test_an_error_is_one_line_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        process.fail("There is no library.", 2)
    assert ended.value.code == 2
    assert capsys.readouterr().err == "pullquote: There is no library.\n"


def test_ctrl_c_unwinds_what_is_interruptible_and_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    unwound = []

    def interrupted() -> None:
        with process.interruptible("Stopped. The library is as it was."):
            try:
                signal.raise_signal(signal.SIGINT)
            finally:
                unwound.append(True)

    with pytest.raises(SystemExit) as ended:
        interrupted()
    assert ended.value.code == process.INTERRUPTED == 130
    assert unwound == [True]
    assert capsys.readouterr().err == "pullquote: Stopped. The library is as it was.\n"


def test_what_was_not_interrupted_leaves_ctrl_c_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with process.interruptible():
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_elsewhere_ends_the_program_at_once() -> None:
    done = ran("process.prepare(); signal.raise_signal(signal.SIGINT); print('went on')")
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"pullquote: Stopped.\n")


def test_ctrl_c_that_a_shell_has_set_aside_stays_so() -> None:
    source = "signal.signal(signal.SIGINT, signal.SIG_IGN); process.prepare(); signal.raise_signal(signal.SIGINT)"
    done = ran(f"{source}; print('went on')")
    assert (done.returncode, done.stdout) == (0, b"went on\n")


def test_the_streams_are_utf_8_whatever_the_locale() -> None:
    done = ran(
        "process.prepare(); print(sys.stdin.read() + ' \\u00b7 \\udcff')",
        input="naïve".encode(),
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert done.stdout.decode() == "naïve · ?\n"


def test_a_reader_that_has_gone_ends_the_program_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    source = "process.prepare(); print('unread'); sys.stdout.flush(); sys.exit('went on')"
    done = ran(source, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_disk_that_is_full_ends_the_program_with_a_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = ran("process.prepare(); print('lost'); sys.stdout.flush(); print('went on')", stdout=full)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        "pullquote: The output cannot be written: No space left on device.\n",
    )


def test_streams_that_the_caller_has_closed_lead_nowhere() -> None:
    source = (
        "os.closerange(0, 3); sys.stdin = sys.stdout = sys.stderr = None; process.prepare(); "
        "print('unread', file=sys.stderr); print(sys.stdin.read()); sys.exit(os.open('.', os.O_RDONLY))"
    )
    assert ran(source).returncode > 2  # no file is opened under the number of a stream


def test_a_stream_that_a_test_has_put_in_place_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    own = io.StringIO()
    monkeypatch.setattr(sys, "stdout", own)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    process.prepare()
    assert sys.stdout is own
