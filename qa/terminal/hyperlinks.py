"""Whether a terminal shows hyperlinks (OSC 8). Terminals do not say; what they set identifies them."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "mintty", "WarpTerminal"})
TERMINALS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "contour", "wezterm")
OLDEST_VTE = 5000
"""VTE 0.50, on which GNOME Terminal and its kin are built."""

OLDEST_KONSOLE = 200_400


class Terminal(BaseSettings):
    """What the terminal says about itself in the environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    term: str = Field(default="", validation_alias="TERM")
    program: str = Field(default="", validation_alias="TERM_PROGRAM")
    vte: str = Field(default="", validation_alias="VTE_VERSION")
    konsole: str = Field(default="", validation_alias="KONSOLE_VERSION")
    windows: str = Field(default="", validation_alias="WT_SESSION")
    forced: str = Field(default="", validation_alias="FORCE_HYPERLINK")


def has_hyperlinks(terminal: Terminal | None = None) -> bool:
    """Whether this terminal, or the one described, is known to show hyperlinks; FORCE_HYPERLINK overrides this."""
    terminal = terminal or Terminal()
    if terminal.forced:
        return terminal.forced != "0"
    return (
        terminal.program in PROGRAMS
        or terminal.term.startswith(TERMINALS)
        or _number(terminal.vte) >= OLDEST_VTE
        or _number(terminal.konsole) >= OLDEST_KONSOLE
        or bool(terminal.windows)
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
