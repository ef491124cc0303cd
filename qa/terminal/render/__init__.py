"""Values as lines for a terminal. Text from articles is data: it cannot move the cursor, colour or hide anything."""

from qa.terminal.render.answers import (
    show_answer,
    show_choices,
    show_context,
    show_explanation,
    show_matches,
    show_question,
    show_quote,
    show_quotes,
    show_source,
)
from qa.terminal.render.explanations import show_explained
from qa.terminal.render.libraries import (
    forget_question,
    show_diagnosis,
    show_followed,
    show_forgotten,
    show_moved,
    show_report,
    show_status,
    show_transferred,
)
from qa.terminal.render.listing import show_sources
from qa.terminal.render.text import console, place, printable, say
from qa.terminal.render.verdicts import show_verdict

__all__ = [
    "console",
    "forget_question",
    "place",
    "printable",
    "say",
    "show_answer",
    "show_choices",
    "show_context",
    "show_diagnosis",
    "show_explained",
    "show_explanation",
    "show_followed",
    "show_forgotten",
    "show_matches",
    "show_moved",
    "show_question",
    "show_quote",
    "show_quotes",
    "show_report",
    "show_source",
    "show_sources",
    "show_status",
    "show_transferred",
    "show_verdict",
]
