"""A question as it is understood -> an answer."""
