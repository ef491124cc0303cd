"""What tables and files of JSON objects have in common: lines, and an article for each record."""
