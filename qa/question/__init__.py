"""Understand a typed line as a question."""
