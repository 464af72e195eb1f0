"""The one event that ends the program, and the signals that set it."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

FORCED = 130


class Leaving:
    """Ctrl+Q, the tray, signals and the session's end only set this; a second one forces."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.interrupted = False
        """Whether it was Ctrl-C."""

    def ask(self) -> None:
        """End soon, with everything durable."""
        self._event.set()

    @property
    def is_asked(self) -> bool:
        """Whether the program is to end."""
        return self._event.is_set()

    async def asked(self) -> None:
        """Wait until the program is to end."""
        await self._event.wait()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM ask, on asyncio's loop and inside Qt's alike.

        Qt's loop runs no Python while it waits, so a signal has to wake it by a socket.
        """
        loop = asyncio.get_running_loop()
        woken, waker = socket.socketpair()
        woken.setblocking(False)
        waker.setblocking(False)
        before_fd = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        before = {s: signal.signal(s, self._signalled) for s in (signal.SIGINT, signal.SIGTERM)}
        loop.add_reader(woken.fileno(), lambda: woken.recv(64))
        try:
            yield
        finally:
            loop.remove_reader(woken.fileno())
            signal.set_wakeup_fd(before_fd)
            for number, handler in before.items():
                signal.signal(number, handler)
            woken.close()
            waker.close()

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        if self.is_asked:
            os._exit(FORCED)
        self.interrupted = number == signal.SIGINT
        self.ask()
