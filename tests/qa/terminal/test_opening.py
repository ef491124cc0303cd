"""Whether a program here opens an address or a file."""

from pathlib import Path

import pytest

from qa.terminal import opening


@pytest.mark.parametrize(
    ("script", "does"),
    [("exit 0", True), ("echo no browser; echo no browser >&2; exit 3", False), ("sleep 5", True)],
)
def test_an_opener_opens_unless_it_ends_with_an_error_and_prints_nothing(
    script: str, does: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n{script}\n')
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(opening, "WAIT", 1.0)
    assert opening.opens("https://example.org/bridge?a=1&b=2") is does
    assert (tmp_path / "opened").read_text() == "https://example.org/bridge?a=1&b=2\n"
    assert capfd.readouterr() == ("", "")
