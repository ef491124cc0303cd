"""What two sentences, or a question and a sentence, say of one matter: the same, something else, or the contrary."""
