"""The version of reading."""

READING = "7"
"""How files are read. Raise it whenever what is taken from them changes: the next `index` then reads again what an
older version read.
"""
