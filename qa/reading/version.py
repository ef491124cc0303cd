"""The version of reading."""

READING = "4"
"""How files are read. Raise it with each change of what is taken from them: the next `index` then reads again what an
older version read.
"""
