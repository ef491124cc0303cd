"""Web pages, feeds and sitemaps -> files in the library, which are then read as any others."""
