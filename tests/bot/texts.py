"""Texts that break out of plain text in Discord, or hide in it."""

from hypothesis import strategies as st

TRICKS = [
    "@everyone", "@here", "<@123456789012345678>", "<@!123456789012345678>", "<@&123456789012345678>",
    "<#123456789012345678>", "</ask:123456789012345678>", "<:smile:123456789012345678>", "<t:1700000000:R>",
    "<id:customize>", "**bold**", "__under__", "~~gone~~", "||spoiler||", "`code`", "```\ncode\n```", "> quote",
    ">>> all", "# heading", "- item", "* item", "+ item", "-# small", "1. item", "12) item",
    "[label](https://evil.example)", "[label](<https://evil.example>)", "https://evil.example/a_b_c",
    "HTTP://EVIL.EXAMPLE", "<https://evil.example>", "discord.gg/abc", "DiscordApp.com/invite/abc", ":smile:",
    "12:30:45", "a\\*b", "\\", "\\\\", "x\n> forged\n-# 1 · forged", "x\r\n# forged", "x\u2028# forged", "x\u0085# f",
    "[open at bbc.co.uk](<https://evil.example>)", "*", "**", "***", "_", "a_b", "(", "a](b", "\u200b@everyone",
    "@\u200beveryone", "@every\u200bone", "a\u202egnp.exe", "\u2066x\u2069", "\ufeffx", "a\u00adb", "x\U000e0041y",
    "\u3164", "\u115f\u1160", "\ud800", "e" + "\u0301" * 500, "\x1b[31mred", "\x00", "\x07",
]  # fmt: skip


"""What breaks out of plain text in Discord, or hides in it."""


pieces = st.one_of(
    st.sampled_from(TRICKS), st.text(max_size=12), st.characters(), st.sampled_from(list("*_~`|<>[]()\\#-:@ \n"))
)


hostile = st.lists(pieces, max_size=12).map("".join)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]
