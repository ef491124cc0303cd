"""Files on disk compared with what a library remembers of them."""
