"""Articles that go: to another path, to another store, or out of the library."""
