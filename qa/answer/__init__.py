"""Answer a question as understood."""
