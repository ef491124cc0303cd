"""The files on disk against what a library remembers of them."""
