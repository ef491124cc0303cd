"""Answering a question in Discord."""
