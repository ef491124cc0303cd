"""A feed or a sitemap is known by its first bytes, and gives its addresses once, in order."""

import pytest

from qa.web.listing import MOST, is_index, links

SITEMAP = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("<rss><channel><item><link>/b</link></item><item><link>/a</link></item><item><link>/b</link></item></channel>"
         "</rss>", ["/b", "/a"]),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='http://x/a'/></entry></feed>", ["http://x/a"]),
        (f"<urlset {SITEMAP}><url><loc> http://x/a </loc></url><url><loc></loc></url></urlset>", ["http://x/a"]),
        ("<?xml version='1.0'?><RSS><channel></channel></RSS>", []),
        ("<!-- <rss> --><html><body>About feeds</body></html>", []),
        ("<html><body>A page</body></html>", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_addresses_of_a_list(body: str, addresses: list[str] | None) -> None:
    assert links(body.encode()) == addresses


def test_a_list_without_end_is_cut() -> None:
    items = "".join(f"<item><link>/{number}</link></item>" for number in range(MOST + 5))
    found = links(f"<rss><channel>{items}</channel></rss>".encode())
    assert found is not None
    assert (len(found), found[-1]) == (MOST, f"/{MOST - 1}")


def test_a_sitemap_of_sitemaps_is_told_from_one_of_pages() -> None:
    assert is_index(f"<sitemapindex {SITEMAP}/>".encode())
    assert not is_index(f"<urlset {SITEMAP}/>".encode())
