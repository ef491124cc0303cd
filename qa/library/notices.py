"""Lines of a page that state nothing: credits, links to other stories, adverts, what it says of itself and its authors."""

import re

ENDING = 90
"""Characters at the end of a line in which a credit stands."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_NAME = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3}"
_AGENCIES = r"AP|AFP|Reuters|EPA|Shutterstock|Alamy|Bloomberg|Zuma|Redux|USA (?:Today|TODAY)|Pool|Netflix|Facebook"

_CREDIT = _any(
    r"\W*(?:(?:File |Handout )?(?:Photo(?:graph)?s?|Images?|Pictures?|(?:Picture|Photo|Image) credit|Credit|Illustration|Video|Caption)"
    r"(?: (?:by|courtesy(?: of)?))?\s*:)",
    r"\W*(?:(?:Photo|Image|Picture)s? (?:by|courtesy)\b|[Cc]ourtesy (?:of )?[A-Z]|Video Ad Feedback\b|Pictured\b)",
)
_CREDIT_AT_END = _any(
    r"(?:\bGetty(?: Images)?|/(?:%s)|\bvia (?:AP|Reuters|AFP)|\((?:AP|Reuters|AFP)(?: Photo\b.*)?\))\W*$" % _AGENCIES,
    r"\b(?:AP|Reuters|AFP) (?:Photo|Images?)\W*$",
    r"(?:\bShutterstock|\bPhotograph: [\w /]+|\bSource: [A-Z]\w+)\W*$",
)
_LINK = _any(
    r"\W*(?i:read (?:more|also|next|the full|our)\b|read\s*:|more(?: on this| from \w+| coverage| stories)?\s*:|see (?:also|more)\b)",
    r"\W*(?i:related(?: \w+)?\s*:|also read\b|(?:watch|listen|opinion|photos|ranked|fact check|exclusive|explainer)\s*:(?=\S|\s*\D))",
    r"\W*(?i:further reading|full coverage|you may also like|here['’]s (?:what to know|how to))\b",
    r"\W*(?i:(?:click|tap|listen|watch|read|see|register|apply) (?:it )?here\b)",
)
_ADVERT = _any(
    r"\W*(?i:(?:\w+ ){0,3}subscribe\b|escape your echo chamber|advertisement\W*$|sponsored (?:by|content)|paid (?:post|content))",
    r"\W*(?i:.{0,30}\bsign(?:ing)? up (?:for|to|here|now|today)\b.*\b(?:newsletters?|alerts?|emails?|inbox|briefing|here|updates)\b)",
    r"\W*(?i:sign up(?: here| now| today)?\W*$|enter your e-?mail|by (?:signing up|subscribing|clicking|submitting)\b|to (?:un)?subscribe\b)",
    r"\W*(?i:(?:to )?get (?:our|the|your)\b.*\b(?:newsletters?|inbox|app|alerts)\b|download (?:our|the)\b.*\bapp\b)",
    r"\W*(?i:start (?:your|a)\b.*\b(?:subscription|trial)\b|support (?:local|independent|our|quality) journalism|become a (?:member|subscriber))",
    r"\W*(?i:(?:please )?(?:follow|like|join|find|connect with|email|tweet) (?:us|our)\b)",
    r"\W*(?i:stay (?:in the (?:know|conversation|loop)|up to date|informed|tuned)\b|never miss\b|don['’]t miss (?:out|a|our)\b)",
    r"\W*(?i:thank(?: you|s) for (?:supporting|reading|subscribing)|already a (?:subscriber|member)|want (?:more|to (?:read|see) more)\b)",
    r"\W*(?i:(?:got|have) a (?:news )?(?:tip|story)\b|send (?:us )?your\b|(?:story|article) continues (?:below|after))",
)
_OF_THE_PAGE = _any(
    r"\W*(?i:(?:we|this (?:web)?site|our (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|notice))",
    r"\W*(?i:all rights reserved|©|\(c\) \d{4}|copyright\b|this material may not be published|privacy policy|terms of (?:use|service))",
    r"\W*(?i:skip to (?:main )?content|share this (?:article|story|page)|please enable javascript|loading\W*$|comments? (?:are|is) closed)",
    r"\W*(?i:(?:this|your) (?:video|content|embed|browser) (?:is|does|can|could) ?not\b|\d+ (?:comments?|min(?:ute)?s? read)\W*$)",
    r"\W*(?i:(?:our|this) (?:fact-check work|reporting|coverage|journalism)\b.*\b(?:supported|funded)\b)",
)
_OF_AUTHORS = _any(
    r"\W*(?i:contribut(?:ing|ors?|ing writers?)\s*:|reporting (?:by|from)\b|(?:additional )?(?:writing|editing|reporting) by\b|compiled by\b)",
    r"\W*(?i:from .{0,40}\b(?:wire|staff) reports\b)",
    r"\W*(?:[Yy]ou can )?(?i:reach|follow|contact|email|e-mail|call)\s(?:him|her|them|the (?:reporter|author|writer)|on (?:Twitter|X)\b)",
    rf"\W*(?:Reach|Follow|Contact|Email|Call)\s(?:[\w ]{{0,30}}?)?{_NAME}.*(?:@|\bTwitter|\bat \(?\d{{3}}|\bon (?:X|Facebook))",
    rf"\W*(?:He|She|They|[\w ]{{0,20}}?{_NAME}) (?:can|may) be (?:reached|emailed|contacted|followed|found on)\b",
    rf"\W*(?:He|She|They|{_NAME}) (?:is|are) on (?:Twitter|X|Facebook|Instagram)\b",
    r"\W*(?:[A-Z][\w'’.-]+,? (?:and )?){1,6}reported from [A-Z][\w., ]+$",
    rf"\W*{_NAME},? (?:is|are|covers|writes) (?:an? |the )?(?:[\w-]+,? ){{0,5}}?"
    r"(?:reporter|correspondent|columnist|journalist|editor|writer)s? (?:for|at|with|of|covering|based)\b",
)
_OF_AUTHORS_AT_END = _any(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)(?: from [\w ,.]+)?\W*$",
    r"\ball rights reserved\W*$",
)


def is_notice(said: str) -> bool:
    """Return whether a sentence sells, links, asks or tells of the page and its authors, and states nothing else."""
    if any(pattern.match(said) for pattern in (_LINK, _ADVERT, _OF_THE_PAGE, _OF_AUTHORS)):
        return True
    return _OF_AUTHORS_AT_END.search(said[-ENDING:]) is not None


def is_credited(line: str) -> bool:
    """Return whether a line is a caption or a credit, by how it begins or ends."""
    return _CREDIT.match(line) is not None or _CREDIT_AT_END.search(line[-ENDING:]) is not None
