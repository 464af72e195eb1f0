"""What the window shows before anything is set up."""
