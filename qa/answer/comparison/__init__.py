"""Whether two sentences, or a question and a sentence, say the same, something else, or the contrary."""
