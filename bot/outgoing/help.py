"""The bot's texts about itself, and the names that it uses for its commands."""

ASK, SOURCES, VERIFY, SCOPE = "`/ask`", "`/sources`", "`/verify`", "`/pullquote-manage scope`"
MENU = "*Apps → Ask the articles*"

PRESENCE = "Ask the articles: /ask"

HELP = (
    "Ask me a question, and I answer with sentences from the articles, word for word, each with its source; or I say "
    "that the articles don’t say.\n"
    f"- **Ask**: {ASK}, mention me, or send me a direct message. {MENU} on a message asks what it says.\n"
    "- **Go on**: reply to an answer: “and in Lebanon?” In direct messages, and in a thread where you mention me, you "
    "go on from what you asked last. I understand these, too: more, why?, who said that?, show me the source, the "
    "second one, the other one, start over.\n"
    f"- **Check**: {SOURCES} lists the articles; {VERIFY} checks a quote word by word."
)

HELLO = (
    "Hello. I answer questions with sentences from articles, word for word, each with its source; or I say that they "
    "don’t say. Three things to try:\n"
    f"1. {ASK} and a question; or mention me with one.\n"
    "2. Reply to an answer of mine: “more”, “why?”, “and in Lebanon?”\n"
    f"3. {SOURCES}, which lists the articles."
)
"""The bot's greeting when it joins a server."""

NARROW = f"-# Whoever manages this server can narrow that with {SCOPE}."
