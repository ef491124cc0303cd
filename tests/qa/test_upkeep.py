"""A live library, as a chat and the bot have it."""

import time
from pathlib import Path

from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.settings import Settings
from qa.upkeep import Live, live
from vectorstore.local import LocalStore


def test_a_live_library_answers_from_what_others_commit_and_at_once_from_its_own_refresh(
    tmp_path: Path, cache: Path, embedder: Embedder
) -> None:
    folder, settings = tmp_path / "articles", Settings(library=tmp_path / "library", cache=cache)
    folder.mkdir()

    def write(month: str) -> None:
        (folder / "bridge.txt").write_text(f"The bridge\n\nThe long bridge opens in {month}.\n")

    def asked(followed: Live) -> tuple[int, list[str]]:
        answer = followed.assistant.ask("When does the long bridge open?")
        return answer.generation, [quote.text for quote in answer.quotes]

    write("May")
    index([folder], LocalStore(settings.library, embedder.dimension), embedder)
    with live(settings) as followed:
        assert asked(followed) == (1, ["The long bridge opens in May."])
        write("June")
        index([folder], LocalStore(settings.library), embedder)
        deadline = time.monotonic() + 2
        while (answer := asked(followed))[0] == 1:
            assert time.monotonic() < deadline
        assert answer == (2, ["The long bridge opens in June."])
        write("July")
        assert followed.refresh(lambda _: None).changed == 1
        assert asked(followed) == (3, ["The long bridge opens in July."])
