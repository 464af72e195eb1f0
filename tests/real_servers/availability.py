"""Whether a server can be had on this machine."""


class CannotBeHad(Exception):
    """It can neither be fetched nor run here; the text says in one line what would help."""
