"""What a person sees of a library, and of what was done to it."""

from datetime import UTC, date, datetime

from qa.reports import Diagnosis, Followed, FollowedKind, IndexReport, LibraryStatus, Notice, Skipped
from qa.terminal.render import show_diagnosis, show_followed, show_report, show_status
from tests.qa.terminal.render.showing import shown

REPORT = IndexReport(
    added=1, changed=2, unchanged=3, removed=4,
    skipped=tuple(Skipped(path="/x/b.jsonl", line=line, reason="not JSON") for line in range(1, 16)),
    notices=(Notice(path="/x/c.txt", reason="not UTF-8: read as cp1252"),),
    embedded=5, passages=1000, articles=6, generation=7, seconds=8.25,
)  # fmt: skip


def test_a_report_lists_the_first_skipped_and_counts_the_rest() -> None:
    lines = shown(show_report, REPORT).splitlines()
    assert lines[:2] == ["note: /x/c.txt: not UTF-8: read as cp1252", "/x/b.jsonl:1: not JSON"]
    assert lines[11:] == [
        "5 more: not JSON",
        "1 added, 2 changed, 4 removed, 15 skipped",
        "6 articles, 1,000 passages (5 embedded) in 8.2 s; generation 7",
    ]


def test_a_report_lists_the_first_notices_and_counts_the_rest_whatever_is_theirs_alone() -> None:
    unsure = tuple(
        Notice(path=f"/x/{day}.md", reason=f"its date could mean two different days ({day}/4/2021): no date was taken")
        for day in range(1, 13)
    )
    lines = shown(show_report, REPORT.model_copy(update={"notices": unsure, "skipped": ()})).splitlines()
    assert lines[9:11] == [
        "note: /x/10.md: its date could mean two different days (10/4/2021): no date was taken",
        "note: 2 more: its date could mean two different days: no date was taken",
    ]


def test_an_update_is_a_line_and_a_line_for_each_file_that_was_skipped() -> None:
    update = REPORT.model_copy(update={"skipped": (Skipped(path="/x/d.txt", reason="not text"),)})
    first, second = shown(show_followed, update).splitlines()
    assert first.endswith(" 1 added, 2 changed, 4 removed, 1 skipped; 6 articles, generation 7 (8.2 s)")
    assert second == "/x/d.txt: not text"


def test_a_report_says_what_was_read_again() -> None:
    again = REPORT.model_copy(update={"skipped": (), "notices": (), "reread": 1_200})
    assert shown(show_report, again).splitlines()[0] == "Read again 1,200 files that an earlier version had read."
    dry = shown(show_report, again.model_copy(update={"reread": 1, "dry_run": True}))
    assert dry.splitlines()[0] == "Would read again 1 file that an earlier version had read."


def test_a_report_says_once_how_many_have_no_date() -> None:
    assert shown(show_report, REPORT.model_copy(update={"undated": 12})).splitlines()[-2] == "12 articles have no date."
    assert shown(show_report, REPORT.model_copy(update={"undated": 1})).splitlines()[-2] == "1 article has no date."


def test_a_report_of_nothing() -> None:
    nothing = REPORT.model_copy(update={"added": 0, "changed": 0, "removed": 0, "skipped": (), "notices": ()})
    assert shown(show_report, nothing).splitlines()[0] == "Nothing has changed."
    assert shown(show_report, nothing.model_copy(update={"dry_run": True})) == "Nothing would change.\n"


def test_a_status_is_a_line_a_fact() -> None:
    status = LibraryStatus(
        path="lib", generation=3, updated=datetime(2024, 3, 1, 12, tzinfo=UTC), articles=2, passages=1234,
        bytes=2_500_000, collections={"world": 2}, roots=("/x",), model="m", model_digest="0" * 64, dimension=384,
        first=date(2021, 5, 1), last=date(2024, 2, 3), undated=1,
        followed=(
            Followed(place="/x", kind=FollowedKind.FOLDER, looked=datetime(2024, 3, 1, 12, tzinfo=UTC)),
            Followed(place="/y", kind=FollowedKind.FOLDER),
            Followed(
                place="https://example.org/feed", kind=FollowedKind.FEED, looked=datetime(2024, 3, 1, 12, tzinfo=UTC),
                problem="the server answers 500",
            ),
        ),
        excluded=("/x/y",),
        failures=(Skipped(path="/x/b.pdf", reason="no text"), Skipped(path="/x/c.jsonl", line=3, reason="not JSON")),
    )  # fmt: skip
    seen = shown(show_status, status)
    assert "passages    1,234\n" in seen
    assert "size        2.5 MB\n" in seen
    assert "model       m (000000000000, 384 dimensions)\n" in seen
    day = datetime(2024, 3, 1, 12, tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    assert seen.splitlines()[-7:] == [
        "collection  world: 2",
        f"follows     /x (folder, {day}: ok)",
        "follows     /y (folder)",
        f"follows     https://example.org/feed (feed, {day}: the server answers 500)",
        "except      /x/y",
        "failed      /x/b.pdf: no text",
        "failed      /x/c.jsonl:3: not JSON",
    ]
    assert "dates       2021-05-01 to 2024-02-03, 1 article without a date\n" in seen
    undated = status.model_copy(update={"first": None, "last": None, "undated": 2})
    assert "dates       -, 2 articles without a date\n" in shown(show_status, undated)


def test_a_diagnosis_is_ok_or_says_how_to_fix_it() -> None:
    assert (
        shown(show_diagnosis, Diagnosis(what="All 3 files are as they were."))
        == "ok    All 3 files are as they were.\n"
    )
    failed = Diagnosis(what="1 file is missing: a.txt.", mend="To fix: pullquote index")
    assert shown(show_diagnosis, failed) == "FAIL  1 file is missing: a.txt.\n      To fix: pullquote index\n"
