"""The words of English that this program knows, each class once."""

import re
from collections.abc import Iterable

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NUMERALS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
COUNTS = dict(zip(_NUMERALS.split(), [*range(1, 21), *range(30, 100, 10)], strict=True))
"""Numbers as words."""

SCALES = ("hundred", "thousand", "million", "billion", "trillion", "half", "dozen")
"""Words that a number is counted in."""

ASKING = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how"})
"""Words that a question asks by."""

AUXILIARIES = frozenset(
    """
    is are was were am be do does did has have had can could will would should may might must shall
    """.split()
)
"""Verbs that a question can begin with, to be answered by yes or no."""

IRREGULAR_PASTS = frozenset(
    """
    ate became began broke brought built bought came caught chose cut drew drove fell felt fled flew fought found gave
    got grew held heard hit hurt kept knew laid lay led left lent lost made meant met paid put ran rang read rode rose
    said sang sank sat saw sent set shook shot shut slept sold sought spent spoke split spread stole stood struck swam
    swore taught thought threw told took tore went withdrew woke won wore wrote
    """.split()
)
"""Forms of verbs that tell of the past and do not end in "ed"."""

IMPERATIVES = frozenset({"tell", "name", "list", "explain", "describe", "show", "give"})
"""Verbs that ask without a question."""

NEGATIONS = frozenset({"no", "not", "never", "nobody", "none", "neither", "cannot", "without", "denied", "denies"})

HE_OR_SHE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
"""Pronouns that stand for a person."""

IT = frozenset({"it", "its", "itself"})
"""Pronouns that stand for one thing."""

THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
"""Pronouns that stand for several, or for an organisation."""

POSSESSIVES = frozenset({"his", "hers", "its", "their", "theirs"})
"""Pronouns that own something; "her" does where a noun follows it."""

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})

PREPOSITIONS = frozenset(
    """
    in on at of for from to by with about under over during after before since until against near into between
    """.split()
)

JOINING = ("and", "but", "so", "or", "also", "then", "ok", "okay", "yes", "no", "well")
"""Words that join a line to the one before it, and ask nothing."""

PARTICLES = frozenset({"the", "a", "an", "of", "de", "la", "le", "van", "von", "der", "den", "al", "el", "bin", "and"})
"""Words without a capital inside a name."""

RANKS = frozenset({"vice", "former", "deputy"})
"""Words that make another office of one."""

FUNCTION_WORDS = """
a about after again all also although am an and any anybody anyone anything are as at be because been before
being both but by can cannot could did do does doing done during each either else ever every everybody everyone
few for from get gets give given got had has have having he hello help her here hers hi him his how i if in into
is it its just know let like lot make many may me might mine more most much must my name named neither no nor not
now of off on one only or other our ours out over own please said same say says shall she should show so some
somebody someone something such tell than that the their theirs them then there these they thing things this
those through to too under until up upon us very was way we were what whatever when where whether which while who
whom whose why will with within without would yes yet you your yours
began become becomes became begin begins begun bring brought came call called calls come comes find finds found
gave go goes going gone happen happened happens keep keeps kept look looked looks mean means meant need needed
needs put puts seem seemed seems start started starts take taken takes think thinks thought took turn turned use
used uses want wanted wants went work worked working works
b c d e f g h j k l m n o p q r s t u v w x y z
"""
"""English words that ask or join, and verbs that any other may stand for; and letters left of "it's" or "U.S."."""


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longer first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
