"""The program's log: JSON lines in rotating files, and warnings on the terminal."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from energy_desktop.adapters.system.log_filters import (
    NotSaidAlready,
    RedactSecrets,
    WireOnlyWhenItFails,
)
from energy_desktop.adapters.system.redaction import Redaction

FILE_NAME = "energy-desktop.log"
FILE_SIZE = 2_000_000
FILES = 5

_TALKATIVE = ("websockets", "qasync", "pymongo")
"""Libraries that log each frame or timer below WARNING; `websockets` its token, too."""


class _LogFile(RotatingFileHandler):
    """A file whose trouble, such as a full disk, disturbs nobody."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's name
        """Drop the record when it cannot be written; other errors are shown as usual."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


class _OneLine(logging.Formatter):
    """A line for a person: no time, no traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """`warning: the message`."""
        return f"{record.levelname.lower()}: {record.getMessage()}"


_ours: list[logging.Handler] = []


def start_logging(folder: Path, level: str, redaction: Redaction | None = None) -> Redaction:
    """Log to `folder` from a level on; a second call replaces the first. Raises nothing.

    Everything is rid of secrets, also of those registered with the redaction later, which is
    returned. Warnings and worse go to standard error, too; with `debug` everything. Where
    the folder cannot be written, that is all.
    """
    redaction = redaction or Redaction()
    stop_logging()
    root = logging.getLogger()
    root.setLevel(level.upper())
    terminal = _terminal(logging.DEBUG if level == "debug" else logging.WARNING)
    try:
        failure, handlers = None, [_file(folder), terminal]
    except OSError as error:
        failure, handlers = error, [terminal]
    for handler in filter(None, handlers):
        handler.addFilter(WireOnlyWhenItFails())
        handler.addFilter(RedactSecrets(redaction))
        root.addHandler(handler)
        _ours.append(handler)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    if failure is not None:
        logging.getLogger(__name__).warning("no log is written to %s: %s", folder, failure)
    return redaction


def stop_logging() -> None:
    """Close what `start_logging` opened; nothing happens when it opened nothing."""
    while _ours:
        handler = _ours.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()
    logging.captureWarnings(False)


def _file(folder: Path) -> logging.Handler:
    from pythonjsonlogger.json import JsonFormatter

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _LogFile(
        folder / FILE_NAME, maxBytes=FILE_SIZE, backupCount=FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(
        JsonFormatter(
            "{levelname}{name}{message}{threadName}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger", "threadName": "thread"},
            timestamp="time",
        )
    )
    return handler


def _terminal(level: int) -> logging.Handler | None:
    """None where there is no standard error, as in a windowed program on Windows."""
    if sys.stderr is None:
        return None
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    handler.setFormatter(_OneLine())
    handler.addFilter(NotSaidAlready())
    return handler
