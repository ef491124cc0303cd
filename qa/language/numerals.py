"""English numbers as words."""

NUMERALS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
COUNTS = dict(zip(NUMERALS.split(), [*range(1, 21), *range(30, 100, 10)], strict=True))
"""Numbers as words."""

SCALES = "hundred|thousand|million|billion|trillion|half|dozen"
"""Words that a number is counted in."""
