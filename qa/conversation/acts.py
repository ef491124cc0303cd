"""The act of a line in a talk: a question, or anything else, such as a greeting, "more", or "the second one".

Strict: the whole line must be such an act. With anything else in it, it is a question.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from qa.language.english import ASKING, any_of
from qa.question.kinds import questions


class ActKind(Enum):
    """What an act does."""

    ASK = auto()
    """Puts a question."""

    GREETING = auto()
    THANKS = auto()
    BYE = auto()
    NOD = auto()
    """Says that something was heard: no, ok, great, lol."""

    HELP = auto()
    """Asks what can be asked, or who answers."""

    UNDO = auto()
    """Takes the last question back."""

    NEW = auto()
    """Starts over."""

    MORE = auto()
    """Asks for more quotes."""

    WHY = auto()
    WHO = auto()
    """Asks who said that."""

    SOURCE = auto()
    CONTEXT = auto()
    """Asks for the text around the quote of this number."""

    PICK = auto()
    """Picks an article or a quote by its number."""

    CHOOSE = auto()
    """Chooses an article by its id."""

    OTHER = auto()
    """Asks for another article."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a line, a command or a button does.

    `number` is the number in a PICK or a CONTEXT, counted from 1; `text` is the question of an ASK, or the article of
    a CHOOSE.
    """

    kind: ActKind
    number: int = 0
    text: str = ""


LONGEST = 80
"""Characters of a line that may be other than a question."""


def parts(line: str) -> list[str]:
    """Return the lines that a line stands for, in order: each of its questions, or itself."""
    return questions(line)


def act_of(line: str) -> Act:
    """The act of a line: a question, unless the whole line is something else."""
    if len(line) > LONGEST:
        return Act(ActKind.ASK, text=line)
    if line.strip().casefold() == "/new":
        return Act(ActKind.NEW)
    folded = _BLANKS.sub(" ", _EMOJI.sub(" ", line).casefold().replace("’", "'")).strip()
    if line.strip() and is_wordless(line) and not any(mark in line for mark in "?？"):
        return Act(ActKind.NOD)
    for kind, pattern in _PATTERNS.items():
        if pattern.fullmatch(folded):
            return Act(kind)
    picked = _PICK.fullmatch(folded)
    number = _number(picked["ordinal"] or picked["cardinal"]) if picked else 0
    return Act(ActKind.PICK, number) if number else Act(ActKind.ASK, text=line)


def is_wordless(line: str) -> bool:
    """Whether a line has only marks and emoji, or nothing."""
    return _LETTERS.search(_EMOJI.sub(" ", line)) is None


def asks(line: str) -> bool:
    """Whether a line that is no other act reads as a question, by its mark or its first word."""
    if any(mark in line for mark in "?？"):
        return True
    first = _FIRST.match(line.casefold().replace("’", "'"))
    return first is not None and not line.rstrip().endswith("!")


def _number(word: str) -> int:
    """The number of "second", "2nd", "two" or "2"; 0 for "0"."""
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else _NUMBERS[word]


_EMOJI = re.compile(r"<a?:\w+:\d+>|[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff\u200d\ufe0f]")
"""Emoji, and a server's own as Discord writes them: "<:owl:123>"."""

