"""What a page of HTML says: its text, its title, and the facts about it."""
