"""What is not public, or not yet, according to its file."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa.reading import SourceFile, read
from qa.reading.facts.drafts import NEVER
from qa.values import Article


def public_from(path: Path, text: str) -> date | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    (article,) = (one for one in read(SourceFile(path, "posts")) if isinstance(one, Article))
    return article.public_from


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: A\ndraft: true\n---\n",
        "---\ntitle: A\ndraft: 'Yes'\ndate: 2024-06-01\n---\n",
        "---\ntitle: A\npublished: false\n---\n",
        "---\ntitle: A\npublish: no\n---\n",
        "---\ntitle: A\nprivate: true\n---\n",
        "+++\ntitle = 'A'\ndraft = true\ndate = 2024-06-01\n+++\n",
        '{"title": "A", "draft": true}\n',
        "Title: A\nStatus: draft\nDate: 2024-06-01\n",
        "Title: A\nStatus: hidden\n",
        "---\ntitle: A: neither\ndraft: true\n---\n",
        "+++\ntitle = A\ndraft = true\n+++\n",
    ],
)
def test_a_post_that_says_so_is_a_draft(tmp_path: Path, head: str) -> None:
    assert public_from(tmp_path / "a.md", f"{head}\nThe fair is open in March.\n") == NEVER


def test_a_post_in_html_that_says_so_is_a_draft(tmp_path: Path) -> None:
    text = "<p>The fair of the town is open in March, and in April the mill is open too.</p>\n"
    assert public_from(tmp_path / "a.html", f"---\npublished: false\n---\n{text}") == NEVER
    assert public_from(tmp_path / "2024-06-01-a.html", f"---\ntitle: A\n---\n{text}") == date(2024, 6, 1)
    assert public_from(tmp_path / "2024-06-01-b.html", text) is None


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: A\ndraft: false\n---\n",
        "---\ntitle: A\npublished: true\n---\n",
        "---\ntitle: A\nstatus: done\n---\n",
        "Title: A\nStatus: published\n",
        "",
    ],
)
def test_any_other_post_without_a_day_is_for_the_public(tmp_path: Path, head: str) -> None:
    assert public_from(tmp_path / "a.md", f"{head}\nThe fair is open in March.\n") is None


def test_a_post_of_a_site_is_for_the_public_from_its_day_on(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2024-06-01\n---\n\nThe fair is open in March.\n"
    assert public_from(tmp_path / "a.md", text) == date(2024, 6, 1)
    assert public_from(tmp_path / "_posts" / "2024-06-02-fair.md", "The fair is open.\n") == date(2024, 6, 2)


@pytest.mark.parametrize("name", ["_drafts/a.md", "blog/_drafts/2024/a.md", "_drafts/a.txt"])
def test_what_lies_in_a_folder_of_drafts_is_one(tmp_path: Path, name: str) -> None:
    assert public_from(tmp_path / name, "The fair\nThe fair is open in March.\n") == NEVER
    assert public_from(tmp_path / name.replace("_drafts", "drafts"), "The fair\nThe fair is open.\n") is None


def test_a_draft_in_an_export_of_medium_has_a_name_that_says_so(tmp_path: Path) -> None:
    text = "<p>The fair of the town is open in March, and in April the mill is open too.</p>\n"
    assert public_from(tmp_path / "posts" / "draft_The-fair-0a1b.html", text) == NEVER
    assert public_from(tmp_path / "posts" / "2024-06-01_The-fair-0a1b.html", text) is None
    assert public_from(tmp_path / "posts" / "draft_of_the_law.txt", "The fair\nIt is open.\n") is None


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"status": "draft"}, NEVER),
        ({"status": "private", "date": "2024-06-01"}, NEVER),
        ({"post_status": "pending"}, NEVER),
        ({"visibility": "private"}, NEVER),
        ({"status": False}, NEVER),
        ({"status": "Unpublished"}, NEVER),
        ({"status": True}, None),
        ({"status": "scheduled", "published_at": "2024-06-01T08:00:00Z"}, date(2024, 6, 1)),
        ({"post_status": "future", "post_date": "2024-06-01 08:00:00"}, date(2024, 6, 1)),
        ({"status": "scheduled"}, NEVER),
        ({"status": "publish", "date": "2024-06-01"}, None),
        ({"status": "published", "visibility": "members"}, None),
        ({"status": ["draft"]}, None),
        ({"published": False}, NEVER),
        ({"published": "2024-06-01"}, None),
    ],
)
def test_a_record_of_an_export_says_its_state(tmp_path: Path, record: dict[str, object], expected: date | None) -> None:
    text = json.dumps({"title": "A", "text": "The fair is open in March.", **record})
    assert public_from(tmp_path / "export.jsonl", text) == expected
