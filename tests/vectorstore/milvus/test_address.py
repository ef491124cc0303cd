"""What the address of a library on a server may be."""

import pytest

from vectorstore.milvus.address import is_address, parsed


@pytest.mark.parametrize(
    ("text", "server", "name", "shown"),
    [
        ("milvus://db.example.org:19530/news", "http://db.example.org:19530", "news", None),
        ("milvus://db.example.org/news", "http://db.example.org:19530", "news", "milvus://db.example.org:19530/news"),
        ("milvus+tls://10.0.0.7:443/News_2", "https://10.0.0.7:443", "News_2", None),
        ("milvus://[::1]:19530/news", "http://[::1]:19530", "news", None),
    ],
)
def test_an_address_names_a_server_and_a_library(text: str, server: str, name: str, shown: str | None) -> None:
    address = parsed(text)
    assert (address.server, address.name, str(address)) == (server, name, shown or text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("milvus://db.example.org:19530", "write milvus://HOST:PORT/NAME"),
        ("milvus://db.example.org:19530/", "write milvus://HOST:PORT/NAME"),
        ("milvus:///news", "write milvus://HOST:PORT/NAME"),
        ("milvus://db.example.org:port/news", "write milvus://HOST:PORT/NAME"),
        ("milvus://db.example.org/a/b", "write milvus://HOST:PORT/NAME"),
        ("milvus://db.example.org/1news", "write milvus://HOST:PORT/NAME"),
        ("milvus://db.example.org/news?token=x", "write milvus://HOST:PORT/NAME"),
        ("milvus://root:secret@db.example.org/news", "set PULLQUOTE_MILVUS_TOKEN instead"),
    ],
)
def test_another_is_refused_with_what_is_wrong_and_no_secret(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as refused:
        parsed(text)
    assert "secret" not in str(refused.value)


def test_a_folder_is_no_address() -> None:
    assert is_address("milvus://h/n")
    assert not is_address("/srv/milvus")
    assert not is_address("milvus")
    assert not is_address("https://example.org/news")


def test_collections_of_another_library_are_not_taken_for_its_own() -> None:
    address = parsed("milvus://h/news")
    assert address.since(address.passages(7, 384)) == 7
    for other in ("news_catalogue", "news_passages_x", "old_news_passages_1_8", "news_passages_1_8_catalogue"):
        assert address.since(other) is None
