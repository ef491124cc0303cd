"""A store of passages on a Milvus server, read by many machines and written by one at a time."""
