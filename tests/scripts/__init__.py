"""The set-up scripts, run with stand-ins for the commands that would change the system."""
