"""Settings › Storage: where the data are, the databases, the way between the profiles."""
