"""Settings › Storage."""
