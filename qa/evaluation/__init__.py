"""Figures and a report from questions with known answers."""
