"""Who is made, started and stopped, in which order."""
