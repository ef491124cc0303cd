"""What the codes and messages of a server mean."""

import pytest

from vectorstore.errors import StoreAway, StoreDamaged, StoreError, StoreRefused, StoreUnwritable
from vectorstore.milvus.faults import fault


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (1400, "auth check failure, please check username and password are correct", StoreRefused),
        (100, "collection not found[database=default][collection=x]", StoreDamaged),
        (9, "quota exceeded[reason=disk quota exhausted]", StoreUnwritable),
        (2, "Fail connecting to server on h:1", StoreAway),
        (1, "[query] Retry timeout: 60.0s", StoreAway),
        (503, "failed to query: channel lacks[channel=x]: channel not available[channel=x]", StoreAway),
        (65535, "something new\nwith a trace", StoreError),
        (65535, "", StoreError),
    ],
)
def test_a_code_of_the_server_becomes_a_fact_of_one_line(code: int, message: str, kind: type[StoreError]) -> None:
    error = fault("milvus://h:1/news", code, message)
    assert type(error) is kind
    assert error.folder == "milvus://h:1/news"
    assert "\n" not in str(error)
