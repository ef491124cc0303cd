"""A spoken question, with its slips -> the question that was meant: "in July, no wait, in August" -> "in August"."""

import re

_FILLER = r"(?:um+|uh+|erm?|ugh|hmm+|oops)"
_WORD = (
    r"(?:no wait|oh wait|wait|(?:oh |uh |or |um )?no,? (?:sorry|make that|scratch that|rather|i mean|i meant|no|um|uh)"
    r"|oh no|or no|i(?:'m)? sorry|sorry(?! to\b)|i mean|i meant|make that|scratch that|or rather|correction|excuse me)"
)
_SLIP = re.compile(
    rf"(?:[\s,.…-]+(?:{_WORD}|{_FILLER})\b(?:[\s,.…-]+(?:{_WORD}|{_FILLER}|no|actually)\b)*[\s,.…-]+)"
    rf"|(?:(?:\s*,|\s+-+|\s*…)\s*(?:no|actually)\b[\s,]+)"
    rf"|(?:\s+no\s+(?=(?:what|who|whom|whose|which|when|where|why|how)\b))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?:in|on|at|of|for|from|to|by|with|about|under|during)\s+)?"
    r"(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^(?:(?:{_FILLER}|well|so|okay|ok)\b[\s,.…-]+)+(?=\S)", re.IGNORECASE)
_LIGHT = re.compile(r"^(?:in|on|at|of|for|from|to|by|with|about|the|a|an|his|her|its|their|that|this)\b", re.IGNORECASE)
SHORTEST = 3
"""Words from which on what follows a slip is a question of its own."""


def repaired(question: str) -> str:
    """The question without its false starts; as it is where there are none, or where nothing would be left.

    What follows the last slip stands alone if it asks by itself; else it replaces what it corrects: from the same
    small word on ("in July, no, in August"), else the last word, or the name that ends there. Disfluencies of these
    kinds: Gupta et al. 2021, Disfl-QA.
    """
    text = _LEADING.sub("", question)
    for _ in range(_MOST):
        slip = None
        for found in _SLIP.finditer(text):
            slip = found
        if slip is None:
            break
        text = _mended(text[: slip.start()], text[slip.end() :])
    return text if text.strip(" ?!.") else question


_MOST = 3
"""Slips of one question that are mended."""


def _mended(before: str, after: str) -> str:
    """What was said before and after a slip, as one."""
    if _ASKS.match(after) and len(after.split()) >= SHORTEST:
        return after
    words = before.split()
    light = _LIGHT.match(after)
    if light is not None:
        for place in range(len(words) - 1, -1, -1):
            if words[place].casefold() == light.group().casefold():
                return " ".join([*words[:place], after])
    while len(words) > 1 and words[-1][:1].isupper() and words[-2][:1].isupper() and after[:1].isupper():
        words.pop()
    return " ".join([*words[:-1], after])
