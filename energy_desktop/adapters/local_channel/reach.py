"""The way to the process that holds the data, without asyncio: for commands that end soon."""

import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from energy_desktop.adapters.local_channel import address
from energy_desktop.adapters.local_channel.data_lock import DataLock
from energy_desktop.adapters.local_channel.frames import (
    HEADER_SIZE,
    FrameInvalid,
    read_header,
)
from energy_desktop.adapters.local_channel.messages import (
    Accepted,
    Request,
    channel_failed,
    read_message,
)
from energy_desktop.ports.recorder_control import Message, Result

ACCEPT_TIMEOUT = 10.0
"""Seconds in which a program that is well acknowledges a request."""
PATIENCE = 15.0
"""Seconds to wait for a program that holds the data but does not listen (yet)."""
_PAUSE = 0.05


class Connection:
    """An open connection to the holder, for one command."""

    def __init__(self, connection: socket.socket, key: str) -> None:
        self._socket = connection
        self._key = key

    def perform(self, command: str, arguments: Mapping[str, Any]) -> Iterator[Message]:
        """As `RecorderControl.perform`, blocking; closing the iterator cancels the command."""
        with self._socket:
            try:
                self._socket.settimeout(ACCEPT_TIMEOUT)
                self._socket.sendall(Request(command, arguments, self._key).frame())
                while True:
                    message = self._receive()
                    if isinstance(message, Accepted):
                        self._socket.settimeout(None)
                        continue
                    yield message
                    if isinstance(message, Result):
                        return
            except TimeoutError as error:
                raise channel_failed(f"no sign within {ACCEPT_TIMEOUT:g} seconds") from error
            except FrameInvalid as error:
                raise channel_failed(str(error)) from error
            except (OSError, EOFError) as error:
                raise channel_failed("it ended meanwhile") from error

    def close(self) -> None:
        """Close without a command; idempotent."""
        self._socket.close()

    def _receive(self) -> Message | Accepted:
        kind, length = read_header(self._exactly(HEADER_SIZE))
        return read_message(kind, self._exactly(length))

    def _exactly(self, size: int) -> bytes:
        """So many bytes; EOFError when the other side closed before."""
        received = bytearray()
        while len(received) < size:
            piece = self._socket.recv(min(size - len(received), 1 << 20))
            if not piece:
                raise EOFError
            received += piece
        return bytes(received)


def reach(data_folder: Path) -> Connection | None:
    """A connection to the process that serves the folder; None when none listens."""
    found = address.published(data_folder)
    if found is None:
        return None
    connection = _open(found)
    return None if connection is None else Connection(connection, found.key)


def reach_or_hold(data_folder: Path, patience: float = PATIENCE) -> Connection | DataLock:
    """A connection to the holder of the data, or the lock that makes this process the holder.

    Raises ChannelFailed when another process holds the data and does not listen for so many
    seconds, StoreUnusable when the folder cannot be written.
    """
    deadline = time.monotonic() + patience
    lock = DataLock(data_folder)
    while True:
        if lock.acquire():
            return lock
        connection = reach(data_folder)
        if connection is not None:
            return connection
        if time.monotonic() >= deadline:
            raise channel_failed("it holds the data but does not listen")
        time.sleep(_PAUSE)


def _open(found: address.Address) -> socket.socket | None:
    family = socket.AF_INET if found.path is None else socket.AF_UNIX
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(ACCEPT_TIMEOUT)
        connection.connect(found.path or ("127.0.0.1", found.port))
        if not address.peer_is_other_user(connection):
            return connection
    except OSError:
        pass
    connection.close()
    return None
