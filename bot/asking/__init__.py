"""A question in Discord -> its answer."""
