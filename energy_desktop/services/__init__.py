"""The steps the program performs, screen or no screen."""
