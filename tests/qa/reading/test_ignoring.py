"""What is left out of a folder, by given patterns and by its ignore files, as git reads them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.reading import SourceFile, find
from qa.reading.finding import is_left_out
from qa.reading.ignoring import Ignored

NAMES = ["a.txt", "b.md", "news/a.txt", "news/old/c.txt", "_site/a.html", "news/_site/d.html", "keep/b.md"]


def tree(root: Path, ignore: dict[str, str] | None = None) -> Path:
    for name in [*NAMES, *(ignore or {})]:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((ignore or {}).get(name, "The fair\nThe fair is open.\n"))
    return root


def names(root: Path, *paths: Path, ignored: Ignored | None = None) -> set[str]:
    found = find(paths or [root], ignored=ignored)
    return {one.path.relative_to(root).as_posix() for one in found if isinstance(one, SourceFile)}


def test_without_rules_all_is_found(tmp_path: Path) -> None:
    assert names(tree(tmp_path)) == set(NAMES)


@pytest.mark.parametrize(
    ("pattern", "gone"),
    [
        ("*.html", {"_site/a.html", "news/_site/d.html"}),
        ("_site/", {"_site/a.html", "news/_site/d.html"}),
        ("/_site", {"_site/a.html"}),
        ("news/**/*.txt", {"news/a.txt", "news/old/c.txt"}),
        ("a.txt", {"a.txt", "news/a.txt"}),
        ("# a.txt", set()),
    ],
)
def test_a_pattern_leaves_out_what_git_would(tmp_path: Path, pattern: str, gone: set[str]) -> None:
    assert set(NAMES) - names(tree(tmp_path), ignored=Ignored([pattern])) == gone


@pytest.mark.parametrize("name", [".gitignore", ".pullquoteignore"])
def test_an_ignore_file_counts_from_its_folder_on(tmp_path: Path, name: str) -> None:
    root = tree(tmp_path, {f"news/{name}": "/a.txt\n_site/\n"})
    assert set(NAMES) - names(root) == {"news/a.txt", "news/_site/d.html"}


def test_our_own_file_decides_over_gits_and_an_inner_one_over_an_outer(tmp_path: Path) -> None:
    root = tree(tmp_path, {".gitignore": "*.md\n", ".pullquoteignore": "!/b.md\n", "keep/.gitignore": "!b.md\n"})
    assert names(root) == set(NAMES)
    root = tree(tmp_path / "other", {".gitignore": "*.md\nkeep/\n", "keep/.gitignore": "!b.md\n"})
    assert set(NAMES) - names(root) == {"b.md", "keep/b.md"}  # what is in a folder that is left out stays out


def test_what_is_given_by_name_is_read_and_a_folder_in_it_follows_the_rules_around_it(tmp_path: Path) -> None:
    root = tree(tmp_path, {".gitignore": "_site/\nnews/a.txt\n"})
    assert names(root, root / "news" / "a.txt") == {"news/a.txt"}
    assert names(root, root / "_site") == {"_site/a.html"}
    assert names(root, root, root / "news") == {"a.txt", "b.md", "news/old/c.txt", "keep/b.md"}


def test_a_known_file_is_left_out_only_if_every_root_above_it_does(tmp_path: Path) -> None:
    root = tree(tmp_path, {".gitignore": "_site/\nnews/a.txt\n"})
    file = root / "news" / "a.txt"
    assert is_left_out(file, [root], None, Ignored())
    assert is_left_out(root / "_site" / "a.html", [root], None, Ignored())
    assert not is_left_out(file, [root, file], None, Ignored())
    assert not is_left_out(root / "b.md", [root], None, Ignored())
    assert not is_left_out(file, [root / "keep"], None, Ignored())


@pytest.mark.parametrize("content", ["a[z-a].txt\nb.md\n", "!\n\\\nb.md\n", "\ufeffb.md\r\n", "b.md\n" + "x" * 5000])
def test_lines_that_are_no_pattern_are_passed_over(tmp_path: Path, content: str) -> None:
    root = tree(tmp_path)
    (root / ".gitignore").write_bytes(content.encode())
    assert set(NAMES) - names(root) == {"b.md", "keep/b.md"}


def test_an_ignore_file_that_is_no_text_leaves_out_nothing(tmp_path: Path) -> None:
    root = tree(tmp_path)
    (root / ".gitignore").write_bytes(bytes(range(256)))
    (root / ".pullquoteignore").mkdir()
    assert names(root) == set(NAMES)


@pytest.mark.parametrize("pattern", ["!", "a[z-a]"])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Ignored([pattern])


# Without "!news/": git takes it to mean the folder alone, pathspec also what is in it.
PATTERNS = st.sampled_from(
    ["*.txt", "news", "news/", "/news/a.txt", "!a.txt", "old/", "**/old/*", "*.md", "!keep/b.md", "_site", ""]
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patterns=st.lists(PATTERNS, max_size=5), inner=st.lists(PATTERNS, max_size=3))
def test_the_same_files_are_left_out_as_git_leaves_out(tmp_path: Path, patterns: list[str], inner: list[str]) -> None:
    ignore = {".gitignore": "\n".join(patterns) + "\n", "news/.gitignore": "\n".join(inner) + "\n"}
    root = tree(tmp_path / "tree", ignore)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    listed = ["git", "-C", str(root), "ls-files", "--others", "--exclude-standard", "-z"]
    seen = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split("\0")
    assert names(root) == {name for name in seen if name in NAMES}
