"""The words of English that this program knows, each class once."""

import re
from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")

_NUMERALS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
COUNTS = dict(zip(_NUMERALS.split(), [*range(1, 21), *range(30, 100, 10)], strict=True))
"""Numbers as words."""

SCALES = ("hundred", "thousand", "million", "billion", "trillion", "half", "dozen")
"""Words that scale a number."""

AMOUNTS = _words("""
    several many few more most much all none no nobody both pair couple single majority score twice once double
    third quarter lone sole only every each daily weekly monthly yearly annually always never free
    decade decades century centuries
""")
"""Words that say how many or how much without a number."""

ASKING = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how"})
"""Question words."""

AUXILIARIES = _words("""
    is are was were am be do does did has have had can could will would should may might must shall
""")
"""Verbs that can begin a question to be answered by yes or no."""

IRREGULAR_PASTS = _words("""
    ate became began broke brought built bought came caught chose cut drew drove fell felt fled flew fought found gave
    got grew held heard hit hurt kept knew laid lay led left lent lost made meant met paid put ran rang read rode rose
    said sang sank sat saw sent set shook shot shut slept sold sought spent spoke split spread stole stood struck swam
    swore taught thought threw told took tore went withdrew woke won wore wrote
""")
"""Past forms of verbs that do not end in "ed"."""

IMPERATIVES = frozenset({"tell", "name", "list", "explain", "describe", "show", "give"})
"""Verbs that ask without a question."""

NEGATIONS = frozenset({"no", "not", "never", "nobody", "none", "neither", "cannot", "without", "denied", "denies"})

SHE = frozenset({"she", "her", "hers", "herself"})

HE_OR_SHE = frozenset({"he", "him", "his", "himself"}) | SHE
"""Pronouns that stand for a person."""

IT = frozenset({"it", "its", "itself"})
"""Pronouns that stand for one thing."""

THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
"""Pronouns that stand for several, or for an organisation."""

POSSESSIVES = frozenset({"his", "hers", "its", "their", "theirs"})
"""Pronouns that own something; "her" does so before a noun."""

PERIODS = _words("""
    day days week weeks weekend month months year years decade century season spring summer autumn fall winter
    morning afternoon evening night moment time times
""")
"""What "this" and "that" may point at beside things: times."""

PREPOSITIONS = _words("""
    in on at of for from to by with about under over during after before since until against near into between
""")

JOINING = ("and", "but", "so", "or", "also", "then", "ok", "okay", "yes", "no", "well")
"""Words that join a line to the one before, and ask nothing."""

PARTICLES = frozenset({"the", "a", "an", "of", "de", "la", "le", "van", "von", "der", "den", "al", "el", "bin", "and"})
"""Words without a capital within a name."""

TITLES = _words("""
    mr mrs ms miss dr prof sir dame lord lady president minister chancellor premier governor senator mayor judge justice
    gov sen secretary general colonel captain king queen prince princess pope ceo chief director chairman chairwoman
    spokesman spokeswoman spokesperson professor coach actor actress singer author rep congressman congresswoman lawyer
    attorney
""")
"""Words before a person's name."""

SPEAKING = _words("said says told added wrote tweeted argued insisted explained died resigned married born")
"""What people do, after their names."""

RANKS = frozenset({"vice", "former", "deputy"})
"""Words that turn one office into another."""

FUNCTION_WORDS = _words("""
    a about after again all also although am an and any anybody anyone anything are as at be because been before
    being both but by can cannot could did do does doing done during each either else ever every everybody
    everyone few for from get gets getting give given gives giving got had has have having he hello help helped
    helping helps her here hers hi him his how i if in into is it its just know knowing knows let lets letting
    like liked likes lot lots make makes making many may me might mine more most much must my name named names
    neither no nor not now of off on one ones only or other others our ours out over own please said same say
    saying says shall she should show showed showing shows so some somebody someone something such tell telling
    tells than that the their theirs them then there these they thing things this those through to too under
    until up upon us very was way ways we were what whatever when where whether which while who whom whose why
    will with within without would yes yet you your yours became become becomes becoming began begin beginning
    begins begun bring bringing brings brought call called calling calls came come comes coming find finding
    finds found gave go goes going gone happen happened happening happens keep keeping keeps kept look looked
    looking looks mean meaning means meant need needed needing needs put puts putting seem seemed seems start
    started starting starts take taken takes taking think thinking thinks thought took turn turned turning turns
    use used uses using want wanted wanting wants went work worked working works b c d e f g h j k l m n o p q r
    s t u v w x y z
""")
"""Words that say nothing about a text's subject: words that ask or join, all-purpose verbs, and the letters left over
from "it's" or "U.S.".
"""

WORD = re.compile(r"[^\W_]+(?:[-'’.,/&][^\W_]+)*")
"""A word with the marks inside it: "don't", "U.S", "21-day"."""

_PART = re.compile(r"[^\W_]+")


def telling(text: str) -> str:
    """A text without its function words."""
    return _PART.sub(lambda part: "" if part.group().casefold() in FUNCTION_WORDS else part.group(), text)


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of these words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
