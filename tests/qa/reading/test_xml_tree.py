"""XML: its elements, and what is not done for it."""

from pathlib import Path

import pytest

from qa.reading.xml_tree import local, root, texts

FEED = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title> One </title>'
    b"<entry><title>Two<b>!</b></title><title/></entry></feed>"
)


def test_elements_are_found_by_their_name_in_any_namespace() -> None:
    tree = root(FEED)
    assert local(tree.tag) == "feed"
    assert list(texts(tree, "title")) == ["One", "Two!"]
    assert list(texts(tree, "link")) == []


def test_a_comment_has_no_name() -> None:
    assert [local(one.tag) for one in root(b"<a><!-- b --><c/></a>")] == ["", "c"]


@pytest.mark.parametrize("data", [b"", b"no markup", b"\0\0", b"{}"])
def test_what_is_no_xml_is_none(data: bytes) -> None:
    assert root(data) is None


def test_what_is_cut_in_the_middle_is_read_as_far_as_it_goes() -> None:
    assert list(texts(root(FEED[: FEED.index(b"<entry>")]), "title")) == ["One"]


def test_no_entity_is_expanded_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    outside = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><a><c>&b;</c></a>'.encode()
    assert list(texts(root(outside), "c")) == ["&b;"]
    inside = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a><c>&b;</c></a>'
    assert list(texts(root(inside), "c")) == ["&b;"]


def test_what_is_nested_very_deep_ends_without_a_fault() -> None:
    deep = b"<a>" * 100_000
    tree = root(deep)
    assert tree is None or local(tree.tag) == "a"
