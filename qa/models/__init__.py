"""The two networks: where they are, how they run, how they are exported."""
