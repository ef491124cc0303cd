"""What Discord is sent: text, buttons, links, and how it is delivered."""
