"""The search indexes: vectors in FAISS and words in tantivy, derived from the catalogue."""
