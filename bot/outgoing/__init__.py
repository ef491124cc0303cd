"""Output to Discord: text, buttons and links, and reading them back."""
