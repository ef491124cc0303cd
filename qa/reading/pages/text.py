"""Rewrite what trafilatura would lose from a page before it runs: line breaks, raised and lowered digits."""

import re
from typing import Any

from qa.values import MISSING

RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
RAISED_ENDINGS = {"o": "º", "a": "ª"}
YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d\Z")
"""A year before a raised number, which is a note's: nobody raises a year to a power."""

ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|ère|e|è|o|a|os|as|º|ª|lles?|mes?|tm|sm|®|™|℠)\.?", re.IGNORECASE)
NOTE = re.compile(r"\[[^\[\]]{1,20}\]|[*†‡§¶]+|(?:note|citation needed)\b.*", re.IGNORECASE)
STOPS = tuple('.,;:!?…)”’"')
"""Signs before a note's raised number."""

NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that lxml returns but rejects."""

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")
HAND_LAID = 40
"""Fewest characters in most lines of hand-laid text."""

QUOTING = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)
BLANK_LINES = re.compile(r"\n\s*\n")
FLAT = frozenset(["math", "semantics", "mrow", "mstyle", "mi", "mn", "mo", "mtext", "mspace"])
"""MathML elements that set one sign after another."""

HIDDEN = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
"""The style of what a page does not show."""

LONGEST_UNSEEN = 500
"""Most characters of a message or a paragraph that is hidden."""

WHOLE = ("html", "body", "main", "article")
"""What a page may hide while it loads: its main text."""

STROKES = ("/", "⁄", "∕")
BOLD = ("b", "strong")
EMPHASIS = ("b", "em", "i", "strong")
PARTED = ("div", "section", "article", "main", "body")
BLOCKS = (*PARTED, "p", "ul", "ol", "table", "blockquote", "figure", "h1", "h2", "h3", "h4")
STRUCK = ("del", "s", "strike")


def prepare(tree: Any) -> None:
    """Change a page's tree so that trafilatura loses nothing that changes what it says."""
    for element in list(tree.iter("*")):
        if _is_unseen(element):
            _replace(element, "")
    for element in list(tree.iter("br", "sup", "sub", "pre", "wbr", "math", *STRUCK)):
        if element.getparent() is None:
            continue
        match element.tag:
            case "br":
                _break(element)
            case "sup":
                _replace(element, "" if _is_note(element) else _raised(element))
            case "sub":
                _replace(element, lowered(_text(element), _before(element)))
            case "pre":
                _paragraphs(element)
            case "math":
                _replace(element, _formula(element))
            case "wbr":
                element.drop_tag()  # the parser takes what follows for its content
            case _:
                _replace(element, "")
    for element in list(tree.iter(*EMPHASIS)):
        if _is_paragraph(element):
            element.tag = "p"
    for element in tree.iter():
        element.text, element.tail = _clean(element.text), _clean(element.tail)


def _is_unseen(element: Any) -> bool:
    """Whether a browser does not show an element, or only where it runs no scripts.

    What is long may be the main text, hidden while it loads, or caught in a tag that is not closed.
    """
    is_hidden = (
        element.tag in ("noscript", "template")
        or element.get("hidden") not in (None, "until-found")
        or HIDDEN.search(element.get("style", ""))
    )
    if not is_hidden or element.getparent() is None or next(element.iter(*WHOLE), None) is not None:
        return False
    return len(_text(element)) <= LONGEST_UNSEEN


def _is_paragraph(element: Any) -> bool:
    """Whether an emphasised sentence stands among paragraphs, as one of them does: trafilatura may lose it."""
    parent, beside = element.getparent(), (element.getprevious(), element.getnext())
    if parent is None or parent.tag not in PARTED or parent.find("p") is None:
        return False
    if any(one is not None and one.tag not in BLOCKS for one in beside):
        return False
    before = parent.text if beside[0] is None else beside[0].tail
    is_alone = not (before or "").strip() and not (element.tail or "").strip()
    return is_alone and len(_text(element)) >= HAND_LAID and SENTENCE_END.search(_text(element)) is not None


