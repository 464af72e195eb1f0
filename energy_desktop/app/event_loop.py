"""The one loop that screen and recorder share; the only file that names qasync."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import qasync
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
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application)
    loop.set_default_executor(ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolver"))
    return loop
