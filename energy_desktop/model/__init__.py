"""What would be true with the computer switched off: readings, units, time, coverage, messages."""
