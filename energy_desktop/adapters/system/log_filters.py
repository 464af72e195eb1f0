"""What every record passes on its way into a log."""

import logging

from energy_desktop.adapters.system.redaction import PLACEHOLDER, Redaction, is_secret

_OWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {
    "message",
    "asctime",
    "taskName",
}
_formatter = logging.Formatter()


class RedactSecrets(logging.Filter):
    """Rewrites a record so that no formatter finds a secret: message, traceback and extras.

    Arguments are merged into the message, exceptions become text.
    """

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite; nothing is left out but what cannot be turned into text."""
        try:
            self._rewrite(record)
        except Exception as error:  # noqa: BLE001 -- logging never disturbs who logs
            self._empty(record, error)
        return True

    def _rewrite(self, record: logging.LogRecord) -> None:
        text = self._redaction.text
        record.msg, record.args = text(_message(record)), None
        if record.exc_info:
            record.exc_text = record.exc_text or _formatter.formatException(record.exc_info)
            record.exc_info = None
        record.exc_text = record.exc_text and text(record.exc_text)
        record.stack_info = record.stack_info and text(record.stack_info)
        for name in record.__dict__.keys() - _OWN:
            value = getattr(record, name)
            is_hidden = value is not None and is_secret(name)
            setattr(record, name, PLACEHOLDER if is_hidden else self._redaction.value(value))

    def _empty(self, record: logging.LogRecord, error: Exception) -> None:
        record.msg, record.args = f"what was logged is no text ({type(error).__name__})", None
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        for name in record.__dict__.keys() - _OWN:
            delattr(record, name)


class WireOnlyWhenItFails(logging.Filter):
    """Leaves out what `websockets` tells below WARNING: with DEBUG it writes the token."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass."""
        is_wire = record.name == "websockets" or record.name.startswith("websockets.")
        return not is_wire or record.levelno >= logging.WARNING


class NotSaidAlready(logging.Filter):
    """Leaves out what commands say on the terminal themselves."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass."""
        return not record.name.startswith("energy_desktop.commands.")


def _message(record: logging.LogRecord) -> str:
    """The message with its arguments; both side by side where they do not fit."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"
