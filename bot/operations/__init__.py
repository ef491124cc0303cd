"""What keeps the bot running: its file, limits, worker threads, health, log."""
