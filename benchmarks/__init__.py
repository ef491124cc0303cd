"""Figures, made by running the program as a user does. Never pass or fail on a time."""
