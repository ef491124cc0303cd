"""Output to Discord: text, buttons, links, and their delivery."""
