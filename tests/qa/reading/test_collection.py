"""Which collection a file belongs to."""

from pathlib import Path

import pytest

from qa.reading.collection import collection_of


@pytest.mark.parametrize(
    ("path", "root", "collection"),
    [
        ("/home/ann/news/town/bridge.txt", "/home/ann/news", "town"),
        ("/home/ann/news/town/old/bridge.txt", "/home/ann/news", "town"),
        ("/home/ann/news/bridge.txt", "/home/ann/news", "news"),
        ("/home/ann/news/bridge.txt", "/home/ann/news/bridge.txt", "news"),
        ("/town/bridge.txt", "/", "town"),
        ("/bridge.txt", "/", "articles"),
        ("/bridge.txt", "/bridge.txt", "articles"),
    ],
)
def test_a_collection_is_the_first_folder_below_the_root_or_the_root(path: str, root: str, collection: str) -> None:
    assert collection_of(Path(path), Path(root)) == collection
