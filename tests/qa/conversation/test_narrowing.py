"""What a question was narrowed to."""

from datetime import date

from qa.conversation.narrowing import ANYWHERE, Narrowing, typed_day
from qa.values import Days, Where

JANUARY = Days(since=date(2024, 1, 1), until=date(2024, 1, 31))


def test_a_narrowing_knows_its_collection_by_a_digest_in_any_case() -> None:
    narrowing = Narrowing.of(" World News ", None, None)
    assert narrowing.names("world news")
    assert narrowing.names("World News ")
    assert not narrowing.names("sport")
    assert ANYWHERE.names("sport")
    assert Narrowing.of(None, None, None) == ANYWHERE


def test_a_narrowing_knows_its_author_by_a_digest_in_any_case() -> None:
    assert Narrowing.of(None, None, None, "Jane Doe").is_by("jane doe ")
    assert not Narrowing.of(None, None, None, "Jane Doe").is_by("J. Roe")
    assert not ANYWHERE.is_by("")
    assert ANYWHERE.within(Where(author="Jane Doe")) == Where(author="Jane Doe")


def test_it_narrows_articles_to_days_and_to_one_article_and_never_widens_them() -> None:
    seen = Where(collections=frozenset({"world"}))
    narrowing = Narrowing(days=JANUARY, article="a1")
    assert narrowing.within(seen) == Where(
        collections=frozenset({"world"}), article="a1", since=date(2024, 1, 1), until=date(2024, 1, 31)
    )
    assert ANYWHERE.within(seen) == seen
    assert ANYWHERE.within(Where(article="a2", since=date(2024, 1, 1))) == Where(article="a2", since=date(2024, 1, 1))


def test_a_day_is_read_as_people_type_it() -> None:
    assert typed_day("1 April 2024") == typed_day("2024-04-01") == date(2024, 4, 1)
    assert typed_day("someday") is None
