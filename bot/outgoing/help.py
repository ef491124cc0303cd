"""What the bot says about itself."""

HELP = (
    "Ask me a question, and I answer with sentences from the articles, word for word, each with its source; or I say "
    "that the articles don’t say.\n"
    "Use `/ask`, mention me with a question, reply to an answer of mine, send me a direct message, or use "
    "*Apps → Ask the articles* on a message. `/sources` lists the articles.\n"
    "A reply goes on from my answer (“and in Lebanon?”), and so does what you say in a thread of mine or in a direct "
    "message. I understand these, too: more, why?, who said that?, show me the source, the second one, no, the other "
    "one, start over."
)
