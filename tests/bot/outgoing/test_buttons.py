"""What a button says in its custom id."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.outgoing.buttons import (
    LONGEST_SEARCH,
    MOST_QUOTES,
    Deletion,
    More,
    Press,
    UnknownButton,
    address_text,
    addresses_text,
    answer_buttons,
    choice_buttons,
    page_buttons,
    parse_addresses,
)
from bot.outgoing.escape import units
from bot.outgoing.layout import MOST_MESSAGES
from qa.answers import Address
from qa.conversation.narrowing import Narrowing
from qa.reading.facts.dates import parse_date

HUGE = 2**64 - 1


ADDRESS = Address(article="a" * 16, start=10**9, end=10**9 + 9, digest="0123abcd")


OTHER = Address(article="0" * 15 + "1", start=0, end=1, digest="00000000")


NARROWING = Narrowing.of("some:collection " * 9, parse_date("2024-01-01"), parse_date("2024-12-31"))


ONE_ARTICLE = replace(NARROWING, article="a" * 16)


def test_what_a_button_says_can_be_read_back() -> None:
    assert parse_addresses(addresses_text([ADDRESS, OTHER, ADDRESS])) == (ADDRESS, OTHER, ADDRESS)
    assert parse_addresses(address_text(ADDRESS)) == (ADDRESS,)  # as when each quote had a button
    assert More.parse(str(More(3, NARROWING))) == More(3, NARROWING)
    assert More.parse(str(More(3, Narrowing()))) == More(3, Narrowing())
    assert More.parse(str(More(3, ONE_ARTICLE))) == More(3, ONE_ARTICLE)
    by = Narrowing.of("World", None, parse_date("2024-04-01"), "Jane Doe")
    assert More.parse(str(More(3, by))) == More(3, by)
    assert More.parse("3:::") == More(3, Narrowing())  # as before a single article could be asked
    deletion = Deletion(HUGE, (HUGE - 1, 5))
    assert Deletion.parse(str(deletion)) == deletion


def test_every_custom_id_fits() -> None:
    deletion = Deletion(HUGE, (HUGE,) * (MOST_MESSAGES - 1))
    answer = answer_buttons([ADDRESS] * MOST_QUOTES, More(50, ONE_ARTICLE), deletion)
    pages = page_buttons(99_999, 10_000_000, "\U0001f600" * LONGEST_SEARCH)
    assert pages is not None
    choice = choice_buttons(["a" * 16, "b" * 16], deletion)
    views = (answer, choice, pages)
    ids = [item.item.custom_id or "" for view in views for item in view.children if isinstance(item, Press)]
    assert len(ids) == 10
    assert {item.row for item in answer.children} == {0}
    assert max(map(units, ids)) <= 100


def test_the_button_for_more_says_how_many_wait() -> None:
    def labels(quotes: int, waiting: int) -> list[str | None]:
        view = answer_buttons([ADDRESS] * quotes, More(quotes, NARROWING) if quotes else None, Deletion(7), waiting)
        items = [item.item for item in view.children if isinstance(item, Press)]
        return [item.label or str(item.emoji) for item in items]

    assert labels(1, 2) == ["In context", "2 more", "👍", "👎", "🗑️"]
    assert labels(1, 0) == ["In context", "More", "👍", "👎", "🗑️"]
    assert labels(0, 0) == ["Ask differently", "👍", "👎", "🗑️"]


def test_a_single_page_has_no_buttons() -> None:
    assert page_buttons(None, None, "") is None


@pytest.mark.parametrize("parse", [parse_addresses, More.parse, Deletion.parse])
@pytest.mark.parametrize("about", ["", "x", ":::", "-:-:-:-"])
def test_what_is_no_button_of_ours_is_no_value(parse: Callable[[str], object], about: str) -> None:
    with pytest.raises(UnknownButton, match=r"."):
        parse(about)
