"""What a Markdown file is made of: its head, its blocks and its marks, each at its place in the file."""
