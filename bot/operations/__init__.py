"""Operating the bot: its file, limits, worker threads, health, log."""
