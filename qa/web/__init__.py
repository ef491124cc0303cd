"""Save web pages, feeds and sitemaps as files in the library, to be read like any others."""
