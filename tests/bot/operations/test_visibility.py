"""Which collections a place may see."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bot.operations.database import Database
from bot.operations.membership import Membership
from bot.operations.visibility import Option, Place, Scopes, collections_of, common
from tests.bot.disk import rows


def test_a_channel_sees_no_more_than_its_server(path: Path) -> None:
    scopes = Scopes(Database(path), None)
    there = ["world", "sport", "direct"]
    assert scopes.visible(Place(7, 71), there) == set(there)
    scopes.change(7, 71, lambda _: frozenset({"world", "gone"}))
    assert scopes.visible(Place(7, 71), there) == {"world"}
    scopes.change(7, None, lambda _: frozenset({"sport"}))
    assert scopes.visible(Place(7, 71), there) == set()
    assert scopes.visible(Place(7, 70), there) == frozenset({"sport"})
    assert scopes.visible(Place(8, 80), there) == set(there)


class Seeing(Membership):
    """Says of everybody that they see these places."""

    def __init__(self, *seen: tuple[int, int]) -> None:
        super().__init__()
        self._seen = frozenset(seen)

    def places(self, _: int) -> frozenset[tuple[int, int]]:
        return self._seen


def test_direct_messages_see_what_a_place_of_the_person_shows_and_no_more_than_the_host_allows(path: Path) -> None:
    there = ["world", "sport", "staff", "secret"]
    in_person = Place(None, 1, 42)
    database = Database(path)
    scopes = Scopes(database, frozenset({"world", "sport", "staff"}), None, Seeing((7, 0), (8, 81)))
    assert scopes.visible(in_person, there) == {"world", "sport", "staff"}
    scopes.change(7, None, lambda _: frozenset({"world", "secret"}))
    scopes.change(8, 81, lambda _: frozenset({"sport"}))
    scopes.change(8, 82, lambda _: frozenset({"staff"}))  # a channel that this person does not see
    assert scopes.visible(in_person, there) == {"world", "sport"}
    assert not scopes.is_stranger(in_person)
    nowhere = Scopes(database, None, None, Seeing())
    assert nowhere.visible(in_person, there) == set()
    assert nowhere.is_stranger(in_person)


def test_a_server_that_removed_the_bot_is_forgotten_after_thirty_days_unless_it_comes_back(path: Path) -> None:
    database = Database(path)
    scopes = Scopes(database, None)
    for server in (7, 8):
        scopes.change(server, 10 * server, lambda _: frozenset({"world"}))
        scopes.turn(Option.FORUM, server, 10 * server + 1, on=True)
        database.keep_gap(1, server, f"asked in {server}")
    start = datetime(2024, 1, 1, tzinfo=UTC)
    assert not database.end_departed(frozenset({7, 8}), start)
    assert not database.end_departed(frozenset({7}), start + timedelta(days=1))
    assert not database.end_departed(frozenset({7}), start + timedelta(days=30))
    assert not database.end_departed(frozenset({7, 8}), start + timedelta(days=30, hours=1))  # back in time
    assert not database.end_departed(frozenset({7}), start + timedelta(days=31))
    assert not database.end_departed(frozenset({7}), start + timedelta(days=60))
    assert database.end_departed(frozenset({7}), start + timedelta(days=61))
    assert [question for _, question in database.gaps()] == ["asked in 7"]
    left = Scopes(database, None)
    assert (left.set(7, 70), left.has(Option.FORUM, 71)) == (frozenset({"world"}), True)
    assert (left.set(8, 80), left.has(Option.FORUM, 81)) == (None, False)
    assert rows(path, "SELECT count(*) FROM departures") == [(0,)]
    assert not database.end_departed(frozenset({7}), start + timedelta(days=90))


def test_what_servers_may_see_at_most_bounds_all_that_they_choose(path: Path) -> None:
    scopes = Scopes(Database(path), None, frozenset({"world", "sport"}))
    there = ["world", "sport", "secret"]
    assert scopes.choosable(there, 7) == {"world", "sport"}
    assert scopes.visible(Place(7, 70), there) == {"world", "sport"}
    scopes.change(7, None, lambda _: frozenset({"world", "secret"}))
    assert scopes.visible(Place(7, 70), there) == {"world"}
    assert scopes.choosable(there, 7, 70) == {"world"}


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
        scopes = Scopes(database, direct, servers, Seeing((7, 71)))
        scopes.change(7, None, lambda _: server)
        scopes.change(7, 71, lambda _: channel)
        expected = {
            Place(None, 1, 42): common(direct, servers, server, channel, there),
            Place(7, 70): common(servers, server, there),
            Place(7, 71): common(servers, server, channel, there),
            Place(8, 71): common(servers, channel, there),
        }
        for place, seen in expected.items():
            assert scopes.visible(place, there) == seen
        here = scopes.of(Place(7, 71))
        assert scopes.may_use_inbox(Place(7, 71)) == (direct is None or (here is not None and here <= direct))
        database.close()
