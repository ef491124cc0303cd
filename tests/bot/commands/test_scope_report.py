"""What a scope command says."""

import pytest

from bot.commands.scope_report import Setting, setting_text

THERE = frozenset({"world", "sport"})
SAME = "-# Whoever sees it here sees it in direct messages, too."


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (Setting(None, None, THERE, None), ["This server may see all collections.", SAME]),
        (Setting("<#7>", None, THERE, THERE | {"x"}), ["<#7> may see what the server may see.", SAME]),
        (
            Setting(None, None, THERE, None, THERE),
            ["This server may see all that whoever runs me lets servers see: **sport**, **world**.", SAME],
        ),
        (
            Setting("<#7>", frozenset({"world", "secret", "old"}), THERE, None, THERE | {"old"}),
            [
                "<#7> may see only: ~~old~~ (gone), ~~secret~~ (not allowed), **world**.",
                "-# Can be added: **sport**.",
                SAME,
            ],
        ),
        (
            Setting(None, frozenset({"world", "old"}), THERE, None),
            ["This server may see only: ~~old~~ (gone), **world**.", "-# Can be added: **sport**.", SAME],
        ),
        (
            Setting(None, frozenset({"old"}), THERE, frozenset({"x"})),
            [
                "This server may see only: ~~old~~ (gone).",
                "**Nothing is left to ask here:** add a collection, or use `/pullquote-manage scope reset`.",
                "-# Can be added: **sport**, **world**.",
                "-# Direct messages show nothing of it; whoever runs me decides what they may show.",
            ],
        ),
        (
            Setting("<#7>", THERE, THERE, frozenset({"sport", "secret"})),
            ["<#7> may see only: **sport**, **world**.", "-# Of it, direct messages show: **sport**."],
        ),
    ],
)
def test_it_marks_what_is_gone_offers_what_is_new_and_says_what_direct_messages_show(
    setting: Setting, said: list[str]
) -> None:
    assert setting_text(setting).split("\n") == said
