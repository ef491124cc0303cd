"""A store of passages on a Milvus server, which many machines read and one at a time writes."""
