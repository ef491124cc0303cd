"""Articles that leave: for another path, for another store, or for good."""
