"""Delivery to Discord: replies to messages and commands, and calls that are repeated when they fail."""
