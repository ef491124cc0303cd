"""What a line of a talk does; shared by the terminal and Discord."""
