"""What a library remembers of a file is kept and read back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qa.library.disk.origins import Origin
from qa.reading.version import READING


@given(st.text("0123456789abcdef"), st.text("0123456789"), st.none() | st.dates())
def test_what_is_kept_is_read_as_it_was(content: str, reading: str, waits: date | None) -> None:
    origin = Origin(content, reading, waits)
    assert Origin.parsed(str(origin)) == origin


def test_a_file_of_a_library_of_before_has_no_version_and_is_outdated() -> None:
    assert Origin.parsed("0a1b") == Origin("0a1b", "", None)
    assert Origin.parsed("0a1b").is_outdated
    assert not Origin.parsed(f"0a1b:{READING}:").is_outdated
