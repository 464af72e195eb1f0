"""A token that shows itself to nobody but Home Assistant."""


class Token:
    """A long-lived access token whose text is given out on one explicit call only."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for the one message that must hold it."""
        return self._text

    def __repr__(self) -> str:
        return "<token>"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a token is not written anywhere")
