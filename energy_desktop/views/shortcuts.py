"""Keys as the person's keyboard names them."""

from PySide6.QtGui import QKeySequence


def keys_in_words(keys: str) -> str:
    """ "Ctrl+E", or "Strg+E" on a German keyboard."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
