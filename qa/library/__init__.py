"""Articles <-> the store: sentences, passages, indexing, following, freshness."""
