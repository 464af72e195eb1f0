"""Threads that own what only one thread may touch, such as a database connection."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

_log = logging.getLogger(__name__)


class WorkerThreads:
    """A few threads that run functions for asyncio; each function runs to its end.

    Works on any event loop, because it hands results over by `call_soon_threadsafe` alone.
    The threads are no daemons: the interpreter waits for functions that have begun.
    """

    def __init__(self, name: str, count: int) -> None:
        self._name = name
        self._count = count
        self._executor = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._is_closed = False

    async def run(self, function: Callable[[Unpack[Arguments]], T], *args: *Arguments) -> T:
        """Run a function on one of the threads and return or raise what it does.

        A cancelled caller stops waiting, but the function still runs to its end. Raises
        RuntimeError after `close`.
        """
        if self._is_closed:
            raise RuntimeError(f"{self._name} is closed")
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()

        def finished(done: Future[T]) -> None:
            try:
                loop.call_soon_threadsafe(self._hand_over, done, waiting)
            except RuntimeError:  # the loop was closed meanwhile: nobody waits any more
                self._tell_nobody_waited(done)

        self._executor.submit(function, *args).add_done_callback(finished)
        return await waiting

    def post(self, function: Callable[[Unpack[Arguments]], T], *args: *Arguments) -> None:
        """Run a function after those handed in before; nobody waits for it."""
        self._executor.submit(function, *args).add_done_callback(self._tell_nobody_waited)

    async def close(self) -> None:
        """Let everything that was handed in finish, then end the threads; idempotent."""
        if self._is_closed:
            return
        # All threads meet here only after the functions handed in before have ended.
        meeting = threading.Barrier(self._count)
        last = [self.run(meeting.wait) for _ in range(self._count)]
        await asyncio.gather(*last)
        self._is_closed = True
        self._executor.shutdown()

    def _hand_over(self, done: Future[T], waiting: "asyncio.Future[T]") -> None:
        if waiting.done():  # cancelled meanwhile
            self._tell_nobody_waited(done)
        elif (error := done.exception()) is not None:
            waiting.set_exception(error)
        else:
            waiting.set_result(done.result())

    def _tell_nobody_waited(self, done: Future[T]) -> None:
        if (error := done.exception()) is not None:
            _log.warning("%s: failed after nobody waited for it any more: %s", self._name, error)


class OwnerThread(WorkerThreads):
    """One thread that runs functions in the order they were handed in."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 1)
