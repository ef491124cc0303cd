"""What a file says about its articles: days, people, and the names of their fields."""
