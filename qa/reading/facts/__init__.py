"""What a file says of its articles: days, people, and the names under which they stand."""
