"""Open an address or a file with the program that this machine has for it."""

import shutil
import subprocess
import threading

import typer

WAIT = 2.0
"""Seconds in which an opener that has nothing to open with ends."""


def opens(target: str) -> bool:
    """Open an address or a path; return whether a program here does so. What it prints is not shown."""
    opener = shutil.which("xdg-open")
    if opener is None:
        return typer.launch(target) == 0
    nowhere = subprocess.DEVNULL
    running = subprocess.Popen(  # noqa: S603 - the target is one argument, and reaches no shell
        [opener, target], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
    try:
        return running.wait(WAIT) == 0
    except subprocess.TimeoutExpired:  # a browser that runs until it is closed
        threading.Thread(target=running.wait, daemon=True).start()
        return True
