"""What the bot says about itself, and the names by which it calls its commands."""

ASK, SOURCES, SCOPE = "`/ask`", "`/sources`", "`/pullquote-manage scope`"
MENU = "*Apps → Ask the articles*"

PRESENCE = "Ask the articles: /ask"

HELP = (
    "Ask me a question, and I answer with sentences from the articles, word for word, each with its source; or I say "
    "that the articles don’t say.\n"
    f"Use {ASK}, mention me with a question, send me a direct message, or use {MENU} on a message. {SOURCES} lists the "
    "articles.\n"
    "Reply to an answer to go on from it: “and in Lebanon?” In a thread and in direct messages you go on from what you "
    "asked last; in a thread, mention me each time. I understand these, too: more, why?, who said that?, show me the "
    "source, the second one, no, the other one, start over."
)

HELLO = (
    "Hello. I answer questions with sentences from articles, word for word, each with its source; or I say that they "
    "don’t say. Three things to try:\n"
    f"1. {ASK} and a question; or mention me with one.\n"
    "2. Reply to an answer of mine: “more”, “why?”, “and in Lebanon?”\n"
    f"3. {SOURCES}, which lists the articles."
)
"""What a server is told when the bot joins it."""

NARROW = f"-# Whoever manages this server can narrow that with {SCOPE}."
