"""The disk against the library, as values."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from qa.library.moves.moved import FoundFile, Move
from qa.library.plan import Holdings, Loss, Plan, heavy_losses, holdings_of, is_below, plan
from qa.reading import SourceFile
from vectorstore.store import Entry, Overview, Size


def found(path: str, content: str, collection: str = "news") -> FoundFile:
    return FoundFile(SourceFile(Path(path), collection), content, len(content))


def holding(**files: str) -> Holdings:
    """Files by name, each of one article, in the collection news."""
    origins = {f"/news/{name}.txt": content for name, content in files.items()}
    return Holdings(
        origins=origins,
        articles={origin: {f"id of {origin}": content} for origin, content in origins.items()},
        collections=dict.fromkeys(origins, "news"),
    )


def test_of_an_empty_library_everything_is_added() -> None:
    files = (found("/news/a.txt", "A"), found("/news/b.txt", "B"))
    assert plan(Holdings(), files, []) == Plan(added=files)
    assert plan(Holdings(), files, []).to_read == list(files)


def test_what_is_the_same_is_not_read() -> None:
    a = found("/news/a.txt", "A")
    assert plan(holding(a="A"), [a], []) == Plan(unchanged=(a.origin,))
    assert plan(holding(a="A"), [a], []).is_empty


@pytest.mark.parametrize("now", [found("/news/a.txt", "A, edited"), found("/news/a.txt", "A", "opinion")])
def test_other_content_or_another_collection_is_a_change(now: FoundFile) -> None:
    assert plan(holding(a="A"), [now], []) == Plan(changed=(now,))


def test_a_file_that_is_gone_is_gone_and_one_with_its_content_elsewhere_has_moved() -> None:
    c = found("/news/c.txt", "A")
    planned = plan(holding(a="A", b="B"), [c], ["/news/a.txt", "/news/b.txt"])
    assert planned == Plan(moved=(Move(c, "/news/a.txt"),), gone=("/news/b.txt",))
    assert planned.sources == {"/news/c.txt": "/news/a.txt"}
    assert set(planned.left) == {"/news/a.txt", "/news/b.txt"}


def test_a_copy_of_a_file_that_is_still_there_is_added() -> None:
    a, copy = found("/news/a.txt", "A"), found("/news/copy.txt", "A")
    assert plan(holding(a="A"), [a, copy], []) == Plan(added=(copy,), unchanged=(a.origin,))


def test_a_known_file_that_now_has_the_content_of_a_vanished_one_has_changed() -> None:
    b = found("/news/b.txt", "A")
    assert plan(holding(a="A", b="B"), [b], ["/news/a.txt"]) == Plan(changed=(b,), gone=("/news/a.txt",))


@pytest.mark.parametrize(
    ("removed", "moved", "losses"),
    [
        ({"a", "b"}, set(), []),
        ({"a", "b", "c"}, set(), [Loss(Path("/news"), 3, 4)]),
        ({"a", "b", "c"}, {"a"}, []),
        (set(), set(), []),
    ],
)
def test_more_than_half_of_a_root_is_a_heavy_loss(removed: set[str], moved: set[str], losses: list[Loss]) -> None:
    holdings = holding(a="A", b="B", c="C", d="D")

    def ids(names: set[str]) -> set[str]:
        return {f"id of /news/{name}.txt" for name in names}

    assert list(heavy_losses(holdings, [Path("/news"), Path("/other")], ids(removed), ids(moved))) == losses


@pytest.mark.parametrize(
    ("origin", "root", "is_it"),
    [("/a/b.txt", "/a", True), ("/a/b.txt", "/a/b.txt", True), ("/ab/c.txt", "/a", False), ("/a/b.txt", "/", True)],
)
def test_below_means_in_a_folder_or_the_file_itself(origin: str, root: str, is_it: bool) -> None:
    assert is_below(origin, Path(root)) is is_it


def test_what_a_generation_holds_is_grouped_by_file() -> None:
    entries = [Entry("k1", "/r.jsonl", "d1", "r"), Entry("k2", "/r.jsonl", "d2", "r"), Entry("k3", "/a.txt", "d3", "a")]
    attributes: Mapping[str, str] = {"roots": '["/r.jsonl", "/a.txt"]'}
    holdings = holdings_of(Overview(7, attributes, {"/r.jsonl": "x", "/a.txt": "y"}, entries, Size(3, 9, 100)))
    assert holdings.of("/r.jsonl") == {"k1": "d1", "k2": "d2"}
    assert holdings.keys(["/r.jsonl", "/a.txt", "/none"]) == {"k1", "k2", "k3"}
    assert (holdings.roots, holdings.collections["/a.txt"]) == ([Path("/r.jsonl"), Path("/a.txt")], "a")
