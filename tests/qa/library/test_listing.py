"""What is listed of a library, and in which order."""

from datetime import date

import pytest

from qa.library.listing import Order, of_days, ordered
from qa.values import ArticleInfo, Where


def article(key: str, published: date | None, collection: str) -> ArticleInfo:
    return ArticleInfo(id=key, title=key, published=published, path=f"{key}.txt", collection=collection)


ARTICLES = [
    article("a", date(2024, 3, 1), "World"),
    article("b", None, "art"),
    article("c", date(2024, 5, 1), "art"),
    article("d", date(2023, 1, 1), "sport"),
]
"""By title."""


@pytest.mark.parametrize(("order", "keys"), [(Order.DATE, "cadb"), (Order.TITLE, "abcd"), (Order.COLLECTION, "bcda")])
def test_articles_come_newest_first_by_title_or_by_collection(order: Order, keys: str) -> None:
    assert "".join(one.id for one in ordered(ARTICLES, order)) == keys


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        (Where(), "abcd"),
        (Where(since=date(2024, 3, 1)), "ac"),
        (Where(until=date(2024, 3, 1)), "ad"),
        (Where(since=date(2024, 3, 2), until=date(2024, 4, 1)), ""),
    ],
)
def test_articles_of_the_days_that_are_asked(where: Where, keys: str) -> None:
    assert "".join(one.id for one in of_days(ARTICLES, where)) == keys
