"""`energy-desktop record` as a process of its own, watched from outside."""

import asyncio
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from energy_desktop.adapters.local_channel.reach import reach
from energy_desktop.ports.recorder_control import Result
from tests.end_to_end.program import Program

_KILOBYTES_A_MEGABYTE = 1_000_000 / 1_024
_LOOK_EVERY = 0.05
_ENDS_WITHIN = 60.0


class RecordingProgram:
    """Records from the beginning of a `with` block on; FILE gets what `durable_watch` notes."""

    def __init__(self, program: Program, file: Path) -> None:
        self._program = program
        self._file = file
        self._peak = 0.0
        self._ended = threading.Event()

    def __enter__(self) -> "RecordingProgram":
        command = [sys.executable, "-m", "benchmarks.durable_watch", str(self._file), "record"]
        environment = self._program.surroundings()
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        self._watching = threading.Thread(target=self._watch_memory)
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def live(self) -> None:
        """Wait until it records what happens."""
        while reach(self._program.data_dir) is None:
            await asyncio.sleep(_LOOK_EVERY)
        while (await self.status())["recorder"]["state"] != "recording":
            await asyncio.sleep(_LOOK_EVERY)

    async def status(self) -> dict[str, Any]:
        """The document of `status`, over the local channel."""
        return await asyncio.to_thread(self.ask)

    def ask(self) -> dict[str, Any]:
        """The same, waiting for it."""
        connection = reach(self._program.data_dir)
        assert connection is not None, "the program does not listen"
        for message in connection.perform("status", {}):
            if isinstance(message, Result):
                document: dict[str, Any] = message.value
                return document
        raise AssertionError("no result")

    def stop(self) -> float:
        """End it in order; the most memory it ever had resident, in megabytes."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._ended.set()
        self._watching.join()
        return self._peak

    def _watch_memory(self) -> None:
        while not self._ended.wait(_LOOK_EVERY):
            self._peak = most_memory(self._process.pid) or self._peak


def most_memory(pid: int) -> float:
    """The most that a process ever had resident, in megabytes; 0 where nothing tells."""
    status = Path(f"/proc/{pid}/status")
    for line in status.read_text("ascii").splitlines() if status.exists() else []:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / _KILOBYTES_A_MEGABYTE
    return 0.0