_LETTERS = re.compile(r"\w")
_BLANKS = re.compile(r"[\s,.!?;:…()\"“”#*_~—–-]+")
_FIRST = re.compile(
    rf"\W*(?:(?:and|but|so|ok|okay|please|hey)\b\W*)*(?!what an?\b)(?:{any_of(ASKING)})(?:'s|'re|'d)?\b"
)
_NUMBERS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5},
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
    **{"former": 1, "latter": 2},
}
_NOD = r"(?:ok|okay|yes|yeah|yep|great|perfect|cool|nice|wow|alright|all right|excellent|awesome|got it|oh|ah|well)"
_JUDGED = r"(?:wrong|right|true|correct|incorrect|not (?:true|right|correct))"
_HEARD_IT = (
    rf"(?:{_NOD}|no|nope|nah|not really|never ?mind|lol|haha(?:ha)*|hm+|k|fine|sure|i see|\+1"
    rf"|(?:(?:that|this|it|you)(?:'s| is|'re| are) )?{_JUDGED}|shut up|be quiet|(?:bad|stupid|dumb|useless) bot)"
)
_LEAD = rf"(?:(?:{_NOD}|no|and|but|so|then|please|hm+|um+|uh+|wait|sorry|thanks|thank you)\s)*"
_END = r"(?:\s(?:please|then|now|thanks|thank you|exactly))*"
_THAT = r"(?:that|this|these|those)"
_THANK = r"(?:many thanks|thanks|thank you|thankyou|thx|ty|cheers|much appreciated)"
_HELPED = rf"(?:{_THAT}|it) (?:really )?(?:helps|helped|(?:is|was) (?:very |really )?(?:helpful|useful|great|all))"
_AFTER = (
    r"(?:very much|so much|a lot|a ton|again|indeed|bot|pullquote|all|everyone|bye|goodbye|good night"
    rf"|for (?:{_THAT}|it|(?:the|your) (?:help|quotes?|answers?))|that's (?:all|it|great|helpful|useful)|{_HELPED}"
    rf"|very helpful|{_THANK}|{_NOD})"
)
_HELLO = r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))"
_HEARD = r"(?:there|all|everyone|everybody|again|bot|pullquote|friends?|folks|you)"
_SOURCES = r"(?:sources?|links?|references?|url|citations?|article|articles)"
_ONE = r"(?:one|article|quote|story|source|option)"
_SHOW = r"(?:show|give|tell|list)(?: me| us)? "
_BOT = r"(?:this|that|the|your)? ?(?:bot|pullquote)"
_SORT = r"(?:(?:kinds?|sorts?|types?) of|sort of)"
_THINGS = r"(?:questions|things|topics|subjects)"
_YOU = r"(?: (?:with|about|here|you|this|it|that|the articles|(?:this |the )?bot))*"
_TO_ASK = rf"(?:ask|use|query|search|talk to|type)(?: you)?(?: (?:a question|questions|something))?{_YOU}"


def _compiled(*lines: str) -> re.Pattern[str]:
    """A pattern for these lines, with what people say around them."""
    return re.compile(rf"(?:{_HELLO}(?: {_HEARD})* )?{_LEAD}(?:{'|'.join(lines)})(?: again)?{_END}")


