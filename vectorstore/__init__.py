"""Where passages live: keys, texts and vectors under one commit. Knows no article and no question."""
