"""Check a release with Ray; `make release-check` runs this last. Without Ray it says so, and passes.

A Ray cluster of two machines, which are two network namespaces joined by a pair of virtual devices, indexes copies of
our own articles. In one run a worker is killed (SIGKILL) on the way, in another all processes of the second machine.
Each time the library has to be the one that a single process makes: the same articles and passages, each once, with
equal vectors.

    python -m tests.ray_release
"""

import importlib.util
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.installed import ROOT
from vectorstore.local import LocalStore
from vectorstore.store import Vectors

INSIDE, MACHINE = "--inside", "--machine"
HEAD, OTHER, PORT = "10.77.0.1", "10.77.0.2", 6399
SMALL = ("--num-cpus=1", "--object-store-memory=150000000", "--disable-usage-stats", "--block")
HERE, THERE = "pullquote-a", "pullquote-b"
"""The two ends of the line between the machines."""

COPIES = 25
"""How many copies of our own articles there are, each with other words."""

PATIENCE = 400.0
"""Seconds that a run may take."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents and records of a library, in order of key, and the vectors of its passages."""

    documents: list[object]
    vectors: Vectors


def main() -> int:
    """Run the check in a network namespace of its own, if this machine has what it takes."""
    if sys.argv[1:] == [MACHINE]:
        be_second()
    if sys.argv[1:] == [INSIDE]:
        with tempfile.TemporaryDirectory(prefix="pullquote-ray-") as scratch:
            return tried(Path(scratch))
    missing = [name for name in ("unshare", "ip") if shutil.which(name) is None]
    missing += [] if importlib.util.find_spec("ray") else ["Ray (pip install 'pullquote[ray]')"]
    if missing:
        print(f"Ray: skipped, as there is no {' and no '.join(missing)}")
        return 0
    return subprocess.run([*alone("--map-root-user"), INSIDE], cwd=ROOT).returncode


def tried(scratch: Path) -> int:
    """Index in one process, then on the cluster, and compare. Return 1 if anything differs."""
    articles = made(scratch / "articles")
    index(articles, scratch / "alone").wait(PATIENCE)
    expected = contents(scratch / "alone")
    problems = [
        problem
        for name, kill in (("a machine", kill_machine), ("a worker", kill_worker))
        if (problem := killed(name, kill, scratch, expected))
    ]
    for problem in problems:
        print(f"FAIL: {problem}")
    count = f"{len(expected.documents)} articles, {len(expected.vectors)} passages"
    print(f"Ray: {'FAIL' if problems else 'ok'}, {count}, on two machines as in one process")
    return 1 if problems else 0


def killed(name: str, kill: Callable[[int], int], scratch: Path, expected: Contents) -> str:
    """Index on a cluster where something is killed on the way; return what is wrong with the library, if anything."""
    library, begun = scratch / name.replace(" ", "-"), time.monotonic()
    with cluster(scratch / "ray" / name[-6:]) as second:
        run = index(scratch / "articles", library, "--ray", f"{HEAD}:{PORT}")
        while run.poll() is None and not kept(library):
            time.sleep(0.1)
        is_running, done, count = run.poll() is None, kept(library), kill(second)
        code = run.wait(PATIENCE)
    print(
        f"killed {name} ({count} processes) at {done} vectors: exit code {code} after {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    if code or not is_running or not count:
        return f"{name}: exit code {code}, {count} processes killed, {'running' if is_running else 'done before'}"
    return "" if is_same(contents(library), expected) else f"{name}: another library than that of one process"


def made(folder: Path) -> Path:
    """Write our own articles several times, each copy with other words."""
    every = [path for shelf in ("seeds", "benchmarks/shelf") for path in (ROOT / shelf).rglob("*")]
    for source in (path for path in every if path.suffix in (".md", ".txt")):
        for copy in range(COPIES):
            path = folder / str(copy) / source.name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8")
            path.write_text(text.replace(". ", f", says copy {copy}. ") if copy else text, encoding="utf-8")
    return folder


def index(articles: Path, library: Path, *options: str) -> subprocess.Popen[bytes]:
    """Index articles as a user does."""
    command = [sys.executable, "-m", "qa", "index", str(articles), "--library", str(library), "--device", "cpu"]
    return subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL)


def contents(library: Path) -> Contents:
    """Return what a library holds, without its own times."""
    with LocalStore(library).snapshot() as snapshot:
        keys = [entry.key for entry in snapshot.entries()]
        documents = snapshot.documents(keys)
        vectors = np.concatenate([snapshot.vectors(key) for key in keys])
        return Contents([(documents[key], snapshot.records(key)) for key in keys], vectors)


