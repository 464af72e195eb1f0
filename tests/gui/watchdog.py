"""Whether anything held the loop: a knock every few milliseconds, and how long it had to wait."""

import asyncio
import sys
import threading
import time
import traceback
from pathlib import Path

LONGEST = 0.050
"""Seconds that one operation may hold the loop."""

_KNOCK_EVERY = 0.004
_LOOK_EVERY = 0.010


class Watchdog:
    """Time in which the loop's thread wanted to run and the machine did not let it counts not."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
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
            began, waited = time.perf_counter(), self._waited()
            try:
                self._loop.call_soon_threadsafe(self._answered.set)
            except RuntimeError:
                return  # the loop is closed
            where = ""
            while not self._answered.wait(_LOOK_EVERY):
                held = time.perf_counter() - began - (self._waited() - waited)
                if held > LONGEST / 2 and not where:
                    where = self._where()
                if self._ended.is_set():
                    return
            held = time.perf_counter() - began - (self._waited() - waited)
            if held > LONGEST:
                self.held.append((held, where))

    def _waited(self) -> float:
        """Seconds that the loop's thread has waited for a processor."""
        try:
            return int(self._schedule.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def _where(self) -> str:
        frame = sys._current_frames().get(self._thread)
        return "".join(traceback.format_stack(frame)[-12:]) if frame is not None else ""
