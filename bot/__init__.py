"""The Discord bot: knows qa's Assistant and Answer, and nothing below them."""
