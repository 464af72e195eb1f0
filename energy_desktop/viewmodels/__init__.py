"""What the screen says, without pixels: QtCore only."""
