"""Articles in the store: sentences, passages, indexing, following, freshness."""
