"""What every adapter of a port must do, whichever profile it belongs to."""
