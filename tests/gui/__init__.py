"""The real program with its window, used as a person would."""