_PATTERNS = {
    ActKind.GREETING: re.compile(rf"{_HELLO}(?: {_HELLO}| {_HEARD})*(?: how are you(?: today| doing)?)?"),
    ActKind.THANKS: re.compile(
        rf"(?:(?:{_NOD}|no)\s)*(?:{_THANK}(?: {_AFTER})*|{_HELPED})"
        r"|(?:(?:very )?good|great|nice) (?:bot|job|work|one)|well done"
    ),
    ActKind.BYE: _compiled(
        r"(?:good ?)?bye(?: bye| now)?|good night|see you(?: later| soon| tomorrow)?|cya|farewell",
        r"exit|quit|close|stop(?: it)?",
    ),
    ActKind.NOD: re.compile(rf"{_HEARD_IT}(?: {_HEARD_IT})*"),
    ActKind.HELP: _compiled(
        r"(?:/|!)?help(?: me)?(?: out)?|(?:i need|i want|give me|send|show)(?: me)?(?: some| the)? help(?: text)?",
        r"can you (?:please )?help(?: me)?",
        rf"(?:{_SHOW})?(?:(?:a |the )?list of )?(?:the |your )?(?:commands|instructions|options|manual|usage)",
        r"(?:what|which) commands (?:are there|do you (?:have|know|understand)|can i use)",
        rf"(?:who|what) (?:are|r) (?:you|u)|who is this|(?:who|what)(?:'s| is) {_BOT}(?: for)?|what does {_BOT} do",
        r"are you (?:a |an )?(?:bot|human|robot|ai|real|chatgpt|person)",
        r"what are you (?:able to do|for|good (?:for|at))|who (?:made|built|created|wrote) you",
        r"introduce yourself|tell (?:me|us) about yourself|what(?:'s| is) your (?:name|job|purpose)",
        r"what (?:can|do|could) you (?:do|know|answer|understand|offer|help(?: me| us)? with)(?: for (?:me|us))?",
        r"what (?:can|could|do) you (?:tell (?:me|us)|know)(?: about)?",
        rf"what (?:can|could|may|should|do) (?:i|we) (?:{_TO_ASK}|(?:do|say){_YOU})|what to ask{_YOU}",
        rf"(?:what|which) (?:{_SORT} )?{_THINGS} (?:can|could|may|should) (?:i|we) {_TO_ASK}",
        rf"(?:what|which) (?:{_SORT} )?{_THINGS} (?:can|do) you (?:answer|cover|know|understand)",
        rf"how (?:do|does|can|could|should) (?:you|this|it|{_BOT}) work|how (?:do|can|could|should) (?:i|we) {_TO_ASK}",
        rf"how to {_TO_ASK}",
    ),
    ActKind.UNDO: _compiled(
        r"undo(?: that| it)?|take (?:that|it) back|forget (?:that|it|my last question)|scratch that"
    ),
    ActKind.MORE: _compiled(
        r"(?:(?:show|give|tell) (?:me |us )?)?(?:some |any )?more(?: (?:quotes|sentences|of (?:it|them|that)))?",
        rf"tell (?:me|us) more about (?:it|{_THAT})",
        r"(?:is|are) there (?:any )?more(?: quotes)?",
        r"(?:anything|what) else",
        r"go on|keep going|continue",
    ),
    ActKind.WHY: _compiled(r"why", r"why (?:so|is that|is that so|that)", r"how (?:so|come)"),
    ActKind.WHO: _compiled(
        rf"who (?:said|says|claims|is saying|told you) (?:so|{_THAT})", rf"who's saying {_THAT}", r"says who"
    ),
    ActKind.SOURCE: _compiled(
        rf"(?:(?:can|could|may) (?:i|you|we) )?(?:show|give|send|tell|see|have|get)(?: me| us)? (?:the |a |your |its )?"
        rf"{_SOURCES}",
        rf"(?:the |any |your |got a |got any )?{_SOURCES}",
        rf"(?:do you have|is there|what's|what is|what are) (?:a |any |the |your ){_SOURCES}",
        rf"where (?:is|are|was|were) {_THAT} from|where's {_THAT} from",
        rf"where did you (?:get|read|find) {_THAT}",
        rf"which article (?:is|was) {_THAT}(?: from| in)?|which article says (?:so|{_THAT})",
    ),
    ActKind.OTHER: _compiled(
        rf"(?:(?:not (?:that|this)(?: one)?|i mean|i meant|actually)\s)*(?:the )?other(?: {_ONE})?",
        rf"another {_ONE}",
        rf"not (?:that|this)(?: {_ONE})?",
        rf"(?:the |that's the |that is the )?wrong {_ONE}",
    ),
    ActKind.NEW: _compiled(
        r"(?:let's |let us )?(?:start|begin) (?:over|again|anew|afresh)(?: again)?",
        r"(?:a |an )?(?:new|different|another) (?:topic|subject|conversation|chat)",
        r"(?:let's |let us )?change (?:the )?(?:topic|subject)",
    ),
}
_PICK = re.compile(
    rf"{_LEAD}(?:(?:i mean|i meant|make it|take|show me)\s)*"
    rf"(?:(?:the )?(?P<ordinal>first|second|third|fourth|fifth|1st|2nd|3rd|[45]th|former|latter)(?: {_ONE})?"
    rf"|(?:number |nr |{_ONE} )?(?P<cardinal>\d{{1,2}}|one|two|three|four|five)){_END}"
)