def raised(text: str, before: str) -> str:
    """What stands for raised text after other text: a power, an ordinal; nothing for the mark of a note."""
    if NOTE.fullmatch(text) or (text.replace(",", "").isdigit() and (before[-1:] in STOPS or YEAR.search(before))):
        return ""
    if ORDINAL.fullmatch(text):
        return RAISED_ENDINGS.get(text, text) if before[-1:].isdigit() else text
    high = text.translate(RAISED)
    if all(character in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ" for character in high):
        return high
    return f"^({text})" if before[-1:].isalnum() and text else text


def lowered(text: str, before: str) -> str:
    """What stands for lowered text after other text: the number in a formula, the base of a number."""
    return text.translate(LOWERED) if before[-1:].isdigit() else text


def _is_note(element: Any) -> bool:
    """Whether raised text is a link to a note on the page."""
    return any("#" in (link.get("href") or "") for link in element.iter("a"))


def _raised(element: Any) -> str:
    return _fraction(element) or raised(_text(element), _before(element))


def _fraction(element: Any) -> str:
    """What stands for a raised number, a stroke and a lowered number; nothing for anything else."""
    below = element.getnext()
    is_parted = below is not None and below.tag == "sub" and (element.tail or "").strip() in STROKES
    if not is_parted or not (_text(element).isdigit() and _text(below).isdigit()):
        return ""
    said = f"{' ' if _before(element)[-1:].isdigit() else ''}{_text(element)}/{_text(below)}"
    element.tail = None
    _replace(below, "")
    return said


def _formula(element: Any) -> str:
    """What stands for a formula: its text, if it is all on one line, else a mark that something is missing."""
    for annotation in list(element.iter("annotation", "annotation-xml")):
        annotation.getparent().remove(annotation)
    is_flat = all(one.tag in FLAT for one in element.iter())
    return "".join(_text(element).split()) if is_flat else MISSING


def _break(element: Any) -> None:
    """Turn a single line break into a blank. Of several in a row keep one, which parts paragraphs."""
    following = element.getnext()
    if following is not None and following.tag == "br" and not (element.tail or "").strip():
        element.getparent().remove(element)
        following.set("class", "paragraph")
    elif element.get("class") != "paragraph" and (_is_after_heading(element) or _is_before_heading(element)):
        element.set("class", "paragraph")
    elif element.get("class") != "paragraph":
        _replace(element, " ")


def _is_after_heading(element: Any) -> bool:
    """Whether a line break comes after a line that is all bold and ends no sentence."""
    bold = element.getprevious()
    if bold is None or bold.tag not in BOLD or (bold.tail or "").strip() or SENTENCE_END.search(_text(bold)):
        return False
    before = bold.getprevious()
    said = bold.getparent().text if before is None else before.tail
    return not (said or "").strip() and (before is None or before.get("class") == "paragraph")


def _is_before_heading(element: Any) -> bool:
    """Whether a line break ends a sentence before a line that is all bold and ends none."""
    bold = element.getnext()
    if bold is None or bold.tag not in BOLD or (element.tail or "").strip() or (bold.tail or "").strip():
        return False
    after = bold.getnext()
    is_line = after is not None and after.tag == "br" and not SENTENCE_END.search(_text(bold))
    return is_line and SENTENCE_END.search(_before(element)) is not None


def _paragraphs(element: Any) -> None:
    """Turn text that was laid out by hand into paragraphs, and anything else into code."""
    text = _text(element)
    lines = [line for line in text.splitlines() if line.strip()]
    is_prose = sum(len(line) >= HAND_LAID for line in lines) * 2 >= len(lines) and any(map(SENTENCE_END.search, lines))
    if is_prose:
        element.tag = "div"
    element[:] = (
        [_laid(element, one) for one in BLANK_LINES.split(text)] if is_prose else [_made(element, "code", text)]
    )
    element.text = None


def _laid(element: Any, text: str) -> Any:
    """A paragraph that was laid out by hand: another's, if each line begins as mail quotes what it answers."""
    own = QUOTING.sub("", text)
    is_quoted = len(QUOTING.findall(text)) == len(text.splitlines())
    return _made(element, "blockquote" if is_quoted else "p", own if is_quoted else text)


def _made(element: Any, tag: str, text: str) -> Any:
    made = element.makeelement(tag)
    made.text = text
    return made


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _before(element: Any) -> str:
    """The text just before an element, in its parent."""
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or "".join(previous.itertext())


def _replace(element: Any, text: str) -> None:
    """Put a text in place of an element."""
    parent, previous = element.getparent(), element.getprevious()
    text += element.tail or ""
    element.tail = None
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(element)


def _clean(text: str | None) -> str | None:
    return NOT_XML.sub("\ufffd", text) if text else text
