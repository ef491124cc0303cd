"""Exports of WordPress, made for the tests."""

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Vale News</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login><![CDATA[ann]]></wp:author_login>
<wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>
"""
END = "</channel></rss>"
SAID = "The bridge over the Lune was opened in May."


def item(content: str = SAID, title: str = "A bridge opens", **told: str) -> str:
    """Return an entry of an export; the names of `told` are those of WordPress's namespace."""
    fields = {"post_id": "7", "post_date": "2019-05-07 09:30:00", "status": "publish", "post_type": "post"} | told
    rest = "".join(f"<wp:{name}><![CDATA[{value}]]></wp:{name}>" for name, value in fields.items())
    return (
        f"<item><title>{title}</title><link>https://example.org/{fields['post_id']}</link>"
        "<pubDate>Mon, 06 May 2019 23:30:00 +0000</pubDate><dc:creator><![CDATA[ann]]></dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[In short.]]></excerpt:encoded>{rest}</item>\n"
    )


def export(*items: str) -> str:
    return f"{HEAD}{''.join(items)}{END}"
