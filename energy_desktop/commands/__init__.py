"""What the terminal says: one file for each command."""
