"""What a table and a file of JSON objects have in common: lines, and an article for each record."""
