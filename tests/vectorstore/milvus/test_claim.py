"""One writer at a time: claims that are held, withdrawn, renewed and taken for dead."""

import json
import os
import platform
import threading
import time

import pytest

from tests.milvus import NEEDED, Named
from vectorstore.errors import StoreBusy
from vectorstore.milvus import claim
from vectorstore.milvus.address import Address
from vectorstore.milvus.server import Server

pytestmark = NEEDED
DEAD = 2**22 + 1
"""A number that no process has: above the highest that Linux gives."""


@pytest.fixture(scope="module")
def served(milvus: Named) -> tuple[Server, Address]:
    address = milvus.address()
    server = Server(address)
    server.create(address.claims, claim.FIELDS, 2)
    return server, address


def put(served: tuple[Server, Address], machine: str, pid: int, age: float = 0) -> int:
    server, address = served
    number = int(time.time_ns()) % 2**60
    owner = json.dumps({"machine": machine, "pid": pid, "since": "noon"})
    row = {"id": number, "owner": owner, "renewed": int(time.time() - age), "vector": [1.0, 0.0]}
    server.insert(address.claims, [row])
    return number


def numbers(served: tuple[Server, Address]) -> set[int]:
    return {row["id"] for row in served[0].query(served[1].claims, "renewed >= 0", ["id"])}


@pytest.mark.parametrize(
    ("machine", "pid", "age"),
    [("elsewhere", 1, claim.EXPIRES + 5), (platform.node(), DEAD, 0), (platform.node(), os.getpid(), 0)],
    ids=["expired", "gone", "another of this process"],
)
def test_a_claim_that_expired_or_whose_process_is_gone_is_taken_over(
    served: tuple[Server, Address], machine: str, pid: int, age: float
) -> None:
    number = put(served, machine, pid, age)
    with claim.exclusive(*served, 0.0) as held:
        claim.check(*served, held)
        assert served[0].query(served[1].claims, f"id == {number}", ["id"]) == []
    assert served[0].query(served[1].claims, "renewed >= 0", ["id"]) == []


def test_a_claim_of_another_machine_is_respected_and_named(served: tuple[Server, Address]) -> None:
    number = put(served, "elsewhere", 77)
    with pytest.raises(StoreBusy) as busy, claim.exclusive(*served, 0.0):
        pass
    assert (busy.value.process, busy.value.since) == (77, "noon on elsewhere")
    threading.Timer(0.3, served[0].delete, (served[1].claims, f"id in [{number}]")).start()
    with claim.exclusive(*served, 10.0):
        pass


def test_a_writer_whose_claim_was_removed_does_not_publish(served: tuple[Server, Address]) -> None:
    with claim.exclusive(*served, 0.0) as held:
        served[0].delete(served[1].claims, "renewed >= 0")
        with pytest.raises(StoreBusy, match="unknown"):
            claim.check(*served, held)


def test_a_claim_is_renewed_as_long_as_it_is_held(
    served: tuple[Server, Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "RENEWAL", 0.05)
    with claim.exclusive(*served, 0.0):
        first = numbers(served)
        deadline = time.monotonic() + 20
        while first & numbers(served) and time.monotonic() < deadline:
            time.sleep(0.01)  # the thread tells nobody
        assert numbers(served)
        assert not first & numbers(served)
        with pytest.raises(StoreBusy, match=str(os.getpid())), claim.exclusive(*served, 0.0):
            pass
    assert served[0].query(served[1].claims, "renewed >= 0", ["id"]) == []


def test_of_many_who_begin_at_once_one_writes_at_a_time(served: tuple[Server, Address]) -> None:
    inside, most, done = [0], [0], []

    def write() -> None:
        with claim.exclusive(*served, 60.0):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.02)  # the work of a writer
            inside[0] -= 1
        done.append(1)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, len(done)) == ([1], 4)
