"""What is searched: vectors in FAISS and words in tantivy, derived from the catalogue."""
