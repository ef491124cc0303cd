"""A path or a collection, and the commit that forgets it."""

import json
from pathlib import Path

import pytest

from qa.library.moves.forgetting import changes, of_collection, of_path
from qa.library.plan import Holdings

NEWS = Path("/news")
PAGES = Path("/library/web")
COLLECTIONS = {
    "/news/a.txt": "news",
    "/news/sport/b.txt": "sport",
    "/news/sport/old/c.txt": "sport",
    "/blog/sport/d.txt": "sport",
    "/blog/x.txt": "blog",
    "/poems/e.txt": "poems",
    "/library/web/example.org/f.html": "example.org",
}


def holdings(*roots: str, excluded: tuple[str, ...] = ()) -> Holdings:
    return Holdings(
        attributes={
            "roots": json.dumps(roots or ("/news", "/blog", "/poems", "/library/web")),
            "excluded": json.dumps(excluded),
        },
        origins=dict.fromkeys(COLLECTIONS, "x"),
        articles={origin: {f"id of {origin}": "d"} for origin in COLLECTIONS},
        collections=COLLECTIONS,
    )


@pytest.mark.parametrize(
    ("path", "origins"),
    [
        ("/news", {"/news/a.txt", "/news/sport/b.txt", "/news/sport/old/c.txt"}),
        ("/news/sport", {"/news/sport/b.txt", "/news/sport/old/c.txt"}),
        ("/poems/e.txt", {"/poems/e.txt"}),
        ("/", COLLECTIONS.keys() - {"/library/web/example.org/f.html"}),
    ],
)
def test_a_path_stands_for_the_files_at_and_below_it(path: str, origins: set[str]) -> None:
    found = of_path(Path(path), holdings(), PAGES)
    assert found is not None
    assert found.origins == origins


@pytest.mark.parametrize("path", ["/new", "/news/none.txt", "/elsewhere"])
def test_a_path_that_is_not_followed_stands_for_nothing(path: str) -> None:
    assert of_path(Path(path), holdings(), PAGES) is None


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("sport", ["/blog/sport", "/news/sport"]),  # the folders that no other collection has
        ("news", ["/news/a.txt"]),  # what lies directly in a folder that has another one, too
        ("poems", ["/poems"]),
    ],
)
def test_a_collection_stands_for_the_widest_folders_that_are_its_own(name: str, paths: list[str]) -> None:
    found = of_collection(name, holdings(), PAGES)
    assert found is not None
    assert [str(path) for path in found.paths] == paths
    assert found.origins == {origin for origin, collection in COLLECTIONS.items() if collection == name}


def test_pages_of_the_web_are_no_paths() -> None:
    assert of_collection("example.org", holdings(), PAGES) is None


@pytest.mark.parametrize(
    ("path", "before", "roots", "excluded"),
    [
        ("/news", (), ["/blog", "/poems", "/library/web"], []),
        ("/news/sport", (), ["/news", "/blog", "/poems", "/library/web"], ["/news/sport"]),
        ("/news/sport", ("/news/sport/old",), ["/news", "/blog", "/poems", "/library/web"], ["/news/sport"]),
        ("/news", ("/news/sport", "/blog/x.txt"), ["/blog", "/poems", "/library/web"], ["/blog/x.txt"]),
    ],
)
def test_a_root_is_no_longer_followed_and_a_folder_in_it_is_excluded(
    path: str, before: tuple[str, ...], roots: list[str], excluded: list[str]
) -> None:
    held = holdings(excluded=before)
    found = of_path(Path(path), held, PAGES)
    assert found is not None
    made = changes(found, held, PAGES, are_pages_left=True)
    assert json.loads(made.attributes["roots"] or "") == roots
    assert json.loads(made.attributes["excluded"] or "") == excluded
    assert made.erases
    assert set(made.removed) == {f"id of {origin}" for origin in found.origins}
    assert made.origins == dict.fromkeys(found.origins)
    assert "/library/web" not in (changes(found, held, PAGES, are_pages_left=False).attributes["roots"] or "")
