"""What becomes of incoming rows and of errors; the cluster itself is tested in tests/ray_release.py."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from qa.cluster import ray_data
from qa.cluster.patience import is_receiving
from qa.cluster.ray_data import RayCluster, absent, sent, told
from qa.cluster.rows import Columns, Row, RowKind, row_of, vector_bytes
from qa.errors import ClusterError, ModelMismatch
from qa.library.documents import cut
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings
from qa.library.preparing import Readable
from qa.reading import SourceFile, read
from qa.reports import Skipped
from qa.settings import Settings
from qa.values import Article
from tests.fakes import WordEmbedder

EMBEDDER = WordEmbedder()


def found(path: Path) -> FoundFile:
    return FoundFile(SourceFile(path, "news"), "0", 1)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_data, "find_spec", lambda _: True)  # nothing here needs Ray itself


def cluster() -> RayCluster:
    return RayCluster("auto", Settings(), EMBEDDER)


def article(folder: Path) -> Article:
    path = folder / "mill.txt"
    path.write_text("The mill\nIt is still.")
    (made,) = read(SourceFile(path, "news"))
    assert isinstance(made, Article)
    return made


def of(rows: Sequence[Row], path: Path) -> Iterator[Readable]:
    return cluster()._of(5, found(path), iter(rows))


def test_an_article_that_was_just_read_has_the_vectors_that_came_with_it(tmp_path: Path) -> None:
    one = article(tmp_path)
    here = cut(one, EMBEDDER)
    vectors = EMBEDDER.passages(here.texts)
    row = row_of(5, 0, one, here).columns() | {"vectors": vector_bytes(vectors)}
    workers = cluster()
    rows = iter([Row.of(row), Row(5, 1, RowKind.END)])
    content = workers._of(5, found(Path(one.path)), rows)
    assert next(content) == one
    there = workers.cut(one)
    assert there.vectors is not None
    assert (there.document, there.vectors.tolist()) == (here.document, vectors.tolist())
    assert list(content) == []
    other = one.model_copy(update={"id": "another"})
    assert workers.cut(other).vectors is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Row(5, 1, RowKind.END)], "lost a part of"),
        ([Row(6, 0, RowKind.END)], "lost a part of"),
        ([row_of(5, 0, Skipped(path="a", reason="b")), row_of(5, 0, Skipped(path="a", reason="b"))], "lost a part of"),
        ([row_of(5, 0, Skipped(path="a", reason="b"))], "did not finish"),
        ([], "did not finish"),
    ],
)
def test_a_part_that_is_lost_or_comes_twice_ends_the_run(tmp_path: Path, rows: list[Row], said: str) -> None:
    with pytest.raises(ClusterError, match=said):
        list(of(rows, tmp_path / "mill.txt"))


def test_a_file_that_only_a_machine_of_the_cluster_lacks_ends_the_run(tmp_path: Path) -> None:
    path = tmp_path / "mill.txt"
    assert list(of([Row(5, 0, RowKind.ABSENT, "b2")], path)) == [
        Skipped(path=str(path), reason="no such file or folder")
    ]
    path.write_text("The mill")
    with pytest.raises(ClusterError, match=r"^b2 of the Ray cluster does not have .*mill\.txt: all its machines need"):
        absent(found(path), "b2")


def test_an_error_of_our_own_on_a_machine_is_said_as_it_is() -> None:
    class TaskError(Exception):
        cause = ModelMismatch("The model differs.")

    assert told("h:1", TaskError("long\ntrace")) is TaskError.cause
    other = told("h:1", ConnectionError("no such cluster.\nmore"))
    assert (
        str(other) == "The Ray cluster at h:1 failed: no such cluster. Nothing was changed; the next run starts over."
    )


def test_without_ray_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_data, "find_spec", lambda _: None)
    with pytest.raises(ClusterError, match=r"^Ray is not installed: pip install 'pullquote\[ray\]'$"):
        cluster()


@pytest.mark.parametrize("address", ["127.0.0.1:{}", "ray://127.0.0.1:{}"])
def test_an_address_where_nobody_listens_is_named_at_once(address: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = address.format(free.getsockname()[1])
        with pytest.raises(ClusterError, match=f"^There is no Ray cluster at {place}: Connection refused.$"):
            RayCluster(place, Settings(), EMBEDDER)


def test_nothing_to_read_needs_no_cluster() -> None:
    assert list(cluster().read([], Holdings())) == []


def broken(error: Exception) -> Iterator[Columns]:
    yield {}
    raise error


def test_an_error_on_the_way_is_told_as_one_of_the_cluster() -> None:
    with pytest.raises(ClusterError, match=r"The Ray cluster at auto failed: out of memory\. Nothing was changed"):
        list(sent("auto", broken(RuntimeError("out of memory.\nA page of text"))))
    with pytest.raises(ModelMismatch, match="differs"):
        list(sent("auto", broken(ModelMismatch("It differs."))))


def test_a_cluster_that_sends_nothing_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_data, "PATIENCE", 0)
    monkeypatch.setattr(ray_data, "SLACK", 0.05)
    never = Event()
    with pytest.raises(ClusterError, match="nothing came"):
        list(sent("auto", ({} for _ in [1] if never.wait(60))))
    never.set()


def test_what_is_sent_is_let_go_before_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receiving: list[bool] = []

    @contextmanager
    def connection(_: str) -> Iterator[None]:
        try:
            yield None
        finally:
            receiving.append(is_receiving(5))

    def rows(*_: object) -> Iterator[Columns]:
        yield from (Row(place, 0, RowKind.END).columns() for place in range(1000))

    monkeypatch.setattr(ray_data, "connected", connection)
    monkeypatch.setattr(RayCluster, "_rows", rows)
    reading = cluster().read([found(tmp_path / f"{number}.txt") for number in range(1000)], Holdings())
    assert list(next(reading)[1]) == []
    reading.close()  # type: ignore[attr-defined]  # a generator, as an index run that fails closes it
    assert receiving == [False]
