"""A Milvus server as this program uses it: rows in collections, through pymilvus, with its faults as StoreErrors."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import Any, TypeVar

from vectorstore.errors import StoreAway, StoreUninstalled
from vectorstore.milvus.address import Address
from vectorstore.milvus.faults import UNREACHED, reported
from vectorstore.milvus.rows import Row
from vectorstore.store import Vector

TIMEOUT = 60.0
"""Seconds that one request may take, including pymilvus's own retries."""

CONNECT = 5.0
"""Seconds within which a server must answer a new connection."""

PAUSE = 0.25
"""Seconds between two attempts at that."""

MOST = 16_384
"""The most rows that Milvus returns for one request."""

BATCH = 500
"""Rows that are inserted at once; with vectors or texts, these stay below the 64 MB of a message."""

VALUES = 1_000
"""Numbers in one expression."""

EFFORT = 100
"""The fewest neighbours that HNSW weighs in a search."""

UNLOADED = (101, 106)
"""Codes by which Milvus and Milvus Lite say that a collection must be loaded."""

Result = TypeVar("Result")
Fields = Mapping[str, str]
"""The fields of a collection besides `id` and `vector`, with their types: text of so many bytes, or `integer`."""


class Server:
    """The collections of one library on a server. Connects when first used; safe between threads.

    What `is_settled` was written seconds ago: it is read without waiting until all that was ever written is visible,
    which takes a server a fifth of a second.
    """

    def __init__(self, address: Address, token: str = "", timeout: float = TIMEOUT) -> None:
        self._address = address
        self._store = str(address)
        self._token = token
        self._timeout = timeout

    @cached_property
    def _client(self) -> Any:
        """A client with a connection of its own, once the server answers. Raises StoreAway if it does not in time."""
        try:
            from pymilvus import MilvusClient  # takes a second or more
        except ImportError as error:
            raise StoreUninstalled(self._store, "milvus") from error
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # failures are raised, and need not be logged too
        seconds = min(CONNECT, self._timeout)
        deadline = time.monotonic() + seconds
        while True:
            try:
                with reported(self._store):
                    return MilvusClient(self._address.server, token=self._token, timeout=seconds, dedicated=True)
            except StoreAway:
                if time.monotonic() + PAUSE >= deadline:
                    raise
                time.sleep(PAUSE)  # after a refusal, gRPC retries only after a while

    def collections(self) -> list[str]:
        """The names of the library's collections."""
        every = self._asked(lambda client: client.list_collections(timeout=self._timeout))
        return [name for name in every if name.startswith(f"{self._address.name}_")]

    def fields(self, name: str) -> set[str]:
        """The names of a collection's fields."""
        described = self._asked(lambda client: client.describe_collection(name, timeout=self._timeout))
        return {field["name"] for field in described["fields"]}

    def create(self, name: str, fields: Fields, dimension: int, *, numbers_itself: bool = False) -> None:
        """Make a collection with an `id` and a `vector`, ready to be searched, if it is missing or half made."""
        is_there = name in self.collections()
        if is_there and self._asked(lambda client: client.list_indexes(name, timeout=self._timeout)):
            return
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=numbers_itself)
        schema.add_field("id", DataType.INT64, is_primary=True)
        for field, kind in fields.items():
            if kind == "integer":
                schema.add_field(field, DataType.INT64)
            else:
                schema.add_field(field, DataType.VARCHAR, max_length=int(kind))
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
        index = MilvusClient.prepare_index_params()
        index.add_index("vector", index_type="HNSW", metric_type="IP", params={"M": 16, "efConstruction": 200})
        self._asked(lambda client: _create(client, name, None if is_there else schema, index, self._timeout))

    def drop(self, name: str) -> None:
        """Remove a collection."""
        self._asked(lambda client: client.drop_collection(name, timeout=self._timeout))

    def insert(self, name: str, rows: Iterable[Row]) -> None:
        """Insert rows in batches; each batch is there before the next begins."""
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            self._on(name, partial(_insert, name=name, batch=batch, timeout=self._timeout))

    def query(
        self, name: str, which: str, fields: Sequence[str], limit: int = MOST, *, is_settled: bool = False
    ) -> list[Row]:
        """At most `limit` rows that match an expression, in no order."""
        found = self._on(
            name,
            lambda client: client.query(
                name,
                filter=which,
                output_fields=[*fields],
                limit=limit,
                timeout=self._timeout,
                consistency_level=_level(is_settled),
            ),
        )
        return [dict(row) for row in found]

    def search(
        self, name: str, vector: Vector, which: str, fields: Sequence[str], limit: int, *, is_settled: bool = False
    ) -> list[Row]:
        """The `limit` rows of greatest inner product that match an expression, best first, with their `score`."""
        parameters = {"metric_type": "IP", "params": {"ef": max(EFFORT, limit)}}
        (found,) = self._on(
            name,
            lambda client: client.search(
                name,
                data=[vector.tolist()],
                anns_field="vector",
                filter=which,
                limit=limit,
                output_fields=[*fields],
                search_params=parameters,
                timeout=self._timeout,
                consistency_level=_level(is_settled),
            ),
        )
        return [{**hit["entity"], "score": float(hit["distance"])} for hit in found]

    def delete(self, name: str, which: str) -> None:
        """Remove the rows that match an expression."""
        self._on(name, lambda client: client.delete(name, filter=which, timeout=self._timeout))

    def compact(self, name: str) -> None:
        """Have the server rewrite a collection without what was removed; it does so in its own time."""
        self._on(name, lambda client: client.flush(name, timeout=self._timeout))
        self._on(name, lambda client: client.compact(name, timeout=self._timeout))

    def _on(self, name: str, act: Callable[[Any], Result]) -> Result:
        """Do something with a collection, and again if the server must load it first, as after a restart."""

        def loaded(client: Any) -> Result:
            from pymilvus.exceptions import MilvusException

            try:
                return act(client)
            except MilvusException as error:
                if error.code not in UNLOADED and "not loaded" not in str(error):
                    raise
                client.load_collection(name, timeout=self._timeout)
                return act(client)

        return self._asked(loaded)

    def _asked(self, act: Callable[[Any], Result]) -> Result:
        """Do something, and again over a new connection if the server was not reached, as after a restart."""
        try:
            client = self._client
            with reported(self._store):
                return act(client)
        except StoreAway as error:
            if not error.cause.startswith(UNREACHED):
                raise
            self.__dict__.pop("_client", None)
            client = self._client
            with reported(self._store):
                return act(client)


def _create(client: Any, name: str, schema: Any, index: Any, timeout: float) -> None:
    """Make a collection, unless no schema is given, index it and load it, without waiting for its empty index."""
    if schema is not None:
        client.create_collection(name, schema=schema, consistency_level="Strong", timeout=timeout)
    client.create_index(name, index, timeout=timeout, sync=False)
    client.load_collection(name, timeout=timeout)


def _insert(client: Any, name: str, batch: Sequence[Row], timeout: float) -> None:
    client.insert(name, batch, timeout=timeout)


def among(field: str, numbers: Iterable[int]) -> Iterator[str]:
    """Yield expressions that together match the rows whose field has one of these numbers."""
    left = iter(sorted(numbers))
    while some := list(islice(left, VALUES)):
        yield f"{field} in {some}"


def _level(is_settled: bool) -> str:
    """Milvus's name for how fresh a read must be."""
    return "Bounded" if is_settled else "Strong"
