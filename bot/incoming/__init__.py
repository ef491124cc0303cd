"""What comes from Discord: messages and presses of buttons."""
