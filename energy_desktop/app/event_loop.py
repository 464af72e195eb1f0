"""The one loop that screen and recorder share; the only file that names qasync."""

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QObject, QTimerEvent
from PySide6.QtWidgets import QApplication

_RESOLVERS = 2
_SWITCH_SECONDS = 0.001
"""Each call of Qt lets other threads run Python; with Python's own 5 ms, two of them on the way
of a frame are most of its 16."""


def qt_loop(application: QApplication) -> asyncio.AbstractEventLoop:
    """An asyncio loop that runs inside Qt's.

    It gets an executor of its own for name look-ups: qasync's own blocks when it is closed.
    The stores' threads hand the interpreter back to the screen sooner than Python would have it.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    loop: asyncio.AbstractEventLoop = _Loop(application)
    loop.set_default_executor(ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolver"))
    return loop


class _Due(QObject):
    """Callbacks in their order, run together as soon as Qt has nothing else to do."""

    def __init__(self) -> None:
        super().__init__()
        self._handles: deque[asyncio.Handle] = deque()
        self._timer = 0

    def add(self, handle: asyncio.Handle) -> None:
        """Run this after those that came before; what it adds itself waits for the next round."""
        self._handles.append(handle)
        if not self._timer:
            self._timer = self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's."""
        # Each round has a timer of its own: Qt fires none while it is being answered, and what a
        # callback opens may have a loop inside.
        self.killTimer(event.timerId())
        self._timer = 0
        try:
            for _ in range(len(self._handles)):
                handle = self._handles.popleft()
                if not handle.cancelled():
                    handle._run()  # noqa: SLF001 - the way a loop runs them, qasync's too
                if not self._handles:  # a loop inside has run the rest
                    break
        finally:
            if self._handles and not self._timer:
                self._timer = self.startTimer(0)


class _Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """One timer of Qt's for all that is due at once; qasync's own takes one for each callback."""

    def __init__(self, application: QApplication) -> None:
        self._due = _Due()
        super().__init__(application)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """asyncio's."""
        handle = asyncio.Handle(callback, args, self, context)
        self._due.add(handle)
        return handle
