"""The one loop that screen and recorder share; the only file that names qasync."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import qasync
from PySide6.QtWidgets import QApplication

_RESOLVERS = 2


def qt_loop(application: QApplication) -> asyncio.AbstractEventLoop:
    """An asyncio loop that runs inside Qt's.

    It gets an executor of its own for name look-ups: qasync's own blocks when it is closed.
    """
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application)
    loop.set_default_executor(ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolver"))
    return loop
