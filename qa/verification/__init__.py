"""Is this quote real? Pasted words against the articles, word by word. No reader, no guess."""
