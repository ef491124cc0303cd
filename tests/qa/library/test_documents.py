"""An article goes into the store and comes back the same."""

from datetime import date
from pathlib import Path

from qa.library.documents import article_of, cut, filter_of, infos
from qa.reading import SourceFile, read
from qa.values import Article, Where
from tests.fakes import WordEmbedder
from vectorstore.store import Filter

TEXT = "The old mill\n" + "".join(f"It stood still for reason number {n}. " for n in range(30))


def article(folder: Path, text: str = TEXT) -> Article:
    path = folder / "mill.txt"
    path.write_text(text)
    (made,) = read(SourceFile(path, "news"))
    assert isinstance(made, Article)
    return made


def test_a_round_trip_through_a_document_loses_nothing(tmp_path: Path) -> None:
    made = article(tmp_path)
    document = cut(made, WordEmbedder()).document
    assert article_of(document) == made
    assert list(infos([document])) == [made.info]
    assert (document.key, document.origin, document.digest) == (made.id, made.path, made.digest)


def test_each_record_has_the_text_that_is_embedded_title_first(tmp_path: Path) -> None:
    made = article(tmp_path)
    whole = cut(made, WordEmbedder())
    assert len(whole.texts) == len(whole.document.records) > 1
    for record, text in zip(whole.document.records, whole.texts, strict=True):
        assert text == f"The old mill\n{made.text[record.start : record.end].strip()}"


def test_a_vector_is_named_by_text_and_model(tmp_path: Path) -> None:
    def names(text: str, model: str = "0") -> list[str]:
        return [record.digest for record in cut(article(tmp_path, text), WordEmbedder(model)).document.records]

    first = names(TEXT)
    assert names(TEXT) == first
    assert not set(names(TEXT, "1")) & set(first)
    assert len(set(names(TEXT + "It turns again.")) - set(first)) == 1


def test_a_restriction_in_the_stores_words() -> None:
    where = Where(collections=frozenset({"news"}), article="x", since=date(2024, 1, 2), until=date(2024, 3, 4))
    assert filter_of(where) == Filter(frozenset({"news"}), "x", date(2024, 1, 2), date(2024, 3, 4))
    assert filter_of(Where()).is_empty
