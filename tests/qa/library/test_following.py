"""Changes on disk become calls: at once, together, and even without events."""

import queue
import threading
from pathlib import Path

from qa.library.following import Pace, follow

PACE = Pace(quiet=0.05, tick=0.05, sweep=600)


def test_a_file_as_root_is_followed_and_a_folder_below_a_dot_folder_too(tmp_path: Path) -> None:
    folder, file = tmp_path / ".notes" / "news", tmp_path / "single.txt"
    folder.mkdir(parents=True)
    calls: queue.Queue[int] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=([folder, file], lambda: calls.put(1), stop, PACE))
    thread.start()
    try:
        for _ in range(2):  # at once, and when the folder is watched
            calls.get(timeout=20)
        file.write_text("new")
        calls.get(timeout=20)
        (folder / "a.txt").write_text("new")
        calls.get(timeout=20)
        (folder / ".hidden").write_text("new")
        file.unlink()
        calls.get(timeout=20)
    finally:
        stop.set()
        thread.join(20)
    assert calls.empty()


def test_a_full_look_comes_now_and_then_without_any_event(tmp_path: Path) -> None:
    calls: queue.Queue[int] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=([tmp_path], lambda: calls.put(1), stop, Pace(tick=0.02, sweep=0.05)))
    thread.start()
    try:
        for _ in range(5):
            calls.get(timeout=20)
    finally:
        stop.set()
        thread.join(20)
