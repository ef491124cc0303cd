"""Values -> lines of a terminal. Text from articles is data: it cannot move the cursor, colour or hide anything."""

from qa.terminal.render.answers import (
    show_answer,
    show_choices,
    show_context,
    show_explanation,
    show_matches,
    show_quote,
    show_quotes,
    show_source,
)
from qa.terminal.render.libraries import show_diagnosis, show_followed, show_report, show_status
from qa.terminal.render.listing import show_sources
from qa.terminal.render.text import console, place, printable, say
from qa.terminal.render.verdicts import show_verdict

__all__ = [
    "console",
    "place",
    "printable",
    "say",
    "show_answer",
    "show_choices",
    "show_context",
    "show_diagnosis",
    "show_explanation",
    "show_followed",
    "show_matches",
    "show_quote",
    "show_quotes",
    "show_report",
    "show_source",
    "show_sources",
    "show_status",
    "show_verdict",
]
