"""Whether anything held the loop: a knock every few milliseconds, and how long it had to wait."""

import asyncio
import faulthandler
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

LONGEST = 0.050
"""Seconds that one operation may compute on the loop."""
LONGEST_DISTURBED = 0.200
"""The same, when the machine took the processor away meanwhile: caches are cold afterwards, and
the same work takes up to four times as long."""
LONGEST_SLEEP = 1.0
"""Seconds that the loop's thread may sleep in an operation. More than it may compute, because
waiting for the interpreter's lock looks the same, and on a busy machine its holder waits too."""

_KNOCK_EVERY = 0.004
_LOOK_EVERY = 0.010
_UNDISTURBED = 0.05
"""Share of waiting for a processor."""


class Watchdog:
    """Time in which the loop's thread wanted to run and the machine did not let it counts not."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._computed = _processor_time()
        self._answered = threading.Event()
        self._ended = threading.Event()
        self._knocker = threading.Thread(target=self._knock, name="watchdog", daemon=True)
        self.held: list[tuple[float, str]] = []
        """Seconds, and where the loop's thread was meanwhile."""

    def __enter__(self) -> "Watchdog":
        self._knocker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._knocker.join()

    def complain(self) -> None:
        """Fail if an operation held the loop for too long."""
        worst = sorted(self.held, reverse=True)[:3]
        told = "\n".join(f"held for {seconds * 1000:.0f} ms:\n{where}" for seconds, where in worst)
        assert not worst, f"{len(self.held)} operations held the loop\n{told}"

    def _knock(self) -> None:
        while not self._ended.wait(_KNOCK_EVERY):
            self._answered.clear()
            began, waited, computed = time.perf_counter(), self._waited(), self._computed()
            try:
                self._loop.call_soon_threadsafe(self._answered.set)
            except RuntimeError:
                return  # the loop is closed
            where = ""
            while not self._answered.wait(_LOOK_EVERY):
                if self._ended.is_set():
                    return
                if not where and self._computed() - computed > LONGEST / 2:
                    where = self._where()
            busy, waiting = self._computed() - computed, self._waited() - waited
            asleep = time.perf_counter() - began - waiting - busy
            longest = LONGEST_DISTURBED if waiting > _UNDISTURBED * busy else LONGEST
            if busy > longest or asleep > LONGEST_SLEEP:
                self.held.append((max(busy, asleep), where or self._where()))

    def _waited(self) -> float:
        """Seconds that the loop's thread has waited for a processor."""
        try:
            return int(self._schedule.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def _where(self) -> str:
        """The stack of the loop's thread, innermost first.

        `faulthandler` takes no reference to a frame. Whoever holds one keeps its variables past
        its end: a painter would then end here, on this thread, while the loop paints on.
        """
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file)
            file.seek(0)
            threads = file.read().split("\n\n")
        mine = f"0x{self._thread:016x} "
        return next(("\n".join(t.splitlines()[1:13]) for t in threads if mine in t), "")


def _processor_time() -> Callable[[], float]:
    """Asks how long the calling thread has computed, from any thread; its own where it cannot."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)
