"""Lines of a page that state nothing: credits, links to other stories, adverts, and notes about the page."""

import re

ENDING = 90
"""Characters at the end of a line that may hold a credit."""

LONGEST_ADVERT = 400
"""Most characters of a line that is all an advert if one of its sentences is."""


def _begins(*patterns: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """How a line may begin, after marks."""
    return re.compile(rf"\W*(?:{'|'.join(patterns)})", flags)


def _ends(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})\W*$")


_NAME = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3}"
_AGENCY = r"(?:AP|AFP|Reuters|EPA|Shutterstock|Alamy|Bloomberg|Zuma|Redux|USA (?:Today|TODAY)|Pool|Netflix|Facebook)"
_NETWORK = r"(?:Twitter|X|Facebook|Instagram|TikTok|YouTube)"
_PICTURE = r"(?:Photo(?:graph)?|Image|Picture|Illustration|Credit)s?"
_NUMBERED = r"(?:[Ff]ig(?:ure|\.)|FIG(?:URE|\.)|[Tt]able|TABLE|Chart|Graph|Map|Plate|Exhibit)"

_CREDIT = _begins(
    rf"(?:File |Handout )?(?:{_PICTURE}|Video|Caption|Source)(?: credit)?(?: (?:by|courtesy(?: of)?))?\s*:",
    rf"{_PICTURE} (?:by|courtesy)\b",
    r"[Cc]ourtesy (?:of )?[A-Z]",
    r"Video Ad Feedback\b",
    rf"{_NUMBERED} (?:[A-Z]\.)?(?:\d[\w.-]*?|[A-Z])\s?[.:|–—][*_]{{0,2}}\s",
)
_CREDIT_AT_END = _ends(
    rf"\bGetty(?: Images)?|\bShutterstock|/{_AGENCY}|\bvia {_AGENCY}|\b(?:AP|Reuters|AFP) (?:Photo|Image)s?",
    r"\((?:AP|Reuters|AFP)(?: Photo\b.*)?\)",
    rf"(?<![(\[]){_PICTURE} ?: ?[\w!][^:?\n]{{1,50}}",
    r"\bSource: [A-Z]\w+",
)
_LINK = _begins(
    r"read (?:more|also|next|the full|our)\b|read\s*:|see (?:also|more)\b|also read\b",
    r"more(?: on this| from \w+| coverage| stories)?\s*:|related(?: \w+)?\s*:",
    r"(?:watch|listen|opinion|photos|ranked|fact check|exclusive|explainer)\s*:(?=\S|\s*\D)",
    r"further reading|full coverage|you may also like|here['’]s (?:what to know|how to)\b",
    r"(?:click|tap|listen|watch|read|see|register|apply) (?:it )?here\b",
    flags=re.IGNORECASE,
)
_ADVERT = _begins(
    r"(?:\w+ ){0,3}subscribe\b|to (?:un)?subscribe\b|escape your echo chamber|advertisement\W*$",
    r"sponsored (?:by|content)|paid (?:post|content)|(?:story|article) continues (?:below|after)",
    r".{0,30}\bsign(?:ing)? up (?:for|to|here|now)\b.*\b(?:newsletters?|alerts?|emails?|inbox|briefing|here|updates)\b",
    r"sign up(?: here| now| today)?\W*$|enter your e-?mail|by (?:signing up|subscribing|clicking|submitting)\b",
    r"(?:to )?get (?:our|the|your)\b.*\b(?:newsletters?|inbox|app|alerts|by e-?mail)\b|download (?:our|the)\b.*\bapp\b",
    r"start (?:your|a)\b.*\b(?:subscription|trial)\b|become a (?:member|subscriber)|already a (?:member|subscriber)",
    r"(?:help )?support (?:local|independent|our|quality) journalism",
    r"(?:please |help )*support (?:it|us|this \w+) with (?:a|your)\b",
    r"(?:register|join|donate|shop|bet) (?:now|today)\W*$|want (?:more|to (?:read|see) more)\b",
    r"(?:please )?(?:follow|like|join|find|connect with|email|tweet) (?:us|our)\b",
    r"stay (?:in the (?:know|conversation|loop)|up to date|informed|tuned)\b",
    r"never miss\b|don['’]t miss (?:out|a|our)\b",
    r"thank(?: you|s) for (?:supporting|reading|subscribing)",
    r"(?:got|have) a (?:news )?(?:tip|story)\b|send (?:us )?your\b",
    flags=re.IGNORECASE,
)
_OF_THE_PAGE = _begins(
    r"(?:we|(?:this|our) (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|notice)",
    r"all rights reserved|©|\(c\) \d{4}|copyright\b(?! (?!by\b)(?-i:[a-z]))|this material may not be published",
    r"privacy policy|terms of (?:use|service)|skip to (?:main )?content|share this (?:article|story|page)",
    r"please enable javascript|loading\W*$|comments? (?:are|is) closed|\d+ (?:comments?|min(?:ute)?s? read)\W*$",
    r"(?:this|your) (?:video|content|embed|browser) (?:is|does|can|could) ?not\b",
    r"(?:a version of )?this (?:article|story|letter|post|piece|essay|column|interview|report)\b.{0,30}?"
    r"\b(?:(?:first|originally|previously|also) (?:published|appeared|posted|ran)|(?:been|was) updated)\b",
    r"(?:editor|author|publisher)(?:['’]?s|s['’])? note\b",
    r"(?:our|this) (?:fact-check work|reporting|coverage|journalism)\b.*\b(?:supported|funded)\b",
    flags=re.IGNORECASE,
)
_OF_AUTHORS = _begins(
    r"(?i:this (?:is|was) (?:an? )?guest (?:blog )?(?:post|article|column|essay)\b|guest (?:blog )?post by\b)",
    r"(?i:contribut(?:ing|ors?|ing writers?)\s*:|reporting (?:by|from)\b|compiled by\b)",
    r"(?i:(?:additional )?(?:writing|editing|reporting) by\b|from .{0,40}\b(?:wire|staff) reports\b)",
    rf"(?:[Yy]ou can )?(?i:reach|follow|contact|e-?mail) (?:him|her|them|the (?:reporter|author)|@\w+|on {_NETWORK})\b",
    rf"(?:Reach|Follow|Contact|Email|Call) (?:[\w ]{{0,30}}?)?{_NAME}.*(?:@|\bat \(?\d{{3}}|\b(?:on )?{_NETWORK}\b)",
    rf"Follow (?:\w+ ){{1,4}}on {_NETWORK}\b",
    rf"(?:He|She|They|[\w ]{{0,20}}?{_NAME}) (?:can|may) be (?:reached|emailed|contacted|followed|found on)\b",
    rf"(?:He|She|They|{_NAME}) (?:is|are) on {_NETWORK}\b",
    r"(?:[A-Z][\w'’.-]+,? (?:and )?){1,6}reported from [A-Z][\w., ]+$",
    rf"{_NAME},? (?:is|are|covers|writes) (?:an? |the )?(?:[\w-]+,? ){{0,5}}?"
    r"(?:reporter|correspondent|columnist|journalist|editor|writer)s? (?:for|at|with|of|covering|based)\b",
)
_OF_AUTHORS_AT_END = _ends(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)(?: from [\w ,.]+)?",
    r"\ball rights reserved",
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def is_notice(said: str) -> bool:
    """Return whether a sentence only sells, links, asks, or describes the page and its authors."""
    if any(pattern.match(said) for pattern in (_LINK, _ADVERT, _OF_THE_PAGE, _OF_AUTHORS)):
        return True
    return _OF_AUTHORS_AT_END.search(said[-ENDING:]) is not None


def is_credited(line: str) -> bool:
    """Return whether a line begins or ends like a caption or a credit."""
    return _CREDIT.match(line) is not None or _CREDIT_AT_END.search(line[-ENDING:]) is not None


def is_advert(line: str) -> bool:
    """Return whether a line is an advert or a note on its author: it is short, and one of its sentences is."""
    if len(line) > LONGEST_ADVERT:
        return False
    parts = _BETWEEN_SENTENCES.split(line)
    return any(_ADVERT.match(part) or _OF_AUTHORS.match(part) for part in parts)
