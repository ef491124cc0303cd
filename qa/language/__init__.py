"""English words, each class once."""
