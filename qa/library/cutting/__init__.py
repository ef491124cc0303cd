"""Where the sentences of a text begin and end, and which of its lines state nothing."""
