"""The journal in front of a database."""
