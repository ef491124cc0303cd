"""Web pages, feeds and sitemaps -> files in the library, which are then read as any others."""

from qa.web.fetching import Fetcher
from qa.web.mirror import Mirror, Step

__all__ = ["Fetcher", "Mirror", "Step"]
