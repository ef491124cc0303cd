"""From articles to answers: knows nothing of Discord."""
