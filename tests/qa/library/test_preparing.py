"""Reading and cutting in one process."""

from pathlib import Path

from qa.library.documents import cut
from qa.library.moves.moved import FoundFile
from qa.library.plan import Holdings
from qa.library.preparing import PreparingHere
from qa.reading import SourceFile
from qa.reports import Skipped
from qa.values import Article
from tests.fakes import WordEmbedder


def test_each_file_comes_in_turn_with_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "mill.txt"
    path.write_text("The old mill\nIt stands still.")
    files = [FoundFile(SourceFile(tmp_path / name, "news"), "0", 1) for name in ("gone.txt", "mill.txt")]
    preparing = PreparingHere(WordEmbedder())
    (gone, nothing), (mill, some) = ((found, list(content)) for found, content in preparing.read(files, Holdings()))
    assert [gone, mill] == files
    assert nothing == [Skipped(path=str(tmp_path / "gone.txt"), reason="no such file or folder")]
    (article,) = some
    assert isinstance(article, Article)
    assert (article.title, preparing.cut(article)) == ("The old mill", cut(article, WordEmbedder()))