def is_same(one: Contents, other: Contents) -> bool:
    """Return whether two libraries hold the same, each once, with equal vectors."""
    return one.documents == other.documents and np.array_equal(one.vectors, other.vectors)


def kept(library: Path) -> int:
    """Return how many vectors a run has kept so far."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{library}/vectors.sqlite?mode=ro", uri=True)) as file:
        return int(file.execute("SELECT count(*) FROM vectors").fetchone()[0])
    return 0


@contextmanager
def cluster(folder: Path) -> Iterator[int]:
    """Yield a process of the second machine of a Ray cluster of this network namespace and another one."""
    ip("link", "set", "lo", "up")
    ip("address", "replace", f"{HEAD}/32", "dev", "lo")  # the line disappears with the second machine
    machine = subprocess.Popen([*alone(), MACHINE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert machine.stdin is not None
        assert machine.stdout is not None
        machine.stdout.readline()  # wait until it has its own namespace
        ip("link", "add", HERE, "type", "veth", "peer", "name", THERE, "netns", str(machine.pid))
        ip("address", "add", f"{HEAD}/24", "dev", HERE)
        ip("link", "set", HERE, "up")
        head = ray(
            "start",
            "--head",
            f"--node-ip-address={HEAD}",
            f"--port={PORT}",
            f"--temp-dir={folder}",
            "--include-dashboard=false",
        )
        wait_for_ray(head, f"{HEAD}:{PORT}", 1)
        machine.stdin.write(b"\n")
        machine.stdin.flush()
        wait_for_ray(head, f"{HEAD}:{PORT}", 2)
        yield machine.pid
    finally:
        for place in (machine.pid, os.getpid()):
            kill_namespace(place)
        machine.wait()


def be_second() -> None:
    """Wait for the line to the first machine, then join its cluster, in place of this process."""
    print("ready", flush=True)
    sys.stdin.readline()
    for arguments in (("link", "set", "lo", "up"), ("address", "add", f"{OTHER}/24", "dev", THERE)):
        ip(*arguments)
    ip("link", "set", THERE, "up")
    command = [str(program()), "start", f"--address={HEAD}:{PORT}", f"--node-ip-address={OTHER}", *SMALL]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(command[0], command)  # noqa: S606  no shell is wanted


def ray(*arguments: str) -> subprocess.Popen[bytes]:
    """Run Ray's command."""
    return subprocess.Popen([program(), *arguments, *SMALL], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def program() -> Path:
    """Return where Ray's command is."""
    return Path(sys.executable).with_name("ray")


def wait_for_ray(head: subprocess.Popen[bytes], address: str, machines: int) -> None:
    """Wait until a cluster has so many machines."""
    code = (
        "import ray, sys, logging; ray.init(address=sys.argv[1], log_to_driver=False, logging_level=logging.ERROR); "
        "sys.exit(len([one for one in ray.nodes() if one['Alive']]) < int(sys.argv[2]))"
    )
    for _ in range(30):
        assert head.poll() is None, "ray start --head has ended"
        look = subprocess.run([sys.executable, "-c", code, address, str(machines)], capture_output=True, text=True)
        if look.returncode == 0:
            return
        time.sleep(1)
    raise TimeoutError(f"no {machines} machines at {address}: {look.stderr[-500:]}")


def kill_worker(_: int) -> int:
    """Kill one process that embeds."""
    workers = [pid for pid in processes() if title(pid).startswith(("ray::MapWorker", "ray::MapBatches"))]
    for pid in workers[:1]:
        os.kill(pid, signal.SIGKILL)
    return len(workers[:1])


def kill_machine(second: int) -> int:
    """Kill all processes of the second machine at once, as a loss of power would."""
    return kill_namespace(second)


def kill_namespace(of: int) -> int:
    """Kill all processes in the network namespace of a process except this one; return how many."""
    try:
        place = Path(f"/proc/{of}/ns/net").readlink()
    except OSError:
        return 0
    count = 0
    for pid in processes():
        with suppress(OSError):
            if pid != os.getpid() and Path(f"/proc/{pid}/ns/net").readlink() == place:
                os.kill(pid, signal.SIGKILL)
                count += 1
    return count


def processes() -> list[int]:
    """Return all processes."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def title(pid: int) -> str:
    """Return what a process calls itself."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    return ""


def alone(*options: str) -> list[str]:
    """The command of this module in a network namespace of its own."""
    return ["unshare", *options, "--net", sys.executable, "-m", "tests.ray_release"]


def ip(*arguments: str) -> None:
    """Set up a network device of this namespace."""
    subprocess.run(["ip", *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
