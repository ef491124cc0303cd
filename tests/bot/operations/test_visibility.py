"""Which collections a place may see."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bot.operations.database import Database
from bot.operations.visibility import Place, Scopes, collections_of, common


def test_a_channel_sees_no_more_than_its_server(path: Path) -> None:
    scopes = Scopes(Database(path), frozenset({"direct"}))
    there = ["world", "sport", "direct"]
    assert scopes.visible(Place(7, 71), there) == set(there)
    scopes.change(7, 71, lambda _: frozenset({"world", "gone"}))
    assert scopes.visible(Place(7, 71), there) == {"world"}
    scopes.change(7, None, lambda _: frozenset({"sport"}))
    assert scopes.visible(Place(7, 71), there) == set()
    assert scopes.visible(Place(7, 70), there) == frozenset({"sport"})
    assert scopes.visible(Place(8, 80), there) == set(there)
    assert scopes.visible(Place(None, 1), there) == frozenset({"direct"})


def test_what_servers_may_see_at_most_bounds_all_that_they_choose(path: Path) -> None:
    scopes = Scopes(Database(path), None, frozenset({"world", "sport"}))
    there = ["world", "sport", "secret"]
    assert scopes.choosable(there) == {"world", "sport"}
    assert scopes.visible(Place(7, 70), there) == {"world", "sport"}
    scopes.change(7, None, lambda _: frozenset({"world", "secret"}))
    assert scopes.visible(Place(7, 70), there) == {"world"}
    assert scopes.visible(Place(None, 1), there) == set(there)


def test_an_answer_goes_to_an_inbox_only_if_direct_messages_may_see_it(path: Path) -> None:
    scopes = Scopes(Database(path), frozenset({"world"}))
    assert not scopes.may_use_inbox(Place(7, 70))
    scopes.change(7, None, lambda _: frozenset({"world"}))
    assert scopes.may_use_inbox(Place(7, 70))
    assert Scopes(Database(path), None).may_use_inbox(Place(8, 80))


def test_what_direct_messages_see_is_a_setting() -> None:
    assert collections_of(" ALL ") is None
    assert collections_of("none") == frozenset()
    assert collections_of("world, sport,") == frozenset({"world", "sport"})


names = st.frozensets(st.sampled_from(["world", "sport", "science", "secret"]))
bounds = st.none() | names


@given(st.lists(bounds, max_size=4), names)
def test_a_place_sees_what_is_within_all_of_its_bounds_and_nothing_else(
    narrowed: list[frozenset[str] | None], there: frozenset[str]
) -> None:
    seen = common(*narrowed, there)
    assert seen == frozenset(name for name in there if all(bound is None or name in bound for bound in narrowed))


def test_without_bounds_all_is_seen() -> None:
    assert common() is None
    assert common(None, None) is None
    assert common(None, frozenset()) == frozenset()


@given(bounds, bounds, bounds, bounds, names)
def test_no_place_sees_more_than_the_host_allows(
    direct: frozenset[str] | None,
    servers: frozenset[str] | None,
    server: frozenset[str] | None,
    channel: frozenset[str] | None,
    there: frozenset[str],
) -> None:
    with TemporaryDirectory() as folder:
        database = Database(Path(folder) / "bot.sqlite")
        scopes = Scopes(database, direct, servers)
        scopes.change(7, None, lambda _: server)
        scopes.change(7, 71, lambda _: channel)
        expected = {
            Place(None, 1): common(direct, there),
            Place(7, 70): common(servers, server, there),
            Place(7, 71): common(servers, server, channel, there),
            Place(8, 71): common(servers, channel, there),
        }
        for place, seen in expected.items():
            assert scopes.visible(place, there) == seen
        here = scopes.of(Place(7, 71))
        assert scopes.may_use_inbox(Place(7, 71)) == (direct is None or (here is not None and here <= direct))
        database.close()
