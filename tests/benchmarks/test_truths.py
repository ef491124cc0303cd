"""What is known of files by other programs than ours."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.formats import Right, has_markup
from benchmarks.truths import Pieces, Truth, pieces_of, post_truth

FAIR = Truth("The fair", date(2024, 6, 10))


@pytest.mark.parametrize(
    ("name", "text", "truth"),
    [
        ("a.md", "---\ntitle: The fair\ndate: 2024-06-10 08:00:00 +0200\n---\nIt.", FAIR),
        ("a.md", '+++\ntitle = "The fair"\ndate = 2024-06-10\n+++\nIt is open.', FAIR),
        ("a.md", '+++\npath = "2024/06/10/fair"\ntitle = "A &amp; B"\n+++\nIt.', replace(FAIR, title="A & B")),
        ("2024-06-10-fair.md", "---\ntitle: The fair\n---\nIt is open.", FAIR),
        ("a.md", "---\ntitle: [\n---\nIt is open.", Truth()),
        ("a.md", "It is open.", Truth()),
    ],
)  # fmt: skip
def test_front_matter_is_the_truth_of_a_post(tmp_path: Path, name: str, text: str, truth: Truth) -> None:
    (tmp_path / name).write_text(text)
    assert post_truth(tmp_path / name) == truth


def test_pages_come_with_what_belongs_to_them(tmp_path: Path) -> None:
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "a.html").write_text("<p>a</p>")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "c.html").write_text("<p>c</p>")
    told = {
        "https://a.example": {"file": "a.html", "with": ["x"], "without": ["y"]},
        "https://b.example": {"file": "b"},
        "https://c.example": {"file": "c.html", "with": ["z"], "without": []},
    }
    (tmp_path / "evaldata.json").write_text(json.dumps(told))
    (tmp_path / "fair").mkdir()
    said = "The fair in Vellmar is open in March, and it is free."
    for name, text in (("source", ""), ("expected", f"<div><p>{said}</p><p>short</p><p>{said}</p></div>")):
        (tmp_path / "fair" / f"{name}.html").write_text(text)
    (tmp_path / "fair" / "expected-metadata.json").write_text('{"title": "The fair"}')
    assert list(pieces_of(tmp_path)) == [
        Pieces(tmp_path / "eval" / "a.html", ["x"], ["y"]),
        Pieces(tmp_path / "cache" / "c.html", ["z"], []),
        Pieces(tmp_path / "fair" / "source.html", [said], title="The fair"),
    ]


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("It is *open*, **free** and [near](https://a.example/b_(c)), see `<b>` and [this][1].[^2]", False),
        ("Is 3 < 4 and 5 > 4?", False),
        ("It is <b>open</b>.", True),
        ("It is {{ open }}.", True),
        ("It is open &mdash; and free.", True),
        ("The mayor:\n> It is open.", True),
        ("![An image](a.png) It is open.", True),
    ],
)
def test_markup_is_what_a_sentence_may_not_have(text: str, is_marked: bool) -> None:
    assert has_markup(text) is is_marked


def test_a_share_of_right_values() -> None:
    right = Right()
    assert str(right) == "-"
    right.judge("a", 1, 1)
    right.judge("b", 1, 2)
    assert (str(right), right.wrong) == ("0.500 of 2", ["b: 1, not 2"])
