"""Typed words -> the question as it is understood."""
